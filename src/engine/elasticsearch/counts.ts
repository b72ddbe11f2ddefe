import type { estypes } from "@elastic/elasticsearch";
import type { Facet } from "../../domain/document.ts";
import { compareCounts } from "../order.ts";
import { EVERY_FIELD } from "../scoring.ts";
import type { Pair } from "./dictionary.ts";
import { isGuardedFacet, type Lens } from "./eyes.ts";
import { isNobody, queryOf } from "./queries.ts";
import type { View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

/** Filters in one request; the cluster answers with at most 65,536 buckets. */
const SLICE = 10_000;

export const PEOPLE: Query = { term: { collection: "person" } };

/** People who are seen. */
export const seenPeople = ({ eyes }: Lens): Query[] => (eyes === null ? [PEOPLE] : [PEOPLE, eyes.person]);

/**
 * How many people have a word, a word in texts of a language, or a value: of living people only, in one view, as one audience sees
 * them. Asked once for each view.
 */
export class Counts {
	readonly #view: View;
	readonly #lens: Lens;
	readonly #known = new Map<string, number>();
	#next: { readonly wanted: Map<string, Query>; readonly answered: Promise<void> } | null = null;
	#totals: Promise<Totals> | null = null;

	constructor(view: View, lens: Lens) {
		this.#view = view;
		this.#lens = lens;
	}

	/** How much is remembered. */
	get size(): number {
		return this.#known.size;
	}

	/** Of all people. */
	totals(): Promise<Totals> {
		this.#totals ??= readTotals(this.#view, this.#lens).catch((thrown) => {
			this.#totals = null;
			throw thrown;
		});
		return this.#totals;
	}

	askWords(words: readonly string[]): Promise<void> {
		return this.#ask(words.map((word) => [`w:${word}`, this.#word(word)]));
	}

	askPairs(pairs: readonly Pair[]): Promise<void> {
		return this.#ask(
			pairs.map((pair) => [
				pairName(pair),
				{
					bool: {
						filter: [this.#word(pair.word), { term: { language: this.#lens.keys.language(pair.language) } }],
					},
				},
			]),
		);
	}

	async values(facet: Facet, values: readonly string[]): Promise<{ value: string; count: number }[]> {
		const name = (value: string) => `v:${facet}:${value}`;
		await this.#ask(
			values.map((value) => [name(value), this.#having(facet, this.#lens.keys.value("written", facet, value))]),
		);
		return living(values.map((value) => ({ value, count: this.#known.get(name(value)) ?? 0 })));
	}

	/** How many people match each of these. */
	async matching(queries: readonly Query[]): Promise<number[]> {
		const names = queries.map((query) => `q:${JSON.stringify(query)}`);
		const asked = queries.map((query, at) => [names[at] as string, query] as const);
		await this.#ask(asked.filter(([, query]) => !isNobody(query)));
		return names.map((name) => this.#known.get(name) ?? 0);
	}

	/** undefined: nobody has asked yet. */
	ofPair(pair: Pair): number | undefined {
		return this.#known.get(pairName(pair));
	}

	isKnown(word: string): boolean {
		return this.#known.has(`w:${word}`);
	}

	/** Of words that were asked for: those that somebody has, most frequent first, ties in byte order. */
	mostFrequent(words: readonly string[], limit: number): { word: string; documents: number }[] {
		return living(words.map((word) => ({ value: word, count: this.#known.get(`w:${word}`) ?? 0 })))
			.slice(0, limit)
			.map(({ value, count }) => ({ word: value, documents: count }));
	}

	#word(word: string): Query {
		return queryOf({ op: "words", words: [word], fields: EVERY_FIELD }, this.#lens);
	}

	#having(facet: Facet, token: string): Query {
		const name = `written.${facet}`;
		const { eyes } = this.#lens;
		return eyes !== null && isGuardedFacet(facet)
			? eyes.inSection({ term: { [`sections.${name}`]: token } })
			: { term: { [name]: token } };
	}

	/** All that is asked for at the same time is asked in one request. */
	async #ask(wanted: readonly (readonly [name: string, query: Query])[]): Promise<void> {
		const missing = wanted.filter(([name]) => !this.#known.has(name));
		if (missing.length === 0) return;
		if (this.#next === null) {
			const all = new Map<string, Query>();
			const answered = new Promise(setImmediate).then(() => {
				this.#next = null;
				return this.#answer([...all]);
			});
			this.#next = { wanted: all, answered };
		}
		for (const [name, query] of missing) this.#next.wanted.set(name, query);
		await this.#next.answered;
	}

	async #answer(missing: readonly (readonly [name: string, query: Query])[]): Promise<void> {
		const slices = Array.from({ length: Math.ceil(missing.length / SLICE) }, (_, at) =>
			missing.slice(at * SLICE, (at + 1) * SLICE),
		);
		for (const slice of slices) {
			const counted = await countEach(
				this.#view,
				seenPeople(this.#lens),
				slice.map(([, query]) => query),
			);
			for (const [at, [name]] of slice.entries()) this.#known.set(name, counted[at] ?? 0);
		}
	}
}

const pairName = ({ word, language }: Pair) => `p:${language}:${word}`;

const living = (counts: { value: string; count: number }[]) =>
	counts.filter(({ count }) => count > 0).sort(compareCounts);

export interface Totals {
	readonly population: number;
	/** Tokens of all bodies together. */
	readonly bodyTokens: number;
	/** Tokens of the longest of them. */
	readonly longestBody: number;
}

async function readTotals(view: View, lens: Lens): Promise<Totals> {
	const answer = await view.search({
		size: 0,
		track_total_hits: true,
		query: { bool: { filter: seenPeople(lens) } },
		aggs: { length: { sum: { field: "bodyLength" } }, longest: { max: { field: "bodyLength" } } },
	});
	const { length, longest } = answer.aggregations as unknown as Record<"length" | "longest", { value: number | null }>;
	const { total } = answer.hits;
	return {
		population: typeof total === "number" ? total : (total?.value ?? 0),
		bodyTokens: length.value ?? 0,
		longestBody: longest.value ?? 0,
	};
}

/** How many people match each of some queries. */
export async function countEach(view: View, among: Query[], queries: readonly Query[]): Promise<number[]> {
	if (queries.length === 0) return [];
	const answer = await view.search({
		size: 0,
		track_total_hits: false,
		query: { bool: { filter: among } },
		aggs: { each: { filters: { filters: queries as Query[] } } },
	});
	const each = answer.aggregations?.each as estypes.AggregationsFiltersAggregate;
	return (each.buckets as estypes.AggregationsFiltersBucket[]).map(({ doc_count }) => doc_count);
}
