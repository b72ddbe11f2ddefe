import { otherCityNames } from "../../analysis/gazetteer/city-names.ts";
import { placeGroup } from "../../analysis/place-groups.ts";
import { countryName, parsePlace } from "../../analysis/places.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { ScopeName } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { isOffTerm } from "./choice.ts";
import { literal, type PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { type Alternative, allOf, anyOf } from "./part.ts";

/** Places that lie in others: only where a place is asked for, because "Europe" in a text is no resident of Spain. */

/** Any country of "DACH", "Nordics", "EMEA". */
export function countriesWithin(written: string, scope: ScopeName | null, context: PlanContext): Alternative[] {
	const group = scope === "location" ? placeGroup(written) : undefined;
	if (group === undefined) return [];
	const countries = group.countries
		.map((code) => ({ code, name: countryName(code) ?? code }))
		.filter(({ name }) => !isOffTerm(name, context.choice));
	if (countries.length === 0) return [];
	return [
		{
			node: anyOf(countries.map(({ code }) => countryNode(code))),
			weight: context.profile.expansion.synonym,
			way: "synonym",
			source: "synonym",
			label: say`a country of ${group.name}`,
			words: countries.map(({ name }) => name),
		},
	];
}

const countryNode = (code: string): Condition => ({
	op: "word",
	word: `country:${code.toLowerCase()}`,
	fields: ["location"],
});

/** "Berlin, Germany", "Cambridge, MA": records have the names of a place each for itself. */
export function placeInPlace(written: string, scope: ScopeName | null): Alternative[] {
	const place = scope === "location" && written.includes(",") ? parsePlace(written) : null;
	if (place === null) return [];
	const { city, region, countryCode } = place;
	const nodes = [
		...(city === undefined ? [] : [named([city, ...otherCityNames(city)])]),
		...(region === undefined ? [] : [named([region])]),
		...(countryCode === undefined ? [] : [countryNode(countryCode)]),
	];
	if (nodes.length < 2) return [];
	return [{ node: allOf(nodes), weight: 1, way: "literal", label: null, words: [] }];
}

/** Any of the names of one place. */
function named(names: readonly string[]): Condition {
	const words = names.map((name) => tokenize(name).map(({ text }) => text)).filter(({ length }) => length > 0);
	return anyOf(words.map((one) => literal(one, "location").node));
}
