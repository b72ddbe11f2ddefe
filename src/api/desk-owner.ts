import type { FastifyRequest } from "fastify";
import type { DeskDeps } from "../desk/deps.ts";
import { type Owner, ownerOf } from "../desk/owner.ts";
import { viewOf } from "../desk/view.ts";
import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { View } from "../search/view.ts";
import { scopeOf } from "./access.ts";
import { DESK, SeatHeaders } from "./seat.ts";

/**
 * The header by which a client says at whose desk it works. Not `Tributary-Seat`: that one confines the answer to what the access lists of
 * jobs let the seat see. At a desk alone one sees what the token grants.
 */
const NAME = DESK;

/** Headers of a route that looks at somebody's working state, and may be asked for a seat. */
export const RecruiterHeaders = SeatHeaders.extend({
	[NAME]: RecordId.optional().describe(
		"Id of the seat at whose desk this is: saved searches, projects, hidden people and marks are his. Without it they are those of the seat that it is asked for, else the client's or the person's own.",
	),
});

/**
 * Whose desk a request works at; its route has {@link RecruiterHeaders}.
 * @throws TributaryError `seat-unavailable` · `invalid-request` the desk of another seat than it is asked for
 */
export function requestOwner(request: FastifyRequest): Promise<Owner> {
	const scope = scopeOf(request);
	const named = request.headers[NAME];
	const desk = typeof named === "string" ? named : undefined;
	if (scope.seat !== null && desk !== undefined && desk !== scope.seat) {
		const detail =
			"Tributary-Desk and Tributary-Seat name two seats: what one may not see is not put on his desk for another.";
		throw new TributaryError("invalid-request", { detail });
	}
	return ownerOf(scope, desk ?? scope.seat ?? undefined);
}

/** What that does to a search. */
export const requestView = async (request: FastifyRequest, { clock }: Pick<DeskDeps, "clock">): Promise<View> =>
	viewOf(await requestOwner(request), clock, request.principal?.permissions.includes("signals:read") === true);
