import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ClosedMember, Export, ExportRequest } from "../../domain/export.ts";
import { closedMembers } from "../../export/closed-members.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { seatInBody } from "../seat.ts";
import { cutPage, IdParameter, PageQuery, pageOf } from "./parameters.ts";

const ExportPage = pageOf(Export);
const ClosedPage = pageOf(ClosedMember);
const ClosedQuery = PageQuery.extend({
	since: z.iso.datetime().optional().describe("From this time on, itself included."),
});

/** Profiles that recruiters send to the ATS. */
export async function exportRoutes(instance: FastifyInstance, { exports, deliveries }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["exports"];
	const read = { access: { permission: "exports:read" } } as const;
	app.post("/v1/exports", {
		config: { access: { permission: "exports:write" }, seatInBody: true, keyed: true },
		schema: {
			tags,
			summary: "Send a profile to the ATS, under a job",
			description: `Needs ONE_CLICK_EXPORT switched on. While an export of the profile to the job is open, asking again answers that one
with 200. A seat exports up to 300 profiles a month.`,
			body: ExportRequest,
			response: { 200: Export, 201: Export, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const { export: made, created } = await exports.request(scope, {
				...request.body,
				seat: seatInBody(request, request.body.seat),
			});
			deliveries.wake(scope.tenant.id);
			return reply.status(created ? 201 : 200).send(made);
		},
	});
	app.get("/v1/exports", {
		config: read,
		schema: {
			tags,
			summary: "List exports, the oldest first",
			querystring: PageQuery,
			response: { 200: ExportPage, ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit } = request.query;
			return cutPage(await exports.list(scopeOf(request), { after, limit: limit + 1 }), limit, ({ id }) => id);
		},
	});
	app.get("/v1/exports/closed", {
		config: read,
		schema: {
			tags,
			summary: "List members who left the network after they were exported or matched",
			description: "In the order in which the tenant's data followed. Ask at least every 30 days.",
			querystring: ClosedQuery,
			response: { 200: ClosedPage, ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit, since } = request.query;
			const from = since === undefined ? {} : { since: new Date(since) };
			const page = cutPage(
				await closedMembers(scopeOf(request), { after, ...from, limit: limit + 1 }),
				limit,
				({ id }) => id,
			);
			return { items: page.items.map(({ member }) => member), next: page.next };
		},
	});
	app.get("/v1/exports/:id", {
		config: read,
		schema: { tags, summary: "Read an export", params: IdParameter, response: { 200: Export, ...FAILURES } },
		handler: (request) => exports.get(scopeOf(request), request.params.id),
	});
}
