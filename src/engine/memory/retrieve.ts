import { COLUMNS, type IndexedDocument } from "../../domain/document.ts";
import { compareBytes, compareCounts } from "../order.ts";
import type { FacetCount, FacetRequest, Group, Node, Plan, Retrieved, Rows } from "../port.ts";
import { countsOf, groupFactor, lengthNorm, openTier } from "../scoring.ts";
import { cellsOf, type Met, met } from "../ways.ts";
import { evaluate, expand, isOpen, type Person } from "./conditions.ts";
import { type Dictionary, dictionaryOf } from "./dictionary.ts";

/** One person with all that a plan wants to know. */
interface Examined extends Person {
	readonly bodyLength: number;
	/** By group; null where not covered. */
	readonly groups: readonly (Met | null)[];
	/** Groups covered, each by its `counts`. */
	readonly covered: number;
	readonly score: number;
}

export function retrieve(plan: Plan, documents: ReadonlyMap<string, IndexedDocument>): Retrieved {
	const people = Array.from(documents, ([id, document]) => ({ id, document }));
	const dictionary = dictionaryOf(documents.values());
	const average = averageOf(people.map(({ document }) => bodyLength(document)));
	const counts = plan.groups.map((group) => people.filter((person) => covers(group, person, dictionary)).length);
	const factors = plan.groups.map((group, index) => groupFactor(group, people.length, counts[index] ?? 0));

	const passing = people
		.filter((person) => evaluate(plan.filter, person, dictionary) !== null)
		.map((person) => examine(person, plan, { dictionary, average, factors }));
	const candidates = passing.filter(({ id }) => !(plan.exclude ?? []).includes(id));
	const all = countsOf(plan.groups);
	const tier = openTier((count) => candidates.filter(({ covered }) => covered === count).length, plan);
	const inside = (one: Examined) => one.covered >= tier;
	const results = candidates.filter(inside).sort((a, b) => b.score - a.score || compareBytes(a.id, b.id));
	const also = [...new Set(plan.alsoFor)].flatMap((id) => passing.filter((one) => one.id === id && inside(one)));

	return {
		population: people.length,
		total: results.length,
		totalFull: results.filter(({ covered }) => covered === all).length,
		narrowed: results.filter((person) => passes(plan.narrowed, person, dictionary)).length,
		coverage: tier,
		groups: plan.groups.map((group, index) => ({
			documents: counts[index] ?? 0,
			words: wordsOf(group, dictionary),
			added: addedBy(group, people, dictionary),
		})),
		averageBodyLength: average,
		rows: rowsOf(results.slice(plan.offset, plan.offset + plan.limit)),
		also: rowsOf(also),
		facets: Object.fromEntries(plan.facets.map((asked) => [asked.facet, tally(results, asked).slice(0, asked.size)])),
		years: histogram(results, plan.yearsStep),
		bands: (plan.bands ?? []).map((band) => inBands(results, band)),
		linked: results.filter(({ document }) => document.link !== null).length,
		linkedProfiles: plan.linkedProfiles ? linksOf(results) : [],
	};
}

function averageOf(lengths: readonly number[]): number {
	return lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** How many cover exactly 0, 1, 2 ... groups. */
function linksOf(people: readonly Examined[]): string[] {
	return [...new Set(people.map(({ document }) => document.link).filter((link) => link !== null))].sort(compareBytes);
}

function covers(group: Group, person: Person, dictionary: Dictionary): boolean {
	return group.alternatives.some(({ node }) => evaluate(node, person, dictionary) !== null);
}

/** Of each alternative, how many people match it and none before it. */
function addedBy({ alternatives }: Group, people: readonly Person[], dictionary: Dictionary): number[] {
	const firsts = people.map((person) =>
		alternatives.findIndex(({ node }) => evaluate(node, person, dictionary) !== null),
	);
	return alternatives.map((_, index) => firsts.filter((first) => first === index).length);
}

interface Statistics {
	readonly dictionary: Dictionary;
	readonly average: number;
	/** By group. */
	readonly factors: readonly number[];
}

function examine(person: Person, plan: Plan, { dictionary, average, factors }: Statistics): Examined {
	const length = bodyLength(person.document);
	const norm = lengthNorm(length, average, plan.scoring);
	const groups = plan.groups.map((group) => {
		const find = (alternative: number) => evaluate(group.alternatives[alternative]?.node as Node, person, dictionary);
		return met(group, find, norm, plan.scoring);
	});
	const covered = countsOf(plan.groups.filter((_, index) => groups[index] !== null));
	const score = groups.reduce((sum, best, index) => sum + (factors[index] ?? 0) * (best?.score ?? 0), 0);
	return { ...person, bodyLength: length, groups, covered, score: score + plan.scoring.coverageWeight * covered };
}

function rowsOf(people: readonly Examined[]): Rows {
	return {
		ids: people.map(({ id }) => id),
		links: people.map(({ document }) => document.link),
		...cellsOf(people.flatMap(({ groups }) => groups)),
		bodyLengths: Uint32Array.from(people, (person) => person.bodyLength),
		columns: Float64Array.from(
			people.flatMap(({ document }) => COLUMNS.map((column) => document.columns[column] ?? Number.NaN)),
		),
		scores: Float64Array.from(people, ({ score }) => score),
	};
}

function wordsOf(group: Group, dictionary: Dictionary): string[] {
	const collect = (node: Node): string[] => {
		if (node.op === "and" || node.op === "or") return node.of.flatMap(collect);
		if (node.op === "not") return collect(node.of);
		return isOpen(node) ? expand(node, dictionary) : [];
	};
	return [...new Set(group.alternatives.flatMap(({ node }) => collect(node)))].sort(compareBytes);
}

const passes = (node: Node | undefined, person: Person, dictionary: Dictionary): boolean =>
	node === undefined || evaluate(node, person, dictionary) !== null;

function tally(people: readonly Examined[], { facet, only, atLeast }: FacetRequest): FacetCount[] {
	const counts = new Map<string, number>();
	for (const { document } of people) {
		for (const value of new Set(document.facets[facet])) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return Array.from(counts, ([value, count]) => ({ value, count }))
		.filter(({ value, count }) => only === undefined || only.includes(value) || (atLeast ?? Infinity) <= count)
		.sort(compareCounts);
}

function histogram(results: readonly Examined[], step: number | undefined): Retrieved["years"] {
	if (step === undefined) return [];
	const years = results.map(({ document }) => document.columns.years).filter((value) => typeof value === "number");
	const starts = years.map((value) => Math.floor(value / step) * step);
	return [...new Set(starts)]
		.sort((a, b) => a - b)
		.map((from) => ({ from, count: starts.filter((start) => start === from).length }));
}

function inBands(results: readonly Examined[], { column, starts }: NonNullable<Plan["bands"]>[number]): number[] {
	const values = results.map(({ document }) => document.columns[column]).filter((value) => typeof value === "number");
	return starts.map((start, index) => {
		const next = starts[index + 1] ?? Number.POSITIVE_INFINITY;
		return values.filter((value) => value >= start && value < next).length;
	});
}

function bodyLength(document: IndexedDocument): number {
	return (document.fields.body ?? []).filter((token) => token !== "").length;
}
