import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Run, RunInput, RunWithResult } from "../../lab/run-record.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter } from "./parameters.ts";

const tags = ["ranking"];
const read = { access: { permission: "ranking:read" } } as const;
const write = { access: { permission: "ranking:write" }, keyed: true } as const;
const Nothing = z.null().describe("Nothing.");

/** What is measured in the background. */
export async function rankingRunRoutes(instance: FastifyInstance, { lab: { runs } }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const one = { tags, params: IdParameter };
	app.post("/v1/ranking/runs", {
		config: write,
		schema: {
			tags,
			summary: "Measure rankings, the effect of a vocabulary, or draw a pool to judge",
			description: `It is worked on in the background, in a process of its own; of a tenant one at a time, up to five open. \`measure\`: metrics
of trec_eval with intervals, each ranking against the first, query by query. \`effect\`: what the tenant's vocabulary does. \`pool\`: whom to judge.`,
			body: RunInput,
			response: { 202: Run, ...FAILURES },
		},
		handler: async (request, reply) => reply.status(202).send(await runs.start(scopeOf(request), request.body)),
	});
	app.get("/v1/ranking/runs", {
		config: read,
		schema: {
			tags,
			summary: "List runs, newest first",
			response: { 200: z.strictObject({ items: z.array(Run) }), ...FAILURES },
		},
		handler: async (request) => ({ items: [...(await runs.list(scopeOf(request)))] }),
	});
	app.get("/v1/ranking/runs/:id", {
		config: read,
		schema: { ...one, summary: "Read a run: progress, and its result", response: { 200: RunWithResult, ...FAILURES } },
		handler: (request) => runs.get(scopeOf(request), request.params.id),
	});
	app.post("/v1/ranking/runs/:id/cancel", {
		config: write,
		schema: { ...one, summary: "Take a run back", response: { 200: Run, ...FAILURES } },
		handler: (request) => runs.cancel(scopeOf(request), request.params.id),
	});
	app.delete("/v1/ranking/runs/:id", {
		config: write,
		schema: {
			...one,
			summary: "Remove a run that has ended",
			description: "For a day it can be had back.",
			response: { 204: Nothing, ...FAILURES },
		},
		handler: async (request, reply) => {
			await runs.remove(scopeOf(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
	app.post("/v1/ranking/runs/:id/restore", {
		config: write,
		schema: { ...one, summary: "Bring a removed run back, within a day", response: { 200: Run, ...FAILURES } },
		handler: (request) => runs.restore(scopeOf(request), request.params.id),
	});
}
