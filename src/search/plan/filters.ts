import { pathNow } from "../../analysis/place-paths.ts";
import { parsePlace } from "../../analysis/places.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Vocabulary } from "../../analysis/vocabulary.ts";
import type { Facet } from "../../domain/document.ts";
import type { LastActivity, SearchFilters } from "../../domain/query.ts";
import type { Node } from "../../engine/port.ts";

/** The name of a value as it stands in the facet, for a value as people write it. */
type Naming = (value: string, vocabulary: Vocabulary) => string | readonly string[];

const asWritten: Naming = (value) => value;
const titleName: Naming = (value, vocabulary) => vocabulary.titleByForm(value)?.label ?? value;
const countryCode: Naming = (value) =>
	/^[a-z]{2}$/i.test(value) ? value.toUpperCase() : (parsePlace(value)?.countryCode ?? value);

/** A city may be asked for by another of its names, and without the state that it stands in: DE/Dresden is DE/Sachsen/Dresden, too. */
const placeNames: Naming = (path) => [...new Set([path, pathNow(path)])];

/** Which facet each list of values filters; any one of the values is enough. */
const LISTS: readonly (readonly [
	list: Exclude<
		keyof SearchFilters,
		"years" | "origins" | "skills" | "allSkills" | "rediscovered" | "lastActivity" | "updatedWithinDays"
	>,
	facet: Facet,
	naming: Naming,
])[] = [
	["titles", "title", titleName],
	["companies", "company", asWritten],
	["countries", "country", countryCode],
	["cities", "city", asWritten],
	["locations", "location", placeNames],
	["education", "education", asWritten],
	["languages", "language", asWritten],
	["sources", "source", asWritten],
	["stages", "stage", asWritten],
	["outcomes", "outcome", asWritten],
	["tags", "tag", asWritten],
	["jobs", "job", asWritten],
];

/**
 * The conditions of all filters but the origin, which is a matter of the pools.
 * @param asOf the beginning of today, milliseconds since 1970
 */
export function filterNodes(filters: SearchFilters, recognizer: Recognizer, asOf: number): Node[] {
	const nodes: Node[] = [];
	if (filters.years !== undefined) nodes.push(yearsNode(filters.years));
	if (filters.skills !== undefined) nodes.push(anySkill(filters.skills, recognizer));
	for (const [list, facet, naming] of LISTS) {
		const values = filters[list];
		if (values !== undefined)
			nodes.push({ op: "facet", facet, values: values.flatMap((value) => naming(value, recognizer.vocabulary)) });
	}
	for (const skill of filters.allSkills ?? []) nodes.push(anySkill([skill], recognizer));
	if (filters.lastActivity !== undefined)
		nodes.push({ op: "or", of: filters.lastActivity.map((time) => updatedIn(activityTimes(asOf)[time])) });
	if (filters.updatedWithinDays !== undefined)
		nodes.push({ op: "range", column: "updatedAt", min: asOf - filters.updatedWithinDays * DAY });
	if (filters.rediscovered !== undefined) nodes.push(filters.rediscovered ? APPLIED : { op: "not", of: APPLIED });
	return nodes;
}

/** One facet for all skills that have one name. */
function anySkill(skills: readonly string[], recognizer: Recognizer): Node {
	const nodes = skills.map((skill) => skillNode(skill, recognizer));
	const named = nodes.filter((node) => node.op === "facet");
	const others = nodes.filter((node) => node.op !== "facet");
	const one: Node = { op: "facet", facet: "skill", values: named.flatMap(({ values }) => values) };
	if (others.length === 0) return one;
	return { op: "or", of: named.length === 0 ? others : [one, ...others] };
}

/**
 * A skill as the skills of people are named: by the names of the vocabulary that are in it ("Kubernetes (k8s)", "Java/Spring"). Of what says
 * more than these ("Kubernetes operator pattern") people have no value: they are found by the words.
 */
function skillNode(skill: string, { vocabulary, skills }: Recognizer): Node {
	const facet = (value: string): Node => ({ op: "facet", facet: "skill", values: [value] });
	const known = vocabulary.skillByForm(skill);
	if (known !== undefined) return facet(known.label);
	const tokens = tokenize(skill);
	const found = skills(tokens, { context: "list" });
	if (found.length === 0) return facet(skill);
	const isNamed = (at: number) => found.some(({ start, end }) => at >= start && at < end);
	if (!tokens.every((token, at) => isNamed(at) || isFiller(token) || VERSION.test(token.text)))
		return { op: "phrase", words: tokens.map(({ text }) => text), fields: ["skill"] };
	const [only, ...more] = [...new Set(found.map(({ label }) => label))].map(facet);
	return only !== undefined && more.length === 0
		? only
		: { op: "and", of: only === undefined ? more : [only, ...more] };
}

/** "Excel 2016", "Java v17" */
const VERSION = /^v?\d+(?:\.\d+)*$/u;

/** Profiles of the network have no applications of their own: who applied is found in the tenant's pool. */
const APPLIED: Node = { op: "range", column: "applications", min: 1 };

const DAY = 86_400_000;

/** The latest first; milliseconds since 1970, the end exclusive. */
export function activityTimes(asOf: number): Readonly<Record<LastActivity, readonly [start: number, end: number]>> {
	const ago = (days: number) => asOf - days * DAY;
	return {
		"7d": [ago(7), Number.POSITIVE_INFINITY],
		"30d": [ago(30), ago(7)],
		"90d": [ago(90), ago(30)],
		"1y": [ago(365), ago(90)],
		older: [EARLIEST, ago(365)],
	};
}

/** Of all dates that JavaScript knows. */
const EARLIEST = -8.64e15;

/** Times are whole milliseconds. */
const updatedIn = ([start, end]: readonly [number, number]): Node => ({
	op: "range",
	column: "updatedAt",
	min: start,
	...(Number.isFinite(end) ? { max: end - 1 } : {}),
});

const yearsNode = ({ min, max }: NonNullable<SearchFilters["years"]>): Node => ({
	op: "range",
	column: "years",
	...(min === undefined ? {} : { min }),
	...(max === undefined ? {} : { max }),
});
