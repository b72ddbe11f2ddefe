import { describe, expect, test } from "vitest";
import { LANGUAGE_CASES } from "./fixtures-languages.ts";
import { parse, roles, skills } from "./parser.ts";

describe.each(LANGUAGE_CASES)("a resume in $language", (wanted) => {
	test("gives every field", async () => {
		const resume = await parse(wanted.text);
		expect(resume.meta.language).toBe(wanted.language);
		expect(resume.basics?.name).toBe(wanted.name);
		expect(resume.basics?.email).toBe(wanted.email);
		expect(resume.basics?.phone).toBe(wanted.phone);
		expect(roles(resume)).toEqual(wanted.work);
		expect(resume.education?.map((study) => `${study.institution} ${study.endDate}`)).toEqual(wanted.education);
		expect(skills(resume)).toEqual(wanted.skills);
		expect(resume.languages?.map((language) => language.language)).toEqual(wanted.languages);
	});
});
