import { describe, expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** How the themes of JSON Resume set studies and certificates, each case alone. */

const person = "<h1>Jane Marlowe</h1><p>jane@example.com | +49 30 23125 118</p>";
const page = (sections: string) => parse(`<!doctype html><html><body>${person}${sections}</body></html>`, "cv.html");

describe("a course of study", () => {
	const study = (school: string, dates: string, degree: string, area: string, grade: string) =>
		`<h3>${school}</h3><p>${dates}</p><p>${degree}</p><p>${area}</p><p>${grade}</p>`;
	test("with its subject in a line below the degree", async () => {
		const resume = await page(
			`<h2>Education</h2>${study("University of Leeds", "2008 - 2012", "Bachelor of Science", "Computer Science", "GPA: 3.7")}${study("Universität Hohenheim", "2004 - 2008", "Diplom", "Wirtschaftswissenschaften", "Note 1,7")}`,
		);
		expect(resume.education?.map(({ studyType, area }) => [studyType, area])).toEqual([
			["Bachelor of Science", "Computer Science"],
			["Diplom", "Wirtschaftswissenschaften"],
		]);
		expect(resume.education?.[1]?.score).toContain("1,7");
	});
	test("whose text names another subject", async () => {
		const resume = await page(
			"<h2>Education</h2><h3>University of Leeds</h3><p>BSc Computer Science</p><p>2008 - 2012</p><p>Linguistics</p>",
		);
		expect(resume.education?.[0]?.area).toBe("Computer Science");
	});
	test("with subject and degree set in, the first of them as a point", async () => {
		const bytes = await drawPdf((doc) => {
			at(doc, "Jane Marlowe", 50, 40, { bold: true, size: 24 });
			at(doc, "jane@example.com | +49 30 23125 118", 50, 70);
			at(doc, "Education", 50, 100, { bold: true, size: 16 });
			at(doc, "University of Leeds", 50, 130, { bold: true });
			at(doc, "2008-09-01 — 2012-05-31", 430, 130);
			at(doc, "• Computer Science", 62, 146);
			at(doc, "Bachelor of Science", 70, 160);
		});
		expect((await parse(bytes)).education?.[0]).toMatchObject({
			institution: "University of Leeds",
			studyType: "Bachelor of Science",
			area: "Computer Science",
		});
	});
});

describe("certificates", () => {
	const EXPECTED = [
		["Certified Kubernetes Administrator", "The Linux Foundation", "2020-04"],
		["AWS Certified Solutions Architect", "Amazon Web Services", "2019-02"],
	];
	const given = async (html: string) =>
		(await page(`<h2>Certificates</h2>${html}`)).certificates?.map(({ name, issuer, date }) => [name, issuer, date]);
	test("date, name and issuer in lines of their own", async () => {
		const item = (date: string, name: string, by: string) => `<p>${date}</p><p>${name}</p><p>${by}</p>`;
		expect(
			await given(
				item("Apr 2020", EXPECTED[0]?.[0] as string, EXPECTED[0]?.[1] as string) +
					item("Feb 2019", EXPECTED[1]?.[0] as string, EXPECTED[1]?.[1] as string),
			),
		).toEqual(EXPECTED);
	});
	test("name and issuer parted by nothing but type", async () => {
		const item = (date: string, [name, by]: readonly string[]) => `<p><b>${name}</b> ${by}<br>${date}</p>`;
		expect(await given(item("Apr 2020", EXPECTED[0] as string[]) + item("Feb 2019", EXPECTED[1] as string[]))).toEqual(
			EXPECTED,
		);
	});
});

test("a section that stands twice, for two widths of the screen, counts once", async () => {
	const work =
		"<h2>Experience</h2><h3>Platform Engineer, Brightwater Payments</h3><p>Jun 2018 - Present</p><h3>Software Engineer, Northfold Logistics</h3><p>Sep 2014 - May 2018</p>";
	expect(roles(await page(`${work}<div class="narrow">${work}</div>`))).toEqual([
		"Platform Engineer @ Brightwater Payments 2018-06..now",
		"Software Engineer @ Northfold Logistics 2014-09..2018-05",
	]);
});

test("a short German sentence below the dates is no employer", async () => {
	const resume = await page(
		"<h2>Berufserfahrung</h2><h3>Kassenwartin, Tafel Esslingen</h3><p>May, 2015 - Present</p><p>Führt die Bücher des Vereins.</p>",
	);
	expect(roles(resume)).toEqual(["Kassenwartin @ Tafel Esslingen 2015-05..now"]);
});
