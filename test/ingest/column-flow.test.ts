import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Two columns of equal right, as text flows through them: a section goes on where the next column begins. */
type Column = readonly (readonly [text: string, options?: { bold?: boolean; indent?: number }])[];

const draw = (left: Column, right: Column): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Doe", 50, 50, { bold: true, size: 20 });
		at(doc, "Dublin, jane@example.org", 50, 80);
		for (const [x, column] of [
			[50, left],
			[320, right],
		] as const) {
			for (const [row, [text, { bold = false, indent = 0 } = {}]] of column.entries())
				at(doc, text, x + indent, 110 + row * 15, { bold, size: bold ? 12 : 10 });
		}
	});

const heading = (text: string) => [text, { bold: true }] as const;
const point = (text: string) => [text, { indent: 24 }] as const;

const ROLES = [
	["Site Manager, Redwood Homes plc, Dublin"],
	["March 2019 – present"],
	point("Ran sites of eighty units"),
	point("Kept the rate of accidents low"),
	["Carpenter, Mills Group plc, Cork"],
	["May 2009 – February 2019"],
	point("First and second fix"),
	point("Roof trusses"),
] as const;
const MORE = [
	["Labourer, Corrib Paving Ltd, Galway"],
	["June 2004 – April 2009"],
	point("Paving"),
	point("Drainage"),
	["Shop Assistant, Tesco, Galway"],
	["January 2001 – May 2004"],
	point("Tills"),
	point("Shelves"),
] as const;
const STUDY = ["NVQ Level 3 Carpentry, Cork College, 2007 – 2009"] as const;

test("a section goes on at the top of the next column", async () => {
	const resume = await parse(
		await draw(
			[heading("Experience"), ...ROLES],
			[...MORE, heading("Education"), STUDY, heading("Skills"), ["AutoCAD, Excel"]],
		),
	);
	expect(roles(resume)).toEqual([
		"Site Manager @ Redwood Homes plc 2019-03..now",
		"Carpenter @ Mills Group plc 2009-05..2019-02",
		"Labourer @ Corrib Paving Ltd 2004-06..2009-04",
		"Shop Assistant @ Tesco 2001-01..2004-05",
	]);
	expect(resume.work?.map(({ highlights }) => highlights?.length)).toEqual([2, 2, 2, 2]);
	expect(resume.education?.[0]?.institution).toBe("Cork College");
});

test("what stands in the next column belongs to the heading at the foot of the one before", async () => {
	const resume = await parse(
		await draw(
			[heading("Experience"), ...ROLES, heading("Education")],
			[STUDY, ["AutoCAD course, 2006 – 2007"], heading("Skills"), ["AutoCAD, Excel"]],
		),
	);
	expect(resume.education?.[0]).toMatchObject({ institution: "Cork College", endDate: "2009" });
	expect(roles(resume)).toHaveLength(2);
});

test("entries that stand under no name are told of", async () => {
	const resume = await parse(
		await draw(
			[heading("Experience"), ...ROLES],
			[["+353 1 555 0100"], ["www.jane.example"], ...MORE, heading("Skills"), ["AutoCAD, Excel"]],
		),
	);
	expect(roles(resume)).toHaveLength(2);
	expect(resume.meta.flags).toContain("partial");
	expect(resume.meta.warnings.map(({ code }) => code)).toContain("text-left-out");
});
