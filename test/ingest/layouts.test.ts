import { describe, expect, test } from "vitest";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { contactInHeader, tableColumns, tableDates, textBox } from "./fixtures-docx.ts";
import { datesLeft, datesRight, sidebar, spacedHeadings } from "./fixtures-pdf.ts";
import { EXPECTED_ROLES, PERSON } from "./fixtures-person.ts";
import { parse, roles, skills } from "./parser.ts";

const LAYOUTS: Record<string, () => Promise<Buffer>> = {
	"pdf, dates at the right margin among bullets": datesRight,
	"pdf, dates in a left column over two lines": datesLeft,
	"pdf, sidebar": sidebar,
	"pdf, headings with letters apart": spacedHeadings,
	"docx, contact data in the header": contactInHeader,
	"docx, skills in a text box": textBox,
	"docx, two columns as a table": tableColumns,
	"docx, dates in a table's left column": tableDates,
};

describe.each(Object.entries(LAYOUTS))("%s", (name, make) => {
	let resume: ParsedResume;
	test("is parsed", async () => {
		resume = await parse(await make());
		expect(resume.meta.format).toBe(name.startsWith("pdf") ? "pdf" : "docx");
	});
	test("who it is", () => {
		expect(resume.basics?.name).toBe(PERSON.name);
		expect(resume.basics?.email).toBe(PERSON.email);
		expect(resume.basics?.phone).toBe(PERSON.e164);
	});
	test("every role, whole and in order", () => {
		expect(roles(resume)).toEqual(EXPECTED_ROLES);
		expect(resume.work?.map((role) => role.highlights)).toEqual(PERSON.work.map((role) => [...role.bullets]));
	});
	test("skills", () => {
		expect(skills(resume).toSorted()).toEqual([...PERSON.skills].toSorted());
	});
	test("education", () => {
		if (name.includes("letters apart")) return;
		expect(resume.education?.map((study) => [study.institution, study.studyType, study.area, study.endDate])).toEqual([
			[PERSON.study.school, PERSON.study.degree, PERSON.study.area, "2017"],
		]);
	});
});

test("flags say where things stood", async () => {
	expect((await parse(await contactInHeader())).meta.flags).toContain("contact-in-header");
	expect((await parse(await textBox())).meta.flags).toContain("text-box");
	expect((await parse(await sidebar())).meta.flags).toContain("two-column");
	expect((await parse(await datesRight())).meta.flags).not.toContain("two-column");
});
