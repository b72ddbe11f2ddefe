import { describe, expect, test } from "vitest";
import { BoundedCache } from "../../src/analysis/bounded-cache.ts";
import { emailKey, phoneKey, profileKey, urlKey } from "../../src/analysis/contact-keys.ts";
import { educationLevel } from "../../src/analysis/education-level.ts";
import { isCurrent, yearsOfExperience } from "../../src/analysis/experience.ts";
import { withoutProtectedAttributes } from "../../src/analysis/protected-attributes.ts";
import { languageCode } from "../../src/analysis/spoken-language.ts";
import type { Work } from "../../src/domain/resume.ts";

describe("years of experience, as of 2024-06-30", () => {
	const role = (startDate?: string, endDate?: string, current?: boolean): Work => ({
		...(startDate === undefined ? {} : { startDate }),
		...(endDate === undefined ? {} : { endDate }),
		...(current === undefined ? {} : { current }),
	});
	test.each<[string, Work[], number | null]>([
		["the month of the end counts", [role("2020-01", "2020-12")], 1],
		["years without months", [role("2018", "2020")], 2],
		["within one year", [role("2018", "2018")], 0.5],
		["a month and a year", [role("2018-12", "2018")], 0.1],
		["held now", [role("2023-07", undefined, true)], 1],
		["begun and not ended is held now", [role("2023-07")], 1],
		["said not to be held now, end unknown", [role("2023-07", undefined, false)], null],
		["overlaps count once", [role("2020-01", "2021-12"), role("2021-01", "2022-12"), role("2021-03", "2021-04")], 3],
		["gaps do not count", [role("2010-01", "2010-12"), role("2020-01", "2020-12")], 2],
		["the future does not count", [role("2024-01", "2030-12"), role("2025-01", "2026-01")], 0.5],
		["an end before the start", [role("2020-01", "2019-01")], null],
		["no dates", [role()], null],
		["no roles", [], null],
	])("%s", (_, work, expected) => {
		expect(yearsOfExperience(work, "2024-06-30")).toBe(expected);
	});

	test("whether a role is held now", () => {
		expect(isCurrent(role("2020"))).toBe(true);
		expect(isCurrent(role())).toBe(false);
		expect(isCurrent(role("2020", "2021", true))).toBe(true);
	});
});

describe("level of a degree", () => {
	test.each([
		["Ph.D. in Physics", "doctorate", 8],
		["Dr. rer. nat.", "doctorate", 8],
		["Master of Science", "master", 7],
		["M.Sc. Informatik", "master", 7],
		["Master's degree", "master", 7],
		["Diplom-Informatiker", "master", 7],
		["Diplôme d'ingénieur", "master", 7],
		["Máster universitario", "master", 7],
		["Bac+5", "master", 7],
		["MBA", "master", 7],
		["B.A.", "bachelor", 6],
		["BSc (Hons)", "bachelor", 6],
		["Licence professionnelle", "bachelor", 6],
		["Grado en Ingeniería", "bachelor", 6],
		["Dipl.-Ing. (FH)", "bachelor", 6],
		["Dipl. Ing. Maschinenbau", "master", 7],
		["Doctor of Medicine", "master", 7],
		["BTS", "vocational", 5],
		["Berufsausbildung", "vocational", 4],
		["Abitur", "secondary", 3],
		["Baccalauréat", "secondary", 3],
		["Bachillerato", "secondary", 3],
		["Bachelor and Master", "master", 7],
		["DNP", "doctorate", 8],
		["Pharm.D.", "master", 7],
		["MBBS", "master", 7],
		["MSN", "master", 7],
		["PGCE", "master", 7],
		["BSW", "bachelor", 6],
		["HBO-Verpleegkunde", "bachelor", 6],
		["AAS in Nursing", "vocational", 5],
		["MBO niveau 4", "vocational", 4],
		["Polymechaniker EFZ", "vocational", 4],
		["VWO", "secondary", 3],
		["Diploma di perito industriale", "secondary", 3],
		["ohne Abschluss", "none", 0],
	])("%s", (text, word, isced) => {
		expect(educationLevel(text)).toEqual({ word, isced });
	});

	test("nothing is guessed", () => {
		for (const text of ["", "Physics", "Course of study"]) expect(educationLevel(text)).toBeNull();
	});
});

describe("spoken languages", () => {
	test.each([
		["German", "de"],
		["Deutsch (Muttersprache)", "de"],
		["anglais", "en"],
		["Español", "es"],
		["日本語", "ja"],
		["Mandarin Chinese", "zh"],
		["Farsi", "fa"],
		["de", "de"],
		["Klingonish", null],
		["", null],
	])("%s", (text, code) => {
		expect(languageCode(text)).toBe(code);
	});
});

describe("keys", () => {
	test.each([
		[emailKey(" Jane.Doe@Example.COM "), "email:jane.doe@example.com"],
		[emailKey("mailto:jane@example.com"), "email:jane@example.com"],
		[emailKey("jane@example"), null],
		[emailKey("jane doe@example.com"), null],
		[phoneKey("+49 30 12345678"), "phone:+493012345678"],
		[phoneKey("030 12345678", "DE"), "phone:+493012345678"],
		[phoneKey("030 12345678"), null],
		[phoneKey("n/a", "DE"), null],
		[phoneKey("0049 30 12345678"), "phone:+493012345678"],
		[phoneKey("+49 (0)30 12345678"), "phone:+493012345678"],
		[phoneKey("(+49) 30 12345678"), "phone:+493012345678"],
		[phoneKey("tel:+493012345678"), "phone:+493012345678"],
		[urlKey("https://de.LinkedIn.com/in/Jane-Doe/?trk=x#y"), "url:linkedin.com/in/jane-doe"],
		[urlKey("www.jane.dev"), "url:jane.dev"],
		[urlKey("github.com"), null],
		[urlKey("javascript:alert(1)"), null],
		[urlKey("not a url"), null],
		[profileKey("p-9"), "profile:p-9"],
	])("%#: %s", (key, expected) => {
		expect(key).toBe(expected);
	});
});

describe("protected attributes", () => {
	test("lines that state one as label and value are left out", () => {
		const text = [
			"Engineer: ten years",
			"Date of birth: 1 May 1980",
			"Familienstand - verheiratet",
			"• Nationalité : française",
			"Estado civil\tcasada",
			"Age of Empires: modding",
		].join("\n");
		expect(withoutProtectedAttributes(text)).toBe("Engineer: ten years\nAge of Empires: modding");
	});

	test("text without such lines is the same text", () => {
		expect(withoutProtectedAttributes("I was born to build: compilers")).toBe("I was born to build: compilers");
	});
});

test("a bounded cache forgets what is not asked for and keeps what is", () => {
	const cache = new BoundedCache<number>(10);
	cache.set("asked", 1);
	cache.set("forgotten", 2);
	for (let i = 0; i < 100; i++) {
		cache.set(`other ${i}`, i);
		expect(cache.get("asked")).toBe(1);
	}
	expect(cache.get("forgotten")).toBeUndefined();
});
