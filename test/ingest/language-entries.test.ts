import { expect, test } from "vitest";
import { parse } from "./parser.ts";

const resume = (...lines: string[]) =>
	parse(
		[
			"Jane Roe",
			"jane.roe@example.org",
			"",
			"Experience",
			"",
			"Engineer, Acme Ltd, 2018 – 2020",
			"Built things.",
			"",
			...lines,
		].join("\n"),
		"resume.txt",
	);

test.each([
	[["Languages", "", "Spanish (C1) / Valencian (C2)"], ["Spanish C1"]],
	[["Languages", "", "Spanish (C1) / Klingon (B2)"], ["Spanish C1"]],
	[
		["Lingue", "", "Madrelingua", "Italiano", "Altre lingue", "Inglese C1"],
		["Italiano -", "Inglese C1"],
	],
	[
		["Languages", "", "English", "Other languages", "German B2"],
		["English -", "German B2"],
	],
])("%j", async (lines, wanted) => {
	const { languages = [] } = await resume(...lines);
	const read = languages.map(({ language, fluency }) => `${language} ${fluency ?? "-"}`);
	expect(read.slice(0, wanted.length)).toEqual(wanted);
	expect(read.join()).not.toMatch(/\) \/|Altre|Other/);
});

test.each(["Driving licence: B", "Driver's license: Class C", "Führerschein: Klasse B", "Carné de conducir: B"])(
	"%s behind the last role is not its text",
	async (line) => {
		const { work, certificates } = await resume(line);
		expect(work?.[0]?.summary).toBe("Built things.");
		expect(certificates).toBeUndefined();
	},
);
