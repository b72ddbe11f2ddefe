import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { SearchResponse } from "../../domain/hit.ts";
import { Understood } from "../../domain/interpretation.ts";
import { MapAnswer, MapRequest } from "../../domain/people-map.ts";
import { RESULT_WINDOW, SearchRequest } from "../../domain/query.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestView } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";
import { wholeNumber } from "./parameters.ts";

const SearchQuery = z.strictObject({
	q: z.string().max(8000).default(""),
	page: wholeNumber(z.int().min(1).max(RESULT_WINDOW)).default(1),
	pageSize: wholeNumber(z.int().min(1).max(100)).default(10),
	cursor: SearchRequest.shape.cursor,
	profile: SearchRequest.shape.profile,
});

const UnderstandRequest = z.strictObject({
	text: SearchRequest.shape.query,
	disabled: SearchRequest.shape.disabled,
});

/** People of the tenant and of the network in one list, each with the reason for its place. */
export async function searchRoutes(
	instance: FastifyInstance,
	{ search, peopleMap, matching, desk }: ApiDeps,
): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const answer = { 200: SearchResponse, ...FAILURES };
	const access = { permission: "search" } as const;
	app.post("/v1/search", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Search",
			description: `With \`blind\` nothing is shown that tells who somebody is (name, schools, addresses, links, pronouns), and nothing is looked
for among names, addresses, schools and tags: neither by plain words nor by \`name:\`, \`school:\`, \`tag:\` and the filter \`tags\`, which find nobody
and leave nobody out (\`lint\` says so: \`not-in-blind-search\`). The facet \`tag\` has no values.`,
			headers: RecruiterHeaders,
			body: SearchRequest,
			response: answer,
		},
		handler: async (request) => search.search(scopeOf(request), request.body, await requestView(request, desk)),
	});
	app.post("/v1/search/understand", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Read a request in plain words, without searching",
			description: `"senior java developer in Berlin with 5+ years, no agencies" is read as clauses in the query language, to be shown and
edited; English, German, French and Spanish are understood. A query with operators is taken as it is written.`,
			body: UnderstandRequest,
			response: { 200: Understood, ...FAILURES },
		},
		handler: async (request) => matching.understand(request.body.text, request.body.disabled),
	});
	app.post("/v1/search/places", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Where the people of a search live, for a map",
			description:
				"Cities with their coordinates and how many people of the list live there, and the area that the query asks for.",
			headers: RecruiterHeaders,
			body: MapRequest,
			response: { 200: MapAnswer, ...FAILURES },
		},
		handler: async (request) => peopleMap.places(scopeOf(request), request.body, await requestView(request, desk)),
	});
	app.get("/v1/search", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Search, for a browser's address bar and for curl",
			description: "A URL stands in logs of proxies and histories of browsers: programs use POST.",
			headers: RecruiterHeaders,
			querystring: SearchQuery,
			response: answer,
		},
		handler: async (request) => {
			const { q, ...rest } = request.query;
			const asked = SearchRequest.parse({ query: q, ...rest });
			return search.search(scopeOf(request), asked, await requestView(request, desk));
		},
	});
}
