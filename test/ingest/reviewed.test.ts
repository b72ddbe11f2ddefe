import { describe, expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

/** Resumes that were once read wrongly. */

const text = (lines: readonly string[]) => parse(Buffer.from(lines.join("\n")), "resume.txt");

test("a year in indented text under an entry makes no entry of its own", async () => {
	const resume = await text([
		"Olivia Brandt",
		"olivia@example.com",
		"",
		"Experience",
		"Director of Data, Northwind Ltd",
		"2020 - Present",
		"    Closed a contract of 4M in 2023",
		"    Built the forecasting team",
		"Data Engineer, Hollis GmbH",
		"2016 - 2020",
		"    Saved 2M a year",
	]);
	expect(roles(resume)).toEqual([
		"Director of Data @ Northwind Ltd 2020..now",
		"Data Engineer @ Hollis GmbH 2016..2020",
	]);
});

describe("personal details outside the head", () => {
	test("are no skills, languages or interests", async () => {
		const resume = await text([
			"Jonas Lind",
			"jonas@example.de",
			"",
			"Berufserfahrung",
			"01/2018 - heute  Projektleiter, Otto Beispiel GmbH",
			"Staatsangehörigkeit: schwedisch",
			"",
			"Kenntnisse",
			"Jira",
			"Nationalität: schwedisch",
			"verheiratet",
			"",
			"Sprachen",
			"Deutsch: Muttersprache",
			"Familienstand: ledig",
		]);
		expect(skills(resume)).toEqual(["Jira"]);
		expect(JSON.stringify({ ...resume, meta: null })).not.toMatch(/schwedisch|verheiratet|ledig/i);
		expect(resume.meta.flags).toContain("personal-data");
	});
	test("words of the trade stay", async () => {
		const resume = await text([
			"Ann Poe",
			"ann@example.com",
			"",
			"Experience",
			"Nursery Teacher, Sunny Kids Ltd, 2018 - Present",
			"- Children: taught a group of twenty",
		]);
		expect(resume.work?.[0]?.highlights).toEqual(["Children: taught a group of twenty"]);
	});
});

describe("a phone number that is not valid in the person's country", () => {
	const phoneOf = async (number: string, place: string) => {
		const resume = await text(["Maria Lopez", `${place} | maria@example.com | ${number}`, "", "Skills", "Python, Go"]);
		return [resume.basics?.phone, resume.meta.values["/basics/phone"]?.confidence] as const;
	};
	test.each([
		["555-123-4567", "Chicago, IL"],
		["(555) 010-9999", "Chicago, IL"],
	])("%s stays as written, with low confidence", async (number, place) => {
		const [phone, confidence] = await phoneOf(number, place);
		expect(phone).toBe(number);
		expect(confidence).toBeLessThan(0.6);
	});
	test("a valid one is completed", async () => {
		expect((await phoneOf("(312) 555-0142", "Chicago, IL"))[0]).toBe("+13125550142");
	});
});

test.each([
	["Programming: Python, Go; Databases: Redis, MySQL", ["Python", "Go", "Redis", "MySQL"]],
	["Languages: Go, Java (4 years)", ["Go", "Java"]],
	["Python: expert", ["Python"]],
])("the names of groups are no skills: %s", async (line, expected) => {
	expect(skills(await text(["Ann Poe", "ann@example.com", "", "Skills", line]))).toEqual(expected);
});
