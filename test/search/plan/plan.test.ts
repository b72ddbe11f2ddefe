import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { englishLabel } from "../../../src/domain/sentence.ts";
import type { TributaryError } from "../../../src/errors.ts";
import { planQuery, type QueryPlan } from "../../../src/search/plan/plan.ts";
import { loadProfiles } from "../../../src/search/profiles.ts";
import { QUERY_LIMITS } from "../../../src/search/query/limits.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { AS_OF as NOW, recognizer } from "../world.ts";

const AS_OF = NOW.getTime();

const profile = loadProfiles().get("default.v1", null);
const plan = (text: string): QueryPlan =>
	planQuery({ query: parseQuery(text), filters: {}, recognizer, profile, asOf: AS_OF });

function refusalOf(text: string): TributaryError | undefined {
	try {
		plan(text);
	} catch (error) {
		return error as TributaryError;
	}
	return undefined;
}

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`);

describe("a title of several words", () => {
	const shipped = createRecognizer(loadVocabulary());
	const partsOf = (text: string) =>
		planQuery({ query: parseQuery(text), filters: {}, recognizer: shipped, profile, asOf: AS_OF }).parts;
	const clauses = (text: string) => partsOf(text).map(({ clause }) => clause);

	test("is one thing where what stands beside a skill only states a level, and is answered by the skill, too", () => {
		expect(clauses("territory sales manager")).toEqual(["territory sales manager"]);
		expect(clauses("marketing manager munich")).toEqual(["marketing manager", "munich"]);
		const [part] = partsOf("marketing manager");
		const skill = part?.alternatives.find(({ label }) => englishLabel(label ?? "") === "Marketing, which it is about");
		expect(skill).toMatchObject({ way: "form", source: "words-apart", weight: profile.expansion.stem ** 2 });
	});

	test("small words between its words say nothing, wished for or not: a Bachelor of Arts is no answer to a head of marketing", () => {
		expect(clauses("head of marketing")).toEqual(["head of marketing"]);
		expect(clauses("marketing of java")).toEqual(["marketing", "java"]);
		expect(clauses("^head ^of ^marketing ^years:>=5")).toEqual(["^(head of marketing)", "^years:>=5"]);
		expect(clauses("^of")).toEqual(["^of"]);
	});

	test("is a skill and a word where the word names a trade", () => {
		expect(clauses("java developer")).toEqual(["java", "developer"]);
	});
});

test.each([
	["germn", "german"],
	["deutch", "german"],
	["italain", "italian"],
	["portugese", "portuguese"],
	["allemnd", "german"],
	["mandarn", "chinese"],
])("language:%s: the nearest language is told", (written, meant) => {
	const message = plan(`java language:${written}`).lint.find(({ code }) => code === "unknown-language")?.message;
	expect(message).toMatch(new RegExp(` Did you mean language:${meant}\\?$`));
});

test.each(["xx", "klingon"])("language:%s: no language is near", (written) => {
	const message = plan(`language:${written}`).lint.find(({ code }) => code === "unknown-language")?.message;
	expect(message).not.toContain("Did you mean");
});

describe("limits", () => {
	test("64 parts are scored; the 65th is refused with its place", () => {
		expect(plan(words(QUERY_LIMITS.groups).join(" ")).parts).toHaveLength(QUERY_LIMITS.groups);
		const text = words(QUERY_LIMITS.groups + 1).join(" ");
		const error = refusalOf(text);
		expect(error?.code).toBe("invalid-query");
		expect(error?.detail).toContain("65 different things");
		expect(error?.errors[0]?.detail).toContain(`Characters ${text.indexOf("word64")} to ${text.length}`);
	});

	test("repetitions and filler words do not count", () => {
		expect(plan(`${"java ".repeat(500)} ${"in the ".repeat(100)}`).parts).toHaveLength(1);
	});

	test("an OR of many words is one part, up to the engine's alternatives", () => {
		expect(plan(words(60).join(" OR ")).parts).toHaveLength(1);
		expect(refusalOf(words(300).join(" OR "))?.detail).toContain("at most 255");
	});

	test("a query that would ask the engine for too many conditions is refused before", () => {
		// Each pair of vowels may stand for an umlaut, so each word has other spellings.
		const letters = (index: number) => [...String(index)].map((digit) => "bcdfghklmn"[Number(digit)]).join("");
		const either = (from: number) =>
			Array.from({ length: 20 }, (_, index) => `aeoeue${letters(from * 20 + index)}`).join(" OR ");
		const text = Array.from({ length: 40 }, (_, index) => `(${either(index)})`).join(" AND ");
		expect(refusalOf(text)?.detail).toContain("conditions; at most");
	});

	test("a word twice in an OR is one way of saying it", () => {
		const [part] = plan("java OR kotlin OR JAVA").parts;
		expect(part?.alternatives).toHaveLength(4);
	});

	test("a phrase of too many words is refused", () => {
		expect(refusalOf(`"${words(65).join(" ")}"`)?.detail).toContain("at most 64");
	});
});

describe("coverage", () => {
	test.each([
		["java", 1],
		["java kotlin", 1],
		["java kotlin go", 1],
		["java kotlin go nurse", 1],
		["(java OR kotlin) senior developer", 2],
		["java AND kotlin", 0],
		["", 0],
	])("%j needs at least %i parts", (text, minimum) => {
		expect(plan(text).base.coverage.minimum).toBe(minimum);
	});

	test("a related skill alone lets nobody in", () => {
		const { filter } = plan("java kubernetes").base;
		expect(JSON.stringify(filter)).toContain("skill:java");
		expect(JSON.stringify(filter)).not.toContain("skill:docker");
	});
});

describe("the parts do not depend on how the words are written", () => {
	/** Words that mean something together would change with their order; these do not. */
	const word = fc.constantFrom("java", "kotlin", "nurse", "berlin", "senior", "docker", "foo", "bar");
	const filterAndParts = (text: string) => {
		const { base, parts } = plan(text);
		const groups = parts.map(({ alternatives }) => JSON.stringify(alternatives.map(({ node }) => node)));
		return { coverage: base.coverage, groups: groups.sort() };
	};

	test("order and repetition", () => {
		fc.assert(
			fc.property(
				fc.array(word, { minLength: 1, maxLength: 6 }),
				fc.array(fc.nat(5), { maxLength: 4 }),
				(list, again) => {
					const repeated = [...list, ...again.map((index) => list[index % list.length] as string)].reverse();
					expect(filterAndParts(repeated.join(" "))).toEqual(filterAndParts(list.join(" ")));
				},
			),
		);
	});

	test("case", () => {
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (list) => {
				expect(filterAndParts(list.join(" ").toUpperCase())).toEqual(filterAndParts(list.join(" ")));
			}),
		);
	});
});
