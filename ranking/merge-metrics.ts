import { Origin } from "../src/domain/query.ts";
import type { Corpus } from "./corpus.ts";
import type { Found } from "./systems.ts";

/** How well candidates and network become one list. All over the first {@link DEPTH} of each list, as means over queries. */
export interface MergeMetrics {
	/** Part of the people shown who stand in the list twice, as candidate and as profile. Wanted: 0. Null where nobody is shown. */
	readonly duplicateLeak: number | null;
	/**
	 * Share of each origin among those shown, minus its share among the relevant people of the query, who are as many as
	 * are shown at most. Wanted: 0 each; above 0 it is favoured. Null where no query that shows
	 * anybody has a relevant one.
	 */
	readonly balance: Readonly<Record<Origin, number>> | null;
	/**
	 * Changes of pool (own people, network) from one place to the next, by those to expect of a random order. 1 mixed, 0 in blocks.
	 * Null where no list shows both.
	 */
	readonly interleaving: number | null;
}

const DEPTH = 20;

/** Null where there is no network, or it is not known where people come from. */
export function mergeMetrics(corpus: Corpus, run: ReadonlyMap<string, readonly Found[]>): MergeMetrics | null {
	if (corpus.network.length === 0) return null;
	const lists = corpus.queries.map(({ id }) => ({ id, top: (run.get(id) ?? []).slice(0, DEPTH) }));
	const shown = lists.filter(({ top }) => top.length > 0);
	if (shown.some(({ top }) => top.some(({ origin }) => origin === null))) return null;
	const person = personOf(corpus);
	const truth = trueOrigins(corpus);
	const judged = shown.flatMap(({ id, top }) => balanceOf(top, corpus.judgments.get(id) ?? new Map(), truth));
	return {
		duplicateLeak: meanOf(shown.map(({ top }) => leakOf(top, person))),
		balance: judged.length === 0 ? null : meanBalance(judged),
		interleaving: meanOf(shown.flatMap(({ top }) => interleavingOf(top))),
	};
}

const meanOf = (values: readonly number[]): number | null =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const meanBalance = (all: readonly Record<Origin, number>[]) =>
	Object.fromEntries(Origin.options.map((origin) => [origin, meanOf(all.map((balance) => balance[origin]))])) as Record<
		Origin,
		number
	>;

/** One name for one person: candidates by their id, profiles of candidates by the candidate's. */
function personOf(corpus: Corpus): (id: string) => string {
	const owners = new Map(
		corpus.candidates.flatMap(({ id, profile }) =>
			profile === undefined ? [] : [[typeof profile === "object" ? profile.id : profile, id] as const],
		),
	);
	return (id) => owners.get(id) ?? id;
}

function trueOrigins(corpus: Corpus): ReadonlyMap<string, Origin> {
	const network = corpus.network.map(({ id }) => [id, "network-only"] as const);
	const own = corpus.candidates.map(({ id, profile }) => [id, profile === undefined ? "ats-only" : "matched"] as const);
	return new Map<string, Origin>([...network, ...own]);
}

function leakOf(top: readonly Found[], person: (id: string) => string): number {
	return 1 - new Set(top.map(({ id }) => person(id))).size / top.length;
}

/** Empty for a query that nobody is relevant to. */
function balanceOf(
	top: readonly Found[],
	grades: ReadonlyMap<string, number>,
	truth: ReadonlyMap<string, Origin>,
): Record<Origin, number>[] {
	const relevant = [...grades].filter(([, grade]) => grade > 0).sort((a, b) => b[1] - a[1]);
	if (relevant.length === 0) return [];
	// The best that could be shown; of equal grades all count alike, so that their order in the file decides nothing.
	const least = relevant[Math.min(relevant.length, top.length) - 1]?.[1] ?? 1;
	const best = relevant.filter(([, grade]) => grade >= least).map(([id]) => truth.get(id));
	const share = (all: readonly (Origin | null | undefined)[], origin: Origin) =>
		all.filter((one) => one === origin).length / Math.max(1, all.length);
	const seen = top.map(({ id, origin }) => truth.get(id) ?? origin);
	return [
		Object.fromEntries(Origin.options.map((origin) => [origin, share(seen, origin) - share(best, origin)])) as Record<
			Origin,
			number
		>,
	];
}

/** Empty where only one pool is shown. Expected of a random order of a and b: 2ab / (a + b). */
function interleavingOf(top: readonly Found[]): number[] {
	const network = top.map(({ origin }) => origin === "network-only");
	const b = network.filter(Boolean).length;
	const a = network.length - b;
	if (a === 0 || b === 0) return [];
	const changes = network.slice(1).filter((one, index) => one !== network[index]).length;
	return [changes / ((2 * a * b) / (a + b))];
}

/** As people read it: what could not be measured is no 0. */
export const told = <T>(value: T | null, of: (value: T) => string): string =>
	value === null ? "not measured" : of(value);
