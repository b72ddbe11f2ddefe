import { describe, expect, test } from "vitest";
import { parse, skills } from "./parser.ts";

const read = async (heading: string, line: string) => {
	const resume = await parse(
		["Ana Silva", "ana@example.com", "", "EXPERIENCE", "Analyst, IBM, 2014 - 2018", "", heading, line].join("\n"),
	);
	return {
		skills: skills(resume),
		spoken: (resume.languages ?? []).map(({ language, fluency }) => `${language}: ${fluency}`),
	};
};

describe("languages among the skills", () => {
	test.each([
		["Bilingual (English/Spanish), Excel", ["English: Bilingual", "Spanish: Bilingual"], ["Excel"]],
		["Excel; French/German bilingual", ["French: bilingual", "German: bilingual"], ["Excel"]],
		["Cash handling; Vietnamese (native); Korean (B2)", ["Vietnamese: native", "Korean: B2"], ["Cash handling"]],
		["Excel、Python；英语流利（雅思7.5）", ["英语: 流利（雅思7.5）"], ["Excel", "Python"]],
	])("%s", async (line, spoken, listed) => {
		const found = await read("SKILLS", line);
		expect(found.spoken).toEqual(spoken);
		expect(found.skills).toEqual(listed);
	});
	test("what is no level of speech stays a skill", async () => {
		expect((await read("SKILLS", "English literature, Go (advanced), Python (fluent)")).skills).toEqual([
			"English literature",
			"Go",
			"Python",
		]);
	});
});

describe("languages of no list behind one with a level", () => {
	test.each([
		["English (native), ASL (intermediate)", ["English: native", "ASL: intermediate"]],
		["English (native), Klingon (fluent), French (B1)", ["English: native", "French: B1"]],
		["English (C1, TOEIC 945), Spanish (B2)", ["English: C1, TOEIC 945", "Spanish: B2"]],
		["English: C1, Cambridge (2015)", ["English: C1, Cambridge (2015)"]],
	])("%s", async (line, spoken) => {
		expect((await read("LANGUAGES", line)).spoken).toEqual(spoken);
	});
});
