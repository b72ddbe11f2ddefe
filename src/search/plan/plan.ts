import type { Recognizer } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Lint, ParsedQuery, QueryNode, SearchFilters } from "../../domain/query.ts";
import type { RankingProfile } from "../../domain/ranking-profile.ts";
import { PLAN_LIMITS, type Plan } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AskedArea, AskedGroup } from "../../rank/pool.ts";
import { type Meaning, NO_MEANING } from "../meaning/concept.ts";
import { QUERY_LIMITS, refusal } from "../query/limits.ts";
import { LintLog } from "../query/lint.ts";
import { educationOf, nearOf } from "./asked-values.ts";
import { readStrictly, readWish, wishOf } from "./boolean.ts";
import { EVERYTHING, type ExpansionChoice } from "./choice.ts";
import { isBound } from "./condition.ts";
import { filterNodes } from "./filters.ts";
import { isLeaf, type Leaf, type PlanContext } from "./leaf.ts";
import { nameless, namelessFilter } from "./nameless.ts";
import type { BasePlan, Condition } from "./origin.ts";
import {
	type Alternative,
	allOf,
	anyOf,
	conditionOf,
	countsOf,
	factorOf,
	isNeeded,
	isOpenToRelated,
	type Part,
	type Role,
} from "./part.ts";
import { partsOfSequence } from "./sequence.ts";
import { skillUseParts } from "./skill-use.ts";

/** People that a tier of coverage must hold before no further one is opened. */
const TIER_PEOPLE = 100;

export interface QueryPlan {
	readonly parts: readonly Part[];
	/** What both pools are asked, but for offset, limit and facets. */
	readonly base: BasePlan;
	/** What is asked when few have any of the words: people who have something near to them, too. Null where nothing is near. */
	readonly fallback: QueryPlan | null;
	/** Every result answers the whole query: it demands all that it asks for. */
	readonly exact: boolean;
	/** What somebody has who answers every part himself; null where covering every group says as much. */
	readonly answered: Condition | null;
	/** Years of experience that the query demands or wishes for, null when it names none. */
	readonly years: { readonly min: number | null; readonly max: number | null } | null;
	/** The distance that the query demands or wishes for, null when it names none. */
	readonly near: AskedArea | null;
	/** Level of education, ISCED 2011, that the query demands or wishes for, null when it names none. */
	readonly education: number | null;
	/** Rank of the seniority that the query names, null when it names none. */
	readonly seniority: number | null;
	/** Remarks that only the meaning of the words gives rise to. */
	readonly lint: readonly Lint[];
}

export interface PlanInput {
	readonly query: ParsedQuery;
	readonly filters: SearchFilters;
	readonly recognizer: Recognizer;
	readonly profile: RankingProfile;
	/** The beginning of today, milliseconds since 1970. */
	readonly asOf: number;
	/** Which widening is left on; all of it when absent. */
	readonly choice?: ExpansionChoice;
	/** Sources of what is near beyond the vocabulary; none when absent. */
	readonly meaning?: Meaning;
	/** Nobody is found by his name, an address of his own, a school or a tag. */
	readonly blind?: boolean;
}

/**
 * What the engine is asked. Words side by side at the top are wanted: somebody who has one of them may be in the list when fewer
 * than a hundred have more. AND, OR, NOT, + and brackets demand; their words score, too.
 * A strong wish counts as two wanted words; a wish only scores.
 * @throws TributaryError `invalid-query` with more than 64 different parts
 */
export function planQuery({ filters, ...input }: PlanInput): QueryPlan {
	return plannerOf(input)(filters);
}

/** What a query asks is read once, for all the filters that it is asked with. */
export type Planner = (filters: SearchFilters) => QueryPlan;

/** @throws as {@link planQuery}, also when it is called for filters */
export function plannerOf(input: Omit<PlanInput, "filters">): Planner {
	const { query, recognizer, profile, asOf, choice = EVERYTHING, meaning = NO_MEANING, blind = false } = input;
	const context: PlanContext = { recognizer, profile, log: new LintLog(), choice, meaning, asOf };
	const read = readRoot(query.root, context);
	const reading = blind ? nameless(read) : read;
	const all = distinct(reading.parts);
	const asked = askedOf(input, { ...reading, parts: withoutIdleRelated(withoutHints(all)) }, conditionOf, context);
	const opens =
		all.every(({ role }) => role !== "required") && all.some(({ alternatives }) => alternatives.some(isHint));
	const hinted = opens ? { ...reading, parts: all.length === 1 ? all.map(onlyHinted) : all } : null;
	const wider = hinted === null ? null : unlessTooLarge(() => askedOf(input, hinted, hintedBy, context));
	return (filters) => ({
		...asked(filters),
		fallback: wider === null ? null : unlessTooLarge(() => ({ ...wider(filters), fallback: null })),
	});
}

/** Null where the hints make a plan too large: nobody's query is refused for what he did not ask. */
function unlessTooLarge<T>(make: () => T): T | null {
	try {
		return make();
	} catch (error) {
		if (error instanceof TributaryError) return null;
		throw error;
	}
}

/** @param itselfOf who has a part well enough to be listed for it alone */
function askedOf(
	{ query, recognizer, profile, asOf, blind = false }: Omit<PlanInput, "filters">,
	{ conditions, parts, namesMusts }: RootReading,
	itselfOf: (part: Part) => Condition,
	context: PlanContext,
): (filters: SearchFilters) => Omit<QueryPlan, "fallback"> {
	checkSize(parts);
	const wanted = parts.filter(({ role }) => role === "wanted" || role === "strong");
	const required = parts.filter(({ role }) => role === "required");
	const minimum = minimumOf(parts, namesMusts);
	const demanded = [...conditions, ...(required.length === 0 ? itself(wanted, minimum, itselfOf) : [])];
	const all = [...parts, ...skillUseParts(parts, profile)];
	const groups = all.map(groupOf);
	const plan = {
		parts: all,
		exact: wanted.length === 0,
		answered: wanted.some(isWidened) ? allOf(wanted.map(conditionOf)) : null,
		years: yearsOf(query.root),
		near: nearOf(query.root),
		education: educationOf(query.root),
		seniority: seniorityOf(query.root, recognizer),
		lint: context.log.entries(),
	};
	return (filters) => {
		const chosen = filterNodes(filters, recognizer, asOf);
		const filter = allOf([...demanded, ...(blind ? chosen.map(namelessFilter) : chosen)]);
		checkNodes([filter, ...parts.flatMap(({ alternatives }) => alternatives.map(({ node }) => node))], query);
		const coverage = { minimum, people: TIER_PEOPLE };
		return { ...plan, base: { filter, groups, coverage, scoring: scoringOf(profile) } };
	};
}

/**
 * Parts that somebody covers at least: all that are required, and one of the words, so that nobody is lost who has any of them;
 * beside a + none, because who says what must be there says that the rest need not. Strong wishes alone are asked for like words;
 * beside others they keep nobody out. Who has more of them comes first, and fewer parts are looked at only until
 * {@link TIER_PEOPLE} are found.
 */
function minimumOf(parts: readonly Part[], namesMusts: boolean): number {
	const count = (wanted: Role) => parts.filter(({ role }) => role === wanted).length;
	const [words, strong, required] = [count("wanted"), count("strong"), count("required")];
	if (words + strong === 0) return 0;
	if (required === 0) return 1;
	return words > 0 && !namesMusts ? required + 1 : required;
}

interface RootReading {
	readonly conditions: readonly Condition[];
	readonly parts: readonly Part[];
	/** Whether a + says what must be there. */
	readonly namesMusts: boolean;
}

function readRoot(root: QueryNode | null, context: PlanContext): RootReading {
	if (root === null) return { conditions: [], parts: [], namesMusts: false };
	const isOpen = root.kind === "and" && !root.explicit && root.level === undefined && root.weight === undefined;
	const nodes = isOpen ? root.of : [root];
	const isWord = (node: QueryNode): node is Leaf => isLeaf(node) && node.level === undefined;
	const leaves = nodes.filter(isWord);
	let wanted = partsOfSequence(leaves, { role: "wanted", keepStopWords: false }, context);
	const wishes = wishesOf(nodes, context);
	const besideWanted = wanted.length > 0 || wishes.some(({ role }) => role === "strong");
	const readings = nodes
		.filter((node) => !isWord(node) && wishOf(node) === null)
		.map((node) => readStrictly(node, { role: "required", besideWanted }, context));
	const nothingElse = wanted.length + wishes.length === 0 && readings.every(({ parts }) => parts.length === 0);
	if (nothingElse && leaves.length > 0) wanted = partsOfFillers(leaves, context);
	const conditions = readings.map(({ condition }) => condition).filter((condition) => condition !== null);
	const namesMusts = nodes.some((node) => node.kind !== "not" && node.level === "must");
	return { conditions, parts: [...wanted, ...readings.flatMap(({ parts }) => parts), ...wishes], namesMusts };
}

/** Words of one level side by side are read together, as plain ones are. */
function wishesOf(nodes: readonly QueryNode[], context: PlanContext): Part[] {
	return (["strong", "wish"] as const).flatMap((level) => {
		const own = nodes.filter((node) => wishOf(node) === level);
		// Of "^head ^of ^marketing" the small word says nothing, as without the signs; where it is all that is wished for, it is meant.
		const fillers = own.filter((node) => node.kind === "term" && tokenize(node.text).every(isFiller));
		const words = partsOfSequence(own, { role: level, keepStopWords: fillers.length === own.length }, context);
		return [...words, ...own.filter((node) => !isLeaf(node)).flatMap((node) => readWish(node, level, context))];
	});
}

/** A query of nothing but words like "in" and "the" asks for these words. */
function partsOfFillers(leaves: readonly Leaf[], context: PlanContext): Part[] {
	context.log.clear("filler-word");
	return partsOfSequence(leaves, { role: "wanted", keepStopWords: true }, context);
}

const isWidened = ({ role, alternatives }: Part) =>
	isOpenToRelated(role) && alternatives.some(({ way }) => way === "related");

/** Where related skills could stand in for all that is needed, somebody must still have one of the things themselves. */
function itself(wanted: readonly Part[], minimum: number, itselfOf: (part: Part) => Condition): Condition[] {
	const widened = wanted.filter(isWidened);
	const worth = widened.reduce((sum, { role }) => sum + countsOf(role), 0);
	return worth >= minimum && widened.length > 0 ? [anyOf(wanted.map(itselfOf))] : [];
}

const isHint = ({ opens }: Alternative): boolean => opens === true;

const hintedBy = (part: Part): Condition =>
	anyOf([conditionOf(part), ...part.alternatives.filter(isHint).map(({ node }) => node)]);

const onlyHinted = (part: Part): Part => ({
	...part,
	alternatives: part.alternatives.filter((one) => one.way !== "related" || isHint(one)),
});

/** Words that are only alike have no say while enough people have the words themselves. */
const withoutHints = (parts: readonly Part[]): readonly Part[] =>
	parts.map((part) => {
		const alternatives = part.alternatives.filter((one) => one.source !== "compound" || !isHint(one));
		return alternatives.length === part.alternatives.length ? part : { ...part, alternatives };
	});

/** A single part must be met itself, so what is related to it has no say. */
function withoutIdleRelated(parts: readonly Part[]): readonly Part[] {
	if (parts.length !== 1) return parts;
	return parts.map((part) => ({ ...part, alternatives: part.alternatives.filter(({ way }) => way !== "related") }));
}

/** From the one that says most to the one that says least. */
const ROLES: readonly Role[] = ["required", "strong", "wanted", "wish", "optional"];

/** A part asked for twice counts once, by what says more of it; with the larger weight. */
function distinct(parts: readonly Part[]): Part[] {
	const known = new Map<string, Part>();
	for (const part of parts) {
		const key = JSON.stringify(part.alternatives.filter(({ way }) => way !== "related").map(({ node }) => node));
		const before = known.get(key);
		if (before === undefined) known.set(key, part);
		else {
			const isStronger = ROLES.indexOf(part.role) < ROLES.indexOf(before.role);
			known.set(key, { ...(isStronger ? part : before), weight: Math.max(part.weight, before.weight) });
		}
	}
	return [...known.values()];
}

function checkSize(parts: readonly Part[]): void {
	const beyond = parts[QUERY_LIMITS.groups];
	if (beyond === undefined) {
		for (const part of parts) checkAlternatives(part);
		return;
	}
	const problem = `The query asks for ${parts.length} different things; at most ${QUERY_LIMITS.groups} are scored.`;
	const cure = "Keep the ones that matter, or put words that stand for the same into one OR.";
	throw refusal({ code: "too-many-parts", span: beyond.span, problem, cure });
}

function checkAlternatives({ alternatives, span }: Part): void {
	if (alternatives.length <= PLAN_LIMITS.alternatives) return;
	const problem = `This part can be met in ${alternatives.length} ways; at most ${PLAN_LIMITS.alternatives} are looked for.`;
	throw refusal({ code: "too-many-alternatives", span, problem, cure: "Join fewer words by OR." });
}

/** Conditions that the pools add to a plan: the origin. */
const RESERVED_NODES = 8;

function checkNodes(nodes: readonly Condition[], { root }: ParsedQuery): void {
	const count = nodes.reduce((sum, node) => sum + sizeOf(node), 0);
	const most = PLAN_LIMITS.nodes - RESERVED_NODES;
	if (count <= most || root === null) return;
	const problem = `With all forms and synonyms the query has ${count} conditions; at most ${most} are looked for.`;
	throw refusal({ code: "too-many-conditions", span: root.span, problem, cure: "Keep the words that matter." });
}

function sizeOf(node: Condition): number {
	if (node.op === "not") return 1 + sizeOf(node.of);
	return node.op === "and" || node.op === "or" ? node.of.reduce((sum, one) => sum + sizeOf(one), 1) : 1;
}

function groupOf(part: Part): BasePlan["groups"][number] {
	const counts = countsOf(part.role);
	return {
		alternatives: part.alternatives.map(({ node, weight }) => ({ node, weight })),
		weight: factorOf(part),
		...(counts === 1 ? {} : { counts }),
	};
}

function scoringOf(profile: RankingProfile): Plan["scoring"] {
	const { k1, b } = profile.bm25;
	return { fieldWeights: profile.fields, k1, b, coverageWeight: profile.coverage, withoutField: profile.withoutField };
}

/** The parts as the ranking knows them. */
export const askedGroups = (parts: readonly Part[]): AskedGroup[] =>
	parts.map((part) => ({
		clause: part.clause,
		weight: factorOf(part),
		needed: isNeeded(part.role),
		...(part.feature === undefined ? {} : { feature: part.feature }),
		alternatives: part.alternatives.map(({ weight, label, way }) => ({ weight, label, related: way === "related" })),
	}));

/** What all ranges that everybody is asked for leave; under OR and NOT a range is not what somebody should fit. */
function yearsOf(root: QueryNode | null): QueryPlan["years"] {
	const ranges = root === null ? [] : yearsIn(root);
	const least = ranges.flatMap(({ from }) => (from === null ? [] : [from.value]));
	const most = ranges.flatMap(({ to }) => (to === null ? [] : [to.value]));
	const min = least.length === 0 ? null : Math.max(...least);
	const max = most.length === 0 ? null : Math.min(...most);
	const isNone = ranges.length === 0 || (min !== null && max !== null && min > max);
	return isNone ? null : { min, max };
}

function yearsIn(node: QueryNode): (QueryNode & { readonly kind: "range" })[] {
	if (node.kind === "range") return node.scope === "years" ? [node] : [];
	return node.kind === "and" ? node.of.flatMap(yearsIn) : [];
}

/** Named by words that people should have, anywhere or in a title; of several levels the vocabulary's rule decides. */
function seniorityOf(root: QueryNode | null, recognizer: Recognizer): number | null {
	const words = root === null ? [] : titleWords(root);
	return recognizer.seniority(tokenize(words.join(" ")))?.rank ?? null;
}

function titleWords(node: QueryNode): string[] {
	if (node.kind === "not") return [];
	if (node.kind === "and" || node.kind === "or") return node.of.flatMap(titleWords);
	if (isBound(node)) return [];
	const inTitle = node.scope === null || node.scope === "title" || node.scope === "current-title";
	return inTitle && (node.kind === "term" || node.kind === "phrase") ? [node.text] : [];
}
