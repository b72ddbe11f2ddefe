import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RecordId } from "../../domain/candidate.ts";
import type { StoredCandidate } from "../../ingest/candidate-record.ts";
import { keepApart } from "../../ingest/match-decisions.ts";
import { merge, unmerge } from "../../ingest/merge-candidates.ts";
import { refreshPeople } from "../../sync/refresh.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter } from "./parameters.ts";

const OtherBody = z.strictObject({ candidateId: RecordId });
const Written = z.strictObject({ candidateId: z.string(), version: z.int() });

const written = ({ candidate: { id }, version }: StoredCandidate) => ({ candidateId: id, version });

/** One person who is in the ATS twice: merged by a person, and parted again. */
export async function mergeRoutes(instance: FastifyInstance, { ingest, sync }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const config = { access: { permission: "candidates:write" } } as const;
	const common = { tags: ["identity"], params: IdParameter, body: OtherBody };
	app.post("/v1/candidates/:id/merge", {
		config,
		schema: {
			...common,
			summary: "Take another candidate into this one",
			description:
				"The other's record is kept whole and is had back by unmerge; until then its id is refused in imports.",
			response: { 200: Written, ...FAILURES },
		},
		handler: async (request) =>
			written(await merge(scopeOf(request), ingest, request.params.id, request.body.candidateId)),
	});
	app.post("/v1/candidates/:id/unmerge", {
		config,
		schema: {
			...common,
			summary: "Part a candidate that was merged into this one",
			description: "Records that nobody changed since come back as they were. The latest merge is taken back first.",
			response: { 200: z.strictObject({ items: z.array(Written) }), ...FAILURES },
		},
		handler: async (request) => {
			const { id } = request.params;
			const { candidateId } = request.body;
			const parted = await unmerge(scopeOf(request), ingest, id, candidateId);
			// What the ATS sent of either since they were merged is his again.
			await refreshPeople(scopeOf(request), sync, [id, candidateId]);
			return { items: parted.map(written) };
		},
	});
	app.post("/v1/candidates/:id/keep-apart", {
		config,
		schema: {
			...common,
			summary: "Say that two candidates are two people",
			description: "They are not suggested as one again.",
			response: { 200: Written, ...FAILURES },
		},
		handler: async (request) =>
			written(await keepApart(scopeOf(request), ingest, request.params.id, request.body.candidateId)),
	});
}
