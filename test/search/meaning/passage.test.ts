import { describe, expect, test } from "vitest";
import type { Resume } from "../../../src/domain/resume.ts";
import { neutral, passageOf } from "../../../src/search/meaning/people/passage.ts";

/** What a model is told of a person. */

const base = {
	basics: { name: "Chris Baker", label: "Software engineer", summary: "Ten years at sea." },
	work: [
		{ name: "Acme", position: "Backend developer", startDate: "2020-01", location: "Berlin" },
		{ name: "Flow", position: "backend developer", startDate: "2016-01", endDate: "2019-12" },
	],
	education: [{ institution: "TU", studyType: "Master" }],
	skills: [{ name: "Languages", keywords: ["Java", "Kotlin"] }, { name: "Docker" }],
} satisfies Resume;

test("the latest titles and the skills, each once, and nothing else", () => {
	expect(passageOf(base)).toBe("Software engineer, Backend developer. Java, Kotlin, Docker");
	expect(passageOf({ basics: { name: "Chris Baker" } })).toBe("");
});

describe("what tells who somebody is", () => {
	const basics = base.basics;
	const variants: readonly (readonly [string, Resume])[] = [
		["another name", { ...base, basics: { ...basics, name: "Fatima Yilmaz" } }],
		["the name in the headline", { ...base, basics: { ...basics, label: "Chris Baker – Software engineer" } }],
		["a photo", { ...base, basics: { ...basics, url: "https://x.example/p.png" } }],
		["a place", { ...base, basics: { ...basics, location: { city: "Rome", countryCode: "IT" } } }],
		["e-mail and phone", { ...base, basics: { ...basics, email: "chris@example.com", phone: "+15550100" } }],
		["a birth date among the skills", { ...base, skills: [...base.skills, { name: "Date of birth: 1 May 1961" }] }],
		["a nationality among the skills", { ...base, skills: [...base.skills, { name: "Nationality: Turkish" }] }],
		["dates", { ...base, work: base.work.map((role) => ({ ...role, startDate: "1979-01" })) }],
		["spoken languages", { ...base, languages: [{ language: "Arabic" }] }],
		["a summary", { ...base, basics: { ...basics, summary: "Mother of three." } }],
	];
	test.each(variants)("%s is not in it", (_what, resume) => {
		expect(passageOf(resume)).toBe(passageOf(base));
	});
	test.each([
		["Softwareentwicklerin", "Softwareentwickler"],
		["Leitende Ingenieurin", "Leitende Ingenieur"],
		["Saleswoman", "Salesman"],
		["conductrice de travaux", "conducteur de travaux"],
		["ingeniera de software", "ingeniero de software"],
		["Yoga teacher", "Yoga teacher"],
		["Camera operator", "Camera operator"],
		["Sales manager", "Sales manager"],
		["Développeur", "Développeur"],
	])("%s is told as %s", (title, told) => {
		expect(neutral(title)).toBe(told);
	});
});
