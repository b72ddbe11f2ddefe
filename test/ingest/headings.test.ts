import { describe, expect, test } from "vitest";
import { guessHeading, matchHeading } from "../../src/ingest/sections/match-heading.ts";

describe("names of sections", () => {
	test.each([
		["Work Experience", "work"],
		["EXPERIENCE", "work"],
		["PROFESSIONAL EXPERIENCE (continued)", "work"],
		["2. Education:", "education"],
		["WORKHISTORY", "work"],
		["Berufserfahrung", "work"],
		["Expérience professionnelle", "work"],
		["Formación académica", "education"],
		["Competências", "skills"],
		["Esperienze lavorative", "work"],
		["Vaardigheden", "skills"],
		["Arbetslivserfarenhet", "work"],
		["Wykształcenie", "education"],
		["İŞ DENEYİMİ", "work"],
		["工作经历", "work"],
		["工作經歷", "work"],
		["職歴", "work"],
		["スキル", "skills"],
		["Опыт работы", "work"],
		["الخبرات العملية", "work"],
		["EDV- und Fachkenntnisse", "skills"],
		["Personal Details", "personal"],
		["Projects Experience", "projects"],
		["Work Experience (4)", "work"],
	])("%s", (text, kind) => {
		expect(matchHeading(text)).toMatchObject({ kinds: [kind], exact: true });
	});

	test.each([
		["Education & Certifications", ["education", "certificates"]],
		["Courses & Certificates", ["courses", "certificates"]],
		["ÉTUDESETFORMATION", ["education"]],
		["Ausbildung & Studium", ["education"]],
	])("two in one: %s", (text, kinds) => {
		expect(matchHeading(text)).toEqual({ kinds, exact: true });
	});

	test.each([
		"Senior Engineer",
		"Certificate, Hospitality Management",
		"Acme Corp",
		"I have experience in education",
		"Director of Education",
	])("not a heading: %s", (text) => {
		expect(matchHeading(text)?.exact ?? false).toBe(false);
	});
});

test("a line that looks like a heading is guessed by its words", () => {
	expect(guessHeading("Relevante Berufserfahrung im Ausland")).toBe("work");
	expect(guessHeading("Welcome")).toBe("other");
});
