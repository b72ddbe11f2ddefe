import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Where printed themes of JSON Resume set dates and the names of sections. */

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];

const ROLES = [
	["Brightwater Payments", "Senior Platform Engineer", "Mar 2021 – Present"],
	["Oakhurst Systems", "Platform Engineer", "Jun 2018 – Feb 2021"],
	["Northfold Logistics", "Software Engineer", "Sep 2014 – May 2018"],
] as const;
const EXPECTED = [
	"Senior Platform Engineer @ Brightwater Payments 2021-03..now",
	"Platform Engineer @ Oakhurst Systems 2018-06..2021-02",
	"Software Engineer @ Northfold Logistics 2014-09..2018-05",
];
const STUDY = ["University of Leeds", "BSc Mathematics", "2008 – 2012"] as const;

const page = (draw: (doc: Doc) => void): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Marlowe", 50, 40, { bold: true, size: 24 });
		at(doc, "jane@example.com | +49 30 23125 118", 50, 70);
		draw(doc);
	});

test("names of sections at the right margin, over the dates of their entries", async () => {
	const bytes = await page((doc) => {
		let y = 100;
		const head = (text: string): void => at(doc, text, 470, y, { bold: true, size: 16 });
		const entry = ([owner, title, dates]: readonly [string, string, string]): void => {
			at(doc, owner, 50, y + 26, { bold: true });
			at(doc, dates, 440, y + 26, { bold: true });
			at(doc, title, 50, y + 40);
			at(doc, "Built the tools that developers deploy with.", 50, y + 54);
			y += 54;
		};
		head("Work");
		for (const role of ROLES) entry(role);
		y += 30;
		head("Education");
		entry(STUDY);
		y += 30;
		head("Volunteer");
		entry(["Code Club Chicago", "Mentor", "2019 – Present"]);
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.education?.[0]).toMatchObject({ institution: "University of Leeds", studyType: "BSc" });
	expect(resume.volunteer?.[0]).toMatchObject({ organization: "Code Club Chicago", position: "Mentor" });
});

test("names of sections in a column at the left, over smaller names of parts at the right", async () => {
	const bytes = await page((doc) => {
		let y = 110;
		const section = (name: string, lines: readonly (readonly [text: string, size?: number])[]): void => {
			at(doc, name, 50, y, { size: 16 });
			for (const [text, size = 10] of lines) {
				at(doc, text, 180, y, { size, bold: size > 10 });
				y += 16;
			}
			y += 20;
		};
		section("Work", [
			["Brightwater Payments", 13],
			["Senior Platform Engineer"],
			["Mar 2021 – Present"],
			["Built the tools that developers deploy with."],
		]);
		section("Education", [
			["University of Leeds", 13],
			["BSc Mathematics"],
			["2008 – 2012"],
			["Courses", 11],
			["Measure Theory"],
		]);
		section("Volunteer", [["Code Club Chicago", 13], ["Mentor"], ["2019 – Present"]]);
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED.slice(0, 1));
	expect(resume.education?.[0]).toMatchObject({ institution: "University of Leeds", studyType: "BSc" });
	expect(resume.volunteer?.[0]).toMatchObject({ organization: "Code Club Chicago", position: "Mentor" });
});

test("dates beside their entry, right of names of sections that stand beside the first", async () => {
	const bytes = await page((doc) => {
		at(doc, "Experience", 50, 110, { size: 12 });
		let y = 110;
		for (const [employer, title, dates] of ROLES) {
			at(doc, `${employer} | ${title}`, 150, y, { bold: true });
			at(doc, dates, 450, y);
			at(doc, "Built the tools that developers deploy with.", 150, y + 16);
			at(doc, "Wrote the pipeline that thirty teams use", 165, y + 32);
			y += 54;
		}
		at(doc, "Skills", 50, y, { size: 12 });
		at(doc, "Go, Python", 150, y);
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("a column of names of sections, beside a group of skills that is called as one", async () => {
	const bytes = await page((doc) => {
		let y = 110;
		const section = (name: string, lines: readonly string[]): void => {
			at(doc, name, 50, y, { bold: true });
			for (const text of lines) {
				at(doc, text, 180, y, { bold: text === "Software" });
				y += 16;
			}
			y += 20;
		};
		section("Skills", ["Controlling", "Forecasting, SAP", "Software", "Excel, Power BI"]);
		section("Experience", [
			"Brightwater Payments | Senior Platform Engineer",
			"Mar 2021 – Present",
			"Owner of the settlement platform, which clears four million card payments a day.",
		]);
		section("Education", ["University of Leeds", "BSc Mathematics, 2008 – 2012"]);
		section("Languages", ["English"]);
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED.slice(0, 1));
	expect(resume.education?.[0]).toMatchObject({ institution: "University of Leeds" });
	expect(resume.languages?.map(({ language }) => language)).toEqual(["English"]);
});

test("dates in smaller type, a little higher than the first line of their entry", async () => {
	const bytes = await page((doc) => {
		at(doc, "Engineer of platforms and calm nights, for twelve years.", 50, 90);
		at(doc, "Work", 50, 140, { bold: true, size: 13 });
		let y = 140;
		for (const [employer, title, dates] of ROLES) {
			at(doc, employer, 160, y + 2, { bold: true, size: 11 });
			at(doc, dates, 450, y + 1.5, { size: 7 });
			at(doc, title, 160, y + 18);
			at(doc, "Built the tools that developers deploy with.", 160, y + 34);
			at(doc, "Wrote the pipeline that thirty teams use", 180, y + 50);
			y += 84;
		}
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("beginning and end of the dates in lines of their own, the dash on one between them", async () => {
	const bytes = await page((doc) => {
		at(doc, "Experience", 50, 110, { bold: true, size: 16 });
		let y = 140;
		for (const [employer, title, dates] of ROLES) {
			const [start = "", end = ""] = dates.split(" – ");
			at(doc, start, 460, y - 5);
			at(doc, `${title}, ${employer}`, 50, y);
			if (end !== "Present") at(doc, "—", 484, y + 9);
			at(doc, end === "Present" ? `— ${end}` : end, 460, y + (end === "Present" ? 9 : 23));
			at(doc, "Built the tools that developers deploy with.", 50, y + 32);
			y += 64;
		}
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("title and employer over the dates, below a first employer that stands beside its own", async () => {
	const resume = await parse(
		`Jane Marlowe\njane@example.com\n\nWork\n\nBrightwater Payments    Jun 2018 – Present\nPlatform Engineer\nBuilt the tools that developers deploy with.\n\nSoftware Engineer\nNorthfold Logistics\nSep 2014 – May 2018\nMilwaukee, WI\nRouting of trucks across the Midwest.\n`,
	);
	expect(roles(resume)).toEqual([
		"Platform Engineer @ Brightwater Payments 2018-06..now",
		"Software Engineer @ Northfold Logistics 2014-09..2018-05",
	]);
});

test("a subject in bold type behind its degree and a preposition", async () => {
	const resume = await parse(
		"<!doctype html><html><body><h1>Jane Marlowe</h1><p>jane@example.com</p><h2>Education</h2><h3>University of Leeds</h3><p>Bachelor of Science in <b>Computer Science</b></p><p>Sep 2008 – May 2012</p></body></html>",
		"cv.html",
	);
	expect(resume.education?.[0]).toMatchObject({ studyType: "Bachelor of Science", area: "Computer Science" });
});
