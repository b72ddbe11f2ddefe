import { describe, expect, test } from "vitest";
import { parse } from "./parser.ts";

/** A resume around the header of one role. */
const withRole = (header: string): string =>
	`Jane Roe\njane@example.org\n\nExperience\n\n${header}\n- Did things that mattered\n\nSkills\nPython, SQL\n`;
const withStudy = (header: string): string =>
	`Jane Roe\njane@example.org\n\nEducation\n\n${header}\n\nSkills\nPython, SQL\n`;

describe("employer and title in either order, with any separator", () => {
	test.each([
		["Software Engineer, Acme GmbH, Berlin    Jan 2020 – Mar 2021"],
		["Acme GmbH, Software Engineer, Berlin    Jan 2020 – Mar 2021"],
		["Software Engineer at Acme GmbH, Berlin (Jan 2020 – Mar 2021)"],
		["Software Engineer | Acme GmbH | Berlin | Jan 2020 – Mar 2021"],
		["Acme GmbH — Software Engineer — Berlin — Jan 2020 – Mar 2021"],
		["Jan 2020 – Mar 2021: Software Engineer, Acme GmbH, Berlin"],
		["Jan 2020 – Mar 2021    Acme GmbH, Berlin\nSoftware Engineer"],
		["Software Engineer\nAcme GmbH, Berlin\nJan 2020 – Mar 2021"],
		["Acme GmbH, Berlin: Software Engineer    Jan 2020 – Mar 2021"],
		["Jan 2020 – Mar 2021\nSoftware Engineer\nAcme GmbH\nBerlin"],
	])("%s", async (header) => {
		expect((await parse(withRole(header))).work).toMatchObject([
			{ position: "Software Engineer", name: "Acme GmbH", startDate: "2020-01", endDate: "2021-03" },
		]);
	});

	test.each([
		[
			"Director, Product Marketing | Brown, Ortiz & Morgan | 2019 - 2020",
			"Director, Product Marketing",
			"Brown, Ortiz & Morgan",
		],
		[
			"Ejecutiva de ventas en Aceites Verdes S.A. de C.V., Puebla    2019 – 2020",
			"Ejecutiva de ventas",
			"Aceites Verdes S.A. de C.V.",
		],
		["Account Executive, Salesforce, Chicago, IL    2019 – 2020", "Account Executive", "Salesforce"],
		["Account Executive, Cerner, Kansas City, MO    2019 – 2020", "Account Executive", "Cerner"],
		["Controller, Snowflake, Bozeman, MT    2019 – 2020", "Controller", "Snowflake"],
		["OTR Driver, Schneider National, Green Bay, WI    2019 – 2020", "OTR Driver", "Schneider National"],
		["Auditor, First Northmont Bank, Denver, CO    2019 – 2020", "Auditor", "First Northmont Bank"],
		["Nurse, Silver Holdings, Inc.    2019 – 2020", "Nurse", "Silver Holdings, Inc."],
	])("%s", async (header, position, name) => {
		expect((await parse(withRole(header))).work).toMatchObject([{ position, name }]);
	});
});

test("several roles under one employer", async () => {
	const text = withRole(
		"Acme GmbH, Berlin\nLead Engineer    Jan 2020 – Present\n- Led a team\nEngineer    Mar 2016 – Dec 2019",
	);
	expect((await parse(text)).work).toMatchObject([
		{ name: "Acme GmbH", position: "Lead Engineer", startDate: "2020-01", current: true },
		{ name: "Acme GmbH", position: "Engineer", startDate: "2016-03", endDate: "2019-12" },
	]);
});

test("an employer above its roles, behind a role whose header has both in the line of its dates", async () => {
	const text = withRole(
		"Controller, Hall & Rahman plc    Mar 2023 – Jun 2026\n- Led a team\nColdcliffe Market Co-op, Manchester\nSenior Controller    Jun 2021 – Feb 2023\n- Built it\nAccounts Assistant    Oct 2013 – Jun 2017\n- Ran it",
	);
	expect((await parse(text)).work).toMatchObject([
		{ name: "Hall & Rahman plc", position: "Controller" },
		{ name: "Coldcliffe Market Co-op", position: "Senior Controller" },
		{ name: "Coldcliffe Market Co-op", position: "Accounts Assistant" },
	]);
});

test("dates that fell out of the line of their header", async () => {
	const text = withRole(
		"Planner | Valvert Foundries | Tours (01/2022 - 02/2025)\n- Led a team\nSenior Supply Chain Planner | Valvert Foundries | Tours\n(07/2019 - 12/2021)\n- Built it",
	);
	expect((await parse(text)).work).toMatchObject([
		{ name: "Valvert Foundries", position: "Planner", startDate: "2022-01" },
		{ name: "Valvert Foundries", position: "Senior Supply Chain Planner", startDate: "2019-07" },
	]);
});

test("titles unknown to any list are told by the place they stand in", async () => {
	const text = `Jane Roe\njane@example.org\n\nExperience\n\nZindo Wrangler, Farnsby    2020 – 2021\n- One\n\nEngineer, Acme Ltd    2018 – 2020\n- Two\n\nAnalyst, Beta Ltd    2016 – 2018\n- Three\n`;
	expect((await parse(text)).work?.[0]).toMatchObject({ position: "Zindo Wrangler", name: "Farnsby" });
});

test("lists with a label belong to the role, not to the next header", async () => {
	const text = withRole(
		"Engineer, Acme GmbH    2019 – 2021\n- Built it\nTechnologies: Java, Spring, Kafka\nAnalyst, Beta AG    2017 – 2019",
	);
	expect((await parse(text)).work?.map((role) => role.name)).toEqual(["Acme GmbH", "Beta AG"]);
});

describe("degree, area, institution and grade", () => {
	test.each([
		[
			"University of Norwood, BSc (Hons) in Computer Science    2010 – 2013",
			"University of Norwood",
			"BSc (Hons)",
			"Computer Science",
		],
		[
			"Bachelor of Science in Nursing, Oakmont College    2010 – 2013",
			"Oakmont College",
			"Bachelor of Science",
			"Nursing",
		],
		[
			"2010 – 2013    M.Sc. Informatik, Technische Universität Adlerstadt",
			"Technische Universität Adlerstadt",
			"M.Sc.",
			"Informatik",
		],
		[
			"Erstes Staatsexamen Sonderpädagogik, Universität Holm    2010 – 2013",
			"Universität Holm",
			"Erstes Staatsexamen",
			"Sonderpädagogik",
		],
		[
			"Diplom Volkswirtschaftslehre, Universität Holm    2010 – 2013",
			"Universität Holm",
			"Diplom",
			"Volkswirtschaftslehre",
		],
		["PhD, Physics\nUniversity of Norwood\n2010 – 2013", "University of Norwood", "PhD", "Physics"],
		[
			"National Institute of Technology, Rampur — B.Tech, Mechatronics    2010 – 2013",
			"National Institute of Technology, Rampur",
			"B.Tech",
			"Mechatronics",
		],
		[
			"Licence Informatique, Université de Rivebourg (2010 – 2013)",
			"Université de Rivebourg",
			"Licence",
			"Informatique",
		],
	])("%s", async (header, institution, studyType, area) => {
		expect((await parse(withStudy(header))).education).toMatchObject([
			{ institution, studyType, area, endDate: "2013" },
		]);
	});

	test("a grade below the entry", async () => {
		expect(
			(await parse(withStudy("BSc Physics, University of Norwood    2010 – 2013\nGPA: 3.9/4.0"))).education?.[0]?.score,
		).toBe("3.9/4.0");
	});

	test("Cambridge, MA is no master's degree", async () => {
		const [study] = (await parse(withStudy("University of Norwood, Cambridge, MA    2010 – 2013"))).education ?? [];
		expect(study?.studyType).toBeUndefined();
	});
});
