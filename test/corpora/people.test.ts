import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { describe, expect, test } from "vitest";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { AS_OF, SENIORITIES } from "../../corpora/generate/person.ts";
import { makePeople } from "../../corpora/generate/population.ts";
import { PROFESSION_IDS } from "../../corpora/generate/professions.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 40 });

/** Names that RFC 2606 and RFC 6761 keep for examples. */
const RESERVED_DOMAIN = /(^|[.@])example(\.(com|net|org))?$/;

function strings(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return value !== null && typeof value === "object" ? Object.values(value).flatMap(strings) : [];
}

describe("a person", () => {
	test("is decided by the seed alone", () => {
		for (const seed of [0, 1, 999_999, 2 ** 40]) expect(makePerson(seed)).toEqual(makePerson(seed));
		expect(makePerson(1)).not.toEqual(makePerson(2));
	});

	test("has a career without overlaps that climbs and ends by now", () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const { roles, seniority } = makePerson(seed);
				const levels = roles.map((role) => SENIORITIES.indexOf(role.seniority)).reverse();
				expect(levels).toEqual(levels.toSorted((a, b) => a - b));
				expect(levels.at(-1)).toBe(SENIORITIES.indexOf(seniority));
				for (const [i, { start, end = AS_OF }] of roles.entries()) {
					expect(start).toBeLessThanOrEqual(end);
					expect(end).toBeLessThanOrEqual(AS_OF);
					const before = roles[i + 1];
					if (before !== undefined) expect(before.end ?? Number.POSITIVE_INFINITY).toBeLessThan(start);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test("studied before the first job and is of working age", () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const { studies, roles, birthYear } = makePerson(seed);
				const careerStart = roles.at(-1)?.start ?? AS_OF;
				for (const { start, end } of studies) {
					expect(start).toBeLessThan(end ?? AS_OF);
					if (end !== undefined) expect(end).toBeLessThanOrEqual(careerStart);
				}
				const age = AS_OF / 12 - birthYear;
				expect(age).toBeGreaterThan(16);
				expect(age).toBeLessThan(80);
			}),
			{ numRuns: 300 },
		);
	});

	test("is reached at a reserved domain and a number that is valid in the country", () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const { email, phone, country } = makePerson(seed);
				expect(email).toMatch(RESERVED_DOMAIN);
				const number = parsePhoneNumberFromString(phone.e164);
				expect(number?.isValid(), phone.e164).toBe(true);
				expect(number?.country).toBe(country);
			}),
			{ numRuns: 500 },
		);
	});

	test("is described in words that no pattern leaked into", () => {
		for (let seed = 0; seed < 2000; seed++) {
			for (const text of strings(toJsonResume(makePerson(seed)))) {
				if (!text.includes("@")) expect(text).not.toMatch(/[[\]{}<>|]|undefined|\.\.| {2}/);
				// The standard fonts of the PDF files know WinAnsi only.
				expect(text).toMatch(/^[\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u2013-\u2026\u20ac]*$/);
			}
		}
	});
});

describe("a large population", () => {
	const people = Array.from({ length: 4000 }, (_, seed) => makePerson(seed));

	test("has addresses of its own and rarely the same employer", () => {
		expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
		const roles = people.flatMap((person) => person.roles);
		expect(new Set(roles.map((role) => role.employer)).size).toBeGreaterThan(roles.length * 0.6);
	});

	test("covers all trades, levels and a dozen countries", () => {
		expect(new Set(people.map((person) => person.profession)).size).toBe(PROFESSION_IDS.length);
		expect(new Set(people.map((person) => person.seniority)).size).toBe(SENIORITIES.length);
		expect(new Set(people.map((person) => person.country)).size).toBe(12);
	});

	test("writes resumes of 250 to 500 words, as a rule", () => {
		const words = people.map((person) => strings(toJsonResume(person)).join(" ").split(/\s+/).length);
		const usual = words.filter((count) => count >= 250 && count <= 500).length;
		expect(usual / words.length).toBeGreaterThan(0.75);
	});
});

describe("a population of a corpus", () => {
	const people = makePeople(300, 7);

	test("has no address or telephone twice, and some namesakes", () => {
		expect(new Set(people.map((person) => person.email)).size).toBe(300);
		expect(new Set(people.map((person) => person.phone.e164)).size).toBe(300);
		const names = new Set(people.map((person) => `${person.givenName} ${person.familyName}`));
		expect(names.size).toBeLessThanOrEqual(290);
		expect(names.size).toBeGreaterThan(250);
	});

	test("only grows when more people are asked for", () => {
		expect(makePeople(40, 7)).toEqual(people.slice(0, 40));
	});
});
