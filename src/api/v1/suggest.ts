import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { SuggestRequest, SuggestResponse } from "../../domain/suggestion.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { wholeNumber } from "./parameters.ts";

const SuggestQuery = z.strictObject({
	q: SuggestRequest.shape.q,
	at: wholeNumber(z.int().min(0).max(999_999_999_999_999)).optional(),
	limit: wholeNumber(z.int().min(1).max(50)).default(10),
	blind: z
		.enum(["true", "false"])
		.default("false")
		.transform((text) => text === "true"),
});

/** What completes the word at the caret, while somebody types a query. */
export async function suggestRoutes(instance: FastifyInstance, { suggestions }: ApiDeps): Promise<void> {
	instance.withTypeProvider<ZodTypeProvider>().get("/v1/suggest", {
		config: { access: { permission: "search" }, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Complete a query while it is typed",
			description:
				"Titles, skills, companies, cities and words of the tenant's own people, behind `tag:`, `stage:` and `source:` theirs; nothing of the network.",
			querystring: SuggestQuery,
			response: { 200: SuggestResponse, ...FAILURES },
		},
		handler: (request) => suggestions.suggest(scopeOf(request), request.query),
	});
}
