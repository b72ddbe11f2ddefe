import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QueryNode } from "../../../src/domain/query.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** What is shown of a query is a query of its own: read by the same rules, it asks the same. */

const read = (text: string) => interpret(text, recognizer).query;

function withoutPlaces(node: QueryNode | null): unknown {
	if (node === null) return null;
	const { span: _, ...rest } = node;
	if (node.kind === "not") return { ...rest, of: withoutPlaces(node.of) };
	return node.kind === "and" || node.kind === "or" ? { ...rest, of: node.of.map(withoutPlaces) } : rest;
}

function readsBack(text: string): void {
	const { root, normalForm } = read(text);
	const again = read(normalForm);
	expect(withoutPlaces(again.root)).toEqual(withoutPlaces(root));
	expect(again.normalForm).toBe(normalForm);
}

test.each([
	["welder no (python)", "welder NOT python", "what is in the brackets is left out"],
	["(no oder) +(no)", "((no) (oder)) +no", "a word that would leave out the brackets behind it"],
	["no no welder NEAR not welder", "(NOT no) (welder AND NOT welder)", "one that is left out itself"],
	["no no no oder AND welder", 'NOT no AND NOT "oder" AND welder', "several of them"],
	["no OR no welder - not not", "no OR (no welder)", "what looks like a limit and says nothing"],
	[
		"nurse except experience (no no and) Berlin +(no)",
		"nurse^1 (except^1) (no^1 no^1) Berlin^1 +no",
		"one that a weight keeps apart",
	],
	["java, no – python", "java no, python", "a dash did"],
	["welder within 50 km of (leipzig)", "welder within 50, km of leipzig", "what only looks like a distance"],
])("%s is shown as %s: %s", (text, shown) => {
	expect(read(text).normalForm).toBe(shown);
	readsBack(text);
});

const WORDS = [
	"welder",
	"java",
	"python",
	"developer",
	"senior",
	"nurse",
	"data",
	"analyst",
	"Siemens",
	"Berlin",
	"leipzig",
	"Munich",
	"US",
	"5",
	"50",
	"C++",
	"R",
	"ICU",
	"agencies",
	"German",
	"French,",
	"Acme",
];
const TRIGGERS = [
	"no",
	"not",
	"without",
	"except",
	"within",
	"km",
	"of",
	"in",
	"years",
	"5+",
	"at least",
	"must have",
	"nice to have",
	"required",
	"near",
	"and",
	"or",
	"from",
	"ex-",
	"experience",
	"looking for",
	"fluent",
	"under 30 years old",
	"less than 8 years",
	"no experience required",
	"female",
	"m/w/d",
	"nicht",
	"ohne",
	"oder",
	"outside",
	"remote",
	"master's",
	"degree",
	"who",
	"updated",
	"last 30 days",
	"worked at",
	"NEAR",
	"a plus",
	"area",
	"with",
	"km,",
	"not required",
	"or equivalent",
	"BSc or MSc in",
	"someone",
	"with experience in",
	"more than 3 years",
	"not travel",
	"must speak",
	"muss",
	"zwingend",
	"imprescindible",
	"a must",
	"skills",
	"licence required",
	"können",
	"but not",
];
const SIGNS = [
	"(",
	")",
	'"',
	",",
	";",
	"–",
	"-",
	"+",
	"^",
	"%",
	"AND",
	"OR",
	"NOT",
	"title:",
	"skill:",
	"years:>3",
	"^2",
	"/",
	"*",
	"~",
	"|",
	"near:berlin",
	"skill:java,python",
	"Nurse(in)",
	"B2B/B2C",
	":",
	".",
	"^1",
];

const word = fc.constantFrom(...WORDS);
const trigger = fc.constantFrom(...TRIGGERS);
const sign = fc.constantFrom(...SIGNS);
const bracketed = fc
	.array(fc.oneof(word, trigger), { minLength: 1, maxLength: 3 })
	.map((some) => `(${some.join(" ")})`);
const quoted = fc.array(fc.oneof(word, trigger), { minLength: 1, maxLength: 3 }).map((some) => `"${some.join(" ")}"`);
const piece = fc.oneof(
	{ weight: 4, arbitrary: word },
	{ weight: 4, arbitrary: trigger },
	{ weight: 2, arbitrary: sign },
	{ weight: 1, arbitrary: bracketed },
	{ weight: 1, arbitrary: quoted },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom("+", "-", "^", "%", "–"), fc.oneof(word, trigger, bracketed))
			.map((two) => two.join("")),
	},
);

test("a place of many countries that is named often is asked for once, and the query stays within its limits", () => {
	readsBack("in EU, ".repeat(60));
});

describe("whatever is written", () => {
	test("is shown so that it reads back as itself", () => {
		fc.assert(
			fc.property(
				fc.array(piece, { maxLength: 9 }).map((some) => some.join(" ")),
				readsBack,
			),
			{ numRuns: 1000 },
		);
	}, 60_000);
});
