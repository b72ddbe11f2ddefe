import type { FastifyContextConfig, FastifyInstance, RouteOptions } from "fastify";
import type { Permission } from "../domain/actor.ts";

/** Who may call a route: everybody, whoever is known, or who is granted one permission. */
export type Access = "public" | "known" | { readonly permission: Permission };

declare module "fastify" {
	interface FastifyContextConfig {
		access?: Access;
		/** The route counts requests itself, in larger windows than the API at large. */
		ownLimits?: boolean;
	}
}

export interface RouteEntry {
	readonly method: string;
	/** Pattern with `:name` for parameters. */
	readonly url: string;
	readonly access: Access;
	readonly config: FastifyContextConfig;
}

/** Every route that was registered, for the answer 405 and for tests that loop over all of them. */
export interface RouteTable {
	readonly entries: () => readonly RouteEntry[];
	/** Methods that some route offers for this path, of those that are wanted; empty when there is nothing. */
	readonly methodsOf: (path: string, isWanted?: (route: FastifyContextConfig) => boolean) => readonly string[];
}

declare module "fastify" {
	interface FastifyInstance {
		routeTable: RouteTable;
	}
}

/**
 * Collects routes as they are registered. A route without declared access or schema stops the boot, so that nobody can
 * forget to decide who may call it.
 */
export function collectRoutes(app: FastifyInstance): void {
	const routes: RouteOptions[] = [];
	app.addHook("onRoute", (route) => {
		routes.push(route);
	});
	// Checked when all plugins are in: some of them complete their routes in hooks that run later than ours.
	app.addHook("onReady", async () => {
		const undeclared = routes.filter((route) => route.config?.access === undefined || route.schema === undefined);
		if (undeclared.length === 0) return;
		const names = undeclared.map((route) => `${route.method} ${route.url}`).join(", ");
		throw new Error(`Every route declares config.access and a schema. These do not: ${names}`);
	});
	const entries = () => routes.flatMap(entriesOf);
	app.decorate("routeTable", {
		entries,
		methodsOf: (path, isWanted = () => true) => {
			const offered = entries().filter(({ url, config }) => matches(url, path) && isWanted(config));
			return [...new Set(offered.map(({ method }) => method))];
		},
	});
}

function entriesOf({ method, url, config = {} }: RouteOptions): RouteEntry[] {
	const { access } = config;
	return access === undefined ? [] : [method].flat().map((name) => ({ method: name, url, access, config }));
}

function matches(pattern: string, path: string): boolean {
	const wanted = pattern.split("/");
	const given = path.split("/");
	if (wanted.at(-1) === "*")
		return given.length >= wanted.length && matches(pattern.slice(0, -2), given.slice(0, wanted.length - 1).join("/"));
	return wanted.length === given.length && wanted.every((part, index) => part.startsWith(":") || part === given[index]);
}
