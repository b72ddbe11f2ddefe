import { describe, expect, test } from "vitest";
import { readLink } from "../../src/ingest/fields/links.ts";
import { bareName } from "../../src/ingest/fields/name.ts";
import { nameParts } from "../../src/ingest/fields/name-parts.ts";
import { parse } from "./parser.ts";

const REST = "\n\nExperience\n\nEngineer, Acme Ltd    2018 – 2020\n- Did things\n\nSkills\nPython, SQL\n";
const basicsOf = async (head: string) => (await parse(head + REST)).basics ?? {};

describe("names", () => {
	test.each([
		["Curriculum Vitae\nAnna van den Berg\nanna@example.nl", "Anna van den Berg"],
		["RESUME OF JOHN SMITH\njohn.smith@example.org", "JOHN SMITH"],
		["Dr. Anna Schmidt, PhD\nanna.schmidt@example.de", "Anna Schmidt"],
		["Senior Software Engineer\nMary O'Neil\nmary.oneil@example.ie", "Mary O'Neil"],
		["Berlin, Germany\nlena.krause@example.de\nLena Krause", "Lena Krause"],
		["Name: José Núñez Prado\nEmail: jnp@example.es", "José Núñez Prado"],
		["Jane Roe    jane.roe@example.org", "Jane Roe"],
	])("%j", async (head, name) => {
		expect((await basicsOf(head)).name).toBe(name);
	});

	test.each([
		["DUPONT Marie", "Marie", "DUPONT"],
		["Anna van den Berg", "Anna", "van den Berg"],
		["Doe, John", "John", "Doe"],
		["陈晓雯", "晓雯", "陈"],
		["欧阳修远", "修远", "欧阳"],
		["高橋 美咲", "美咲", "高橋"],
	])("parts of %s", (name, givenName, familyName) => {
		expect(nameParts(name, "en")).toEqual({ givenName, familyName });
	});

	test("two family names in Spanish", () => {
		expect(nameParts("Carmen Fuentes Ferrer", "es")).toEqual({ givenName: "Carmen", familyName: "Fuentes Ferrer" });
	});

	test.each(["Curriculum Vitae", "Résumé", "LEBENSLAUF", "履歴書"])("nobody is called %s", (title) => {
		expect(bareName(title)).toBe("");
	});
});

describe("phones", () => {
	test.each([
		["+49 (0)30 1234567", "+49301234567"],
		["0049 30 1234567", "+49301234567"],
		["(512) 555-0147", "+15125550147"],
		["+44 29 2018 0249", "+442920180249"],
		["Tel.: 030 1234567\nBerlin, Germany", "+49301234567"],
		["Mobiel: 06-12345678\n3581 AB Utrecht", "+31612345678"],
	])("%j", async (line, phone) => {
		expect((await basicsOf(`Jane Roe\njane@example.org\n${line}`)).phone).toBe(phone);
	});

	test("cities say the country of a number, unless its grouping does", async () => {
		const withPlaces = (number: string, ...cities: string[]): string =>
			`Jane Roe\njane@example.org\n${number}\n\nExperience\n${cities.map((city) => `Engineer, Example Ltd, ${city}, Jan 2020 - Dec 2020\n- Built things`).join("\n\n")}`;
		expect((await basicsOf(withPlaces("030 7654321", "Berlin"))).phone).toBe("+49307654321");
		expect((await basicsOf(withPlaces("(718) 555-0119", "Berlin", "Berlin", "Toronto"))).phone).toBe("+17185550119");
	});

	test("an invalid number stays as written, with low confidence", async () => {
		const resume = await parse(`Jane Roe\njane@example.org\n+1 (65) 432-6289${REST}`);
		expect(resume.basics?.phone).toBe("+1 (65) 432-6289");
		expect(resume.meta.values["/basics/phone"]?.confidence).toBeLessThan(0.5);
	});

	test("years, postal codes and the fax come to nothing or last", async () => {
		expect((await basicsOf("Jane Roe\njane@example.org\n2018 - 2020")).phone).toBeUndefined();
		expect((await basicsOf("Jane Roe\njane@example.org\nFax: +49 30 7654321\nTel: +49 30 1234567")).phone).toBe(
			"+49301234567",
		);
	});
});

describe("e-mail, links, place", () => {
	test("the first address leads, all are kept", async () => {
		const basics = await basicsOf("Jane Roe\njane@example.org | work: jane.roe@example.com");
		expect(basics.email).toBe("jane@example.org");
		expect(basics.emails).toEqual(["jane@example.org", "jane.roe@example.com"]);
	});

	test("an address longer than any server takes is none, nor is an account without letters", async () => {
		const long = "www.".repeat(1000);
		expect((await basicsOf(`Jane Roe\njane@example.org\n${long}com\nhttps://www.linkedin.com/in/%20`)).url).toBe(
			"https://www.linkedin.com/in/%20",
		);
	});

	test("a handle is no e-mail address", async () => {
		expect((await basicsOf("Jane Roe\njane@example.org\n_@jane.roedev")).emails).toBeUndefined();
	});

	test.each([
		["linkedin.com/in/jane-roe", "LinkedIn", "jane-roe"],
		["https://github.com/janeroe", "GitHub", "janeroe"],
		["https://www.xing.com/profile/Jane_Roe", "XING", "Jane_Roe"],
	])("account: %s", (text, network, username) => {
		expect(readLink(text)).toMatchObject({ network, username });
	});

	test.each([
		["Austin, TX 78701", { city: "Austin", region: "TX", countryCode: "US", postalCode: "78701" }],
		["Musterstraße 5, 80331 München", { address: "Musterstraße 5", postalCode: "80331", city: "München" }],
		["Lyon, France", { city: "Lyon", countryCode: "FR" }],
		["2311 EP Leiden, Netherlands", { postalCode: "2311 EP", city: "Leiden", countryCode: "NL" }],
	])("place: %s", async (line, location) => {
		expect((await basicsOf(`Jane Roe\njane@example.org\n${line}`)).location).toEqual(location);
	});
});

describe("personal data that must not influence hiring", () => {
	test.each([
		"Date of birth: 13 March 1990",
		"Nationality: Testlandish",
		"Familienstand: verwitwet",
		"Situation familiale : mariée",
		"Estado civil: soltero",
		"性别：女",
		"Religion: Testian",
	])("%s", async (line) => {
		const resume = await parse(`Jane Roe\njane@example.org\n${line}${REST}`);
		const value = line.split(/[:：]/)[1]?.trim() ?? "";
		expect(JSON.stringify(resume)).not.toContain(value);
		expect(resume.meta.flags).toContain("personal-data");
	});
});

describe("codes behind a city that several countries have", () => {
	const placeOf = async (head: string): Promise<unknown> => (await basicsOf(head)).location;

	test.each([
		["Trieste (TS) | 348 555 0190", { city: "Trieste", region: "TS", countryCode: "IT" }, "+393485550190"],
		["Campinas – SP | (19) 99555-0142", { city: "Campinas", region: "SP", countryCode: "BR" }, "+5519995550142"],
		["Belém / PA | (91) 98555-0142", { city: "Belém", region: "PA", countryCode: "BR" }, "+5591985550142"],
		["Columbia, SC | (803) 555-0142", { city: "Columbia", region: "SC", countryCode: "US" }, "+18035550142"],
	])("%s", async (line, place, phone) => {
		const head = `Ana Sala\n${line} | ana.sala@mail.example`;
		expect(await placeOf(head)).toEqual(place);
		expect((await basicsOf(head)).phone).toBe(phone);
	});

	test("a town that is not known lies where the number and the companies of the resume do", async () => {
		const text = `Ana Sala\nBorgo Inventato (MI) | +39 348 555 0190\nana.sala@mail.example`;
		expect(await placeOf(text)).toEqual({ city: "Borgo Inventato", region: "MI", countryCode: "IT" });
	});
});

describe("countries of numbers without a country code", () => {
	const inMexico = "\n\nExperiencia\n\nContadora, Grupo Ejemplo S.A. de C.V.    2018 – 2020\n- Nóminas\n";
	test.each([
		[
			"a company's form that only Mexico has",
			`Ana Vega\n(55) 5555 0142\nana@correo.example${inMexico}`,
			"+525555550142",
		],
		["a postal code of Portugal", `Ana Vega\n4050-262 Porto\n912 555 014\nana@correo.example${REST}`, "+351912555014"],
		["none of Britain without its zero", `Ana Vega\n(55) 5555 0142\nana@correo.example${REST}`, "(55) 5555 0142"],
		["the number of an identity card", `Ana Vega\n0801-1990-00417\nana@correo.example${REST}`, undefined],
	])("%s", async (_, text, phone) => {
		expect((await parse(text)).basics?.phone).toBe(phone);
	});
});
