import type { estypes } from "@elastic/elasticsearch";
import { kilometresBetween, type Point } from "../../analysis/gazetteer/distance.ts";
import type { Node } from "../port.ts";
import { PEOPLE } from "./counts.ts";
import type { View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;
export type Near = Extract<Node, { op: "near" }>;

/** Lucene keeps places to a centimetre and measures with a formula of its own: so near to the edge of a circle ours decides. Metres. */
const EDGE = 5;
const PAGE = 1000;

/** The places at the edges of circles, in one view; asked once for each. */
export class EdgePlaces {
	readonly #view: View;
	readonly #known = new Map<string, readonly Point[]>();

	constructor(view: View) {
		this.#view = view;
	}

	/** undefined: nobody has asked yet. */
	known(near: Near): readonly Point[] | undefined {
		return this.#known.get(nameOf(near));
	}

	async of(near: Near): Promise<readonly Point[]> {
		const places = this.known(near) ?? (await placesAtEdge(this.#view, near));
		this.#known.set(nameOf(near), places);
		return places;
	}
}

const nameOf = ({ latitude, longitude, kilometres }: Near): string => `${latitude} ${longitude} ${kilometres}`;

/** The places near the edge of a circle that lie within it: few, since people share the places of their towns. */
async function placesAtEdge(view: View, near: Near): Promise<Point[]> {
	const inside: Point[] = [];
	const edge: Query = { bool: { filter: [PEOPLE, circle(near, EDGE)], must_not: [circle(near, -EDGE)] } };
	for (let after: Record<string, number> | undefined; ; ) {
		const sources = ["latitude", "longitude"].map((name) => ({ [name]: { terms: { field: `columns.${name}` } } }));
		const answer = await view.search({
			size: 0,
			track_total_hits: false,
			query: edge,
			aggs: { places: { composite: { size: PAGE, sources, ...(after === undefined ? {} : { after }) } } },
		});
		const found = answer.aggregations?.places as
			| { buckets?: readonly { key: Record<"latitude" | "longitude", number> }[] }
			| undefined;
		const buckets = found?.buckets ?? [];
		inside.push(...buckets.map(({ key }) => key).filter((place) => kilometresBetween(near, place) <= near.kilometres));
		if (buckets.length < PAGE) return inside;
		after = buckets.at(-1)?.key;
	}
}

/** Everybody well inside, and whoever is at one of the places at the edge. */
export function nearQuery(near: Near, atEdge: readonly Point[]): Query {
	const places = atEdge.map(
		({ latitude, longitude }): Query => ({
			bool: { filter: [{ term: { "columns.latitude": latitude } }, { term: { "columns.longitude": longitude } }] },
		}),
	);
	return { bool: { should: [circle(near, -EDGE), ...places], minimum_should_match: 1 } };
}

function circle({ latitude, longitude, kilometres }: Near, more: number): Query {
	const metres = kilometres * 1000 + more;
	if (metres <= 0) return { match_none: {} };
	return { geo_distance: { distance: `${metres}m`, place: { lat: latitude, lon: longitude } } };
}
