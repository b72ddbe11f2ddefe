import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { WhyAboveRequest, WhyAboveResponse, WhyNotRequest, WhyNotResponse } from "../../domain/reasons.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { RecruiterHeaders, requestView } from "../desk-owner.ts";
import { FAILURES } from "../openapi.ts";

/** Questions about a list that a search gave. */
export async function reasonRoutes(instance: FastifyInstance, { reasons, desk }: ApiDeps): Promise<void> {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const access = { permission: "search" } as const;
	app.post("/v1/search/why-not", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Why somebody is not in a list",
			description:
				"Which part of the query or which filter keeps the person out, where it was looked for, and what the record has instead; that whoever asks has hidden the person; or the place in the list.",
			headers: RecruiterHeaders,
			body: WhyNotRequest,
			response: { 200: WhyNotResponse, ...FAILURES },
		},
		handler: async (request) => reasons.whyNot(scopeOf(request), request.body, await requestView(request, desk)),
	});
	app.post("/v1/search/why-above", {
		config: { access, honoursSeats: true },
		schema: {
			tags: ["search"],
			summary: "Why one person stands above another",
			description: "What each has more of, the largest difference first. The differences sum to that of the scores.",
			headers: RecruiterHeaders,
			body: WhyAboveRequest,
			response: { 200: WhyAboveResponse, ...FAILURES },
		},
		handler: async (request) => reasons.whyAbove(scopeOf(request), request.body, await requestView(request, desk)),
	});
}
