import { cityOfPlace } from "../analysis/gazetteer/city-of-place.ts";
import type { QueryNode, Span } from "../domain/query.ts";
import type { Node, Plan } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Pools } from "./pools.ts";
import { readArea } from "./query/area.ts";

/** A circle that a query asks for, in which nobody lives. */
export interface EmptyCircle {
	readonly span: Span;
	/** As it was written. */
	readonly place: string;
	/** Of the city that is meant: ISO 3166-1 alpha-2. */
	readonly countryCode: string;
	readonly kilometres: number;
}

/** Each is a question to the engine. */
const MOST_CIRCLES = 5;

/** Where a list is empty: the circles of its query that are so, whatever else is asked. */
export async function emptyCircles(
	scope: Scope,
	root: QueryNode | null,
	{ ask, ats, network }: Pools,
): Promise<EmptyCircle[]> {
	if ((ats?.total ?? 0) + (network?.total ?? 0) > 0) return [];
	const asked = [
		{ store: scope.store, plan: ask.ats },
		{ store: scope.network, plan: ask.network },
	];
	const circles = circlesOf(root).slice(0, MOST_CIRCLES);
	const found = await Promise.all(
		circles.map(async ({ node, ...circle }) => {
			const people = await Promise.all(
				asked.map(async ({ store, plan }) => {
					if (store === null || plan === null) return 0;
					return (await store.retrieve(onlyFilter(plan, node))).total;
				}),
			);
			return people.every((count) => count === 0) ? [circle] : [];
		}),
	);
	return found.flat();
}

function onlyFilter({ yearsStep: _, bands: __, alsoFor: ___, narrowed: ____, ...plan }: Plan, filter: Node): Plan {
	return { ...plan, filter, groups: [], coverage: { minimum: 0, people: 0 }, offset: 0, limit: 0, facets: [] };
}

/** What people may have to live in: neither left out nor wished for. */
function circlesOf(node: QueryNode | null): (EmptyCircle & { readonly node: Node })[] {
	if (node === null || node.kind === "not" || node.level === "wish") return [];
	if (node.kind === "and" || node.kind === "or") return node.of.flatMap(circlesOf);
	const area = node.kind === "value" && node.scope === "near" ? readArea(node.text) : null;
	const city = area === null ? null : cityOfPlace(area.place);
	if (area === null || city === null) return [];
	const { latitude, longitude, countryCode } = city;
	const { place, kilometres } = area;
	return [{ span: node.span, place, countryCode, kilometres, node: { op: "near", latitude, longitude, kilometres } }];
}
