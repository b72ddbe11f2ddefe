import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { type Change, rewritten } from "../../../src/web/recruiter/search/clauses.ts";
import { recognizer } from "../world.ts";

/** What somebody changes of one part of a request on the page, and what is read of the whole then. */

const read = (text: string) => interpret(text, recognizer).interpretation;

function edited(text: string, part: string, change: Change, disabled: readonly string[] = []) {
	const before = read(text);
	const clause = before.clauses.find((one) => one.text === part);
	if (clause === undefined) throw new Error(`${part} is no part of ${text}`);
	return rewritten(before, { query: text, disabled }, clause, change);
}

const SENTENCE = "senior java developer in Berlin with 5+ years, fluent German, no agencies";
const KINDS = ["seniority", "title", "place", "years", "language", "exclusion"];

describe("one part is weighed or demanded", () => {
	test.each(["senior", "java developer", "in Berlin", "with 5+ years", "fluent German"])("%s", (part) => {
		const index = read(SENTENCE).clauses.findIndex(({ text }) => text === part);
		for (const change of [{ weight: 3 }, { role: "must" }, { role: "excluded" }] as const) {
			const { query } = edited(SENTENCE, part, change);
			const before = read(SENTENCE).clauses.map(({ role, weight }) => ({ role, weight }));
			const after = read(query).clauses.map(({ role, weight }) => ({ role, weight }));
			// What is left out has no weight.
			const whole = "role" in change && change.role === "excluded" ? { weight: 1 } : {};
			expect(after).toEqual(before.map((one, at) => (at === index ? { ...one, ...whole, ...change } : one)));
			const kinds = read(query).clauses.map(({ kind }) => kind);
			expect(kinds).toEqual(KINDS.map((kind, at) => (at === index && "role" in change ? expect.any(String) : kind)));
			// What the page shows of the parts is what stands in the new query.
			for (const { text } of read(query).clauses) expect(text.split("(").length).toBe(text.split(")").length);
		}
	});

	test("and once more, of what came of it", () => {
		const once = edited(SENTENCE, "java developer", { weight: 3 }).query;
		const twice = edited(once, "^java^3 ^developer^3", { weight: 1 }).query;
		expect(read(twice).query).toBe(read(SENTENCE).query);
	});

	test("a condition that is demanded asks no less of the words beside it", () => {
		// With a + the words beside it need not be there.
		expect(edited("java developer with 5+ years", "with 5+ years", { role: "wanted" }).query).toBe(
			"^java ^developer years:>=5^0.5",
		);
		expect(edited("java in Berlin", "in Berlin", { role: "wanted" }).query).toBe(
			"^java (location:Berlin OR near:Berlin~20km)^0.5",
		);
	});
});

describe("one part of a sentence is written otherwise or taken away", () => {
	test.each([
		["with 5+ years", "senior java developer in Berlin, fluent German, no agencies"],
		["senior", "java developer in Berlin with 5+ years, fluent German, no agencies"],
		["no agencies", "senior java developer in Berlin with 5+ years, fluent German"],
	])("without %s it stays a sentence, and the others stay what they were", (part, rest) => {
		const { query } = edited(SENTENCE, part, null);
		expect(query).toBe(rest);
		const others = read(SENTENCE).clauses.filter(({ text }) => text !== part);
		expect(read(query).clauses.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
	});

	test.each([
		["java and kotlin in Berlin", "kotlin", "java in Berlin"],
		["java and kotlin in Berlin", "java", "kotlin in Berlin"],
		["python, java, kotlin", "java", "python, kotlin"],
		["java", "java", ""],
	])("%s without %s: %s", (text, part, rest) => {
		expect(edited(text, part, null).query).toBe(rest);
	});

	test("new words are read as words of the sentence; what is switched off stays off", () => {
		const off = read(SENTENCE).clauses.filter(({ kind }) => kind === "years" || kind === "place");
		const ids = off.map(({ id }) => id);
		const next = edited(SENTENCE, "in Berlin", { words: "in Munich" }, ids);
		expect(next.query).toBe(SENTENCE.replace("in Berlin", "in Munich"));
		expect(next.disabled).toEqual(off.filter(({ kind }) => kind === "years").map(({ id }) => id));
		expect(read(next.query).clauses.map(({ kind }) => kind)).toEqual(KINDS);
	});
});
