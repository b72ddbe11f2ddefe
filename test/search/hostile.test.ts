import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { SearchResponse } from "../../src/domain/hit.ts";
import { LintEntry } from "../../src/domain/lint.ts";
import { TributaryError } from "../../src/errors.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { QUERY_LIMITS } from "../../src/search/query/limits.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { processorTime } from "../processor-time.ts";
import { AS_OF as NOW, openWorld, recognizer, type World } from "./world.ts";

const AS_OF = NOW.getTime();

const piece = fc.oneof(
	fc.constantFrom(
		"AND",
		"OR",
		"NOT",
		"and",
		"or",
		"(",
		")",
		'"',
		"“",
		"-",
		"+",
		"*",
		":",
		"title:",
		"skill:",
		"~5",
		"~",
		"^2",
		"^",
		"%",
		"NEAR/3",
		"years:",
		"updated:",
		"applied:",
		"in:",
		"tag:",
		"5..10",
		"<90d",
		"–",
		".",
		"/",
		"skill:skill:",
		"__proto__",
		"constructor:",
		"toString",
	),
	fc.constantFrom(
		"java",
		"C++",
		".net",
		"devel*",
		"d?v*per",
		"jave~",
		"ats",
		"München",
		"看護師",
		"java@example.com",
		"https://x.y/z?a=b",
		"in",
		"the",
		"IT",
	),
	fc.string({ unit: "binary", maxLength: 8 }),
	fc.constantFrom(
		"\u0000",
		"\ud800",
		"\u202e",
		"' OR 1=1 --",
		"NEAR(a b)",
		"{}",
		"$where",
		"\\",
		"%00",
		"*".repeat(50),
		"((((",
		"x".repeat(200),
	),
);
const hostile = fc
	.array(fc.tuple(piece, fc.constantFrom("", " ", "\t")), { maxLength: 60 })
	.map((parts) => parts.map((part) => part.join("")).join(""));

const profile = loadProfiles().get(undefined, null);
const typed = (error: unknown) => {
	if (!(error instanceof TributaryError) || error.code !== "invalid-query" || error.errors.length === 0) throw error;
	expect(error.lint).not.toEqual([]);
	for (const entry of error.lint) LintEntry.parse(entry);
};

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: [
			{ id: "c1", resume: { basics: { name: "Ann" }, skills: [{ name: "Java" }, { name: "constructor" }] } },
		],
		profiles: [{ id: "n1", resume: { work: [{ position: "Java Developer", startDate: "2020-01" }] } }],
	});
});

test("10,000 strings are planned, or refused as invalid-query with the place", () => {
	fc.assert(
		fc.property(hostile, (text) => {
			try {
				planQuery({ query: parseQuery(text), filters: {}, recognizer, profile, asOf: AS_OF });
			} catch (error) {
				typed(error);
			}
		}),
		{ numRuns: 10_000 },
	);
});

/** Milliseconds of processor time that no search may take. */
const SLOWEST = 1000;

async function answered(text: string): Promise<void> {
	const response = await world.find(text, { facets: [] });
	SearchResponse.parse(response);
	if (response.total === 0) expect(response.lint).not.toEqual([]);
	for (const { span } of response.lint) expect(span.end).toBeLessThanOrEqual(text.length);
}

test("10,000 whole searches answer in the promised shape and in time; an empty list is never without a remark", async () => {
	await fc.assert(
		fc.asyncProperty(hostile, async (text) => {
			const time = await processorTime(() => answered(text).catch(typed));
			expect(time).toBeLessThan(SLOWEST);
		}),
		{ numRuns: 10_000 },
	);
}, 120_000);

test("the longest queries that are read answer in time", async () => {
	const letters = (index: number) => [...String(index)].map((digit) => "bcdfghklmn"[Number(digit)]).join("");
	const many = (count: number, form: (word: string) => string, joint = " ") =>
		Array.from({ length: count }, (_, index) => form(`wo${letters(1000 + index)}`)).join(joint);
	const longest = [
		many(32, (one) => `${one}~`),
		many(32, (one) => `${one[0]}*${one.slice(2)}?*${"a*".repeat(20)}b`),
		many(60, (one) => `^${one}^3`),
		many(500, (one) => one, " NEAR/100 ").slice(0, 900),
		`${many(4, (one) => one, " OR ")} NEAR/5 (${many(4, (one) => one, " OR ")})`,
		`${"(".repeat(1000)}java${")^9%".repeat(1000)}`,
		`${"years:".repeat(5000)}5..10`,
		`years:${"9".repeat(50_000)}`,
		`java${"^3~1%".repeat(10_000)}`,
		"+^%-".repeat(20_000),
		`a${"*?".repeat(400)}b`,
	];
	for (const query of longest) {
		const time = await processorTime(() => world.find(query).catch(typed));
		expect(time, query.slice(0, 40)).toBeLessThan(SLOWEST);
	}
}, 60_000);

test("long chains of OR answer in time, whatever stands in each part", async () => {
	const titles = ["software engineer", "registered nurse", "java developer", "lead welder"];
	const chain = (part: string) => Array.from({ length: Math.floor(1980 / (part.length + 4)) }, () => part).join(" OR ");
	const chains = [
		chain("java"),
		Array.from({ length: 40 }, (_, index) => `${titles[index % 4]} ${index}`).join(" OR "),
		chain("java dev"),
		chain('"java developer"'),
		chain("(java developer)"),
		chain("(java 5+ years)"),
		`${chain("java in Berlin")} in Munich`,
		`${chain("java dev")} in Berlin`,
		`5+ years ${chain("(java NOT kotlin)")} fluent German`,
		Array.from({ length: 900 }, (_, index) => `java dev${index} in Berlin`)
			.join(" OR ")
			.slice(0, 20_000),
		`${"(java in Berlin OR ".repeat(30)}kotlin${")".repeat(30)} in Munich`,
	];
	for (const query of chains) {
		const time = await processorTime(() => world.find(query).catch(typed));
		expect(time, query.slice(0, 40)).toBeLessThan(SLOWEST);
	}
}, 60_000);

test.each(["OR", "AND"])("brackets that %s nests are refused beyond the limit, closed or not", (operator) => {
	const nest = (levels: number) => `${`(java ${operator} `.repeat(levels)}kotlin`;
	const tooDeep = expect.objectContaining({
		code: "invalid-query",
		lint: [expect.objectContaining({ code: "too-deep" })],
	});
	const most = QUERY_LIMITS.depth - 1;
	for (const close of ["", ")"]) {
		expect(parseQuery(nest(most) + close.repeat(most)).root).not.toBeNull();
		for (const levels of [most + 1, 315, 900])
			expect(() => parseQuery(nest(levels) + close.repeat(levels))).toThrow(tooDeep);
	}
});

test("ten thousand words, brackets and quotes are answered or refused, never cut in silence", async () => {
	const many = Array.from({ length: 10_000 }, (_, index) => `w${index}`);
	await expect(world.find(many.join(" "))).rejects.toMatchObject({ code: "invalid-query" });
	await expect(world.find(many.slice(0, 900).join(" "))).rejects.toMatchObject({ code: "invalid-query" });
	expect((await world.find(`${"(".repeat(20_000)}java`)).total).toBe(2);
	expect((await world.find(`${'"'.repeat(20_001)}java`)).total).toBe(2);
	expect(await world.find(`java${" in the".repeat(10_000)}`).catch((error) => error.code)).toBe("invalid-query");
});
