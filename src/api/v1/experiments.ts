import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RankingProfile } from "../../domain/ranking-profile.ts";
import { Experiment } from "../../domain/signal.ts";
import { ExperimentStatus, experimentStatus, startExperiment, stopExperiment } from "../../signals/experiment.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";

/** Two rankings of one tenant, interleaved. */
export async function experimentRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["experiments"];
	const own = { profiles: deps.profiles, clock: deps.ingest.clock };
	app.put("/v1/experiment", {
		config: { access: { permission: "signals:write" } },
		schema: {
			tags,
			summary: "Start an experiment",
			description: `From now on every search that names no profile shows two rankings interleaved (team draft): both order the people that
\`profileA\` finds, scores and reasons are those of \`profileA\`; total, facets and who is in the list stay as they are. One at a time; needs signals.`,
			body: z.strictObject({ profileA: RankingProfile.shape.id, profileB: RankingProfile.shape.id }),
			response: { 200: Experiment, ...FAILURES },
		},
		handler: async (request) => startExperiment(scopeOf(request), own, request.body),
	});
	app.get("/v1/experiment", {
		config: { access: { permission: "signals:read" } },
		schema: {
			tags,
			summary: "Read the latest experiment and its outcome so far",
			response: { 200: ExperimentStatus, ...FAILURES },
		},
		handler: async (request) => experimentStatus(scopeOf(request), own),
	});
	app.post("/v1/experiment/stop", {
		config: { access: { permission: "signals:write" } },
		schema: {
			tags,
			summary: "Stop the experiment that is running",
			description: "Lists that are being paged through stay as they are; the outcome stays readable.",
			response: { 200: Experiment, ...FAILURES },
		},
		handler: async (request) => stopExperiment(scopeOf(request), own),
	});
}
