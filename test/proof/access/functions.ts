import { PERMISSIONS, type Permission } from "../../../src/domain/actor.ts";
import { EXAMPLES, type Ids } from "../../api/requests.ts";
import { random } from "../../bench/random.ts";
import { fillTenant } from "../boundary/fill.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, type Request, serveProduct } from "../served/served.ts";

/** Every route of the API document with tokens of every kind: only the one scope that it names opens it, alone or among others. */

interface Operation {
	readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context, { config: { outbound: { allowLoopback: true } } });
	const { ids } = await fillTenant(served, "acme", "own-", "Amelia");
	const { paths } = jsonOf(await served.ask({ url: "/v1/openapi.json" })) as {
		paths: Record<string, Record<string, Operation>>;
	};
	const next = random(context.seed);
	const subsets = context.amount({ quick: 1, full: 20 });
	const faults: string[] = [];
	const tokens = new Map<string, string>();
	const tokenOf = async (permissions: readonly Permission[]) => {
		const key = permissions.join(" ");
		if (!tokens.has(key)) tokens.set(key, await served.order("token", "acme", permissions));
		return tokens.get(key) ?? "";
	};
	let [cells, routes] = [0, 0];
	for (const [path, methods] of Object.entries(paths))
		for (const [method, { security = [] }] of Object.entries(methods)) {
			const needed = Object.values(security[0] ?? {})[0]?.[0] as Permission | undefined;
			const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
			if (needed === undefined || EXAMPLES[route] === undefined) continue;
			if (context.size === "control" && faults.length > 0) break;
			routes++;
			const others = PERMISSIONS.filter((name) => name !== needed);
			const drawn = Array.from({ length: subsets }, () => PERMISSIONS.filter(() => next() < 0.5)).filter(
				(some) => some.length > 0,
			);
			const sets: readonly (readonly Permission[] | null)[] = [null, others, [needed], ...drawn];
			for (const set of sets) {
				cells++;
				const token = set === null ? null : await tokenOf(set);
				const answer = await served.ask({ ...requestOf(route, ids), token });
				const fault = wrongly(answer, set, needed);
				if (fault !== null)
					faults.push(
						`${route} (${needed}) with ${set === null ? "no token" : set.length > 3 ? `${set.length} scopes` : set}: ${fault}`,
					);
			}
		}
	for (const [request, wanted] of ELSEWHERE) {
		const { status } = await served.ask({ ...request, token: await tokenOf(PERMISSIONS) });
		cells++;
		if (status !== wanted) faults.push(`${request.method ?? "GET"} ${request.url}: ${status} instead of ${wanted}`);
	}
	return { figure: `${routes} routes, ${cells} cells`, faults, short: fewer(cells, 2000, "cells") };
}

const ELSEWHERE: readonly (readonly [Request, number])[] = [
	[{ url: "/v1/nowhere" }, 404],
	[{ url: "/v1/admin" }, 404],
	[{ method: "DELETE", url: "/v1/search" }, 405],
	[{ method: "PATCH", url: "/v1/jobs" }, 405],
];

function wrongly({ status, body }: Answer, set: readonly Permission[] | null, needed: Permission): string | null {
	if (set === null) return status === 401 ? null : `${status} instead of 401`;
	const isScope = body.includes("This needs the scope");
	if (!set.includes(needed)) return status === 403 && isScope ? null : `${status} instead of 403`;
	// A seat that is not there, or a scope that he would give away without having it, is refused for its own reason.
	return status === 401 || isScope || status >= 500 ? `refused with ${status}` : null;
}

function requestOf(route: string, ids: Readonly<Record<string, string>>): Request {
	const [method = "GET", pattern = ""] = route.split(" ");
	const example = EXAMPLES[route];
	const { url, query, headers, payload } = example?.request(ids as unknown as Ids) ?? {};
	const about = example?.about === undefined ? "own-written" : (ids[example.about] ?? "own-none");
	const path = (typeof url === "string" ? url : pattern).replace(":id", about);
	const search = new URLSearchParams(query as Record<string, string>).toString();
	return {
		method,
		url: search === "" ? path : `${path}?${search}`,
		headers: headers as Record<string, string>,
		...(payload === undefined ? {} : { body: payload }),
	};
}

export const functions: Proof = {
	name: "functions",
	claim: "A route is open to the scope that the API document names, and to no other",
	requirements: [12],
	target:
		"every route x (no token, every other scope, the right scope, random subsets): each cell as documented; unknown routes 404, methods 405",
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
	],
	onCluster: true,
	run: prove,
};
