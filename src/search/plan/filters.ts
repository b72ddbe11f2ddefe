import { parsePlace } from "../../analysis/places.ts";
import type { Vocabulary } from "../../analysis/vocabulary.ts";
import type { Facet } from "../../domain/document.ts";
import type { SearchFilters } from "../../domain/query.ts";
import type { Node } from "../../engine/port.ts";

/** The name of a value as it stands in the facet, for a value as people write it. */
type Naming = (value: string, vocabulary: Vocabulary) => string;

const asWritten: Naming = (value) => value;
const skillName: Naming = (value, vocabulary) => vocabulary.skillByForm(value)?.label ?? value;
const titleName: Naming = (value, vocabulary) => vocabulary.titleByForm(value)?.label ?? value;
const countryCode: Naming = (value) =>
	/^[a-z]{2}$/i.test(value) ? value.toUpperCase() : (parsePlace(value)?.countryCode ?? value);

/** Which facet each list of values filters; any one of the values is enough. */
const LISTS: readonly (readonly [
	list: Exclude<keyof SearchFilters, "years" | "origins" | "allSkills" | "rediscovered">,
	facet: Facet,
	naming: Naming,
])[] = [
	["skills", "skill", skillName],
	["titles", "title", titleName],
	["companies", "company", asWritten],
	["countries", "country", countryCode],
	["cities", "city", asWritten],
	["education", "education", asWritten],
	["languages", "language", asWritten],
	["sources", "source", asWritten],
	["stages", "stage", asWritten],
	["outcomes", "outcome", asWritten],
	["tags", "tag", asWritten],
	["jobs", "job", asWritten],
];

/** The conditions of all filters but the origin, which is a matter of the pools. */
export function filterNodes(filters: SearchFilters, vocabulary: Vocabulary): Node[] {
	const nodes: Node[] = [];
	if (filters.years !== undefined) nodes.push(yearsNode(filters.years));
	for (const [list, facet, naming] of LISTS) {
		const values = filters[list];
		if (values !== undefined)
			nodes.push({ op: "facet", facet, values: values.map((value) => naming(value, vocabulary)) });
	}
	for (const skill of filters.allSkills ?? [])
		nodes.push({ op: "facet", facet: "skill", values: [skillName(skill, vocabulary)] });
	if (filters.rediscovered !== undefined) nodes.push(filters.rediscovered ? APPLIED : { op: "not", of: APPLIED });
	return nodes;
}

/** Profiles of the network have no applications of their own: who applied is found in the tenant's pool. */
const APPLIED: Node = { op: "range", column: "applications", min: 1 };

const yearsNode = ({ min, max }: NonNullable<SearchFilters["years"]>): Node => ({
	op: "range",
	column: "years",
	...(min === undefined ? {} : { min }),
	...(max === undefined ? {} : { max }),
});
