import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import { confined } from "../sync/confined.ts";

/** The header by which a client says for whom it asks. */
const NAME = "tributary-seat";

/** Headers of a route that answers within what the access lists of jobs let a seat see. */
export const SeatHeaders = z.looseObject({
	[NAME]: RecordId.optional().describe(
		"The seat that this is asked for: what the access lists of jobs keep from it does not exist in the answer. Without it, what the token grants.",
	),
});

declare module "fastify" {
	interface FastifyContextConfig {
		/** The route may be asked for a seat. */
		honoursSeats?: boolean;
	}
}

/**
 * Confines the scope of a request to the seat that it is asked for, after the scope was opened: no route has to know. A route that does
 * not read for a recruiter refuses to be asked for one.
 */
export function confineToSeats(app: FastifyInstance): void {
	app.addHook("onRequest", async (request) => {
		const seat = request.headers[NAME];
		const { access, honoursSeats } = request.routeOptions.config;
		if (seat === undefined || access === "public" || request.is404) return;
		if (honoursSeats !== true || typeof seat !== "string") {
			const detail = "This is not asked for a seat: leave the header Tributary-Seat out.";
			throw new TributaryError("invalid-request", { detail });
		}
		if (request.scope !== null) request.scope = confined(request.scope, seat);
	});
}
