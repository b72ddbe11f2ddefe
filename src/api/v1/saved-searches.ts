import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { listSaved, markSeen, newMatches, readSaved, removeSaved, writeSaved } from "../../desk/saved-searches.ts";
import { DeskId, NewMatches, SavedSearch, SavedSearchInput, SeenBody } from "../../domain/desk.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestOwner } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";
import { cutPage, PageQuery, pageOf } from "./parameters.ts";

const tags = ["saved searches"];
const one = { tags, params: z.strictObject({ id: DeskId }), headers: RecruiterHeaders };
const read = { access: { permission: "desk:read" }, honoursSeats: true } as const;
const write = { access: { permission: "desk:write" }, honoursSeats: true } as const;
/** What these tell is results of a search. */
const search = { access: { permission: "search" }, honoursSeats: true } as const;

/** Searches that are kept, and who is new in them. Each is its owner's alone. */
export async function savedSearchRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	readRoutes(instance);
	writeRoutes(instance, deps);
	newsRoutes(instance, deps);
}

function readRoutes(instance: FastifyInstance): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/saved-searches", {
		config: read,
		schema: {
			tags,
			summary: "List one's saved searches, by id",
			headers: RecruiterHeaders,
			querystring: PageQuery,
			response: { 200: pageOf(SavedSearch), ...FAILURES },
		},
		handler: async (request) => {
			const { after, limit } = request.query;
			const found = await listSaved(scopeOf(request), await requestOwner(request), { after, limit: limit + 1 });
			return cutPage(found, limit, ({ id }) => id);
		},
	});
	app.get("/v1/saved-searches/:id", {
		config: read,
		schema: { ...one, summary: "Read a saved search", response: { 200: SavedSearch, ...FAILURES } },
		handler: async (request) => readSaved(scopeOf(request), await requestOwner(request), request.params.id),
	});
}

function writeRoutes(instance: FastifyInstance, { desk, alerts }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.put("/v1/saved-searches/:id", {
		config: write,
		schema: {
			...one,
			summary: "Save a search",
			description: `Who matches now is known; only later ones are new. With \`alert.every\` new ones are looked for in the
background, and webhooks of \`search.matched\` are told; saved for a seat, the alert finds what the seat may see. Up to 200 of one owner.`,
			body: SavedSearchInput,
			response: { 200: SavedSearch, 201: SavedSearch, ...FAILURES },
		},
		handler: async (request, reply) => {
			const scope = scopeOf(request);
			const owner = await requestOwner(request);
			const { saved, created } = await writeSaved(scope, desk, owner, request.params.id, request.body);
			alerts.wake(scope.tenant.id);
			return reply.status(created ? 201 : 200).send(saved);
		},
	});
	app.delete("/v1/saved-searches/:id", {
		config: write,
		schema: { ...one, summary: "Remove a saved search", response: { 204: z.null().describe("Nothing."), ...FAILURES } },
		handler: async (request, reply) => {
			await removeSaved(scopeOf(request), await requestOwner(request), request.params.id);
			return reply.status(204).send(null);
		},
	});
}

function newsRoutes(instance: FastifyInstance, { desk }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/saved-searches/:id/new", {
		config: search,
		schema: {
			...one,
			summary: "Who is new in a saved search since the last look",
			description:
				"Of its best 1,000 people: where `looked` is below `total`, nobody is told of who came in behind. Asking changes nothing: say what was looked at with `POST .../seen`.",
			response: { 200: NewMatches, ...FAILURES },
		},
		handler: async (request) => newMatches(scopeOf(request), desk, await requestOwner(request), request.params.id),
	});
	app.post("/v1/saved-searches/:id/seen", {
		config: search,
		schema: {
			...one,
			summary: "Say that everybody who matches, or those named, have been looked at",
			body: SeenBody,
			response: { 200: NewMatches, ...FAILURES },
		},
		handler: async (request) => {
			const owner = await requestOwner(request);
			return markSeen(scopeOf(request), desk, owner, request.params.id, request.body.people);
		},
	});
}
