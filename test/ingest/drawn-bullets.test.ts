import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Roles as a browser prints them: a dot is a shape, and only the indent of the text tells of it. */
const ROLES = [
	{
		head: ["Software Engineer", "Acme GmbH", "2019 – 2023"],
		items: [
			["Built a service for the customers of the bank that answers four thousand", "questions a second"],
			["Led a team of five"],
			["Kept the costs of the cloud under the plan"],
		],
	},
	{ head: ["Analyst", "Gamma AG", "2014 – 2016"], items: [["Reports for the board"], ["Forecasts"]] },
] as const;

const draw = (x: number, dates: number): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Doe", 50, 50, { bold: true, size: 24 });
		at(doc, "jane@example.org", 50, 80);
		at(doc, "EXPERIENCE", 50, 110, { bold: true, size: 12 });
		let y = 130;
		for (const { head, items } of ROLES) {
			at(doc, head[0], x, y, { bold: true });
			at(doc, head[2], dates, y);
			at(doc, head[1], x, y + 14);
			y += 28;
			for (const lines of items) {
				doc.circle(x + 8, y + 4, 1.5).fill("black");
				for (const line of lines) {
					at(doc, line, x + 18, y);
					y += 13;
				}
			}
			y += 10;
		}
		at(doc, "SKILLS", 50, y, { bold: true, size: 12 });
		at(doc, "Python, SQL", 50, y + 18);
	});

test.each([
	["dates at the right", 50, 450],
	["dates in a left column", 150, 50],
])("text that hangs from drawn bullets is a list: %s", async (_, x, dates) => {
	const resume = await parse(await draw(x, dates));
	expect(roles(resume)).toEqual(["Software Engineer @ Acme GmbH 2019..2023", "Analyst @ Gamma AG 2014..2016"]);
	const lists = ROLES.map(({ items }) => items.map((lines) => lines.join(" ")));
	expect(resume.work?.map(({ highlights }) => highlights)).toEqual(lists);
	expect(resume.work?.map(({ summary }) => summary)).toEqual([undefined, undefined]);
});

test("text under a role without an indent is its summary", async () => {
	const text =
		"Jane Doe\njane@example.org\n\nExperience\n\nAnalyst, Gamma AG\n2014 – 2016\nReports for the board.\nForecasts.\n";
	const [role] = (await parse(text)).work ?? [];
	expect([role?.summary, role?.highlights]).toEqual(["Reports for the board.\nForecasts.", undefined]);
});

/** Entries as a browser prints them: heads at the left edge, the points of their lists set in from it. */
const printed = (lines: readonly (readonly [number, string])[]): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Doe", 50, 50, { bold: true, size: 24 });
		at(doc, "jane@example.org", 50, 80);
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		for (const [row, [x, text]] of lines.entries()) at(doc, text, x, 135 + row * 15);
	});

test("dates in points whose bullets are drawn make no roles", async () => {
	const lines = [
		[50, "Harbour Bank, Credit Analyst, 03/2018 – present"],
		[78, "Moved the loan book to a new system between 2019 and 2021"],
		[78, "Sat on the committee for small firms"],
		[50, "Mill Road Garage, Mechanic, 05/2012 – 02/2018"],
		[78, "Ran the school for apprentices 2014 – 2016"],
		[78, "Drew up the safety plan, March 2015"],
	] as const;
	const resume = await parse(await printed(lines));
	expect(roles(resume)).toEqual([
		"Credit Analyst @ Harbour Bank 2018-03..now",
		"Mechanic @ Mill Road Garage 2012-05..2018-02",
	]);
	expect(resume.work?.map(({ highlights }) => highlights)).toEqual([
		[lines[1][1], lines[2][1]],
		[lines[4][1], lines[5][1]],
	]);
});

test("a short line that goes on small is one point with the next", async () => {
	const resume = await parse(
		await printed([
			[50, "Harbour Bank, Credit Analyst, 03/2018 – present"],
			[78, "Sat on the committee"],
			[78, "Kept the costs of the cloud under"],
			[78, "the plan of the board"],
		]),
	);
	expect(resume.work?.[0]?.highlights).toEqual([
		"Sat on the committee",
		"Kept the costs of the cloud under the plan of the board",
	]);
});

test("titles with dates that are set in under their employer stay roles", async () => {
	const resume = await parse(
		await printed([
			[50, "Harbour Bank, Dublin"],
			[78, "Senior Credit Analyst, 03/2018 – present"],
			[78, "Credit Analyst, 05/2012 – 02/2018"],
			[50, "Mill Road Garage, Cork"],
			[78, "Mechanic, 01/2008 – 04/2012"],
		]),
	);
	expect(resume.work?.map(({ position }) => position)).toEqual(["Senior Credit Analyst", "Credit Analyst", "Mechanic"]);
});
