import { describe, expect, test } from "vitest";
import { planQuery } from "../../../src/search/plan/plan.ts";
import { loadProfiles } from "../../../src/search/profiles.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { AS_OF, recognizer } from "../world.ts";

/** What words in any order are asked for. */

const profile = loadProfiles().get("default.v1", null);
const plan = (text: string) =>
	planQuery({ query: parseQuery(text), filters: {}, recognizer, profile, asOf: AS_OF.getTime() });
const parts = (text: string) => plan(text).parts.map(({ clause }) => clause);
/** The parts without their places, in an order of their own. */
const asked = (text: string) =>
	plan(text)
		.parts.map(({ span: _, ...part }) => JSON.stringify(part))
		.toSorted();

describe("the order of plain words says nothing", () => {
	test.each([
		["engineer software", "software engineer"],
		["nurse java registered", "registered nurse java"],
		["developer java", "java developer"],
		["java python developer", "developer python java"],
		["^engineer ^software", "^software ^engineer"],
		["title:engineer title:software", "title:software title:engineer"],
		['engineer "spring boot" software', 'software engineer "spring boot"'],
		["software java engineer", "java software engineer"],
		["engineer machine learning", "machine learning engineer"],
	])("%s asks for what %s asks for", (one, other) => {
		expect(asked(one)).toEqual(asked(other));
	});

	test("of one thing side by side and another apart the first is meant", () => {
		expect(parts("developer software engineer")).toEqual(["developer", "software engineer"]);
		expect(parts("software developer engineer")).toEqual(["software developer", "engineer"]);
	});

	test("words of several fields or signs are no title; those of one are it among any others", () => {
		expect(parts("engineer title:software")).toHaveLength(2);
		expect(parts("engineer ^software")).toHaveLength(2);
		expect(parts("company:engineer company:software")).toHaveLength(2);
		const others = ["lead", "java", "machine", "learning", "ml", "registered", "swe", "nurse"].map(
			(word) => `${word}x`,
		);
		expect(parts(["engineer", ...others, "software"].join(" "))).toContain("software engineer");
	});

	test("how it is read is told, with its place", () => {
		const text = "find engineer java software";
		const remark = plan(text).lint.find(({ code }) => code === "title-order");
		expect(remark?.message).toContain("“engineer software” is read as the title “Software Engineer”");
		expect(text.slice(remark?.span.start, remark?.span.end)).toBe("engineer java software");
		expect(plan("software engineer").lint).toEqual([]);
	});
});

describe("a word that is repeated is asked for once", () => {
	test.each([
		["java developer java", "java developer"],
		["software engineer software", "software engineer"],
		["software engineer^2 software^3", "software^3 engineer"],
		["java java^0.5", "java"],
		["java^0.5 java", "java"],
		["engineer software^0.5 engineer", "software^0.5 engineer"],
		["software software^0.5 engineer", "software engineer"],
		["Registered Nurse REGISTERED", "registered nurse"],
	])("%s is %s", (one, other) => {
		const folded = (text: string) => asked(text).map((part) => part.toLowerCase());
		expect(folded(one).length).toBe(folded(other).length);
		expect(plan(one).base).toEqual(plan(other).base);
	});

	test("but for words of two titles", () => {
		expect(parts("software engineer software developer")).toEqual(["software engineer", "software developer"]);
	});
});

test("of several ranges of years what all leave is what somebody should fit", () => {
	expect(plan("java years:5..15 ^years:>=10").years).toEqual({ min: 10, max: 15 });
	expect(plan("java ^years:>=10 years:5..15").years).toEqual({ min: 10, max: 15 });
	expect(plan("java years:<3 ^years:>=10").years).toBeNull();
});
