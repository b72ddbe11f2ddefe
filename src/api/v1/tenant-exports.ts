import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { recipientOf } from "../../transfer/age.ts";
import { ExportJob } from "../../transfer/export-jobs.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { TIMEOUTS } from "../settings.ts";
import { twoPeople } from "../two-people.ts";
import { whileAllowed } from "../while-allowed.ts";
import { IdParameter } from "./parameters.ts";

const tags = ["tenant"];
const config = { access: { permission: "tenant:export" }, keyed: true } as const;

/** The return of everything: asked for, watched, fetched. */
export async function tenantExportRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { exportJobs } = deps;
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/tenant/exports", {
		config,
		schema: {
			tags,
			summary: "Make an archive of everything that the tenant holds",
			description: `Records, files and the log in one archive, encrypted to your public key before a byte of it lies anywhere (age, X25519).
It is made in the background, and removed a day after it is done. Where it takes a second
person (\`/v1/second-person\`), the first is one, too: a client gets \`account-required\`.`,
			body: z.strictObject({
				publicKey: z.string().max(8000).describe("An age recipient (age1...), or the PEM of an X25519 public key."),
			}),
			response: { 202: ExportJob, ...FAILURES },
		},
		handler: async (request, reply) => {
			const { body: input } = request;
			// What cannot be done is not asked of anybody.
			recipientOf(input.publicKey);
			await twoPeople(request, deps, { act: "export", permission: "tenant:export", input });
			return reply.status(202).send(await exportJobs.start(scopeOf(request), input.publicKey));
		},
	});
	app.get("/v1/tenant/exports", {
		config,
		schema: {
			tags,
			summary: "The archives, the latest first, with their progress",
			response: { 200: z.strictObject({ items: z.array(ExportJob) }), ...FAILURES },
		},
		handler: (request) => {
			const scope = scopeOf(request);
			return scope.record("tenant.read", { about: "exports" }, async () => {
				const items = [...(await exportJobs.list(scope.tenant.id))];
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
	app.get("/v1/tenant/exports/:id", {
		config,
		schema: { tags, summary: "How an archive stands", params: IdParameter, response: { 200: ExportJob, ...FAILURES } },
		handler: (request) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			return scope.record("tenant.read", { about: "export", requestId: id }, async () => ({
				value: await exportJobs.get(scope.tenant.id, id),
				result: { outcome: "ok" },
			}));
		},
	});
	app.get("/v1/tenant/exports/:id/archive", {
		config,
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags,
			summary: "Fetch an archive",
			description: "Opened with `age -d -i KEY FILE | tar -x`; comes back with `tributary tenant import`.",
			params: IdParameter,
			response: { 200: z.any().describe("The archive, application/octet-stream."), ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { stream, bytes } = await scope.record(
				"tenant.read",
				{ about: "export-archive", requestId: request.params.id },
				async () => ({
					value: await exportJobs.open(scope.tenant.id, request.params.id),
					result: { outcome: "ok" },
				}),
			);
			return reply
				.type("application/octet-stream")
				.header("content-length", bytes)
				.header("content-disposition", `attachment; filename="${scope.tenant.id}-${request.params.id}.age"`)
				.send(Readable.from(whileAllowed(stream, request.demandStill)));
		},
	});
	app.delete("/v1/tenant/exports/:id", {
		config,
		schema: {
			tags,
			summary: "Remove an archive",
			params: IdParameter,
			response: { 204: z.null().describe("Nothing."), ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			await scope.record("tenant.change", { about: "remove-export", requestId: id }, async () => ({
				value: await exportJobs.remove(scope.tenant.id, id),
				result: { outcome: "ok" },
			}));
			return reply.status(204).send(null);
		},
	});
}
