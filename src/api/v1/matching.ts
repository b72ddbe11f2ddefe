import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { RESULT_WINDOW, SearchRequest } from "../../domain/query.ts";
import { ForJobRequest, JobsForPerson, RequirementResponse, SimilarRequest } from "../../domain/requirement.ts";
import { listOpenJobs, MOST_OPEN_JOBS, readJob } from "../../sync/read-jobs.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestView } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";
import { SeatHeaders } from "../seat.ts";
import { IdParameter, wholeNumber } from "./parameters.ts";

const JobQuery = z.strictObject({
	page: wholeNumber(z.int().min(1).max(RESULT_WINDOW)).default(1),
	pageSize: wholeNumber(z.int().min(1).max(100)).default(10),
	profile: SearchRequest.shape.profile,
	blind: z
		.enum(["true", "false"])
		.default("false")
		.transform((word) => word === "true"),
});

const JobsQuery = z.strictObject({
	limit: wholeNumber(z.int().min(1).max(100)).default(10),
	profile: SearchRequest.shape.profile,
});

/** People for jobs, and people like others. */
export async function matchingRoutes(instance: FastifyInstance, { matching, desk }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const response = { 200: RequirementResponse, ...FAILURES };
	const access = { permission: "search" } as const;
	app.post("/v1/search/for-job", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Find people for a job ad",
			description: `Answers what the ad asks for as \`requirements\`, with the places that say so, beside the people, who are ordered by how
much of it they cover. Send the requirements back, edited, to search by them. Nobody is left out for lacking a \`must\`; make it
\`required\` for that. Without a \`title\` it is read from the lines above the text, or from "We are looking for ...". Where nothing is
understood, everybody is listed, and \`lint\` says so (\`no-requirements\`).`,
			headers: RecruiterHeaders,
			body: ForJobRequest,
			response,
		},
		handler: async (request) =>
			matching.forJob(scopeOf(request), request.body, { view: await requestView(request, desk) }),
	});
	app.post("/v1/search/similar", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Find people like one or several others",
			description:
				"By titles, skills, seniority, years and employers; answers these as `requirements`. The people themselves are left out.",
			headers: RecruiterHeaders,
			body: SimilarRequest,
			response,
		},
		handler: async (request) => matching.similar(scopeOf(request), request.body, await requestView(request, desk)),
	});
	app.get("/v1/candidates/:id/jobs", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["candidates"],
			summary: "Find open jobs for a candidate",
			description: `Ordered by how much of each job's requirements the candidate covers, with the reasons. At most ${MOST_OPEN_JOBS} open jobs are
looked at; \`incomplete\` says that there are more.`,
			params: IdParameter,
			headers: SeatHeaders,
			querystring: JobsQuery,
			response: { 200: JobsForPerson, ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { jobs, more } = await listOpenJobs(scope);
			return { ...(await matching.jobsFor(scope, request.params.id, jobs, request.query)), incomplete: more };
		},
	});
	app.get("/v1/jobs/:id/candidates", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["jobs"],
			summary: "Find people for a job",
			description: "As `POST /v1/search/for-job` with the title, the text, the skills and the place of the job.",
			params: IdParameter,
			headers: RecruiterHeaders,
			querystring: JobQuery,
			response,
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { id } = request.params;
			const { title, description, skills, location } = await readJob(scope, id);
			const ad = { title, description, skills, location, ...request.query };
			return matching.forJob(scope, ForJobRequest.parse(JSON.parse(JSON.stringify(ad))), {
				jobId: id,
				view: await requestView(request, desk),
			});
		},
	});
}
