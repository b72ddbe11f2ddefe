import { describe, expect, test } from "vitest";
import { parse, roles, skills } from "./parser.ts";

/** What resumes of many styles showed, each case alone. */

const person = (sections: string): string =>
	`<h1>Jane Marlowe</h1><p>jane@example.com | +49 30 23125 118</p>${sections}`;
const html = (sections: string) => parse(`<!doctype html><html><body>${person(sections)}</body></html>`, "cv.html");
const text = (sections: string) => parse(`Jane Marlowe\njane@example.com | +49 30 23125 118\n\n${sections}`, "cv.txt");

describe("work", () => {
	test("a change of type parts the title from the employer", async () => {
		const resume = await html(
			"<h2>Work experience</h2><p><b>QUALITY MANAGER</b> Pastificio Valdorcia<br>09/2020 – present</p><ul><li>Ran the plan</li></ul>",
		);
		expect(roles(resume)).toEqual(["QUALITY MANAGER @ Pastificio Valdorcia 2020-09..now"]);
	});
	test("a table with names of sections over both columns is read row by row", async () => {
		const row = (left: string, right: string) => `<tr><td>${left}</td><td>${right}</td></tr>`;
		const head = (name: string) => `<tr><td colspan="2"><b>${name}</b></td></tr>`;
		const resume = await html(
			`<table>${row("Location", "Leeds")}${row("T", "0113 496 0118")}${head("Skills")}${row("", "Perl, Bash")}${head("Career History")}${row("2019–2023", "<b>Davies Wealth LLP, Leeds</b><br>Lead Engineer<ul><li>Ran it</li></ul>")}${row("2017–2019", "<b>Crearvia Labs, Bath</b><br>Cloud Engineer<ul><li>Built it</li></ul>")}</table>`,
		);
		expect(roles(resume)).toEqual([
			"Lead Engineer @ Davies Wealth LLP 2019..2023",
			"Cloud Engineer @ Crearvia Labs 2017..2019",
		]);
	});
	test("who works for nobody has no employer of the role above", async () => {
		const resume = await text(
			"WORK EXPERIENCE\n\nSteelworks Theatre — Head of Lighting\nSep 2018 - Present\n- Runs the rig\n\nFreelance — Lighting Designer\nJan 2014 - Aug 2018\n- Tours of dance",
		);
		expect(roles(resume)[1]).toBe("Lighting Designer @ Freelance 2014-01..2018-08");
	});
	test("what stands under the dates of a group's role is its place", async () => {
		const resume = await text(
			"EXPERIENCE\n\nViessmann\n6 years 3 months\n\nTeam Lead Purchasing\nJuly 2017 - December 2020\nAustin, Texas Metropolitan Area\n- Led a team\n\nStrategic Buyer\nOctober 2014 - June 2017\nAllendorf\n- Bought castings",
		);
		expect(roles(resume)).toEqual([
			"Team Lead Purchasing @ Viessmann 2017-07..2020-12",
			"Strategic Buyer @ Viessmann 2014-10..2017-06",
		]);
	});
	test("words of the trade behind a comma belong to the title", async () => {
		const resume = await text(
			"EXPERIENCE\n\nHARBORSTONE BRANDS, INC.\nMaker of household goods with six thousand employees in nine plants and two more.\nChief Operating Officer\t2018 – Present\n- Raised margins\nSenior Vice President, Supply Chain\t2014 – 2018\n- Rebuilt planning",
		);
		expect(roles(resume)[1]).toBe("Senior Vice President, Supply Chain @ HARBORSTONE BRANDS, INC. 2014..2018");
	});
	test("a heading of no known name in capitals says by its last word what it is", async () => {
		const resume = await html(
			"<p>DRIVING EXPERIENCE</p><p>Regional Driver, Cumberland Carriers GmbH, 05/2019 - Present</p><p>EDUCATION</p><p>BSc Physics, University of Leeds, 2010 - 2013</p>",
		);
		expect(roles(resume)).toEqual(["Regional Driver @ Cumberland Carriers GmbH 2019-05..now"]);
	});
});

describe("education", () => {
	const studies = async (line: string) =>
		(await text(`EDUCATION\n\n${line}`)).education?.map((study) => [
			study.studyType,
			study.area,
			study.institution,
			study.endDate,
		]);
	test.each([
		[
			"B.S. in Business Administration | June 2018 | Bigtown College",
			["B.S.", "Business Administration", "Bigtown College", "2018-06"],
		],
		[
			"Bachelor of Commerce - BCom, Information Systems, University of Cape Town, 2011 - 2014",
			["Bachelor of Commerce - BCom", "Information Systems", "University of Cape Town", "2014"],
		],
		[
			"Bachelor of Arts in Computer Science, Minor in Business, Blinn College, 2014 - 2018",
			["Bachelor of Arts", "Computer Science", "Blinn College", "2018"],
		],
		["Diplôme d'ingénieur, ISAE-SUPAERO, Paris, 2015", ["Diplôme d'ingénieur", undefined, "ISAE-SUPAERO", "2015"]],
		[
			"HBO Bouwkunde, Hogeschool van Amsterdam (diploma behaald), 2011 – 2015",
			["HBO", "Bouwkunde", "Hogeschool van Amsterdam", "2015"],
		],
	])("%s", async (line, study) => {
		expect(await studies(line)).toEqual([study]);
	});
});

describe("languages and skills", () => {
	test("spoken languages among the skills are languages", async () => {
		const resume = await text(
			"SKILLS\n\nSoftware: R, Excel\nLanguages: English (native), French (GCSE)\nTools: Git, Jira",
		);
		expect(skills(resume)).toEqual(["R", "Excel", "Git", "Jira"]);
		expect(resume.languages?.map((entry) => entry.language)).toEqual(["English", "French"]);
	});
	test("a level may stand before its language, and a form's label may say it", async () => {
		const resume = await text("LANGUAGES\n\nMother tongue: Italian\nFluent in English, basic German");
		expect(resume.languages).toEqual([
			{ language: "Italian", fluency: "Mother tongue" },
			{ language: "English", fluency: "Fluent" },
			{ language: "German", fluency: "basic" },
		]);
	});
	test("stars and hash signs part skills", async () => {
		expect(skills(await text("SKILLS\n\nZendesk * Coaching * Scheduling"))).toEqual([
			"Zendesk",
			"Coaching",
			"Scheduling",
		]);
	});
});

test("schools above their degrees, with as much space over each line", async () => {
	const { education } = await parse(
		"# Jane Marlowe\n\njane@example.com\n\n## Academic Background\n\n### Hochschule Holm\n\nMBA in Economics  \nOct 2020 — Aug 2021\n\n### Technische Universität Ebersbach\n\nBachelor of Science in Economics  \nOct 2017 — Jun 2020\n\n### Gymnasium Buchenfels\n\nHigh School Diploma  \nSep 2011 — Jun 2017\n",
		"cv.md",
	);
	expect(education?.map(({ institution, studyType }) => [institution, studyType])).toEqual([
		["Hochschule Holm", "MBA"],
		["Technische Universität Ebersbach", "Bachelor of Science"],
		["Gymnasium Buchenfels", "High School Diploma"],
	]);
});

describe("signs", () => {
	test("radicals are read as the signs that they are drawn as", async () => {
		const resume = await text("⼯作经历\n\n2020年3⽉ - 2022年6⽉  上海⻓城科技有限公司  软件⼯程师\n- 负责后台");
		expect(roles(resume)).toEqual(["软件工程师 @ 上海长城科技有限公司 2020-03..2022-06"]);
	});
	test("a nickname in quotes is part of neither name", async () => {
		const { basics } = await parse(
			'DWAYNE "TEX" O\'MALLORY\ntex@example.com\n\nEXPERIENCE\n\nDriver, Acme GmbH, 2018 - 2021',
		);
		expect(basics).toMatchObject({ givenName: "DWAYNE", familyName: "O'MALLORY" });
	});
});

describe("what everyday resumes of other trades showed", () => {
	test("how somebody was employed, behind the place of the employer", async () => {
		const resume = await text(
			"ESPERIENZE LAVORATIVE\n\nInfermiera di Pronto Soccorso\tgennaio 2015 – febbraio 2019\nOspedale degli Infermi, Rimini – tempo determinato\n- Triage",
		);
		expect(roles(resume)).toEqual(["Infermiera di Pronto Soccorso @ Ospedale degli Infermi 2015-01..2019-02"]);
	});
	test("courses that somebody taught, and service, are no roles", async () => {
		const { work } = await text(
			"TEACHING\n\n2013–19\tGEOG 210 Cartography; GEOG 101 Physical Geography (180 students)\n\nSERVICE\n\n2020–\tAssociate editor, Annals of Cold Regions",
		);
		expect(work ?? []).toEqual([]);
	});
	test("certificates: issuer in brackets, what was done, the name under place and day", async () => {
		const { certificates } = await text(
			"CERTIFICAZIONI\n\nBLSD (IRC, 2025) – ALS (ERC, 2023)\n- Wrote the handbook that new volunteers get on their first day\n\nRostock, 4. Mai 2026\nJane Marlowe",
		);
		expect(certificates?.map(({ name, issuer }) => [name, issuer])).toEqual([
			["BLSD", "IRC"],
			["ALS", "ERC"],
		]);
	});
	test.each([
		["Current Location: Mysuru, Karnataka | Notice Period: 60 Days | Total Exp: 7 Yrs", "Mysuru"],
		["Department of Geography, Vickers Hall 214, Carraway State University, Bozeman, MT 59717", "Bozeman"],
		["Carrera 7 # 24-18, Barrio Kennedy, Quibdó – Chocó", "Quibdó"],
		["455, rang Saint-Louis, Rimouski (Québec) G5L 3B2", "Rimouski"],
		["Adres Bilgileri : Türkiye - Kocaeli - Gebze", "Kocaeli"],
	])("where somebody lives: %s", async (line, city) => {
		const { basics } = await parse(`Jane Marlowe\n${line}\njane@example.com\n\nSKILLS\nExcel`, "cv.txt");
		expect(basics?.location?.city).toBe(city);
	});
	test("a number of Switzerland, which its words name", async () => {
		const { basics } = await parse(
			"Seraina Imhof\nTelefon: 079 555 31 20\nHeimatort: Erstfeld UR\n\nBERUFSERFAHRUNG\n\n2014 – 2019 Pflegefachfrau, Kantonsspital Uri",
			"cv.txt",
		);
		expect(basics?.phone).toBe("+41795553120");
	});
});
