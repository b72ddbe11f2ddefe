import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Permission } from "../domain/actor.ts";
import { TributaryError } from "../errors.ts";
import type { SignedIn } from "../tenancy/accounts/sessions.ts";
import type { Principal } from "../tenancy/refusals.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { verifyToken, verifyTokenAgain } from "./dpop.ts";
import { demandOwnPage } from "./own-page.ts";
import type { Access } from "./route-table.ts";
import { readCookie, sessionCookie } from "./session-cookie.ts";

declare module "fastify" {
	interface FastifyRequest {
		/** Who asks; null on public routes. */
		principal: Principal | null;
		/** The person who asks; null where a client does, and on public routes. */
		person: SignedIn | null;
		/** Opened for the tenant of who asks; null on public routes. */
		scope: Scope | null;
		/**
		 * To be asked again and again by whatever takes long: what was taken away from who asks since it began counts at once, and so does a legal
		 * hold.
		 * @returns the tenant as it is now, to go on with
		 * @throws TributaryError as for a new request; that a token's time is over meanwhile does not matter
		 */
		demandStill: () => Promise<Scope>;
	}
}

export interface GuardOptions {
	readonly tenancy: Tenancy;
	readonly publicUrl: string;
	/** Refuses who asks too often. */
	readonly admit: (request: FastifyRequest) => Promise<void>;
}

/**
 * Checks who asks for every route that is not public, before a byte of the body is read, and opens the tenant's scope.
 */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): void {
	const { tenancy, admit } = options;
	app.decorateRequest("principal", null);
	app.decorateRequest("person", null);
	app.decorateRequest("scope", null);
	app.decorateRequest("demandStill", async () => {
		throw new TypeError("A public route has no scope.");
	});
	app.addHook("onRequest", async (request, reply) => {
		const { access } = request.routeOptions.config;
		if (request.is404 || access === "public") return;
		// The boot has refused routes without access; if one got here all the same, it stays shut.
		if (access === undefined) throw new TributaryError("not-found");
		if (/^DPoP /i.test(request.headers.authorization ?? "")) reply.header("dpop-nonce", tenancy.dpop.nonce());
		const principal = await identify(options, request, access);
		request.principal = principal;
		if (request.routeOptions.config.ownLimits !== true) await admit(request);
		const purpose = purposeOf(request);
		if (access !== "known" && !principal.permissions.includes(access.permission)) {
			const { permission } = access;
			await refuseFor(tenancy, request, { permission, detail: `This needs the scope ${permission}.` });
		}
		request.scope = await tenancy.openScope({ tenant: principal.tenant, actor: principal.actor, purpose });
		request.demandStill = async () => {
			const { permissions } = await identify(options, request, access, verifyTokenAgain);
			if (access !== "known" && !permissions.includes(access.permission))
				throw new TributaryError("insufficient-scope");
			return tenancy.openScope({ ...principal, purpose });
		};
	});
}

const purposeOf = ({ method, routeOptions }: FastifyRequest): string => `api ${method} ${routeOptions.url}`;

/**
 * Refuses who asks for lack of a permission, once that is written down: also where a route needs more than its own.
 * @throws TributaryError `insufficient-scope` · `audit-unavailable`
 */
export async function refuseFor(
	{ refusals }: Pick<Tenancy, "refusals">,
	request: FastifyRequest,
	{ permission, detail }: { readonly permission: Permission; readonly detail: string },
): Promise<never> {
	if (request.principal === null) throw new TypeError("A public route refuses nobody.");
	await refusals.request(request.principal, { purpose: purposeOf(request), permission });
	throw new TributaryError("insufficient-scope", { detail });
}

/** A token in the header, of a client; else the cookie of a person. Who sends a token is never taken for the person whose browser he uses. */
async function identify(
	{ tenancy, publicUrl }: GuardOptions,
	request: FastifyRequest,
	access: Exclude<Access, "public">,
	verify = verifyToken,
): Promise<Principal> {
	const session = readCookie(request, sessionCookie(publicUrl));
	if (request.headers.authorization !== undefined || session === null) {
		const { clientId, tenant, permissions } = await verify(tenancy, request, publicUrl);
		return { actor: { kind: "client", id: clientId }, tenant, permissions };
	}
	const person = await tenancy.sessions.verify(session, access === "known" ? undefined : access.permission);
	demandOwnPage(request, person.csrfToken, publicUrl);
	request.person = person;
	const { accountId, tenant, permissions } = person;
	return { actor: { kind: "account", id: accountId }, tenant, permissions };
}

/** The tenant's scope of a guarded route. */
export function scopeOf(request: FastifyRequest): Scope {
	if (request.scope === null) throw new TypeError("A public route has no scope.");
	return request.scope;
}
