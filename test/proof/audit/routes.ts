import { EXAMPLES } from "../../api/requests.ts";
import { jsonOf, type Served } from "../served/served.ts";

/** One right request for each route of the API document that is not open to everybody. */

export interface Route {
	/** Method and path. */
	readonly name: string;
	/** What opens it, by the document; absent: any token. */
	readonly scope: string | undefined;
}

/** They read nothing of the tenant and change nothing. */
export const UNLOGGED: ReadonlySet<string> = new Set(["POST /v1/search/understand"]);

export async function guardedRoutes(served: Served): Promise<readonly Route[]> {
	const { paths } = jsonOf(await served.ask({ url: "/v1/openapi.json" })) as {
		paths: Record<string, Record<string, { readonly security?: readonly Record<string, readonly string[]>[] }>>;
	};
	return Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).flatMap(([method, { security = [] }]) => {
			const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
			return security.length === 0 ? [] : [{ name, scope: Object.values(security[0] ?? {})[0]?.[0] }];
		}),
	);
}

/** Of recruiters' messages, stubs and notes the log names the kind. */
const BY_KIND: ReadonlySet<string> = new Set(["message", "stub", "note"]);

/** The record that the request names, where the log has to name it, too. */
export function aboutOf({ name }: Route, ids: Readonly<Record<string, string>>): string | null {
	const about = EXAMPLES[name]?.about;
	return about === undefined || BY_KIND.has(about) ? null : (ids[about] ?? null);
}
