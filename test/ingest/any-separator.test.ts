import { expect, test } from "vitest";
import { parse, roles } from "./parser.ts";

const resume = (heading: string, lines: readonly string[]): string =>
	`Jane Doe\njane@example.org\n\n${heading}\n${lines.join("\n")}\n`;

test.each(["»", "--", ">>", "›", "/", "::"])("title and employer with %s between them", async (sign) => {
	const lines = [
		`Harbour Bank Ltd ${sign} Product Manager ${sign} 2019–2023`,
		`Mills Group ${sign} Assistant ${sign} 2016–2019`,
	];
	expect(roles(await parse(resume("Experience", lines)))).toEqual([
		"Product Manager @ Harbour Bank Ltd 2019..2023",
		"Assistant @ Mills Group 2016..2019",
	]);
});

test("who worked freelance had no employer of the role before", async () => {
	const lines = ["Harbour Bank Ltd, Intern (Jul–Sep 2015)", "Freelance Web Designer, 2013–2015"];
	expect(roles(await parse(resume("Experience", lines)))).toEqual([
		"Intern @ Harbour Bank Ltd 2015-07..2015-09",
		"Freelance Web Designer @ undefined 2013..2015",
	]);
});

test("since when a title was held heads no role of its own", async () => {
	const lines = [
		"01.03.2017 – heute",
		"Pflegeheim am Park gGmbH, Jena",
		"Stationsleitung (seit 01.02.2021), zuvor Pflegefachkraft",
		"",
		"01.10.2011 – 28.02.2017",
		"Klinikum Altenburg, Altenburg",
		"Pflegefachkraft",
	];
	expect(roles(await parse(resume("Berufserfahrung", lines)))).toEqual([
		"Stationsleitung @ Pflegeheim am Park gGmbH 2017-03-01..now",
		"Pflegefachkraft @ Klinikum Altenburg 2011-10-01..2017-02-28",
	]);
});

test.each(["m/w/d", "w/m/d", "m/f/x", "gn"])("(%s) behind a title is no employer", async (sign) => {
	const lines = ["05/2020 – heute", `Sachbearbeiterin (${sign})`, "Klinikum Altenburg gGmbH"];
	expect(roles(await parse(resume("Berufserfahrung", lines)))).toEqual([
		"Sachbearbeiterin @ Klinikum Altenburg gGmbH 2020-05..now",
	]);
});

test("the chamber that examined is no employer", async () => {
	const lines = ["2015 – 2018", "Ausbildung zum Bankkaufmann (IHK)", "Druckerei Hafen AG"];
	expect((await parse(resume("Berufserfahrung", lines))).work?.[0]?.name).toBe("Druckerei Hafen AG");
});
