import { expect, test } from "vitest";
import { parse } from "./parser.ts";

/** What is printed of each study, in order. */
const studiesOf = async (lines: readonly string[]): Promise<unknown[]> => {
	const text = `Jane Doe\njane@example.org\n\nEducation\n${lines.join("\n")}\n\nExperience\nMarch 2019 - present: Buyer, Harbour Ltd\n`;
	const { education = [], work = [] } = await parse(text);
	expect(work).toHaveLength(1);
	return education.map(({ institution, studyType, endDate, score }) => [institution, studyType, endDate, score]);
};

test("a grade in brackets behind the dates ends the line", async () => {
	expect(
		await studiesOf([
			"University of Hull, Civil Engineering, BEng, 2009 - 2012 (3.41/4.00)",
			"Hull Grammar School, 2002 - 2009",
		]),
	).toEqual([
		["University of Hull", "BEng", "2012", "3.41/4.00"],
		["Hull Grammar School", undefined, "2009", undefined],
	]);
});

test("a percentage behind a lone year is a grade, and classes of a school are degrees", async () => {
	expect(
		await studiesOf([
			"B.E. (Civil Engineering), Osmania University, 2016, 71.5%",
			"12th, Telangana State Board, 2012, 88%",
			"Class X, Little Flower School, 2010 (91%)",
		]),
	).toEqual([
		["Osmania University", "B.E.", "2016", "71.5%"],
		["Telangana State Board", "12th", "2012", "88%"],
		["Little Flower School", "Class X", "2010", "91%"],
	]);
});

test("a grade with its label or of a scale", async () => {
	expect(
		await studiesOf([
			"Diploma di maturità classica, Liceo Dante Alighieri, 2013, voto 90/100",
			"Laurea triennale in Fisica, Università degli Studi di Pavia, 2017, 101/110",
		]),
	).toEqual([
		["Liceo Dante Alighieri", "Diploma di maturità classica", "2013", "voto 90/100"],
		["Università degli Studi di Pavia", "Laurea triennale", "2017", "101/110"],
	]);
});

test.each([
	["University of Galway — Bachelor of Business Studies (2007 – 2011)", "Bachelor of Business Studies", undefined],
	[
		"2012 – 2017   Mag. rer. soc. oec., Betriebswirtschaft, Universität Linz",
		"Mag. rer. soc. oec.",
		"Betriebswirtschaft",
	],
	["2014 – 2018   Förskollärarexamen, 210 hp, Umeå universitet", "Förskollärarexamen", undefined],
])("the whole of a degree, and no area that is none: %s", async (line, degree, area) => {
	const { education } = await parse(`Jane Doe\njane@example.org\n\nEducation\n${line}\n`);
	expect(education?.map(({ studyType, area }) => [studyType, area])).toEqual([[degree, area]]);
});

test("a membership of a profession among the studies is a certificate", async () => {
	const lines = ["BSc Building Surveying, University of Hull (2009 – 2013), 2:1", "MCIOB, 2017"];
	const { education, certificates } = await parse(`Jane Doe\njane@example.org\n\nEducation\n${lines.join("\n")}\n`);
	expect(education).toHaveLength(1);
	expect(certificates).toMatchObject([{ name: "MCIOB", date: "2017" }]);
});
