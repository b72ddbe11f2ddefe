import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { LintEntry, SearchResponse } from "../../src/domain/hit.ts";
import { TributaryError } from "../../src/errors.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
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
		"^2",
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

test("whole searches answer in the promised shape; an empty list is never without a remark", async () => {
	await fc.assert(
		fc.asyncProperty(hostile, async (text) => {
			try {
				const response = await world.find(text);
				SearchResponse.parse(response);
				if (response.total === 0) expect(response.lint).not.toEqual([]);
			} catch (error) {
				typed(error);
			}
		}),
		{ numRuns: 400 },
	);
});

test("ten thousand words, brackets and quotes are answered or refused, never cut in silence", async () => {
	const many = Array.from({ length: 10_000 }, (_, index) => `w${index}`);
	await expect(world.find(many.join(" "))).rejects.toMatchObject({ code: "invalid-query" });
	await expect(world.find(many.slice(0, 900).join(" "))).rejects.toMatchObject({ code: "invalid-query" });
	expect((await world.find(`${"(".repeat(20_000)}java`)).total).toBe(2);
	expect((await world.find(`${'"'.repeat(20_001)}java`)).total).toBe(2);
	expect(await world.find(`java${" in the".repeat(10_000)}`).catch((error) => error.code)).toBe("invalid-query");
});
