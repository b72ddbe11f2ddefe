import { expect, test } from "vitest";
import { parse, roles } from "./parser.ts";

/** Lists of roles as people type them: a part of a year, sentences, an employer over its roles, scripts without capitals. */

const inSection = async (heading: string, ...lines: readonly string[]): Promise<string[]> =>
	roles(await parse(`Ana Silva\nana@example.org\n\n${heading}\n${lines.join("\n")}\n`));

test("a part of the year in brackets behind it", async () => {
	const swedish = await inSection(
		"ARBETSLIVSERFARENHET",
		"2017-06 – 2020-08    Vårdbiträde, Attendo Sverige AB, Knivsta",
		"2016 (juni–aug)      Butiksbiträde, Willys",
	);
	expect(swedish).toEqual([
		"Vårdbiträde @ Attendo Sverige AB 2017-06..2020-08",
		"Butiksbiträde @ Willys 2016-06..2016-08",
	]);
	const columns = await inSection(
		"EXPERIENCE",
		"2023 – Present     Deloitte Consulting          Columbus, OH",
		"                   Business Analyst",
		"                   • Built dashboards",
		"2022 (Summer)      The Kroger Co.         Cincinnati, OH",
		"                   Supply Chain Intern",
		"                   • Forecasted demand",
	);
	expect(columns).toEqual(["Business Analyst @ Deloitte Consulting 2023..now", expect.stringContaining("Kroger Co. ")]);
});

test("two years that a word joins are the dates of one role", async () => {
	expect(await inSection("Experience", "Cook, Hotel Marina, 2013 – 2016", "Waiter, Café Lindt, 2011 and 2012")).toEqual(
		["Cook @ Hotel Marina 2013..2016", "Waiter @ Café Lindt 2011..2012"],
	);
});

test("header, dates and text as sentences of one line", async () => {
	expect(
		await inSection(
			"Experience",
			"Pastry Chef, Fairmont Pacific Rim, Vancouver, BC. October 2020 to present. Lead team of four; develop menus.",
			"Commis, Thierry Chocolaterie, Vancouver, BC. April 2018 to September 2020. Baked bread.",
			"Kitchen helper, Ramen Danbo, 2016–2018.",
		),
	).toEqual([
		"Pastry Chef @ Fairmont Pacific Rim 2020-10..now",
		"Commis @ Thierry Chocolaterie 2018-04..2020-09",
		"Kitchen helper @ Ramen Danbo 2016..2018",
	]);
});

test("the next employer right below the last role of the one before is not that role's", async () => {
	expect(
		await inSection(
			"Experience",
			"AECOM, Denver, CO (2017 – Present)",
			"Senior Engineer (2019 – Present)",
			"Staff Engineer (2017 – 2019)",
			"CITY OF PUEBLO, Pueblo, CO",
			"Engineering Intern (2015 – 2016)",
		),
	).toEqual([
		"Senior Engineer @ AECOM 2019..now",
		"Staff Engineer @ AECOM 2017..2019",
		"Engineering Intern @ CITY OF PUEBLO 2015..2016",
	]);
});

test("dates below each header, in Arabic", async () => {
	expect(
		await inSection(
			"الخبرات العملية",
			"مهندس مدني – شركة أرامكو السعودية – الظهران",
			"من يناير 2018 حتى الآن",
			"مهندس موقع – مجموعة بن لادن السعودية – جدة",
			"من 06/2013 إلى 12/2017",
		),
	).toEqual([
		"مهندس مدني @ شركة أرامكو السعودية 2018-01..now",
		"مهندس موقع @ مجموعة بن لادن السعودية 2013-06..2017-12",
	]);
});
