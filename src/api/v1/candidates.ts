import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Candidate } from "../../domain/candidate.ts";
import { TributaryError } from "../../errors.ts";
import { readCandidate } from "../../ingest/candidate-record.ts";
import { noteOpened } from "../../signals/report-events.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestOwner } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter } from "./parameters.ts";

/** A word for the log, which holds no free text. */
const Reason = z
	.string()
	.regex(
		/^[A-Za-z][A-Za-z0-9_-]{0,59}$/,
		"Use 1 to 60 characters A-Z a-z 0-9 _ - beginning with a letter, as shortlisted.",
	);

/** A candidate's structured record. */
export async function candidateRoutes(instance: FastifyInstance, { ingest: { clock } }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/candidates/:id", {
		config: { access: { permission: "candidates:read" }, honoursSeats: true },
		schema: {
			tags: ["candidates"],
			summary: "Read a candidate",
			description: `The header ETag holds the version of the record, which is not told to a seat: it counts every change. With a reason it is the opening of a record that was covered in
a blind search, which the log shows as such.`,
			headers: RecruiterHeaders,
			params: IdParameter,
			querystring: z.strictObject({ reason: Reason.optional() }),
			response: { 200: Candidate, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			const { reason } = request.query;
			const subject = { candidateId: id, ...(reason === undefined ? {} : { about: reason }) };
			const found = await scope.record(
				reason === undefined ? "candidate.read" : "candidate.open",
				subject,
				async () => {
					const stored = await readCandidate(scope.store, id);
					if (stored === null) throw new TributaryError("not-found");
					const { version } = stored;
					return { value: stored, result: { outcome: "ok", count: 1, ...(scope.seat === null ? { version } : {}) } };
				},
			);
			await noteOpened(scope, await requestOwner(request), id, clock());
			if (scope.seat === null) reply.header("etag", `"${found.version}"`);
			return found.candidate;
		},
	});
}
