import type { FastifyInstance } from "fastify";

/** A route that goes, and when. */
export interface Deprecated {
	readonly method: string;
	/** As it is registered: `/v1/candidates/:id`. */
	readonly url: string;
	/** From when it is not to be used for anything new. */
	readonly since: Date;
	/** From when it is not answered; at least a year after `since` (docs/api-life.md). null: not decided. */
	readonly sunset: Date | null;
	/** What to use instead, for people. */
	readonly link: string;
}

/** The one table: headers and API document are made of it. Nothing is deprecated so far. */
export const DEPRECATIONS: readonly Deprecated[] = [];

const LEAST_NOTICE = 365 * 24 * 3600 * 1000;

/**
 * Says of each answer of such a route that it goes: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and a link. Before the routes are registered.
 * @throws Error at boot for a row without its route, or with less than a year's notice
 */
export function announceDeprecations(app: FastifyInstance, table: readonly Deprecated[] = DEPRECATIONS): void {
	if (table.length === 0) return;
	const rows = new Map(table.map((row) => [`${row.method} ${row.url}`, row]));
	const seen = new Set<string>();
	app.addHook("onRoute", (route) => {
		for (const method of [route.method].flat()) {
			const name = `${method} ${route.url}`;
			if (!rows.has(name)) continue;
			seen.add(name);
			route.schema = { ...route.schema, deprecated: true };
		}
	});
	app.addHook("onRequest", async (request, reply) => {
		const method = request.method === "HEAD" ? "GET" : request.method;
		const row = rows.get(`${method} ${request.routeOptions.url}`);
		if (row === undefined) return;
		reply.header("deprecation", `@${Math.floor(row.since.getTime() / 1000)}`);
		reply.header("link", `<${row.link}>; rel="deprecation"; type="text/html"`);
		if (row.sunset !== null) reply.header("sunset", row.sunset.toUTCString());
	});
	app.addHook("onReady", async () => {
		for (const [name, { since, sunset }] of rows) {
			if (!seen.has(name)) throw new Error(`${name} is deprecated, but there is no such route.`);
			if (sunset !== null && sunset.getTime() - since.getTime() < LEAST_NOTICE)
				throw new Error(`${name} would end less than a year after it was deprecated.`);
		}
	});
}
