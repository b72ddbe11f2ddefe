import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Answers are data: a browser that shows one runs nothing of it. */
export const DATA_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** The page and its parts come from here, nothing inline, and it talks to here only. */
export const PAGE_CSP = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"manifest-src 'self'",
	"worker-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types tributary",
].join("; ");

/** Security headers on every answer; `no-store` unless the route says otherwise (only the page's own files do). */
export async function installHeaders(app: FastifyInstance, options: { readonly https: boolean }): Promise<void> {
	await app.register(helmet, {
		contentSecurityPolicy: false,
		strictTransportSecurity: options.https ? { maxAge: 365 * 86_400, includeSubDomains: false } : false,
		referrerPolicy: { policy: "no-referrer" },
		crossOriginResourcePolicy: { policy: "same-origin" },
		frameguard: { action: "deny" },
	});
	app.addHook("onRequest", async (request, reply) => setBaseHeaders(request, reply));
}

/** What every answer carries, also one that was given before any route was found. */
export function setBaseHeaders(request: FastifyRequest, reply: FastifyReply): void {
	reply.headers({
		"cache-control": "no-store",
		"content-security-policy": DATA_CSP,
		"x-request-id": request.id,
		"permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
	});
}
