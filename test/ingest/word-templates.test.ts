import { AlignmentType, Document, HeadingLevel, LevelFormat, Packer, Paragraph } from "docx";
import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Layouts of word processors and of page builders: tables, narrow columns, letters set apart. */

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];

const ROLES = [
	[
		"Queensway Dental Practice",
		"Dental Nurse",
		"2019 – Present",
		"Leeds",
		"Prepares the surgery for twenty patients a day.",
	],
	["Halden & Rowe Surgery", "Receptionist", "2015 – 2019", "York", "Answered the telephone and kept the diary."],
] as const;
const EXPECTED = [
	"Dental Nurse @ Queensway Dental Practice 2019..now",
	"Receptionist @ Halden & Rowe Surgery 2015..2019",
];

const page = (draw: (doc: Doc) => void): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Joan Attwater", 50, 40, { bold: true, size: 24 });
		at(doc, "joan@example.com | +44 20 7946 0321", 50, 70);
		draw(doc);
	});

test("employer and town below the dates in a column that breaks the employer's name", async () => {
	const bytes = await page((doc) => {
		at(doc, "Work Experience", 50, 110, { bold: true, size: 13 });
		const lines = [
			["2019 – Present", "Dental Nurse"],
			["Queensway Dental", "Prepares the surgery for twenty patients a day."],
			["Practice", "Orders all of the material."],
			["Leeds", "Trains apprentices."],
			["2015 – 2019", "Receptionist"],
			["Halden & Rowe", "Answered the telephone and kept the diary."],
			["Surgery", "Wrote invoices."],
			["York", "Kept the files."],
		];
		for (const [index, [left, right]] of lines.entries()) {
			const y = 130 + index * 14 + (index > 3 ? 12 : 0);
			at(doc, left as string, 50, y);
			at(doc, right as string, 150, y, { bold: index % 4 === 0 });
		}
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.work?.map(({ location }) => location)).toEqual(["Leeds", "York"]);
});

test("a row of a table with dates, employer and town on the left, title and points on the right", async () => {
	const row = ([owner, title, dates, town, text]: (typeof ROLES)[number]): string =>
		`<tr><td>${dates}<br>${owner}<br>${town}</td><td><b>${title}</b><ul><li>${text}</li></ul></td></tr>`;
	const resume = await parse(
		`<!doctype html><h1>Joan Attwater</h1><p>joan@example.com</p><h2>Work Experience</h2><table>${ROLES.map(row).join("")}</table>`,
		"cv.html",
	);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.work?.[0]?.highlights).toEqual(["Prepares the surgery for twenty patients a day."]);
});

/** Letters and blanks each in a place of its own, in one text object, as browsers print them. */
function letterByLetter(doc: Doc, text: string, y: number): void {
	doc.font("Helvetica").fontSize(7);
	const shown = [...text].map((letter) => {
		const code = letter === "–" ? "\\226" : letter;
		return `(${code}) Tj ${(doc.widthOfString(letter) + 0.9).toFixed(2)} 0 Td`;
	});
	doc.addContent(`q 1 0 0 -1 0 ${doc.page.height} cm BT /F1 7 Tf 1 0 0 1 50 ${doc.page.height - y} Tm`);
	doc.addContent(`${shown.join(" ")} ET Q`);
}

test("employer and dates on one line in letters set apart", async () => {
	const bytes = await page((doc) => {
		at(doc, "Work Experience", 50, 110, { bold: true, size: 13 });
		for (const [index, [owner, title, , , text]] of ROLES.entries()) {
			const y = 132 + index * 60;
			const dates = index === 0 ? "SINCE APRIL 2019" : "MAY 2015 – MARCH 2019";
			at(doc, title, 50, y, { bold: true });
			letterByLetter(doc, `${owner.toUpperCase()} | ${dates}`, y + 20);
			at(doc, text, 50, y + 28);
		}
	});
	expect(roles(await parse(bytes))).toEqual([
		"Dental Nurse @ QUEENSWAY DENTAL PRACTICE 2019-04..now",
		"Receptionist @ HALDEN & ROWE SURGERY 2015-05..2019-03",
	]);
});

test("the title of the document over a form is no name of a section", async () => {
	const bytes = await drawPdf((doc) => {
		at(doc, "Resume", 260, 40, { bold: true, size: 20 });
		let y = 80;
		const section = (name: string, rows: readonly (readonly [string, ...string[]])[]): void => {
			at(doc, name, 50, y, { bold: true, size: 13 });
			y += 20;
			for (const [left, ...right] of rows) {
				at(doc, left, 50, y);
				for (const text of right) {
					at(doc, text, 180, y);
					y += 14;
				}
				y += 4;
			}
			y += 10;
		};
		section("Personal Information", [
			["Name", "Joan Attwater"],
			["Phone", "+44 20 7946 0321"],
			["Email", "joan@example.com"],
			["Date of birth", "April 3, 1988"],
		]);
		section(
			"Work Experience",
			ROLES.map(([owner, title, dates, town, text]) => [dates, title, `${owner}, ${town}`, text] as const),
		);
		section("Languages", [
			["English", "Native"],
			["Polish", "Fluent"],
		]);
		section("Certifications", [["03.2020", "Radiography Certificate"]]);
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.basics?.name).toBe("Joan Attwater");
});

test("an address that a full line of the head breaks", async () => {
	const bytes = await drawPdf((doc) => {
		at(doc, "Joan Attwater", 50, 40, { bold: true, size: 24 });
		at(doc, "Phone: (206) 555-0134 | Email: joan@example.com | Address: 2210", 50, 70);
		at(doc, "Dexter Ave N, Seattle, WA 98109", 50, 84);
		at(doc, "Profile", 50, 110, { bold: true, size: 13 });
		at(doc, "Dental nurse who has run a busy practice for years and enjoys it.", 50, 130);
	});
	expect((await parse(bytes)).basics?.location).toMatchObject({ address: "2210 Dexter Ave N", city: "Seattle" });
});

test("a postal code and its town alone in a line", async () => {
	const resume = await parse(
		"Joanna Nowak\n+48 71 345 67 82\njoanna@example.pl\n50-066 Wrocław\n\nJęzyki\nPolski\n",
		"cv.txt",
	);
	expect(resume.basics?.location).toMatchObject({ postalCode: "50-066", city: "Wrocław" });
});

test("who gave certificates, and when, below each of their names", async () => {
	const resume = await parse(
		"Joan Attwater\njoan@example.com\n\nCertifications\nAdvanced Cardiac Life Support\nAmerican Heart Association · 2022\nCertified Emergency Nurse\nBCEN · 2019\n",
		"cv.txt",
	);
	expect(resume.certificates).toMatchObject([
		{ name: "Advanced Cardiac Life Support", issuer: "American Heart Association", date: "2022" },
		{ name: "Certified Emergency Nurse", issuer: "BCEN", date: "2019" },
	]);
});

test("half of a degree that begins as the name of a section", async () => {
	const bytes = await drawPdf((doc) => {
		at(doc, "Joan Attwater", 50, 40, { bold: true, size: 24 });
		at(doc, "joan@example.com", 50, 70);
		at(doc, "AUSBILDUNG", 50, 100, { bold: true, size: 12 });
		at(doc, "Ausbildung in", 50, 124, { bold: true, size: 12 });
		at(doc, "Konstruktionsmechanik", 50, 139, { bold: true, size: 12 });
		at(doc, "Berufskolleg Hagen", 50, 154);
		at(doc, "2005 – 2008", 50, 168);
		at(doc, "Kenntnisse", 50, 200, { bold: true, size: 12 });
		for (const [index, text] of ["SolidWorks", "Excel", "SAP", "Word", "AutoCAD"].entries())
			at(doc, text, 50, 220 + index * 14);
	});
	expect((await parse(bytes)).education).toMatchObject([
		{ studyType: "Ausbildung", area: "Konstruktionsmechanik", institution: "Berufskolleg Hagen" },
	]);
});

test("headings of a document that are numbered with nothing", async () => {
	const reference = "none";
	const none = { level: 0, format: LevelFormat.NONE, text: "", alignment: AlignmentType.START };
	const head = (text: string, heading: "Heading1" | "Heading2"): Paragraph =>
		new Paragraph({ text, heading, numbering: { reference, level: 0 } });
	const plain = (text: string): Paragraph => new Paragraph({ text });
	const bytes = await Packer.toBuffer(
		new Document({
			numbering: { config: [{ reference, levels: [none] }] },
			sections: [
				{
					children: [
						plain("Joan Attwater"),
						plain("joan@example.com"),
						head("Work Experience", HeadingLevel.HEADING_1),
						...ROLES.flatMap(([owner, title, dates, town, text]) => [
							head(title, HeadingLevel.HEADING_2),
							plain(`${owner} | ${town}`),
							plain(dates),
							new Paragraph({ text, bullet: { level: 0 } }),
						]),
					],
				},
			],
		}),
	);
	expect(roles(await parse(bytes, "cv.docx"))).toEqual(EXPECTED);
});

test("dates, title and employer in three columns, the town below the employer", async () => {
	const bytes = await page((doc) => {
		at(doc, "Work Experience", 50, 110, { bold: true, size: 13 });
		for (const [index, [owner, title, dates, town]] of ROLES.entries()) {
			const y = 132 + index * 34;
			at(doc, dates, 50, y);
			at(doc, title, 150, y, { bold: true });
			at(doc, owner, 380, y);
			at(doc, town, 380, y + 14);
		}
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("employer, town and dates set flush right against a line in the middle of the page", async () => {
	const bytes = await page((doc) => {
		at(doc, "Work Experience", 230, 110, { bold: true, size: 13 });
		const duties = [
			["Instructs the assistants of the engineer", "Checks what the engineer built"],
			["Answered letters for the manager", "Filed what the doctor wrote"],
		];
		for (const [index, [owner, title, dates, town]] of ROLES.entries()) {
			const y = 136 + index * 70;
			for (const [line, text] of [owner, town, dates].entries()) {
				doc.font(line === 0 ? "Helvetica-Bold" : "Helvetica").fontSize(10);
				at(doc, text, 200 - doc.widthOfString(text), y + line * 14, { bold: line === 0 });
			}
			at(doc, title, 220, y, { bold: true });
			for (const [line, text] of (duties[index] as string[]).entries()) at(doc, text, 232, y + 14 + line * 14);
		}
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("a town behind the subject of a degree", async () => {
	const resume = await parse(
		"Jonas Weber\njonas@example.de\n\nAusbildung\nHandwerkskammer Dortmund\t09/2016 – 07/2018\nMeister in Metallbau, Dortmund\n",
		"cv.txt",
	);
	expect(resume.education?.[0]).toMatchObject({ studyType: "Meister", area: "Metallbau" });
});

test("certificates in three lines each: name, issuer, date", async () => {
	const resume = await parse(
		"Joan Attwater\njoan@example.com\n\nCertifications\nAdvanced Cardiac Life Support\nAmerican Heart Association\nMar 2022\nCertified Emergency Nurse\nBCEN\nOct 2019\n",
		"cv.txt",
	);
	expect(resume.certificates).toMatchObject([
		{ name: "Advanced Cardiac Life Support", issuer: "American Heart Association", date: "2022-03" },
		{ name: "Certified Emergency Nurse", issuer: "BCEN", date: "2019-10" },
	]);
});

test("a small word inside of a certificate's name", async () => {
	const resume = await parse(
		"Rui Costa\nrui@example.pt\n\nCertificações\nTécnico responsável por instalações elétricas (DGEG, 2015)\nSoldador certificado por Bureau Veritas\n",
		"cv.txt",
	);
	expect(resume.certificates).toMatchObject([
		{ name: "Técnico responsável por instalações elétricas", issuer: "DGEG" },
		{ name: "Soldador certificado", issuer: "Bureau Veritas" },
	]);
});
