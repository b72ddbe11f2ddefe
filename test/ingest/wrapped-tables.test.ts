import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];

/** A table as browsers print it: names of its columns centred, cells that wrap by themselves, rows apart by their padding. */
function table(doc: Doc, top: number, edges: readonly number[], rows: readonly (readonly string[])[]): number {
	let y = top;
	for (const [row, cells] of rows.entries()) {
		const lines = cells.map((cell) => cell.split("/"));
		for (const [column, texts] of lines.entries()) {
			const edge = edges[column] as number;
			for (const [line, text] of texts.entries()) at(doc, text, row === 0 ? edge + 25 : edge, y + line * 12);
		}
		y += 12 * Math.max(...lines.map((texts) => texts.length)) + 8;
	}
	return y;
}

const draw = (): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Doe", 50, 50, { bold: true, size: 22 });
		at(doc, "Cork, jane@example.org", 50, 80);
		at(doc, "Work Experience", 50, 110, { bold: true, size: 14 });
		const below = table(
			doc,
			135,
			[60, 180, 300, 390],
			[
				["Employer", "Position", "Period", "Duties"],
				[
					"Harbour Commercial/Bank Group/Limited",
					"Senior Credit/Analyst",
					"Feb 2018 to date",
					"Loans of large/firms and their/reviews",
				],
				["Mills Money/Transfer Limited", "Customer Service/Representative", "Jan 2012/– Jan/2018", "Handled calls"],
			],
		);
		at(doc, "Education", 50, below + 12, { bold: true, size: 14 });
		table(
			doc,
			below + 36,
			[60, 240, 450],
			[
				["Institution", "Award", "Year"],
				["University of Limerick, School of/Business", "Bachelor of Commerce in Finance/and Accounting", "2011"],
			],
		);
	});

test("cells of a table with a centred head that wrap are whole", async () => {
	const resume = await parse(await draw());
	expect(roles(resume)).toEqual([
		"Senior Credit Analyst @ Harbour Commercial Bank Group Limited 2018-02..now",
		"Customer Service Representative @ Mills Money Transfer Limited 2012-01..2018-01",
	]);
	expect(resume.work?.map(({ highlights }) => highlights)).toEqual([
		["Loans of large firms and their reviews"],
		["Handled calls"],
	]);
	expect(resume.education).toMatchObject([
		{ studyType: "Bachelor of Commerce", area: "Finance and Accounting", endDate: "2011" },
	]);
});
