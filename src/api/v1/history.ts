import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ExportableJob, History, Indicator, IndicatorRequest } from "../../domain/history.ts";
import { exportableJobs } from "../../sync/exportable-jobs.ts";
import { candidateHistory, profileHistory } from "../../sync/history.ts";
import { indicate } from "../../sync/indicator.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { SeatHeaders } from "../seat.ts";
import { cutPage, IdParameter, PageQuery, pageOf } from "./parameters.ts";

const JobPage = pageOf(ExportableJob);
const Indicators = z.strictObject({ items: z.array(Indicator) });

/** What the ATS knows of a person: the whole history, and the mark beside a profile. */
export async function historyRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["history"];
	const config = { access: { permission: "history:read" }, honoursSeats: true } as const;
	const response = { 200: History, ...FAILURES };
	app.get("/v1/candidates/:id/history", {
		config,
		schema: {
			tags,
			summary: "Read the applications of a candidate",
			description: "With stages, feedback and notes.",
			params: IdParameter,
			headers: SeatHeaders,
			response,
		},
		handler: (request) => candidateHistory(scopeOf(request), request.params.id),
	});
	app.get("/v1/profiles/:id/history", {
		config,
		schema: {
			tags,
			summary: "Read the applications of a person of the network",
			description: "Of all candidates that are linked with the profile; of nobody where none is.",
			params: IdParameter,
			headers: SeatHeaders,
			response,
		},
		handler: (request) => profileHistory(scopeOf(request), request.params.id),
	});
	app.post("/v1/indicator", {
		config,
		schema: {
			tags,
			summary: "Ask which profiles are in the ATS",
			description: "In the order of the ids. Who may be seen by way of no application is answered as who is not there.",
			headers: SeatHeaders,
			body: IndicatorRequest,
			response: { 200: Indicators, ...FAILURES },
		},
		handler: async (request) => ({
			items: [...(await indicate(scopeOf(request), request.body.profileIds))],
		}),
	});
}

/** Jobs that people can be exported to. */
export async function exportableJobRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/jobs/exportable", {
		config: { access: { permission: "jobs:read" }, honoursSeats: true },
		schema: {
			tags: ["jobs"],
			summary: "List open jobs to export people to, by id",
			querystring: PageQuery,
			headers: SeatHeaders,
			response: { 200: JobPage, ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit } = request.query;
			return cutPage(await exportableJobs(scopeOf(request), { after, limit }), limit, ({ id }) => id);
		},
	});
}
