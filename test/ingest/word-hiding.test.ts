import { expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { WHITE } from "../../src/ingest/read/contrast.ts";
import type { DocText } from "../../src/ingest/read/doc/pieces.ts";
import { FormattedRuns } from "../../src/ingest/read/doc/properties.ts";
import { readStory } from "../../src/ingest/read/doc/story.ts";
import { modifyParagraph, PLAIN_PARAGRAPH, StyleSheet } from "../../src/ingest/read/doc/styles.ts";
import { CharacterBudget } from "../../src/ingest/read/flow-document.ts";
import { readMarkdown } from "../../src/ingest/read/markdown.ts";
import { UnseenText } from "../../src/ingest/read/unseen-text.ts";
import { readWord2003Xml } from "../../src/ingest/read/word-2003-xml.ts";

/** Whether the second word is left out of a Word document, by the modifications of its characters and its paragraph. */
function isLeftOutOfDoc(characters: string, paragraph = "", cells = WHITE): boolean {
	const lists = new FormattedRuns<Buffer>();
	lists.add(0, Buffer.alloc(0));
	lists.add(7, Buffer.from(characters.replaceAll(" ", ""), "hex"));
	const paragraphs = new FormattedRuns<ReturnType<typeof modifyParagraph>>();
	paragraphs.add(0, modifyParagraph(Buffer.from(paragraph.replaceAll(" ", ""), "hex"), PLAIN_PARAGRAPH));
	const unseen = new UnseenText(false);
	const each: DocText["each"] = (_from, _to, take) => {
		for (const [place, character] of [..."Python Rust\r"].entries()) take(character, place);
	};
	const source = {
		text: { each } as unknown as DocText,
		styles: new StyleSheet(Buffer.alloc(0)),
		characters: lists,
		paragraphs,
		budget: new CharacterBudget(FILE_LIMITS),
		unseen,
		page: WHITE,
		cells,
	};
	const isShown = JSON.stringify(readStory(source, 0, 12)).includes("Rust");
	expect(unseen.found).toBe(!isShown);
	return !isShown;
}

const WHITE_TEXT = "7068 ffffff00";
test.each([
	["hidden", "3c08 01"],
	["white", WHITE_TEXT],
	["white by number", "422a 08"],
	["of one point", "434a 0200"],
	["of the colour of its marker", "422a 07 0c2a 07"],
	["in letters without width", "5248 0100"],
])("nobody sees text of a Word document that is %s", (_, characters) => {
	expect(isLeftOutOfDoc(characters)).toBe(true);
});

test.each([
	["grey", "422a 0f"],
	["of the colour that the reader chooses", "7068 000000ff"],
	["white on a marker", `${WHITE_TEXT} 0c2a 02`],
	["white on a shade", `${WHITE_TEXT} 71ca 0a 000000ff 20304000 0000`],
	["white with a contour", `${WHITE_TEXT} 3808 01`],
	["white in a shaded paragraph", WHITE_TEXT, "4dc6 0a 000000ff 20304000 0000"],
])("text of a Word document is seen: %s", (_, characters, paragraph?: string) => {
	expect(isLeftOutOfDoc(characters, paragraph)).toBe(false);
});

const run = (properties: string): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>Rust</w:t></w:r>`;
const WHITE_RUN = run('<w:color w:val="FFFFFF"/>');
const isLeftOutOfXml = (content: string): boolean => {
	const styles =
		'<w:styles><w:style w:type="character" w:styleId="x"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>';
	const file = `<w:wordDocument>${styles}<w:body><w:p><w:r><w:t>Python</w:t></w:r></w:p>${content}</w:body></w:wordDocument>`;
	const { lines, flags } = readWord2003Xml(Buffer.from(file), FILE_LIMITS);
	const isShown = lines.some((line) => line.text.includes("Rust"));
	expect(flags.has("hidden-text")).toBe(!isShown);
	return !isShown;
};
const cell = (properties: string): string =>
	`<w:tbl><w:tr><w:tc><w:tcPr>${properties}</w:tcPr><w:p>${WHITE_RUN}</w:p></w:tc></w:tr></w:tbl>`;

test.each([
	["hidden", `<w:p>${run("<w:vanish/>")}</w:p>`],
	["hidden by a style", `<w:p>${run('<w:rStyle w:val="x"/>')}</w:p>`],
	["white", `<w:p>${WHITE_RUN}</w:p>`],
	["of one point", `<w:p>${run('<w:sz w:val="2"/>')}</w:p>`],
	["white in a cell without a colour", cell("")],
	[
		"white behind a dark cell",
		`${cell('<w:shd w:val="clear" w:fill="203040"/>').replace("Rust", "Go")}<w:p>${WHITE_RUN}</w:p>`,
	],
])("nobody sees text of Word 2003 XML that is %s", (_, content) => {
	expect(isLeftOutOfXml(content)).toBe(true);
});

test.each([
	["hidden no more", `<w:p>${run('<w:rStyle w:val="x"/><w:vanish w:val="off"/>')}</w:p>`],
	["white in a dark cell", cell('<w:shd w:val="clear" w:fill="203040"/>')],
	["white in a dark paragraph", `<w:p><w:pPr><w:shd w:val="clear" w:fill="203040"/></w:pPr>${WHITE_RUN}</w:p>`],
	["with a hidden mark", "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Rust</w:t></w:r></w:p>"],
])("text of Word 2003 XML is seen: %s", (_, content) => {
	expect(isLeftOutOfXml(content)).toBe(false);
});

test.each([
	["hidden", 'Python <span style="display:none">Rust</span>', true, true],
	["white", 'Python <font color="white">Rust</font>', true, true],
	["hidden by a sheet", '<style>.x{display:none}</style>\n\nPython <b class="x">Rust</b>', true, true],
	["in a remark", "Python\n\n[//]: # (Rust)", true, false],
	["in colour", 'Python <span style="color:red">Rust</span>', false, false],
	["behind an address", 'Python <jane@example.org> <b class="x">Rust</b>', false, false],
	["all that there is", '<span style="display:none">Rust</span>', false, true],
])("text of Markdown that is %s", (_, markdown, isLeftOut, isFlagged) => {
	const { lines, flags } = readMarkdown(Buffer.from(markdown), FILE_LIMITS);
	expect([!lines.some((line) => line.text.includes("Rust")), flags.has("hidden-text")]).toEqual([isLeftOut, isFlagged]);
});
