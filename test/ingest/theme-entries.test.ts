import { describe, expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

/** How the themes of JSON Resume set entries, each case alone. */

const person = "<h1>Jane Marlowe</h1><p>jane@example.com | +49 30 23125 118</p>";
const page = (sections: string) => parse(`<!doctype html><html><body>${person}${sections}</body></html>`, "cv.html");
const text = (sections: string) => parse(`Jane Marlowe\njane@example.com | +49 30 23125 118\n\n${sections}`, "cv.txt");
const TWO_ROLES = [
	"Platform Engineer @ Brightwater Payments 2018-06..now",
	"Software Engineer @ Northfold Logistics 2014-09..2018-05",
];

describe("a label inside an entry opens no section", () => {
	test("where several entries have it, though it is set as the sections are", async () => {
		const role = (head: string, dates: string, point: string) => `${head}\n${dates}\n\nHIGHLIGHTS\n${point}\n\n`;
		const resume = await text(
			`WORK EXPERIENCE\n\n${role("Platform Engineer, Brightwater Payments", "Jun 2018 - Present", "Cut the nightly run to forty minutes")}${role("Software Engineer, Northfold Logistics", "Sep 2014 - May 2018", "Rewrote the route planner")}SKILLS\n\nGo, Python`,
		);
		expect(roles(resume)).toEqual(TWO_ROLES);
		expect(resume.awards).toBeUndefined();
	});
	test("in a course of study, where it is set smaller", async () => {
		const study = (school: string, degree: string, dates: string, courses: string) =>
			`<h4>${school}</h4><p>${degree}</p><p>${dates}</p><h5>Courses</h5><ul><li>${courses}</li></ul>`;
		const resume = await page(
			`<h3>Education</h3>${study("University of Delhi", "Master of Science, Statistics", "2008 – 2010", "Measure Theory")}${study("University of Leeds", "Bachelor of Science, Mathematics", "2005 – 2008", "Graph Theory")}`,
		);
		expect(resume.education?.map(({ institution }) => institution)).toEqual([
			"University of Delhi",
			"University of Leeds",
		]);
		expect(resume.certificates).toBeUndefined();
	});
	test("but a section that goes on under its name again is one", async () => {
		const resume = await text(
			"WORK\n\nPlatform Engineer, Brightwater Payments\nJun 2018 - Present\n\nPROJECTS\n\nledgerlint, 2020\n\nPROJECTS\n\nwardcast, 2021",
		);
		expect(roles(resume)).toEqual([TWO_ROLES[0]]);
	});
});

test("the number of its entries behind the name of a section", async () => {
	const resume = await page(
		"<h2>Skills (2)</h2><p>Go, Python</p><h2>Work Experience(2)</h2><p>Jun 2018 - Current</p><p>Platform Engineer</p><p>Brightwater Payments</p><p>Sept 2014 - May 2018</p><p>Software Engineer</p><p>Northfold Logistics</p>",
	);
	expect(roles(resume)).toEqual(TWO_ROLES);
	expect(skills(resume)).toEqual(["Go", "Python"]);
});

test("a web address between employer and title is neither, and is kept", async () => {
	const role = (employer: string, dates: string, url: string, title: string) =>
		`<h4>${employer} ${dates}</h4><p>${url}</p><p>${title}</p><p>Built the tools that developers deploy with.</p>`;
	const resume = await page(
		`<h3>Work</h3>${role("Brightwater Payments", "June 2018 — Now", "https://brightwater.example.com", "Platform Engineer")}${role("Northfold Logistics", "September 2014 — May 2018", "(https://northfold.example.com)", "Software Engineer")}`,
	);
	expect(roles(resume)).toEqual(TWO_ROLES);
	expect(resume.work?.map(({ url }) => url)).toEqual([
		"https://brightwater.example.com",
		"https://northfold.example.com",
	]);
});

test("a title does not go on with an address that ends as a preposition does", async () => {
	const resume = await text(
		"BERUFSERFAHRUNG\n\nKettenwerk Göppingen GmbH  April 2017 — heute\nhttps://kettenwerk.example.de\nLeiterin Controlling\nVerantwortet das Controlling von vier Werken mit zwölf Mitarbeitern.",
	);
	expect(roles(resume)).toEqual(["Leiterin Controlling @ Kettenwerk Göppingen GmbH 2017-04..now"]);
});

test("names of entries that are set as the names of sections are", async () => {
	const role = (employer: string, dates: string, title: string) =>
		`<h3>${employer}</h3><h5>${dates}</h5><h4>${title}</h4><p>Built the tools that developers deploy with.</p>`;
	const resume = await page(
		`<h3>Experience</h3>${role("Brightwater Payments", "06/2018 - Present", "Platform Engineer")}${role("Northfold Logistics", "09/2014 - 05/2018", "Software Engineer")}<h3>Languages</h3><p>English (Native speaker)</p>`,
	);
	expect(roles(resume)).toEqual(TWO_ROLES);
});

test("a list of employer and dates is the head of an entry", async () => {
	const role = (title: string, employer: string, dates: string) =>
		`<h3>${title}</h3><ul><li>${employer}</li><li>${dates}</li></ul><p>Built tools.</p><ul><li>Cut the nightly run to forty minutes</li></ul>`;
	const resume = await page(
		`<h2>Experience</h2>${role("Platform Engineer", "Brightwater Payments", "Jun 2018 – Present 8 years, 1 month")}${role("Software Engineer", "Northfold Logistics", "Sep 2014 – May 2018")}`,
	);
	expect(roles(resume)).toEqual(TWO_ROLES);
	expect(resume.work?.[0]?.highlights).toEqual(["Cut the nightly run to forty minutes"]);
});

test("a point of a list that has a heading of its own is an entry", async () => {
	const role = (employer: string, dates: string, title: string) =>
		`<li><h4>${employer}</h4> <time>${dates}</time> <time>3 years</time><h5>${title}</h5><p>Built tools.</p><ul><li>Cut the nightly run to forty minutes</li></ul></li>`;
	const resume = await page(
		`<h2>Experience</h2><ul>${role("Brightwater Payments", "June, 2018 - Present", "Platform Engineer")}${role("Northfold Logistics", "September, 2014 - May, 2018", "Software Engineer")}</ul>`,
	);
	expect(roles(resume)).toEqual(TWO_ROLES);
});
