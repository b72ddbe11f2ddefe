import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { Candidate } from "../../domain/candidate.ts";
import { TributaryError } from "../../errors.ts";
import { readCandidate } from "../../ingest/candidate-record.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../app.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter } from "./parameters.ts";

/** A candidate's structured record. */
export async function candidateRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/candidates/:id", {
		config: { access: { permission: "candidates:read" } },
		schema: {
			tags: ["candidates"],
			summary: "Read a candidate",
			description: "The header ETag holds the version of the record.",
			params: IdParameter,
			response: { 200: Candidate, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			const found = await scope.record("candidate.read", { candidateId: id }, async () => {
				const stored = await readCandidate(scope.store, id);
				if (stored === null) throw new TributaryError("not-found");
				return { value: stored, result: { outcome: "ok", count: 1, version: stored.version } };
			});
			reply.header("etag", `"${found.version}"`);
			return found.candidate;
		},
	});
}
