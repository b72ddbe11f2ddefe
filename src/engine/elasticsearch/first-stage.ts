import type { estypes } from "@elastic/elasticsearch";
import { COLUMNS } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";
import type { Plan, Rows } from "../port.ts";
import { groupFactor } from "../scoring.ts";
import { cellsOf, type Met } from "../ways.ts";
import type { Estimate } from "./estimate.ts";
import { lookedAt, metBy, wordsOfGroups } from "./measure.ts";
import type { Hit, PeopleCache } from "./people-cache.ts";
import type { Person } from "./person.ts";
import type { Seen, View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

/** A person with the exact score. */
export interface Measured {
	readonly person: Person;
	/** By group; null where not covered. */
	readonly groups: readonly (Met | null)[];
	readonly score: number;
}

/** People fetched beyond those wanted, so that one page is mostly enough; and of each page after the first. */
const MARGIN = 100;
const PAGE = 1000;
const MOST_IN_PAGE = 10_000;
/**
 * Lucene counts in numbers of 24 bits. Where scores at the cut differ by less than this part, the order of the bound stands for that of
 * the exact score.
 */
const PRECISION = 1e-6;

export interface Page {
	readonly hits: readonly (Hit & { readonly bound: number; readonly sort: estypes.SortResults })[];
	readonly isLast: boolean;
}

export interface CountedPage extends Page {
	readonly aggregations: Readonly<Record<string, estypes.AggregationsAggregate>>;
	/** Of all results, where they were counted. */
	readonly total: number;
}

/** One page of results in the order of the bound, ties in that of the ids. */
export async function searchPage(
	view: View,
	query: Query,
	size: number,
	more: {
		readonly after?: estypes.SortResults;
		/** Whose bound is below it is left out. */
		readonly least?: number;
		/** All results are counted by it. */
		readonly aggs?: Record<string, NonNullable<estypes.AggregationsAggregationContainer>>;
	} = {},
): Promise<CountedPage> {
	const answer = await view.search({
		query,
		size: Math.min(size, MOST_IN_PAGE),
		_source: false,
		// Not even the ids, which lie with all else that is kept of a person: what sorts is at hand.
		stored_fields: "_none_",
		sort: [{ _score: { order: "desc" } }, { order: "asc" }, { sequence: "asc" }],
		track_total_hits: more.aggs !== undefined,
		...(more.after === undefined ? {} : { search_after: more.after }),
		...(more.least === undefined ? {} : { min_score: more.least }),
		...(more.aggs === undefined ? {} : { aggs: more.aggs }),
	});
	const hits = answer.hits.hits.map(({ sort = [] }) => {
		const [bound, order, sequence] = sort as [number, string, number];
		return { bound, order, sequence, sort };
	});
	const { total = 0 } = answer.hits;
	return {
		hits,
		isLast: hits.length < Math.min(size, MOST_IN_PAGE),
		aggregations: answer.aggregations ?? {},
		total: typeof total === "number" ? total : total.value,
	};
}

/** Of people who are known to be none. */
export const NO_PAGE: CountedPage = { hits: [], isLast: true, aggregations: {}, total: 0 };

export const firstPageSize = ({ offset, limit }: Plan): number => (limit === 0 ? 0 : offset + limit + MARGIN);

export const bestFirst = (a: Measured, b: Measured): number =>
	b.score - a.score || compareBytes(a.person.id, b.person.id);

/** The best of all results, exactly: reads on until the bound of those not read is below the last that counts. */
export async function best(
	seen: Seen,
	estimate: Estimate,
	query: Query,
	{ first, people }: { readonly first: Page; readonly people: PeopleCache },
): Promise<readonly Measured[]> {
	const { offset, limit } = estimate.plan;
	if (limit === 0) return [];
	let measured: Measured[] = [];
	for (let page = first; ; ) {
		measured.push(...(await measureAll(seen, estimate, page.hits, people)));
		measured = measured.sort(bestFirst).slice(0, offset + limit);
		const last = page.hits.at(-1);
		if (page.isLast || last === undefined) break;
		const worst = measured.length < offset + limit ? Number.NEGATIVE_INFINITY : (measured.at(-1)?.score ?? 0);
		if (last.bound <= worst * (1 + PRECISION)) break;
		// Who is below the last that counts is not read with those who may be above.
		const least = worst > 0 ? { least: worst * (1 - PRECISION) } : {};
		page = await searchPage(seen.view, query, PAGE, { after: last.sort, ...least });
	}
	return measured.slice(offset);
}

export async function measureAll(
	{ view, lens, asker }: Seen,
	estimate: Estimate,
	hits: readonly Hit[],
	people: PeopleCache,
): Promise<Measured[]> {
	const whole = await people.get(view, hits, asker);
	// Nobody is among the hits who is not seen.
	const found = lens.eyes === null ? whole : whole.flatMap((person) => lens.eyes?.personOf(person) ?? []);
	const { plan, groups, population, matching, averageBodyLength } = estimate;
	const factors = plan.groups.map((group, at) => groupFactor(group, population, matching[at] ?? 0));
	const wanted = wordsOfGroups(groups);
	return found.map((person) => {
		const looked = lookedAt(person, wanted);
		const bests = groups.map((group) => metBy(group, looked, plan, averageBodyLength));
		const score = bests.reduce((sum, best, at) => sum + (factors[at] ?? 0) * (best?.score ?? 0), 0);
		const covered = plan.groups.reduce((sum, { counts = 1 }, at) => sum + (bests[at] === null ? 0 : counts), 0);
		return { person, groups: bests, score: score + plan.scoring.coverageWeight * covered };
	});
}

export function rowsOf(people: readonly Measured[]): Rows {
	return {
		ids: people.map(({ person }) => person.id),
		links: people.map(({ person }) => person.link),
		...cellsOf(people.flatMap(({ groups }) => groups)),
		bodyLengths: Uint32Array.from(people, ({ person }) => person.bodyLength),
		columns: Float64Array.from(
			people.flatMap(({ person }) => COLUMNS.map((column) => person.columns[column] ?? Number.NaN)),
		),
		scores: Float64Array.from(people, ({ score }) => score),
	};
}
