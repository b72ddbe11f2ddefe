import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import type { Permission } from "../domain/actor.ts";
import { RecordId } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import { confined } from "../sync/confined.ts";
import type { SignedIn } from "../tenancy/accounts/sessions.ts";

/** The header by which a client says for whom it asks. */
const NAME = "tributary-seat";
/** The header by which it says at whose desk it works: api/desk-owner.ts. */
export const DESK = "tributary-desk";

/** Headers of a route that answers within what the access lists of jobs let a seat see. */
export const SeatHeaders = z.looseObject({
	[NAME]: RecordId.optional().describe(
		"The seat that this is asked for: what the access lists of jobs keep from it does not exist in the answer. Without it, what the token grants. A person is always confined to his own seat.",
	),
});

declare module "fastify" {
	interface FastifyContextConfig {
		/** The route may be asked for a seat. */
		honoursSeats?: boolean;
		/** The route keeps within what a seat may see by itself: its body names the seat. */
		seatInBody?: boolean;
	}
}

/**
 * Confines the scope of a request to the seat that it is asked for, after the scope was opened: no route has to know. A route that does
 * not read for a recruiter refuses to be asked for one. Who is signed in is confined to his own seat and can name no other.
 */
export function confineToSeats(app: FastifyInstance): void {
	app.addHook("onRequest", async (request) => {
		const { access } = request.routeOptions.config;
		if (access === "public" || request.is404) return;
		const seat = request.person === null ? namedSeat(request) : ownSeat(request, request.person);
		if (seat !== null && request.scope !== null) request.scope = confined(request.scope, seat);
	});
}

function namedSeat(request: FastifyRequest): string | null {
	const seat = request.headers[NAME];
	if (seat === undefined) return null;
	if (request.routeOptions.config.honoursSeats === true && typeof seat === "string") return seat;
	const detail = "This is not asked for a seat: leave the header Tributary-Seat out.";
	throw new TributaryError("invalid-request", { detail });
}

/** What lists guard nothing of: who runs the tenant, and who watches over it. */
const UNGUARDED: ReadonlySet<Permission> = new Set<Permission>([
	"accounts:read",
	"accounts:write",
	"clients:read",
	"clients:write",
	"tenant:read",
	"tenant:manage",
	"tenant:export",
	"audit:read",
	"audit:review",
	"integrations:read",
	"integrations:write",
	"webhooks:read",
	"webhooks:write",
]);

function ownSeat(request: FastifyRequest, { seat }: SignedIn): string | null {
	for (const name of [NAME, DESK]) {
		const named = request.headers[name];
		if (named !== undefined && named !== seat)
			throw new TributaryError("not-yours", { detail: "You work at your own seat and desk: leave the header out." });
	}
	const { access, honoursSeats, seatInBody } = request.routeOptions.config;
	if (seat === null || seatInBody === true || access === "known" || access === undefined || access === "public")
		return null;
	if (honoursSeats === true) return seat;
	if (UNGUARDED.has(access.permission)) return null;
	const detail = "Your account sees what its seat may see, and this tells of everybody.";
	throw new TributaryError("insufficient-scope", { detail });
}

/**
 * The seat that a body names, of a route with `seatInBody`: of a person it is his own.
 * @throws TributaryError `not-yours` he names another
 */
export function seatInBody(request: FastifyRequest, named: string | undefined): string | undefined {
	if (request.person === null) return named;
	const { seat } = request.person;
	if (named !== undefined && named !== seat) throw new TributaryError("not-yours");
	return seat ?? undefined;
}
