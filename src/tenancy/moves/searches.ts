import { COLUMNS, FACETS, TEXT_FIELDS, type TextField } from "../../domain/document.ts";
import type { Node, Plan, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { canonicalJson } from "../canonical-json.ts";

/** Questions that two stores with the same people must answer alike: totals, counts, order, scores to the bit. */

const BEGINNINGS = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
/** Words of each beginning that are looked for. */
const WORDS = 2;
const LIMIT = 50;
const FACET_SIZE = 20;
const SCORING: Plan["scoring"] = {
	fieldWeights: Object.fromEntries(TEXT_FIELDS.map((field, at) => [field, TEXT_FIELDS.length - at])) as Record<
		TextField,
		number
	>,
	k1: 1.2,
	b: 0.75,
	coverageWeight: 1,
};

/**
 * Asks both stores the same searches, about words that people there have.
 * @returns how many
 * @throws TributaryError `move-mismatch`
 */
export async function compareSearches(from: Store, to: Store): Promise<number> {
	const words: string[] = [];
	for (const beginning of BEGINNINGS) {
		const [one, other] = await Promise.all([from, to].map((store) => store.suggest(beginning, WORDS)));
		demandSame(one, other);
		words.push(...(one ?? []).map(({ word }) => word));
	}
	const plans = [planOf([], { withCounts: true }), ...words.map((word) => planOf([wordOf(word)]))];
	for (const [at, word] of words.entries())
		plans.push(planOf([wordOf(word), wordOf(words[(at + 1) % words.length] as string)], { withCounts: true }));
	for (const plan of plans) {
		const [one, other] = await Promise.all([from.retrieve(plan), to.retrieve(plan)]);
		demandSame(plainOf(one), plainOf(other));
	}
	return plans.length + BEGINNINGS.length;
}

const wordOf = (word: string): Node => ({ op: "word", word });

function planOf(nodes: readonly Node[], { withCounts = false } = {}): Plan {
	return {
		filter: { op: "all" },
		groups: nodes.map((node) => ({ weight: 1, alternatives: [{ node, weight: 1 }] })),
		coverage: { minimum: Math.min(1, nodes.length), people: LIMIT },
		scoring: SCORING,
		offset: 0,
		limit: LIMIT,
		facets: withCounts ? FACETS.map((facet) => ({ facet, size: FACET_SIZE })) : [],
		...(withCounts ? { yearsStep: 5, bands: [{ column: COLUMNS[0], starts: [0, 5, 10] }], linkedProfiles: true } : {}),
	};
}

function demandSame(one: unknown, other: unknown): void {
	if (canonicalJson(one) === canonicalJson(other)) return;
	throw new TributaryError("move-mismatch", { detail: "The same search is answered otherwise there." });
}

/** Numbers as text: JSON knows no NaN. */
const plainOf = (value: object): unknown =>
	JSON.parse(
		JSON.stringify(value, (_, inner) =>
			ArrayBuffer.isView(inner) ? Array.from(inner as Float64Array, String) : inner,
		),
	);
