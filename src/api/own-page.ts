import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { TributaryError } from "../errors.ts";

/**
 * Whether a request that a cookie came with was sent by a page of this site. Another site can have the cookie sent along; it can
 * neither read the token nor set the header (cross-site request forgery, OWASP).
 */

const CSRF = "tributary-csrf";
const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD"]);
/** `none`: typed, or from a bookmark. A browser that does not say is asked for the rest. */
const OWN: ReadonlySet<string> = new Set(["same-origin", "none"]);

/** @throws TributaryError `csrf-refused` */
export function demandOwnPage(request: FastifyRequest, csrfToken: string, publicUrl: string): void {
	demandOwnSite(request, publicUrl);
	if (SAFE.has(request.method)) return;
	const given = request.headers[CSRF];
	if (typeof given !== "string" || !isSame(given, csrfToken)) throw new TributaryError("csrf-refused");
}

/** The part of it that needs no token. @throws TributaryError `csrf-refused` */
export function demandOwnSite(request: FastifyRequest, publicUrl: string): void {
	const { origin, "sec-fetch-site": site } = request.headers;
	const isOwn = origin === undefined || origin === new URL(publicUrl).origin || origin === originOf(request);
	if (!isOwn || (typeof site === "string" && !OWN.has(site))) throw new TributaryError("csrf-refused");
}

/** By the name under which it was reached: on one's own machine there are several. */
const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

function isSame(given: string, wanted: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.length === b.length && timingSafeEqual(a, b);
}
