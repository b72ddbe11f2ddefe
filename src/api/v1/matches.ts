import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Decision, Match, RecordId, Suggestion } from "../../domain/candidate.ts";
import { decisions } from "../../identity/decisions.ts";
import { suggestions } from "../../identity/suggestions.ts";
import type { StoredCandidate } from "../../ingest/candidate-record.ts";
import { link, reconsider, unlink } from "../../ingest/match-decisions.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter, PageQuery, pageOf } from "./parameters.ts";

const SuggestionPage = pageOf(Suggestion);
const DecisionPage = pageOf(Decision);
const DecisionsQuery = PageQuery.extend({ by: Decision.shape.by.optional() });
const LinkBody = z.strictObject({ profileId: RecordId });
const ReconsiderBody = z.union([LinkBody, z.strictObject({ candidateId: RecordId })]);
const UnlinkQuery = z.strictObject({ profileId: RecordId.optional() });
const MatchAnswer = z.strictObject({ candidateId: z.string(), version: z.int(), match: Match.nullable() });

const answer = ({ candidate: { id, match }, version }: StoredCandidate) => ({ candidateId: id, version, match });

/** Who a candidate is in the network: what is suggested, and what a person decides. */
export async function matchRoutes(instance: FastifyInstance, { ingest, exports }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const tags = ["identity"];
	const write = { access: { permission: "candidates:write" } } as const;
	app.get("/v1/matches/suggestions", {
		config: { access: { permission: "candidates:read" } },
		schema: {
			tags,
			summary: "List records that may be of one person",
			description: `Profiles for candidates without one, and candidates that may be there twice, with the evidence. By candidate;
a page may hold a few more than \`limit\`, or none and not be the last: go on until \`next\` is null.`,
			querystring: PageQuery,
			response: { 200: SuggestionPage, ...FAILURES },
		},
		handler: async (request) => {
			const { items, next } = await suggestions(scopeOf(request), request.query);
			return { items: [...items], next };
		},
	});
	app.get("/v1/matches/decisions", {
		config: { access: { permission: "candidates:read" } },
		schema: {
			tags,
			summary: "List what was decided about who is one person",
			description: `Links by rules and by people, who was said not to be whom, and merges. By candidate; a page may hold a few more than
\`limit\`, or none and not be the last: go on until \`next\` is null.`,
			querystring: DecisionsQuery,
			response: { 200: DecisionPage, ...FAILURES },
		},
		handler: async (request) => {
			const { items, next } = await decisions(scopeOf(request), request.query);
			return { items: [...items], next };
		},
	});
	app.put("/v1/candidates/:id/match", {
		config: write,
		schema: {
			tags,
			summary: "Link a candidate with a profile",
			description: "A person's decision: no rule changes it.",
			params: IdParameter,
			body: LinkBody,
			response: { 200: MatchAnswer, ...FAILURES },
		},
		handler: async (request) => {
			const { id: candidateId } = request.params;
			const { profileId } = request.body;
			const linked = await link(scopeOf(request), ingest, candidateId, profileId);
			await exports.complete(scopeOf(request), { profileId, candidateId });
			return answer(linked);
		},
	});
	app.delete("/v1/candidates/:id/match", {
		config: write,
		schema: {
			tags,
			summary: "Say that a candidate is not a profile",
			description: "Of the profile named, or else the one linked now. No rule links the two again.",
			params: IdParameter,
			querystring: UnlinkQuery,
			response: { 200: MatchAnswer, ...FAILURES },
		},
		handler: async (request) =>
			answer(await unlink(scopeOf(request), ingest, request.params.id, request.query.profileId)),
	});
	app.post("/v1/candidates/:id/reconsider", {
		config: write,
		schema: {
			tags,
			summary: "Take back that a candidate is not a profile, or not another candidate",
			description: "Both may be suggested as one again, and linked by a rule.",
			params: IdParameter,
			body: ReconsiderBody,
			response: { 200: MatchAnswer, ...FAILURES },
		},
		handler: async (request) => answer(await reconsider(scopeOf(request), ingest, request.params.id, request.body)),
	});
}
