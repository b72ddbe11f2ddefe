import { describe, expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles, skills } from "./parser.ts";

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

test("years of a course of study with no dash between them", async () => {
	const resume = await page(
		"<h2>Education</h2><p>2008 2012</p><h3>University of Leeds</h3><p>Bachelor of Science</p><p>Computer Science</p><p>2004 2008</p><h3>University of Delhi</h3><p>Bachelor of Arts</p><p>History</p>",
	);
	expect(resume.education?.map(({ institution, startDate, endDate }) => [institution, startDate, endDate])).toEqual([
		["University of Leeds", "2008", "2012"],
		["University of Delhi", "2004", "2008"],
	]);
});

test("dates in a column of their own, a line above the text", async () => {
	const bytes = await drawPdf((doc) => {
		at(doc, "Jane Marlowe", 50, 40, { bold: true, size: 24 });
		at(doc, "jane@example.com | +49 30 23125 118", 50, 70);
		at(doc, "Education", 50, 100, { bold: true, size: 16 });
		for (const [y, lines] of [
			[130, ["2008 – 2012", "University of Leeds", "Bachelor of Science"]],
			[230, ["2004 – 2008", "University of Delhi", "Bachelor of Arts"]],
		] as const)
			for (const [row, text] of lines.entries()) at(doc, text, row === 0 ? 50 : 80, y + row * 26);
	});
	expect((await parse(bytes)).education?.map(({ institution, endDate }) => [institution, endDate])).toEqual([
		["University of Leeds", "2012"],
		["University of Delhi", "2008"],
	]);
});

test("a subject in front of a German degree", async () => {
	const resume = await page(
		"<h2>Ausbildung</h2><h3>Universität Hohenheim</h3><p>2004 - 2009</p><p>Wirtschaftswissenschaften Diplom-Ökonomin</p>",
	);
	expect(resume.education?.[0]).toMatchObject({ studyType: "Diplom-Ökonomin", area: "Wirtschaftswissenschaften" });
});

test("a template that had no subject to print leaves none", async () => {
	const resume = await page("<h2>Ausbildung</h2><h3>Schiller-Gymnasium</h3><p>Abitur in</p><p>1995 - 2004</p>");
	expect(resume.education?.[0]).toMatchObject({ studyType: "Abitur" });
	expect(resume.education?.[0]?.area).toBeUndefined();
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
	test("date, issuer that a word tells, and name", async () => {
		const item = (date: string, [name, by]: readonly string[]) => `<p>${date}</p><p>Issued by: ${by}</p><p>${name}</p>`;
		expect(await given(item("Apr 2020", EXPECTED[0] as string[]) + item("Feb 2019", EXPECTED[1] as string[]))).toEqual(
			EXPECTED,
		);
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

test("a list of languages in the head is no place", async () => {
	const resume = await parse(
		"<!doctype html><html><body><h1>Jane Marlowe</h1><p>Lindenweg 7, Stuttgart, Baden-Württemberg, DE, 70182</p><p>jane@example.com</p><p>Deutsch, Englisch, Italienisch</p><h2>Skills</h2><p>Go, Python</p></body></html>",
		"cv.html",
	);
	expect(resume.basics?.location?.city).toBe("Stuttgart");
	expect(resume.languages?.map(({ language }) => language)).toEqual(["Deutsch", "Englisch", "Italienisch"]);
});

describe("skills", () => {
	test("set as badges of one class", async () => {
		const badges = (...names: string[]) =>
			`<div>${names.map((name) => `<span class="badge">${name}</span>`).join("\n")}</div>`;
		const resume = await page(`<h2>Skills</h2>${badges("Go", "Power BI", "Budget planning")}`);
		expect(skills(resume)).toEqual(["Go", "Power BI", "Budget planning"]);
	});
	test("behind the name and the level of their group", async () => {
		const resume = await page(
			"<h2>Skills and Tech</h2><p><b>Controlling</b> (Experte): Forecasting, SAP</p><p><b>Software</b> (Advanced): Excel, Power BI</p>",
		);
		expect(skills(resume)).toEqual(["Forecasting", "SAP", "Excel", "Power BI"]);
	});
});

test("dates in two elements that go on with a dash are one range", async () => {
	const role = (start: string, end: string, title: string, employer: string) =>
		`<div><span class="start">${start} </span><span class="end">- ${end}</span></div><div>${title}</div><div>${employer}</div>`;
	const resume = await page(
		`<h2>Work</h2>${role("Jun 2018", "Current", "Platform Engineer", "Brightwater Payments")}${role("Sep 2014", "May 2018", "Software Engineer", "Northfold Logistics")}`,
	);
	expect(roles(resume)).toEqual([
		"Platform Engineer @ Brightwater Payments 2018-06..now",
		"Software Engineer @ Northfold Logistics 2014-09..2018-05",
	]);
});
