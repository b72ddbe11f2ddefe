import { RESOURCES } from "../../../src/api/middleware/resources.ts";
import { PERMISSIONS, type Permission } from "../../../src/domain/actor.ts";
import { random } from "../../bench/random.ts";
import { fillTenant } from "../boundary/fill.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { exampleRequest } from "../served/example-request.ts";
import { type Answer, jsonOf, type Request, serveProduct } from "../served/served.ts";
import { headersFault } from "./answer-headers.ts";
import { KNOWN, PUBLIC, SCOPES, WIRE } from "./route-scopes.ts";

/**
 * Every route with tokens of every kind: only the one scope that is written down for it opens it, alone or among others, and that scope does
 * open it.
 */

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
interface Operation {
	readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}
type Scopes = readonly Permission[];
interface Route {
	readonly route: string;
	/** null: whatever scope there is. */
	readonly needed: Permission | null;
	readonly request: Request;
}

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context, { config: { outbound: { allowLoopback: true } } });
	const { ids } = await fillTenant(served, "acme", "own-", "Amelia");
	const { paths } = jsonOf(await served.ask({ url: "/v1/openapi.json" })) as { paths: Paths };
	const next = random(context.seed);
	const subsets = context.amount({ quick: 1, full: 20 });
	const faults = [...documentFaults(paths), ...wireFaults()];
	const tokens = new Map<string, string>();
	const tokenOf = async (permissions: Scopes) => {
		const key = permissions.join(" ");
		if (!tokens.has(key)) tokens.set(key, await served.order("token", "acme", permissions));
		return tokens.get(key) ?? "";
	};
	let [cells, opened] = [0, 0];
	const routes = routesOf(ids);
	for (const { route, needed, request } of routes) {
		if (context.size === "control" && faults.length > 0) break;
		const others = PERMISSIONS.filter((name) => name !== needed);
		const drawn = Array.from({ length: subsets }, () => PERMISSIONS.filter(() => next() < 0.5)).filter(
			(some) => some.length > 0,
		);
		for (const set of [null, others, ...(needed === null ? [] : [[needed]]), ...drawn]) {
			cells++;
			const answer = await served.ask({ ...request, token: set === null ? null : await tokenOf(set) });
			if (set?.length === 1 && answer.status < 300) opened++;
			const fault = wrongly(answer, set, needed);
			const shown = set === null ? "no token" : set.length > 3 ? `${set.length} scopes` : set;
			const headers = headersFault(answer);
			if (headers !== null) faults.push(`${route} was answered with ${headers}`);
			if (fault !== null) faults.push(`${route} (${needed ?? "whoever is known"}) with ${shown}: ${fault}`);
		}
	}
	for (const [request, wanted] of ELSEWHERE) {
		const { status } = await served.ask({ ...request, token: await tokenOf(PERMISSIONS) });
		cells++;
		if (status !== wanted) faults.push(`${request.method ?? "GET"} ${request.url}: ${status} instead of ${wanted}`);
	}
	if (faults.length === 0 && opened < routes.length / 3)
		faults.push(`Only ${opened} of ${routes.length} routes were opened by their scope: nothing is proved.`);
	return {
		figure: `${routes.length} routes, ${cells} cells; ${opened} routes did what was asked with their scope alone`,
		faults,
		short: fewer(cells, 2000, "cells"),
	};
}

const WANTED = new Map<string, Permission | "known" | "public">([
	...PUBLIC.map((route) => [route, "public"] as const),
	...KNOWN.map((route) => [route, "known"] as const),
	...listed(SCOPES),
]);

function listed(scopes: typeof SCOPES): readonly (readonly [string, Permission])[] {
	return Object.entries(scopes).flatMap(([scope, routes]) =>
		routes.map((route) => [route, scope as Permission] as const),
	);
}

/** What the document says otherwise than it is written down here, new routes and those that are gone. */
function documentFaults(paths: Paths): string[] {
	const told = new Map(
		Object.entries(paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, { security = [] }]) => {
				const scopes = Object.values(security[0] ?? {})[0];
				const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
				return [route, scopes === undefined ? "public" : (scopes[0] ?? "known")] as const;
			}),
		),
	);
	return [...new Set([...WANTED.keys(), ...told.keys()])]
		.filter((route) => WANTED.get(route) !== told.get(route))
		.map((route) => `${route} is told to be for ${told.get(route)}, and written down for ${WANTED.get(route)}`);
}

/** Its routes stand in no document; of the code only their addresses are taken. */
function wireFaults(): string[] {
	const known = new Set(listed(WIRE).map(([url]) => url));
	return RESOURCES.filter(({ url }) => !known.has(url)).map(({ url }) => `${url} is written down for nobody`);
}

function routesOf(ids: Readonly<Record<string, string>>): readonly Route[] {
	return [
		...KNOWN.map((route) => ({ route, needed: null, request: exampleRequest(route, ids) })),
		...listed(SCOPES).map(([route, needed]) => ({ route, needed, request: exampleRequest(route, ids) })),
		...listed(WIRE).map(([url, needed]) => ({
			route: `POST ${url}`,
			needed,
			request: { method: "POST", url: url.replace(/:\w+/, "x"), headers: OF_THE_WIRE, body: {} },
		})),
	];
}

const OF_THE_WIRE = { "linkedin-version": "202603", "x-restli-protocol-version": "2.0.0" };

const ELSEWHERE: readonly (readonly [Request, number])[] = [
	[{ url: "/v1/nowhere" }, 404],
	[{ url: "/v1/admin" }, 404],
	[{ method: "DELETE", url: "/v1/search" }, 405],
	[{ method: "PATCH", url: "/v1/jobs" }, 405],
];

function wrongly({ status, body }: Answer, set: Scopes | null, needed: Permission | null): string | null {
	if (set === null) return status === 401 ? null : `${status} instead of 401`;
	const isScope = body.includes("This needs the scope");
	if (needed !== null && !set.includes(needed)) return status === 403 && isScope ? null : `${status} instead of 403`;
	// A seat that is not there, or a scope that he would give away without having it, is refused for its own reason.
	return status === 401 || isScope || status >= 500 ? `refused with ${status}` : null;
}

export const functions: Proof = {
	name: "functions",
	claim: "A route is open to the scope that is written down for it, and to no other, and the API document names that",
	requirements: [12],
	target:
		"every route x (no token, every other scope, the right scope, random subsets): each cell as written down in the proof; unknown routes 404, methods 405",
	controls: [
		{
			name: "a route that reads is open to whoever may search",
			edits: [
				{
					file: "src/api/access.ts",
					find: 'if (access !== "known" && !principal.permissions.includes(access.permission)) {',
					replace:
						'if (access !== "known" && !principal.permissions.includes(access.permission) && !(request.method === "GET" && principal.permissions.includes("search"))) {',
				},
			],
		},
		{
			name: "scopes are compared by their beginning",
			edits: [
				{
					file: "src/api/access.ts",
					find: 'if (access !== "known" && !principal.permissions.includes(access.permission)) {',
					replace:
						'if (access !== "known" && !principal.permissions.some((one) => one.split(":")[0] === access.permission.split(":")[0])) {',
				},
			],
		},
		{
			name: "who may search changes the keys",
			edits: [
				{
					file: "src/api/v1/tenant-keys.ts",
					find: 'config: { access: { permission: "tenant:manage" } },',
					replace: 'config: { access: { permission: "search" } },',
				},
			],
		},
		{
			name: "clients are shown to whoever is known",
			edits: [
				{
					file: "src/api/v1/clients.ts",
					find: 'const read = { access: { permission: "clients:read" } } as const;',
					replace: 'const read = { access: "known" } as const;',
				},
			],
		},
		{
			name: "answers may be kept by whoever passes them on",
			found: /cache-control: public/,
			edits: [
				{
					file: "src/api/headers.ts",
					find: '"cache-control": "no-store",',
					replace: '"cache-control": "public, max-age=60",',
				},
			],
		},
		{
			name: "whatever an answer names may be loaded and run",
			found: /content-security-policy: default-src \*/,
			edits: [
				{
					file: "src/api/headers.ts",
					find: '"content-security-policy": DATA_CSP,',
					replace: '"content-security-policy": "default-src *",',
				},
			],
		},
	],
	onCluster: true,
	run: prove,
};
