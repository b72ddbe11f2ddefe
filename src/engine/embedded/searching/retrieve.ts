/** How a plan is answered, in steps. Everything is computed from one state of the store. */
import { Best, compareBytes } from "../../order.ts";
import type { Counts, Listed, Plan } from "../../port.ts";
import type { Asked } from "../packed-plan.ts";
import {
	andInto,
	andNotInto,
	type Bits,
	briefBits,
	briefCopy,
	countCommon,
	hasBit,
	ordinalsOf,
	orInto,
	setBit,
} from "./bitset.ts";
import type { Conditions } from "./conditions.ts";
import { countBands, countFacets, countYears } from "./counts.ts";
import { cover } from "./coverage.ts";
import { type CountedGroup, countGroup, evaluateGroup } from "./evaluated-group.ts";
import { FirstStage, type ScoreBuffers } from "./first-stage.ts";
import type { Found } from "./found.ts";
import type { People } from "./people-columns.ts";
import type { QuestionMemory } from "./question-memory.ts";
import { rowsOf } from "./rows.ts";

/** One state of a store. */
export interface State {
	readonly people: People;
	readonly live: Bits;
	readonly conditions: Conditions;
	readonly memory: QuestionMemory;
	readonly buffers: ScoreBuffers;
	/** Who is left out of the results. */
	readonly excluded: Bits;
}

/** Who is found, whatever is wanted of them. */
export function find(asked: Asked, { people, live, conditions, memory, excluded }: State): Found {
	const counted = asked.groups.map((group) => memory.group(group, () => countGroup(group, conditions, people, live)));
	const passing = andInto(conditions.bits(asked.filter), live);
	const coverage = cover(
		asked,
		counted.map(({ bits }) => bits),
		passing,
		excluded,
	);
	const results = ordinalsOf(andNotInto(briefCopy(coverage.inside), excluded));
	return { counted, coverage, results, linked: people.countLinked(results), values: new Map() };
}

/** Who is found, but for the list of linked profiles. @param found {@link find} of the same plan */
export function retrieve(
	plan: Omit<Plan, "exclude">,
	found: Found,
	{ people, conditions, buffers, excluded }: State,
): Omit<Listed, "linkedProfiles"> {
	const { counted, coverage, results } = found;
	const also = alsoWanted(plan, people, coverage.inside);
	const isCount = plan.limit === 0 && also.length === 0;
	const groups = isCount
		? []
		: plan.groups.map((group, index) => evaluateGroup(group, counted[index] as CountedGroup, conditions));
	const stage = new FirstStage(people, plan.scoring, buffers);
	const among = andNotInto(briefCopy(coverage.inside), excluded);
	const scored = also.length === 0 ? among : orInto(bitsOfOrdinals(also, people.size), among);
	const scores = isCount
		? new Float64Array(0)
		: stage.scores(groups, also.length === 0 ? results : ordinalsOf(scored), scored, coverage);
	const page = isCount ? [] : bestOf(results, scores, people, plan);

	return {
		population: people.population,
		total: results.length,
		totalFull: coverage.full,
		narrowed: plan.narrowed === undefined ? results.length : countCommon(among, conditions.bits(plan.narrowed)),
		coverage: coverage.tier,
		groups: counted.map(({ documents, words, added }) => ({ documents, words, added })),
		averageBodyLength: people.averageBodyLength,
		rows: rowsOf(page, groups, people, stage, scores),
		also: rowsOf(also, groups, people, stage, scores),
		linked: found.linked,
	};
}

/** What the plan has counted. @param found as in {@link retrieve} */
export function count(plan: Omit<Plan, "exclude">, found: Found, { people }: Pick<State, "people">): Counts {
	const { results } = found;
	return {
		facets: countFacets(plan, found, people),
		years: countYears(plan.yearsStep, results, people),
		bands: countBands(plan, results, people),
	};
}

/** The page asked for: best first, ties in byte order of ids. */
function bestOf(results: Int32Array, scores: Float64Array, people: People, plan: Plan): number[] {
	const { ids } = people;
	const best = new Best(
		plan.limit === 0 ? 0 : plan.offset + plan.limit,
		(a, b) => (scores[b] as number) - (scores[a] as number) || compareBytes(ids[a] as string, ids[b] as string),
	);
	for (const ordinal of results) best.offer(ordinal);
	return best.take().slice(plan.offset);
}

/** Those of `alsoFor` that are in the tier, in the order asked for, each once. */
function alsoWanted(plan: Plan, people: People, inside: Bits): number[] {
	const ordinals = (plan.alsoFor ?? []).map((id) => people.ordinalOf(id));
	return [...new Set(ordinals)].filter((ordinal) => ordinal !== undefined && hasBit(inside, ordinal)) as number[];
}

function bitsOfOrdinals(ordinals: readonly (number | undefined)[], size: number): Bits {
	const bits = briefBits(size);
	for (const ordinal of ordinals) if (ordinal !== undefined) setBit(bits, ordinal);
	return bits;
}
