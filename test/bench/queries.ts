import type { SearchRequestInput } from "../../src/domain/query.ts";
import type { Resume } from "../../src/domain/resume.ts";
import { pick, random } from "./random.ts";

/**
 * A mixed set of what recruiters type: 2 to 6 terms of title, skills and place of a person who exists somewhere in the
 * collection, in plain words, with phrases, fields and Boolean operators; every second with filters.
 */
export function recruiterQueries(
	count: number,
	seed: number,
	personAt: (seed: number) => Resume,
): SearchRequestInput[] {
	const next = random(seed);
	return Array.from({ length: count }, (_, index) => {
		const person = personAt(Math.floor(next() * 1_000_000));
		const filters = index % 2 === 0 ? {} : { filters: filtersFor(person, next) };
		return { query: pick(next, FORMS)(termsOf(person), next), ...filters };
	});
}

/** Queries with misspelt words, shapes and words near to each other: what the engine looks up in its dictionary. */
export function openWordQueries(count: number, seed: number, personAt: (seed: number) => Resume): SearchRequestInput[] {
	const next = random(seed);
	return Array.from({ length: count }, () => {
		const { title, skills, city } = termsOf(personAt(Math.floor(next() * 1_000_000)));
		const [skill = "planning"] = some(next, skills, 1).map((name) => /[a-z]{5,}/i.exec(name)?.[0]);
		const [word = "manager"] = /[a-z]{5,}/i.exec(title) ?? [];
		const misspelt = `${skill.slice(0, 3)}${skill.slice(4)}`;
		const shape = `${word.slice(0, 1)}*${word.slice(-2)}`;
		return {
			query: pick(next, [
				`${misspelt}~ ${city}`,
				`${shape} ${misspelt}~`,
				`"${title}"~3 ^${misspelt}~`,
				`${shape} NOT ${misspelt}~`,
			]),
		};
	});
}

interface Terms {
	readonly title: string;
	readonly skills: readonly string[];
	readonly city: string;
}

function termsOf(person: Resume): Terms {
	return {
		title: person.work?.[0]?.position ?? person.basics?.label ?? "manager",
		skills: (person.skills ?? []).map((skill) => skill.name),
		city: person.basics?.location?.city ?? "London",
	};
}

const some = (next: () => number, list: readonly string[], count: number) =>
	Array.from({ length: Math.min(count, list.length) }, () => pick(next, list));

const FORMS: readonly ((terms: Terms, next: () => number) => string)[] = [
	({ title, skills }, next) => `${title} ${some(next, skills, 2).join(" ")}`,
	({ title, city }) => `${title} ${city}`,
	({ skills, city }, next) => `${some(next, skills, 3).join(" ")} ${city}`,
	({ title, skills }, next) => `"${title}" AND (${some(next, skills, 3).join(" OR ")})`,
	({ title, skills }, next) =>
		`title:"${title}" ${some(next, skills, 2)
			.map((skill) => `skill:"${skill}"`)
			.join(" ")}`,
	({ title, skills, city }, next) => `${title} ${some(next, skills, 1).join(" ")} ${city} NOT intern`,
	({ skills }, next) =>
		some(next, skills, 4)
			.map((skill) => `"${skill}"`)
			.join(" AND "),
	({ title, skills, city }, next) => `(${title}) AND location:"${city}" AND (${some(next, skills, 2).join(" OR ")})`,
];

function filtersFor(person: Resume, next: () => number): NonNullable<SearchRequestInput["filters"]> {
	const country = person.basics?.location?.countryCode;
	const minimum = Math.floor(next() * 10);
	return {
		...(next() < 0.6 ? { years: { min: minimum, max: minimum + 5 + Math.floor(next() * 15) } } : {}),
		...(next() < 0.5 && country !== undefined ? { countries: [country] } : {}),
		...(next() < 0.3 && person.skills?.[0] !== undefined ? { skills: [person.skills[0].name] } : {}),
	};
}
