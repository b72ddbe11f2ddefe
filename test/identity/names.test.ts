import { describe, expect, test } from "vitest";
import { identityKeys } from "../../src/analysis/identity-keys.ts";
import { nameParts } from "../../src/analysis/names/name-parts.ts";
import { areForms, representative } from "../../src/analysis/names/nicknames.ts";
import { transliterate } from "../../src/analysis/names/transliterate.ts";
import { compareNames } from "../../src/identity/compare-names.ts";

const parts = (name: string) => nameParts({ basics: { name } });
const compared = (one: string, other: string) => {
	const { given, family } = compareNames(parts(one), parts(other));
	return [given, family];
};

test.each([
	["иван", "ivan"],
	["щербаков", "shcherbakov"],
	["παπαδοπουλος", "papadopoulos"],
	["خالد", "khalad"],
	["たかはし", "takahashi"],
	["きょうこ", "kyouko"],
	["민수", "minsu"],
	["muller", "muller"],
	["王", "王"],
])("%s is read %s", (word, latin) => {
	expect(transliterate(word)).toBe(latin);
});

test("forms of a name are known in both directions, and two full names are not forms of each other", () => {
	expect([areForms("bob", "robert"), areForms("robert", "bob"), areForms("paco", "francisco")]).toEqual([
		true,
		true,
		true,
	]);
	expect([areForms("maria", "anna"), areForms("james", "john")]).toEqual([false, false]);
	expect(representative("bob")).toBe(representative("robert"));
});

describe("two spellings of one name", () => {
	test.each([
		["Jane Doe", "Doe, Jane", "same", "same"],
		["Anna Müller", "MÜLLER Anna", "same", "same"],
		["Dr. Anna Müller", "Anna Mueller, PhD", "same", "variant"],
		["Bob Stone", "Robert Stone", "nickname", "same"],
		["J. Stone", "Jane Stone", "initial", "same"],
		["Ana García López", "Ana García", "same", "part"],
		["Ana María García", "Ana García", "same", "same"],
		["María García López", "María López", "same", "same"],
		["Jan van der Berg", "Jan Berg", "same", "same"],
		["Александр Иванов", "Alexander Ivanov", "nickname", "same"],
		["Юрий Гагарин", "Yuri Gagarin", "variant", "same"],
		["محمد حداد", "Mohammed Haddad", "variant", "variant"],
		["김민수", "Minsu Kim", "same", "same"],
		["Sean O'Brien", "Sean OBrien", "same", "same"],
		["Katharina Schmidtbauer", "Katharina Schmidbauer", "same", "typo"],
		["Michael Stone", "Micheal Stone", "typo", "same"],
	])("%s is %s", (one, other, given, family) => {
		expect(compared(one, other)).toEqual([given, family]);
	});
});

describe("names of two people", () => {
	test.each([
		["Julia Stone", "Julian Stone"],
		["Julio Stone", "Julia Stone"],
		["Maria Stone", "Marta Stone"],
		["Philip Stone", "Philippa Stone"],
		["Jan Stone", "Jana Stone"],
		["Peter Stone", "Paul Stone"],
		["A. Stone", "Peter Stone"],
	])("%s is not %s", (one, other) => {
		expect(["other", "similar"]).toContain(compared(one, other)[0]);
		expect(compareNames(parts(one), parts(other)).weight).toBeLessThan(compareNames(parts(one), parts(one)).weight - 7);
	});

	test("what cannot be read is neither equal nor other", () => {
		expect(compared("王伟", "Wei Wang")).toEqual(["unknown", "unknown"]);
	});
});

describe("records of one person stand together", () => {
	const work = [{ name: "Acme Logistics GmbH & Co. KG", startDate: "2020" }];
	const keys = (name: string, employer = "Acme Logistics") =>
		identityKeys({ basics: { name }, work: employer === "" ? [] : [{ ...work[0], name: employer }] });
	test.each([
		["in another order", keys("Jane Stone", ""), keys("Stone, Jane", "")],
		["by another form of the name", keys("Bob Stone", ""), keys("Robert Stone", "")],
		["in another script", keys("Сергей Жданов", ""), keys("Sergey Zhdanov", "")],
		["with one of two family names", keys("Ana García López", ""), keys("Ana García", "")],
		["after a marriage, by the employer", keys("Jane Stone"), keys("Jane Whitlock")],
		["with a slip in the given name, by the employer", keys("Jone Stone"), keys("Jane Stone")],
		["whatever the legal form of the employer", keys("Jane Stone", "Acme Inc."), keys("Jane Poe", "ACME")],
	])("%s", (_, one, other) => {
		expect(one.some((key) => other.includes(key))).toBe(true);
	});

	test("under a few keys only, and under none without a name", () => {
		const many = Array.from({ length: 50 }, (_, n) => ({ name: `Employer ${n}`, startDate: String(1970 + n) }));
		expect(identityKeys({ basics: { name: "Ana María García López" }, work: many }).length).toBeLessThanOrEqual(6);
		expect(identityKeys({ work })).toEqual([]);
	});
});
