import { tokenize } from "../analysis/tokenize.ts";
import type { SearchResponse } from "../domain/hit.ts";
import type { Lint } from "../domain/query.ts";
import { type Sentence, say } from "../domain/sentence.ts";
import { PLAN_LIMITS } from "../engine/port.ts";
import type { EmptyCircle } from "./empty-circles.ts";
import { closed } from "./natural/written.ts";
import type { Part } from "./plan/part.ts";
import type { Pools } from "./pools.ts";
import { LintLog, quoted } from "./query/lint.ts";

/** Words of the dictionary that a condition stands for at most. */
const WORDS: Readonly<Record<string, number>> = {
	prefix: PLAN_LIMITS.prefixWords,
	pattern: PLAN_LIMITS.prefixWords,
	fuzzy: PLAN_LIMITS.fuzzyWords,
};

/** Remarks that only the answer gives rise to: words that nobody has, and lists that are empty for another reason. */
export function resultLint(
	parts: readonly Part[],
	pools: Pools,
	total: number,
	query: string,
	meant: ReadonlyMap<Part, Correction>,
	circles: readonly EmptyCircle[],
): readonly Lint[] {
	const log = new LintLog();
	const searched = [pools.ats, pools.network].filter((pool) => pool !== null);
	for (const [group, part] of parts.entries()) {
		if (part.feature !== undefined) continue;
		const people = searched.reduce((sum, pool) => sum + (pool.groups[group]?.documents ?? 0), 0);
		if (searched.length > 0 && people === 0) {
			const correction = meant.get(part);
			const cure =
				correction === undefined ? [say`Check its spelling, or try another word for it.`] : cureOf(correction);
			log.add("understood", "nobody-has", part.span, say`Nobody here has ${quoted(asWritten(part, query))}.`, ...cure);
		}
		const most = Math.max(0, ...part.alternatives.map(({ node }) => WORDS[node.op] ?? 0));
		if (most > 0 && searched.some((pool) => (pool.groups[group]?.words.length ?? 0) >= most)) {
			const message = say`${quoted(asWritten(part, query))} stands for its ${most} most frequent words only. Write more letters.`;
			log.add("ambiguous", "prefix-too-wide", part.span, message);
		}
	}
	for (const { span, place, countryCode, kilometres } of circles) {
		const message = say`Nobody here lives within ${kilometres} km of ${quoted(place)} (${countryCode}).`;
		log.add("understood", "nobody-near", span, message, say`Ask for a larger distance or another place.`);
	}
	if (total === 0 && log.entries().length === 0) {
		const message = say`Nobody answers the query and passes all filters. Take out a condition or a filter.`;
		log.add("understood", "no-results", { start: 0, end: query.length }, message);
	}
	return log.entries();
}

/** Words without anything of the query language, but for the sign or weight of all of them. */
const BARE = /^[+^%]?\(?(?<words>[\p{L}\p{N}\s.,+#'’&/-]+?)\)?(?:\^[\d.]*)?$/u;

/**
 * The user's own words: what stands for them in the query language tells nothing to who wrote a sentence. Of words that others stand between
 * ("engineer java software") those that are meant.
 */
function asWritten({ clause, span }: Part, query: string): string {
	const written = query.slice(span.start, closed(span, query));
	const words = BARE.exec(clause)?.groups?.words ?? "";
	const [own, all] = [words, written].map((text) => tokenize(text).map((token) => token.text));
	const isSome = own !== undefined && own.length > 0 && own.every((word) => all?.includes(word));
	return isSome && own.length < (all?.length ?? 0) ? words : written;
}

type Correction = SearchResponse["didYouMean"][number];

const cureOf = ({ words, query }: Correction): Sentence[] => [
	say`Did you mean ${words.map(({ word }) => quoted(word)).join(", ")}?`,
	say`Then search for ${quoted(query)}.`,
];
