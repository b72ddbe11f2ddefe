import type { Facet } from "../../domain/document.ts";
import type { SearchFilters } from "../../domain/query.ts";
import type { Obstacle } from "../../domain/reasons.ts";
import { ended, english, type Sentence, say } from "../../domain/sentence.ts";
import type { Retrieved } from "../../engine/port.ts";
import { columnOf } from "../../rank/pool.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { PLAIN_FIELDS } from "../blind.ts";
import { retrieveOne } from "../pools.ts";
import { parseQuery } from "../query/parse.ts";
import type { AskedList } from "./list-of.ts";
import { coverFor, type NamedPerson, originOf } from "./named.ts";
import { nearest } from "./nearest.ts";

type FilterName = keyof SearchFilters;

/** Facet that a list of values filters. The rest looks at numbers. */
const FACET_OF: Readonly<Partial<Record<FilterName, Facet>>> = {
	skills: "skill",
	allSkills: "skill",
	titles: "title",
	companies: "company",
	countries: "country",
	cities: "city",
	locations: "location",
	education: "education",
	languages: "language",
	sources: "source",
	stages: "stage",
	outcomes: "outcome",
	tags: "tag",
	jobs: "job",
};

/** Values of a facet that one person has at most. */
const EVERY_VALUE = 1000;

/** Filters that somebody does not pass, each with what he has instead. */
export async function filterObstacles(scope: Scope, asked: AskedList, person: NamedPerson): Promise<Obstacle[]> {
	const { request, requestFor } = asked;
	const found: Obstacle[] = [];
	for (const [name, value] of Object.entries(request.filters)) {
		const filter = name as FilterName;
		if (filter === "origins") {
			const origin = originOf(person);
			if (!(request.filters.origins ?? []).includes(origin))
				found.push(obstacle(filter, "origin", { instead: [origin] }));
			continue;
		}
		const only = requestFor(parseQuery(""), { [filter]: value });
		if ((await retrieveOne(scope, only, person)).total > 0) continue;
		found.push(await failed(scope, asked, person, filter));
	}
	return found;
}

async function failed(scope: Scope, asked: AskedList, person: NamedPerson, filter: FilterName): Promise<Obstacle> {
	const everybody = asked.requestFor(parseQuery(""), {});
	const facet = FACET_OF[filter];
	if (facet === undefined) {
		return obstacle(filter, ...numberOf(filter, await retrieveOne(scope, everybody, person)));
	}
	const values = await valuesOf(scope, everybody, person, facet);
	const wanted = (asked.request.filters[filter] as readonly unknown[]).map(String);
	const shown = PLAIN_FIELDS.has(facet) || facet === "city" ? values : values.map(coverFor(asked, person));
	return obstacle(filter, facet, { instead: nearest(wanted, shown) });
}

/** Everything that somebody has of a facet. @param everybody a search without conditions */
export async function valuesOf(
	scope: Scope,
	everybody: AskedList["request"],
	person: NamedPerson,
	facet: Facet,
): Promise<string[]> {
	const own = await retrieveOne(scope, { ...everybody, facets: [{ facet, size: EVERY_VALUE }] }, person);
	return (own.facets[facet] ?? []).map(({ value }) => value);
}

/** What the record has in the place of what was asked for. */
export type Had = Pick<Obstacle, "instead" | "saidInstead">;

const NOTHING: Had = { instead: [] };
const told = (sentence: Sentence): Had => ({ instead: [english([sentence])], saidInstead: [sentence] });

/** The column that something compares, and what somebody has there. */
export function numberOf(filter: FilterName | "updated", { rows }: Retrieved): readonly [column: string, had: Had] {
	if (filter === "years") {
		const years = columnOf(rows, 0, "years");
		return ["years", Number.isNaN(years) ? NOTHING : told(years === 1 ? say`1 year` : say`${years} years`)];
	}
	if (filter === "rediscovered")
		return ["applications", told(say`${columnOf(rows, 0, "applications") || 0} applications`)];
	return ["updatedAt", { instead: [new Date(columnOf(rows, 0, "updatedAt")).toISOString().slice(0, 10)] }];
}

function obstacle(filter: FilterName, field: string, had: Had): Obstacle {
	const { instead } = had;
	const has = instead.length === 0 ? `The record says nothing of it` : `The record has ${instead.join(", ")}`;
	return {
		kind: "filter",
		of: filter,
		fields: [field],
		...had,
		text: `Does not pass the filter ${filter}. ${ended(has)}`,
	};
}
