import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Asker } from "../sync/history.ts";

/** The header by which a client says for whom it asks. */
const NAME = "tributary-seat";

/** Headers of a route that honours the access lists of jobs. */
export const SeatHeaders = z.looseObject({
	[NAME]: RecordId.optional().describe(
		"The seat that this is asked for: it sees what the access lists of jobs let it see. Without it, what the token grants.",
	),
});

declare module "fastify" {
	interface FastifyContextConfig {
		/** The route answers what the seat may see that it is asked for. */
		honoursSeats?: boolean;
	}
}

/** A route that would answer more than the seat may see refuses to be asked for one. */
export function refuseUnheededSeats(app: FastifyInstance): void {
	app.addHook("onRequest", async (request) => {
		const { access, honoursSeats } = request.routeOptions.config;
		if (request.headers[NAME] === undefined || honoursSeats === true || access === "public" || request.is404) return;
		const detail = "What this answers does not depend on a seat: leave the header Tributary-Seat out.";
		throw new TributaryError("invalid-request", { detail });
	});
}

/** For whom a request asks; its route has {@link SeatHeaders}. */
export function askerOf(request: FastifyRequest): Asker {
	const seat = request.headers[NAME];
	return typeof seat === "string" ? { seat } : {};
}
