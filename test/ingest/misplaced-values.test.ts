import { describe, expect, test } from "vitest";
import { parse, skills } from "./parser.ts";

/** Texts of the file that are no value of the field that they stand near. */

const withSection = (heading: string, ...lines: readonly string[]): Promise<Awaited<ReturnType<typeof parse>>> =>
	parse(
		`Ana Silva\nana@example.org\n\nExperience\nAnalyst, Acme GmbH, 2014 - 2018\n\n${heading}\n${lines.join("\n")}\n`,
	);

describe("who gave a certificate is no number, score, place, class or more of its name", () => {
	test.each([
		["CPA, Illinois, 2019", [{ name: "CPA", date: "2019" }]],
		["Real Estate License, exp 4/27", [{ name: "Real Estate License" }]],
		["PMP – License #123456", [{ name: "PMP" }]],
		["Registered Nurse (RN), Texas Board of Nursing, License #892345", [{ issuer: "Texas Board of Nursing" }]],
		["Rijbewijs B, C, CE", [{ name: "Rijbewijs B, C, CE" }]],
		["CDL Class A, Tanker & Doubles endorsements", [{ name: "CDL Class A, Tanker & Doubles endorsements" }]],
		["Diploma, Pastry Arts, Riverbend Community College, 2018", [{ issuer: "Riverbend Community College" }]],
		[
			"BLS, ACLS – American Heart Association",
			[
				{ name: "BLS", issuer: "American Heart Association" },
				{ name: "ACLS", issuer: "American Heart Association" },
			],
		],
		["CCNA, Cisco", [{ name: "CCNA", issuer: "Cisco" }]],
		["Staplerschein – DEKRA", [{ name: "Staplerschein", issuer: "DEKRA" }]],
	])("%s", async (line, expected) => {
		const { certificates = [] } = await withSection("Certifications", line);
		expect(certificates).toMatchObject(expected);
		expect(certificates.map(({ issuer }) => issuer)).toEqual(
			expected.map((one) => ("issuer" in one ? one.issuer : undefined)),
		);
	});
	test.each(["B sınıfı", "B, C, CE, code 95"])("the class of a driving licence is no certificate: %s", async (line) => {
		expect((await withSection("Ehliyet", line)).certificates).toBeUndefined();
	});
});

test.each(["Certs", "Board Certification", "BOARD CERTIFICATION", "PROFESSIONAL QUALIFICATION"])(
	"%s is the name of a section",
	async (heading) => {
		const { certificates, work } = await withSection(heading, "Wilderness First Responder (2021)");
		expect(certificates).toMatchObject([{ name: "Wilderness First Responder" }]);
		expect(work).toMatchObject([{ position: "Analyst", name: "Acme GmbH" }]);
	},
);

test("a signature is no certificate, though the head has the name behind a label and a title", async () => {
	const resume = await parse(
		"Lebenslauf\n\nName: Dr.-Ing. Jens von der Aue\nE-Mail: jens@example.de\n\nBerufserfahrung\n2014 - 2018 Koch, Hotel Adlon, Berlin\n\nKenntnisse\nSprachen: Deutsch, Englisch\nFührerschein: B, BE\n\nKassel, den 12.11.2026\nJens von der Aue\n",
	);
	expect(resume.certificates).toBeUndefined();
});

test.each(["CEP 04101-000", "04.101-000"])("a postal code of Brazil is no phone: %s", async (code) => {
	const { basics } = await parse(
		`João Silva\nRua A, 123 - São Paulo/SP - ${code}\n(11) 98765-4321\njoao@example.com.br\n\nExperiência\nAnalista, Ambev, 2018 - 2021\n`,
	);
	expect(basics).toMatchObject({ phone: "+5511987654321" });
	expect(basics?.phones).toBeUndefined();
});

test.each(["Storgatan 5 B, 411 24 Göteborg", "Storgatan 5, 411 24 Göteborg"])("%s is no headline", async (address) => {
	const { basics } = await parse(
		`Erik Svensson\n${address}\n070-123 45 67\nerik@example.se\n\nErfarenhet\nKock, Hotell Riverton, 2014 – 2018\n`,
	);
	expect(basics?.label).toBeUndefined();
	expect(basics?.location).toMatchObject({ city: "Göteborg" });
});

test("rows of a form that say how well a language is read are no skills", async () => {
	const resume = await parse(
		"Gianni De Luca\ngianni@example.it\n\nEsperienze professionali\nTecnico, Officine Rossi S.p.A., 2014 - 2018\n\nCapacità e competenze personali\nALTRE LINGUE   Inglese\nCapacità di lettura   Buono\nCapacità di scrittura   Elementare\n",
	);
	expect(skills(resume)).toEqual([]);
	expect(resume.languages).toMatchObject([{ language: "Inglese" }]);
});

test("what is spoken is no skill", async () => {
	const resume = await withSection("Skills", "Programming: Java, Python", "Spoken: Tamil (native), English");
	expect(skills(resume)).toEqual(["Java", "Python"]);
	expect(resume.languages).toMatchObject([{ language: "Tamil", fluency: "native" }, { language: "English" }]);
});
