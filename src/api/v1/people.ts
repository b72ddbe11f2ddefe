import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { type BulkOutcome, doInBulk } from "../../desk/bulk.ts";
import { csvOf, RESULT_COLUMNS } from "../../desk/export-csv.ts";
import { exportPeople } from "../../desk/export-people.ts";
import { listHidden } from "../../desk/hidden.ts";
import { uncovers } from "../../desk/members.ts";
import { RecordId } from "../../domain/candidate.ts";
import { BulkAction, ExportRequest, ExportRow, HiddenPerson, MarkBefore, MarkBody } from "../../domain/desk.ts";
import { toProblem } from "../../errors.ts";
import { refuseFor, scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestOwner } from "../desk-owner.ts";
import { attachment } from "../file-name.ts";
import { FAILURES, Problem } from "../openapi.ts";

const tags = ["people"];
const write = { access: { permission: "desk:write" }, honoursSeats: true } as const;

/** An answer for each person of the request, in their order; `error` is null where it was done. */
const BulkAnswer = z.strictObject({
	done: z.int(),
	failed: z.int(),
	results: z.array(
		z.strictObject({
			candidateId: RecordId.nullable(),
			profileId: RecordId.nullable(),
			error: Problem.nullable(),
			/** false: who was as wanted before, and is left alone when it is taken back. */
			changed: z.boolean(),
			/** The mark or hiding that was there before: what to say (`at`, `until`) to have it back. */
			before: MarkBefore.nullable(),
		}),
	),
});
const Rows = z.strictObject({ count: z.int(), rows: z.array(ExportRow) });

/** What is done with the people of a result list. */
export async function peopleRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	bulkRoutes(instance, deps);
	hiddenRoute(instance, deps);
	exportRoute(instance, deps);
}

function bulkRoutes(instance: FastifyInstance, { desk, tenancy }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const answer = { 200: BulkAnswer, ...FAILURES };
	app.post("/v1/people/bulk", {
		config: write,
		schema: {
			tags,
			summary: "Do one thing with up to 500 people",
			description: `Tags are the tenant's: they are found by the filter \`tags\` and stay when the ATS sends the candidate
again. Hidden people and marks are the owner's. What cannot be done with one person stops nobody else.
Of each person the answer says whether it made a difference, and since when a mark or a hiding was there before, so that
it can be taken back without touching what was there. To take the cover off people of a project (\`blind\`: false) takes
\`candidates:read\`, too, and the log has it as the opening of their records.`,
			headers: RecruiterHeaders,
			body: BulkAction,
			response: answer,
		},
		handler: async (request) => {
			if (uncovers(request.body)) await demandReading(tenancy, request);
			return answerOf(await doInBulk(scopeOf(request), desk, await requestOwner(request), request.body));
		},
	});
	app.post("/v1/people/marks", {
		config: write,
		schema: {
			tags,
			summary: "Say that people's records were viewed, or that they were contacted",
			headers: RecruiterHeaders,
			body: MarkBody,
			response: answer,
		},
		handler: async (request) => {
			const { mark, set, people } = request.body;
			const action = { action: set ? ("mark" as const) : ("unmark" as const), mark, people };
			return answerOf(await doInBulk(scopeOf(request), desk, await requestOwner(request), action));
		},
	});
}

/** Who somebody is that was put on a list unseen is told to nobody who may not read records. */
async function demandReading(tenancy: ApiDeps["tenancy"], request: FastifyRequest): Promise<void> {
	const permission = "candidates:read";
	if (request.principal?.permissions.includes(permission) === true) return;
	await refuseFor(tenancy, request, {
		permission,
		detail: `To take the cover off people needs the scope ${permission}, too.`,
	});
}

function answerOf(outcomes: readonly BulkOutcome[]): z.output<typeof BulkAnswer> {
	const failed = outcomes.filter(({ error }) => error !== null).length;
	const results = outcomes.map(({ person: { candidateId = null, profileId = null }, error, changed, before }) => ({
		candidateId,
		profileId,
		changed,
		before,
		error: error === null ? null : (toProblem(error) as z.output<typeof Problem>),
	}));
	return { done: outcomes.length - failed, failed, results };
}

function hiddenRoute(instance: FastifyInstance, { desk }: ApiDeps): void {
	instance.withTypeProvider<ZodTypeProvider>().get("/v1/people/hidden", {
		config: { access: { permission: "desk:read" }, honoursSeats: true },
		schema: {
			tags,
			summary: "List whom one has hidden, the last first; up to 10,000",
			headers: RecruiterHeaders,
			response: { 200: z.strictObject({ items: z.array(HiddenPerson) }), ...FAILURES },
		},
		handler: async (request) => ({
			items: [...(await listHidden(scopeOf(request), await requestOwner(request), desk.clock()))],
		}),
	});
}

function exportRoute(instance: FastifyInstance, { desk }: ApiDeps): void {
	instance.withTypeProvider<ZodTypeProvider>().post("/v1/people/export", {
		config: { access: { permission: "people:export" }, honoursSeats: true },
		schema: {
			tags,
			summary: "Take the best results of a search away, as CSV or JSON",
			description: `Beyond the rows of a day (2,000 of one caller, whatever desk it names, unless configured otherwise) it answers 429. E-mail and phone
only with \`contact\`, and of the tenant's own candidates only. In the CSV no cell begins as a formula does.`,
			headers: RecruiterHeaders,
			body: ExportRequest,
			response: {
				200: {
					description: "The rows.",
					content: { "text/csv": { schema: z.string() }, "application/json": { schema: Rows } },
				},
				...FAILURES,
			},
		},
		handler: async (request, reply) => {
			const rows = await exportPeople(scopeOf(request), desk, await requestOwner(request), request.body);
			const { format, contact } = request.body;
			reply.header("content-disposition", attachment(`people.${format}`));
			if (format === "json") return reply.type("application/json").send({ count: rows.length, rows: [...rows] });
			return reply.type("text/csv; charset=utf-8; header=present").send(csvOf(RESULT_COLUMNS, rows, contact));
		},
	});
}
