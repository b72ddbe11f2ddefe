import { expect, test } from "vitest";
import { dashesOfTex } from "../../src/ingest/layout/ligatures.ts";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

type Drawing = Parameters<Parameters<typeof drawPdf>[0]>[0];

const LEFT = 50;
const TEXT = 150;

const widthOf = (doc: Drawing, text: string, bold = false): number =>
	doc
		.font(bold ? "Helvetica-Bold" : "Helvetica")
		.fontSize(10)
		.widthOfString(text);

const head = (doc: Drawing): void => {
	at(doc, "Marion Okafor", LEFT, 40, { bold: true, size: 22 });
	at(doc, "marion@example.org", LEFT, 70);
};

const ENTRIES = [
	["Data Engineer, Acme Ltd, Leeds.", "2020–2024", "Built the warehouse of the company."],
	["Python Developer, Borealis Ltd, York.", "2016–2020", "Wrote interfaces for customers."],
	["Software Engineer, Cobalt Ltd, London.", "2013–2016", "Tested the scheduler of the company."],
] as const;
const EXPECTED = [
	"Data Engineer @ Acme Ltd 2020..2024",
	"Python Developer @ Borealis Ltd 2016..2020",
	"Software Engineer @ Cobalt Ltd 2013..2016",
];

test("dates at the right edge, hardly more than a word space behind the text", async () => {
	const pdf = await drawPdf((doc) => {
		head(doc);
		at(doc, "Experience", LEFT, 100, { bold: true, size: 14 });
		for (const [row, [title, dates, text]] of ENTRIES.entries()) {
			const y = 124 + 36 * row;
			const x = 400 - widthOf(doc, dates, true);
			at(doc, title, x - 7 - widthOf(doc, title), y);
			at(doc, dates, x, y, { bold: true });
			at(doc, text, LEFT, y + 14);
		}
	});
	expect(roles(await parse(pdf))).toEqual(EXPECTED);
});

test("the name of a section that the margin touches is no word of it", async () => {
	const pdf = await drawPdf((doc) => {
		head(doc);
		const aside = "example.org/okafor";
		at(doc, aside, TEXT - 3 - widthOf(doc, aside), 100);
		at(doc, "Experience", TEXT, 100, { bold: true, size: 14 });
		for (const [row, [title, dates, text]] of ENTRIES.entries()) {
			const y = 124 + 36 * row;
			at(doc, title, TEXT, y);
			at(doc, dates, 460, y);
			at(doc, text, TEXT, y + 14);
		}
		at(doc, "Skills", TEXT, 240, { bold: true, size: 14 });
		at(doc, "Python, Fortran", TEXT, 262);
	});
	const resume = await parse(pdf);
	expect(roles(resume)).toEqual(EXPECTED);
});

test.each([
	["beside their text", 0],
	["above their text", 14],
])("the first sentence of an entry is its header, the dates %s", async (_, below) => {
	const pdf = await drawPdf((doc) => {
		head(doc);
		at(doc, "Experience", LEFT, 100, { bold: true, size: 14 });
		for (const [row, [title, dates, text]] of ENTRIES.entries()) {
			at(doc, dates, LEFT, 124 + 44 * row);
			at(doc, `${title} ${text}`, TEXT, 124 + 44 * row + below);
		}
	});
	const resume = await parse(pdf);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.work?.map(({ highlights }) => highlights)).toEqual(ENTRIES.map(([, , text]) => [text]));
});

test("dashes of bitmap fonts, which come as codes of TeX's encoding", () => {
	expect(dashesOfTex("2013 \u0015 2015")).toBe("2013 – 2015");
	expect(dashesOfTex("Mar 2021\u0015Present")).toBe("Mar 2021–Present");
	expect(dashesOfTex("\u0015 Built a service \u0016 and sold it")).toBe("– Built a service — and sold it");
	expect(dashesOfTex("of\u0015ce")).toBe("of\u0015ce");
});
