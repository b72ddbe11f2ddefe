import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type * as z from "zod";
import { Job } from "../../domain/candidate.ts";
import { TributaryError } from "../../errors.ts";
import { readJob } from "../../sync/read-jobs.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { SeatHeaders } from "../seat.ts";
import { cutPage, IdParameter, NewIdParameter, PageQuery, pageOf } from "./parameters.ts";

/** The id stands in the URL; in the body it may be repeated, so that what was read can be written back. */
const JobBody = Job.partial({ id: true });
const JobPage = pageOf(Job);

/** The tenant's jobs. */
export async function jobRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["jobs"];
	const read = { access: { permission: "jobs:read" }, honoursSeats: true } as const;
	app.get("/v1/jobs", {
		config: read,
		schema: {
			tags,
			summary: "List jobs, by id",
			headers: SeatHeaders,
			querystring: PageQuery,
			response: { 200: JobPage, ...FAILURES },
		},
		handler: (request) => listJobs(scopeOf(request), request.query),
	});
	app.get("/v1/jobs/:id", {
		config: read,
		schema: {
			tags,
			summary: "Read a job",
			headers: SeatHeaders,
			params: IdParameter,
			response: { 200: Job, ...FAILURES },
		},
		handler: (request) => readJob(scopeOf(request), request.params.id),
	});
	app.put("/v1/jobs/:id", {
		config: { access: { permission: "jobs:write" } },
		schema: {
			tags,
			summary: "Write a job, whole",
			params: NewIdParameter,
			body: JobBody,
			response: { 200: Job, ...FAILURES },
		},
		handler: (request) => writeJob(scopeOf(request), request.params.id, request.body),
	});
}

const parseJob = (record: string): Job => Job.parse(JSON.parse(record));

function listJobs(scope: Scope, { after, limit }: z.output<typeof PageQuery>) {
	return scope.record("job.read", {}, async () => {
		const found = await scope.store.list("job", { limit: limit + 1, ...(after === undefined ? {} : { after }) });
		const jobs = found.map(({ record }) => parseJob(record));
		const value = cutPage(jobs, limit, (job) => job.id);
		return { value, result: { outcome: "ok", count: value.items.length } };
	});
}

function writeJob(scope: Scope, id: string, body: z.output<typeof JobBody>): Promise<Job> {
	if (body.id !== undefined && body.id !== id) {
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/id", detail: "The URL names another job." }] });
	}
	const job: Job = { ...body, id };
	return scope.record("job.write", { jobId: id }, async () => {
		const [version = 0] = await scope.store.write([{ op: "put", collection: "job", id, record: JSON.stringify(job) }]);
		return { value: job, result: { outcome: "ok", version } };
	});
}
