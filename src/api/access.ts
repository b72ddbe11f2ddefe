import type { FastifyInstance, FastifyRequest } from "fastify";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { Bearer } from "../tenancy/tokens.ts";

declare module "fastify" {
	interface FastifyRequest {
		/** Who asks; null on public routes. */
		principal: Bearer | null;
		/** Opened for the token's tenant; null on public routes. */
		scope: Scope | null;
	}
}

/**
 * Checks the token of every route that is not public, before a byte of the body is read, and opens the tenant's scope.
 * @param admit refuses a client that asks too often
 */
export function guardRoutes(
	app: FastifyInstance,
	tenancy: Tenancy,
	admit: (request: FastifyRequest) => Promise<void>,
): void {
	app.decorateRequest("principal", null);
	app.decorateRequest("scope", null);
	app.addHook("onRequest", async (request) => {
		const { access } = request.routeOptions.config;
		if (request.is404 || access === "public") return;
		// The boot has refused routes without access; if one got here all the same, it stays shut.
		if (access === undefined) throw new TributaryError("not-found");
		const bearer = await tenancy.tokens.verify(tokenOf(request));
		request.principal = bearer;
		if (request.routeOptions.config.ownLimits !== true) await admit(request);
		const purpose = `api ${request.method} ${request.routeOptions.url}`;
		const { permission } = access;
		if (!bearer.permissions.includes(permission)) {
			await tenancy.refusals.request(bearer, { purpose, permission });
			throw new TributaryError("insufficient-scope", { detail: `This needs the scope ${permission}.` });
		}
		const actor = { kind: "client", id: bearer.clientId } as const;
		request.scope = await tenancy.openScope({ tenant: bearer.tenant, actor, purpose });
	});
}

/** RFC 6750, 2.1: the header only. A token in a URL or a form ends in logs and histories. */
function tokenOf(request: FastifyRequest): string {
	const found = /^Bearer +([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? "")?.[1];
	if (found === undefined) throw new TributaryError("invalid-token");
	return found;
}

/** The tenant's scope of a guarded route. */
export function scopeOf(request: FastifyRequest): Scope {
	if (request.scope === null) throw new TypeError("A public route has no scope.");
	return request.scope;
}
