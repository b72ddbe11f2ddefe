import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { LintResult } from "../../lab/results.ts";
import {
	FoundConcept,
	findConcepts,
	lintVocabulary,
	ownVocabulary,
	Rows,
	writeVocabulary,
} from "../../lab/vocabulary.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { wholeNumber } from "./parameters.ts";

const tags = ["ranking"];
const read = { access: { permission: "ranking:read" } } as const;
const write = { access: { permission: "ranking:write" } } as const;
const ConceptQuery = z.strictObject({
	q: z.string().min(1).max(200),
	limit: wholeNumber(z.int().min(1).max(100)).default(20),
});

/** Changes of the vocabulary that the tenant's engineer tries. */
export async function rankingVocabularyRoutes(instance: FastifyInstance, { lab }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/ranking/vocabulary", {
		config: read,
		schema: { tags, summary: "Read the tenant's changes of the vocabulary", response: { 200: Rows, ...FAILURES } },
		handler: (request) => ownVocabulary(scopeOf(request)),
	});
	app.put("/v1/ranking/vocabulary", {
		config: write,
		schema: {
			tags,
			summary: "Write the tenant's changes of the vocabulary, whole",
			description: `A concept with the id of a shipped one stands in its place. They are for lint and for runs of the kind \`effect\`; what is to be
used in searches the operator puts into the folder that \`vocabulary\` of the configuration names.`,
			body: Rows,
			response: { 200: Rows, ...FAILURES },
		},
		handler: (request) => writeVocabulary(scopeOf(request), request.body),
	});
	app.post("/v1/ranking/vocabulary/lint", {
		config: write,
		schema: {
			tags,
			summary: "What is wrong with changes of the vocabulary",
			description:
				"Names that belong to two, circles, references to nothing, everyday words. `line` is the place in `skills` or `titles`, from 1.",
			body: Rows,
			response: { 200: LintResult, ...FAILURES },
		},
		handler: (request) => lintVocabulary(scopeOf(request), lab, request.body),
	});
	app.get("/v1/ranking/vocabulary/concepts", {
		config: read,
		schema: {
			tags,
			summary: "Find concepts of the vocabulary in use by their names",
			querystring: ConceptQuery,
			response: { 200: z.strictObject({ items: z.array(FoundConcept) }), ...FAILURES },
		},
		handler: async (request) => {
			const scope = scopeOf(request);
			const { q, limit } = request.query;
			return scope.record("ranking.read", { about: "concepts" }, async () => {
				const items = findConcepts(lab.recognizer.vocabulary, q, limit);
				return { value: { items }, result: { outcome: "ok", count: items.length } };
			});
		},
	});
}
