import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { EDITS, importEdited } from "../../src/ingest/read/pdf-edits.ts";
import { parse } from "./parser.ts";

/** A page whose font has a table that says what its codes mean: 1 is an "A". */
function resumeInFonts(program: string): Buffer {
	const table =
		"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <0041> endbfchar 95 beginbfrange <20> <7e> <0020> endbfrange endcmap end";
	const lines = [
		"\\001da Lovelace",
		"ada@example.org | Berlin",
		"Experience",
		"Engineer, Acme GmbH, Jan 2019 - Mar 2021",
		"- Built the \\001nalytical engine",
	];
	const shown = lines.map((line, index) => `/F1 10 Tf 1 0 0 1 50 ${780 - index * 20} Tm (${line}) Tj`);
	const streamOf = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
	const widths = Array.from({ length: 126 }, () => 600).join(" ");
	const objects = [
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		streamOf(`BT ${shown.join("\n")} ET`),
		`<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own /FirstChar 1 /LastChar 126 /Widths [${widths}] /FontDescriptor 6 0 R /ToUnicode 8 0 R >>`,
		"<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontFile2 7 0 R >>",
		streamOf(program),
		streamOf(table),
	];
	const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("");
	return Buffer.from(`%PDF-1.4\n${body}trailer << /Size 9 /Root 1 0 R >>\n%%EOF`, "latin1");
}

/** Where pdfjs goes on to the program of a font, alone. */
const FONT = `export function Font(file, properties) {
    let type, subtype;
    [type, subtype] = getFontFileType(file, properties);
}
const amendFallbackToUnicode = () => {};
const getFontFileType = () => { throw new Error("read"); };
`;

test("what is imported reads no program of a font that has a table", async () => {
	const folder = mkdtempSync(path.join(tmpdir(), "tributary-fonts-"));
	// Where a library lies: what lies elsewhere Vitest would import by itself.
	const file = path.join(folder, "node_modules", "font.mjs");
	mkdirSync(path.dirname(file));
	writeFileSync(file, FONT);
	const { Font } = (await importEdited(pathToFileURL(file).href)) as {
		Font: (file: null, properties: { hasIncludedToUnicodeMap: boolean }) => void;
	};
	rmSync(folder, { recursive: true });
	expect(() => Font(null, { hasIncludedToUnicodeMap: true })).not.toThrow();
	expect(() => Font(null, { hasIncludedToUnicodeMap: false })).toThrow("read");
});

test("the pdfjs that is installed has each place once", () => {
	const fromPdfParse = createRequire(createRequire(import.meta.url).resolve("pdf-parse"));
	const code = readFileSync(fromPdfParse.resolve("pdfjs-dist/legacy/build/pdf.worker.mjs"), "utf8");
	for (const { place } of EDITS) expect(code.split(place).length, place).toBe(2);
});

test("a font that the file explains is not read: its program may be anything", async () => {
	const { basics, work } = await parse(resumeInFonts("\0\x01\0\0 no font at all"));
	expect(basics?.name).toBe("Ada Lovelace");
	expect(work?.[0]).toMatchObject({
		position: "Engineer",
		name: "Acme GmbH",
		highlights: ["Built the Analytical engine"],
	});
});
