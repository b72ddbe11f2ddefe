import { describe, expect, test } from "vitest";
import type { KnownWords } from "../../src/ingest/layout/ligature-words.ts";
import { mendLigatures } from "../../src/ingest/layout/ligatures.ts";
import { numberLines } from "../../src/ingest/layout/line.ts";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse } from "./parser.ts";

/** Nothing here has an f-ligature but the words with a bar, which is where the lost glyph stands. */
const LINES = [
	["Jane Doe", 24],
	["Berlin | jane.doe@example.org", 10],
	["Experience", 14],
	["O|ce Manager, Acme GmbH, 2019 – 2023", 10],
	["Planned the con|guration o| every machine and kept the work|ow o| seven teams e|cient", 10],
	["Responsible |rst and last to the board o| the company; |nance reports were due each month", 10],
	["Quali|ed suppliers in eleven countries, led a sta| of nine and wrote all o| the manuals", 10],
	["The zor|ban project was handed over to another department in good time and as planned", 10],
	["Education", 14],
	["BSc Physics, University of Norwood, 2012 – 2016", 10],
	["Skills", 14],
	["Python, Work|ow Automation", 10],
] as const;

/** "o|" is "of", which the font has letters for. */
const withLost = (text: string, lost: string): string =>
	text.includes("@") ? text : text.replaceAll("o| ", "of ").replaceAll("|", lost);

const withBlanks = (): Promise<Buffer> =>
	drawPdf((doc) => {
		let y = 50;
		for (const [text, size] of LINES) {
			at(doc, withLost(text, " "), 50, y, { size, width: 520 });
			y += size + 6;
		}
	});

/** A page written by hand: its font names the glyph of a code in a way that stands for no letter. */
function withNamelessGlyphs(code: 0 | 1): Buffer {
	let y = 800;
	const shown = LINES.map(([text, size]) => {
		y -= size + 6;
		return `/F1 ${size} Tf 1 0 0 1 50 ${y} Tm (${withLost(text, `\\00${code}`).replace("–", "\\226")}) Tj`;
	});
	const stream = `BT ${shown.join("\n")} ET`;
	const encoding = `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${code} /lig1] >>`;
	const objects = [
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
		`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding ${encoding} >>`,
	];
	const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("");
	return Buffer.from(`%PDF-1.4\n${body}trailer << /Size 6 /Root 1 0 R >>\n%%EOF`, "latin1");
}

describe.each([
	["blanks", withBlanks, "zor ban"],
	["glyphs without a name", async () => withNamelessGlyphs(1), "zorban"],
	["glyphs that pdfjs gives as texts of their own", async () => withNamelessGlyphs(0), "zorban"],
])("a font that sets its ligatures as %s", (_, draw, unknown) => {
	test("has the words whole again, and what no word comes of as it is", async () => {
		const resume = await parse(await draw());
		expect(resume.work?.[0]).toMatchObject({ position: "Office Manager", name: "Acme GmbH" });
		const summary = resume.work?.[0]?.summary;
		for (const text of [
			"configuration of every machine and kept the workflow",
			"teams efficient",
			"first and last",
			"finance reports",
			"Qualified suppliers",
			"staff of nine",
			unknown,
		])
			expect(summary).toContain(text);
		expect(resume.meta.flags).toContain("garbled-fonts");
	});
});

describe("a sound file", () => {
	const KNOWN: KnownWords = { isWord: (word) => ["office", "finance"].includes(word), hasStem: () => false };
	const document = (text: string) => {
		const cell = { text, x: 50, right: 500, size: 10, font: "f1", bold: false };
		const drafts = [
			{ page: 1, cells: [cell], gap: 1, bullet: false, heading: 0, stream: "page", region: "body" as const },
		];
		return { lines: numberLines(drafts), links: [], pageCount: 1, flags: new Set<string>() };
	};
	const LETTERS = "the board met each month and wrote down what was to be done ".repeat(6);
	test("that has ligatures in letters is left as it is, whatever stands beside each other", () => {
		const sound = document(`${LETTERS} of ce and nance in the files`);
		expect(mendLigatures(sound, () => KNOWN)).toBe(sound);
	});
	test("with one such pair alone is left as it is", () => {
		const one = document(`${LETTERS} of ce`);
		expect(mendLigatures(one, () => KNOWN)).toBe(one);
	});
});
