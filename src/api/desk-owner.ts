import type { FastifyRequest } from "fastify";
import * as z from "zod";
import type { DeskDeps } from "../desk/deps.ts";
import { type Owner, ownerOf } from "../desk/owner.ts";
import { viewOf } from "../desk/view.ts";
import { RecordId } from "../domain/candidate.ts";
import type { View } from "../search/view.ts";
import { scopeOf } from "./access.ts";

/**
 * The header by which a client says at whose desk it works. Not `Tributary-Seat`: that one promises an answer within what the access
 * lists of jobs let the seat see, and a search does not keep them yet. At a desk one sees what the token grants.
 */
const NAME = "tributary-desk";

/** Headers of a route that looks at somebody's working state. */
export const OwnerHeaders = z.looseObject({
	[NAME]: RecordId.optional().describe(
		"Id of the seat at whose desk this is: saved searches, projects, hidden people and marks are his. Without it they are the client's.",
	),
});

/** Whose desk a request works at; its route has {@link OwnerHeaders}. @throws TributaryError `seat-unavailable` */
export function requestOwner(request: FastifyRequest): Promise<Owner> {
	const seat = request.headers[NAME];
	return ownerOf(scopeOf(request), typeof seat === "string" ? seat : undefined);
}

/** What that does to a search. */
export const requestView = async (request: FastifyRequest, { clock }: Pick<DeskDeps, "clock">): Promise<View> =>
	viewOf(await requestOwner(request), clock);
