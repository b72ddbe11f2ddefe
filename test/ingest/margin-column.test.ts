import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles, skills } from "./parser.ts";

type Drawing = Parameters<Parameters<typeof drawPdf>[0]>[0];

/** Where the margin column begins, where labels that are set flush right end in it, and where the text begins. */
const MARGIN = 50;
const FLUSH = 190;
const TEXT = 200;
const RIGHT = 540;

const flush = (doc: Drawing, text: string, right: number, y: number, bold = false): void => {
	doc.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(10);
	at(doc, text, right - doc.widthOfString(text), y, { bold });
};

const head = (doc: Drawing): void => {
	at(doc, "Marion Okafor", MARGIN, 40, { bold: true, size: 22 });
	at(doc, "marion@example.org", MARGIN, 70);
};

test("names of sections in the margin, in the type of the names beside them, one over two lines", async () => {
	const pdf = await drawPdf((doc) => {
		head(doc);
		at(doc, "Formación", MARGIN, 100, { bold: true });
		at(doc, "Universidad de Burgos, Burgos", TEXT, 100, { bold: true });
		at(doc, "Licenciatura en Derecho", TEXT, 113);
		flush(doc, "2004 – 2009", RIGHT, 113);
		at(doc, "Universidad de Deusto, Bilbao", TEXT, 131, { bold: true });
		at(doc, "Máster en Auditoría", TEXT, 144);
		flush(doc, "2009 – 2010", RIGHT, 144);
		at(doc, "Experiencia", MARGIN, 170, { bold: true });
		at(doc, "profesional", MARGIN, 183, { bold: true });
		at(doc, "Auditora", TEXT, 170);
		flush(doc, "2013 – 2017", RIGHT, 170);
		at(doc, "Astilleros S.A., Bilbao", TEXT, 183, { bold: true });
		at(doc, "• Revisión de inventarios", TEXT, 196);
		at(doc, "Competencias", MARGIN, 220, { bold: true });
		at(doc, "Contabilidad: SAP, Contaplus", TEXT, 220);
		at(doc, "Informática: SQL, Power BI", TEXT, 233);
	});
	const resume = await parse(pdf);
	expect(roles(resume)).toEqual(["Auditora @ Astilleros S.A. 2013..2017"]);
	expect(resume.education).toMatchObject([
		{ institution: "Universidad de Burgos", studyType: "Licenciatura", startDate: "2004", endDate: "2009" },
		{ institution: "Universidad de Deusto", studyType: "Máster", startDate: "2009", endDate: "2010" },
	]);
});

test("a form whose labels are set flush right and wrap: dates stay with their own row, and the employer comes last", async () => {
	const rows = [
		["Zeitraum", "04/2019 – heute"],
		["Beruf oder Funktion", "Teamleiter Entwicklung"],
		["Wichtigste Tätigkeiten und", "Führung von acht Ingenieuren"],
		["Zuständigkeiten", ""],
		["Name und Adresse des", "Elbwerk GmbH, Dresden"],
		["Arbeitgebers", ""],
		["Zeitraum", "07/2012 – 09/2015"],
		["Beruf oder Funktion", "Konstrukteur"],
		["Wichtigste Tätigkeiten und", "Konstruktion von Wellen, von denen jede anders war als die vorige"],
		["Zuständigkeiten", "und die Erstellung der Stücklisten in einer Datenbank."],
		["Name und Adresse des", "Werft Rostock AG, Rostock"],
		["Arbeitgebers", ""],
	] as const;
	const pdf = await drawPdf((doc) => {
		head(doc);
		flush(doc, "Berufserfahrung", FLUSH, 100, true);
		for (const [row, [label, text]] of rows.entries()) {
			flush(doc, label, FLUSH, 118 + 13 * row);
			at(doc, text, TEXT, 118 + 13 * row);
		}
	});
	expect(roles(await parse(pdf))).toEqual([
		"Teamleiter Entwicklung @ Elbwerk GmbH 2019-04..now",
		"Konstrukteur @ Werft Rostock AG 2012-07..2015-09",
	]);
});

test("dates and labels left of bullets that mark the entries, under centred names of sections", async () => {
	const sections = [
		["Experience", "2020–2024", "Data Engineer, Acme Ltd, Leeds."],
		["", "", "Built the warehouse of the company."],
		["", "2016–2020", "Python Developer, Borealis Ltd, York."],
		["Skills", "Languages", "Python, Fortran, Go."],
		["", "Frameworks", "Django, Flask."],
		["", "Tools", "Docker, Kubernetes."],
		["Languages", "English", "Native."],
		["", "French", "Fluent."],
	] as const;
	const pdf = await drawPdf((doc) => {
		head(doc);
		let y = 100;
		for (const [name, label, text] of sections) {
			if (name !== "") {
				y += 20;
				at(doc, name, 280, y, { size: 14 });
			}
			y += 20;
			at(doc, label, MARGIN, y);
			at(doc, label === "" ? text : `• ${text}`, label === "" ? 131 : 125, y);
		}
	});
	const resume = await parse(pdf);
	expect(roles(resume)).toEqual(["Data Engineer @ Acme Ltd 2020..2024", "Python Developer @ Borealis Ltd 2016..2020"]);
	expect(skills(resume)).toEqual(["Python", "Fortran", "Go", "Django", "Flask", "Docker", "Kubernetes"]);
	expect(resume.languages?.map(({ language }) => language)).toEqual(["English", "French"]);
});

test("labels that are names of sections elsewhere, below such names at the left, and at the foot whose resume it is", async () => {
	const pdf = await drawPdf((doc) => {
		head(doc);
		const rows = [
			["Experience"],
			["2020–2024", "Data Engineer, Acme Ltd, Leeds"],
			["2016–2020", "Python Developer, Borealis Ltd, York"],
			["Skills"],
			["Languages", "Python, Fortran, Go"],
			["Frameworks", "Django, Flask"],
			["Tools", "Docker, Kubernetes"],
			["Languages"],
			["English", "Native"],
			["French", "Fluent"],
		] as const;
		for (const [row, [label, text]] of rows.entries()) {
			if (text === undefined) at(doc, label, MARGIN, 100 + 22 * row, { size: 14 });
			else flush(doc, label, FLUSH, 100 + 22 * row);
			at(doc, text ?? "", TEXT, 100 + 22 * row);
		}
		at(doc, "27 November 2026", MARGIN, 790, { size: 8 });
		at(doc, "MARION OKAFOR · CURRICULUM VITAE", 220, 790, { size: 8 });
		at(doc, "1", RIGHT, 790, { size: 8 });
	});
	const resume = await parse(pdf);
	expect(skills(resume)).toEqual(["Python", "Fortran", "Go", "Django", "Flask", "Docker", "Kubernetes"]);
	expect(resume.languages?.map(({ language }) => language)).toEqual(["English", "French"]);
});
