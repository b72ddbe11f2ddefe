import {
	Document,
	HighlightColor,
	type IParagraphOptions,
	type IRunOptions,
	Packer,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableRow,
	TextRun,
} from "docx";
import { expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { shownParts } from "../../src/ingest/read/docx-hidden.ts";
import { parse, skills } from "./parser.ts";

type Options = ConstructorParameters<typeof Document>[0];
type Child = Options["sections"][number]["children"][number];

const LINES = ["Jane Roe", "jane.roe@example.org", "Experience", "Engineer, Acme Ltd, 2018 – 2020", "Skills"];
const MORE = ", Kubernetes, Rust";
const shade = (fill: string) => ({ type: ShadingType.CLEAR, color: "auto", fill });

const read = async (more: readonly Child[], options: Partial<Options> = {}): Promise<readonly [string[], boolean]> => {
	const children = [...LINES.map((text) => new Paragraph({ text })), ...more];
	const parsed = await parse(await Packer.toBuffer(new Document({ sections: [{ children }], ...options })));
	return [skills(parsed), parsed.meta.flags.includes("hidden-text")];
};

/** A line of skills of which the last two are set in whatever way. */
const line = (run: IRunOptions, paragraph: IParagraphOptions = {}): Paragraph =>
	new Paragraph({ ...paragraph, children: [new TextRun("Python, SQL"), new TextRun({ text: MORE, ...run })] });
/** All of a line is set so, as on a dark bar. */
const bar = (paragraph: IParagraphOptions = {}): Paragraph =>
	new Paragraph({ ...paragraph, children: [new TextRun({ text: `Python, SQL${MORE}`, color: "FFFFFF" })] });
const table = (child: Paragraph | Table, shading?: ReturnType<typeof shade>): Table => {
	const cell = new TableCell({ ...(shading === undefined ? {} : { shading }), children: [child] });
	return new Table({ rows: [new TableRow({ children: [cell] })] });
};
const inCell = (child: Paragraph | Table, fill: string): Table => table(child, shade(fill));

const HIDDEN = [["Python", "SQL"], true];
const SEEN = [["Python", "SQL", "Kubernetes", "Rust"], false];

test.each<[string, readonly Child[]]>([
	["hidden by Word", [line({ vanish: true })]],
	["white", [line({ color: "FFFFFF" })]],
	["nearly white", [line({ color: "fafafa" })]],
	["of one point", [line({ size: 2 })]],
	["white in a white cell", [inCell(line({ color: "FFFFFF" }), "FFFFFF")]],
	["of the colour of its cell", [inCell(line({ color: "203040" }), "203040")]],
	["of the colour of its paragraph", [line({ color: "203040" }, { shading: shade("203040") })]],
	["white on a white marker", [line({ color: "FFFFFF", highlight: HighlightColor.WHITE })]],
])("text of a DOCX that nobody sees is no part of the resume, and flagged: %s", async (_, more) => {
	expect(await read(more)).toEqual(HIDDEN);
});

test.each<[string, readonly Child[]]>([
	["black", [line({})]],
	["grey", [line({ color: "C0C0C0" })]],
	["small print", [line({ size: 8 })]],
	["white in a dark cell", [inCell(bar(), "203040")]],
	["white in a table in a dark cell", [inCell(table(bar()), "203040")]],
	["white in a dark paragraph", [bar({ shading: shade("203040") })]],
	["white on a dark run", [line({ color: "FFFFFF", shading: shade("203040") })]],
	["white on a marker", [line({ color: "FFFFFF", highlight: HighlightColor.BLUE })]],
	[
		"white on a pattern",
		[line({ color: "FFFFFF", shading: { type: ShadingType.PERCENT_50, color: "000000", fill: "FFFFFF" } })],
	],
])("text of a DOCX that is seen stays: %s", async (_, more) => {
	expect(await read(more)).toEqual(SEEN);
});

const styles = {
	paragraphStyles: [
		{ id: "White", name: "White", basedOn: "Normal", run: { color: "FFFFFF" } },
		{ id: "Bar", name: "Bar", basedOn: "White", paragraph: { shading: shade("203040") } },
	],
	characterStyles: [{ id: "Light", name: "Light", run: { color: "FFFFFF" } }],
};

test("what styles say counts, and what they are based on", async () => {
	expect(await read([line({ style: "Light" })], { styles })).toEqual(HIDDEN);
	const white = [new Paragraph("Python, SQL"), new Paragraph({ style: "White", text: "Kubernetes, Rust" })];
	expect(await read(white, { styles })).toEqual(HIDDEN);
	expect(await read([new Paragraph({ style: "Bar", text: `Python, SQL${MORE}` })], { styles })).toEqual(SEEN);
});

test("on a page that is not white, white is seen", async () => {
	expect(await read([line({ color: "FFFFFF" })], { background: { color: "203040" } })).toEqual(SEEN);
});

const WHITE_RUN = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Rust</w:t></w:r>';
const body = (content: string): string =>
	`<w:document><w:body><w:p><w:r><w:t>Jane</w:t></w:r></w:p>${content}</w:body></w:document>`;
const paragraph = (content: string): string => `<w:p>${content}</w:p>`;
const shownOf = (content: string, styles?: string) =>
	shownParts(new Map([["word/document.xml", body(content)]]), { styles, limits: FILE_LIMITS });

test("text is taken out where it stands, whatever it is written as", () => {
	const content = paragraph(`${WHITE_RUN.replace("Rust", "<![CDATA[Rust]]>&amp;")}<w:r><w:t/><w:t>Python</w:t></w:r>`);
	const rest = content.replace("<![CDATA[Rust]]>&amp;", "");
	expect([...shownOf(content).shown.values()]).toEqual([body(rest)]);
});

const SHADED =
	'<w:styles><w:style w:type="table" w:styleId="T"><w:tcPr><w:shd w:val="clear" w:fill="203040"/></w:tcPr></w:style></w:styles>';

test.each<[string, string, string?]>([
	["in a text box", paragraph(`<w:r><w:txbxContent>${paragraph(WHITE_RUN)}</w:txbxContent></w:r>`)],
	[
		"where a shape lies behind text",
		paragraph(`<w:r><w:drawing><wp:anchor behindDoc="1"><a:blip/></wp:anchor></w:drawing></w:r>${WHITE_RUN}`),
	],
	[
		"in a table whose style shades cells",
		`<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tc>${paragraph(WHITE_RUN)}</w:tc></w:tbl>`,
		SHADED,
	],
	[
		"of the mark of a paragraph",
		paragraph('<w:pPr><w:rPr><w:color w:val="FFFFFF"/><w:vanish/></w:rPr></w:pPr><w:r><w:t>Rust</w:t></w:r>'),
	],
	[
		"before a change",
		paragraph("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Rust</w:t></w:r>"),
	],
	["that is hidden no more", paragraph('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Rust</w:t></w:r>')],
])("what cannot be known, and what is not meant, hides nothing: white %s", (_, content, styles) => {
	expect(shownOf(content, styles)).toEqual({ shown: new Map(), hidden: false });
});

test.each<[string, string, string]>([
	["in a header on a page that is not white", '<w:background w:color="203040"/>', paragraph(WHITE_RUN)],
	[
		"on a page with a picture",
		`<w:background w:color="FFFFFF"><v:background/></w:background>${paragraph(WHITE_RUN)}`,
		"",
	],
	[
		"over a shape of a header",
		paragraph(WHITE_RUN),
		paragraph('<w:r><wp:anchor behindDoc="0"><a:solidFill/></wp:anchor></w:r>'),
	],
])("what lies behind one part is the ground of all: white %s", (_, content, header) => {
	const parts = new Map([
		["word/document.xml", body(content)],
		["word/header1.xml", `<w:hdr>${header}</w:hdr>`],
	]);
	expect(shownParts(parts, { styles: undefined, limits: FILE_LIMITS })).toEqual({ shown: new Map(), hidden: false });
});

test("headers are looked at, and a document of which nothing is seen stays", () => {
	const header = paragraph(WHITE_RUN);
	const parts = new Map([
		["word/document.xml", body("")],
		["word/header1.xml", header],
	]);
	expect([...shownParts(parts, { styles: undefined, limits: FILE_LIMITS }).shown.keys()]).toEqual(["word/header1.xml"]);
	const nothing = shownParts(new Map([["word/document.xml", header]]), { styles: undefined, limits: FILE_LIMITS });
	expect(nothing).toEqual({ shown: new Map(), hidden: true });
});
