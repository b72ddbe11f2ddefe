import { describe, expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readRtf } from "../../src/ingest/read/rtf/rtf.ts";
import { refusal } from "./parser.ts";

const read = (body: string) => readRtf(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`, "latin1"), FILE_LIMITS);
const lines = (body: string): string[] => read(body).lines.map((line) => line.text);

describe("characters", () => {
	test.each<[string, string, string]>([
		["code page of the document", "\\ansicpg1250 \\'a3\\'f3d\\'9f", "Łódź"],
		["code page of the font", "{\\fonttbl{\\f1\\fcharset204 Arial;}}\\f1 \\'c0\\'ed\\'ed\\'e0", "Анна"],
		["two bytes a character", "{\\fonttbl{\\f1\\fcharset134 SimSun;}}\\f1 \\'d5\\'c5\\'ce\\'b0", "张伟"],
		["a trail byte that is a letter", "{\\fonttbl{\\f1\\fcharset128 MS Gothic;}}\\f1 \\'83e\\'83X\\'83g", "テスト"],
		["a DOS code page", "\\pca J\\'81rgen", "Jürgen"],
		["Unicode with one byte to leave out", "Zo\\u235\\'eb R", "Zoë R"],
		["Unicode with none", "\\uc0 Zo\\u235 R", "ZoëR"],
		["Unicode with two, a group at a time", "{\\uc2 \\u24352\\'d5\\'c5\\u20255\\'ce\\'b0}x", "张伟x"],
		["negative Unicode", "\\u-10175?\\u-9072?a", "𠒐a"],
		["named characters", "2019 \\endash  2020 \\emdash  a\\~b\\_c \\lquote x\\rquote", "2019 – 2020 — a b‑c ‘x’"],
		["escaped characters", "\\{a\\\\b\\}", "{a\\b}"],
	])("%s", (_, body, expected) => {
		expect(lines(body)).toEqual([expected]);
	});
	test("a bullet of a picture font is a bullet", () => {
		const [line] = read("{\\fonttbl{\\f1\\fcharset2 Symbol;}}{\\f1 \\'b7}\\tab Built things").lines;
		expect(line).toMatchObject({ text: "Built things", bullet: true });
	});
});

describe("structure", () => {
	test("bold, size and style tell a heading", () => {
		const sheet = "{\\stylesheet{\\s0 Normal;}{\\s7\\sbasedon0\\b\\fs32 heading 2;}}";
		const [heading, body] = read(`${sheet}\\pard\\plain\\s7 Experience\\par\\pard\\plain\\s0\\fs20 Text\\par`).lines;
		expect(heading).toMatchObject({ text: "Experience", heading: 2 });
		expect(heading?.cells[0]).toMatchObject({ bold: true, size: 16 });
		expect(body).toMatchObject({ heading: 0 });
		expect(body?.cells[0]).toMatchObject({ bold: false, size: 10 });
	});
	test("rows and cells, also of a table in a table", () => {
		const inner = "{a\\nestcell}{b\\nestcell}{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}";
		expect(
			lines(
				`\\trowd\\pard\\intbl left\\cell right\\cell\\row\\trowd\\pard\\intbl\\itap2 ${inner}\\itap1 x\\cell y\\cell\\row`,
			),
		).toEqual(["left\tright", "y\ta\tb", "x"]);
	});
	test("the mark of a list is a bullet, not text", () => {
		expect(read("{\\listtext\\'b7\\tab}\\ls1 One\\par").lines).toMatchObject([{ text: "One", bullet: true }]);
	});
	test("a link keeps its address", () => {
		const { links } = read('{\\field{\\*\\fldinst HYPERLINK "https://example.org/jane"}{\\fldrslt Web}}\\par');
		expect(links).toMatchObject([{ url: "https://example.org/jane", line: 1 }]);
	});
	test("headers, footers, notes and shapes are read apart", () => {
		const shape = "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt Skills\\par}}{\\shprslt Skills\\par}}";
		const { lines: all } = read(
			`{\\header Jane Roe\\par}{\\footer Page\\par}Work{\\footnote A note\\par}${shape}\\par`,
		);
		expect(all.map((line) => [line.region, line.text])).toEqual([
			["header", "Jane Roe"],
			["text-box", "Skills"],
			["body", "Work"],
			["body", "A note"],
			["footer", "Page"],
		]);
	});
	test("what is hidden, deleted, or data is left out", () => {
		expect(
			lines("a{\\v hidden}{\\deleted gone}{\\*\\unknown data}{\\info{\\author Ann}}{\\pict 89504e47}\\bin4 {{{{b\\par"),
		).toEqual(["ab"]);
	});
});

describe("hostile files", () => {
	test("groups without end", async () => {
		expect(await refusal(`{\\rtf1 ${"{".repeat(5000)}`)).toBe("file-too-complex");
	});
	test("too much text", async () => {
		expect(await refusal(`{\\rtf1 ${"word ".repeat(300_000)}}`)).toBe("file-too-complex");
	});
	test("a file cut short is read as far as it goes, and says so", () => {
		const { lines: all, flags } = readRtf(Buffer.from("{\\rtf1 Jane Roe\\par{\\b Engin"), FILE_LIMITS);
		expect(all.map((line) => line.text)).toEqual(["Jane Roe", "Engin"]);
		expect(flags).toContain("partial");
	});
	test("a binary block longer than the file", () => {
		expect(lines("a\\par\\bin999999999 b")).toEqual(["a"]);
	});
	test("tables deeper than any", async () => {
		expect(await refusal("{\\rtf1\\intbl\\itap400 a\\nestcell}")).toBe("file-too-complex");
	});
});
