import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { ShownProfile } from "../../domain/candidate.ts";
import { readProfile } from "../../search/read-profile.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { SeatHeaders } from "../seat.ts";
import { IdParameter } from "./parameters.ts";

/** People of the shared network. */
export async function profileRoutes(instance: FastifyInstance, _deps: ApiDeps): Promise<void> {
	instance.withTypeProvider<ZodTypeProvider>().get("/v1/profiles/:id", {
		config: { access: { permission: "search" }, honoursSeats: true },
		schema: {
			tags: ["candidates"],
			summary: "Read a person of the network",
			description: "As searches show him, without e-mail addresses and phone numbers.",
			params: IdParameter,
			headers: SeatHeaders,
			response: { 200: ShownProfile, ...FAILURES },
		},
		handler: (request) => readProfile(scopeOf(request), request.params.id),
	});
}
