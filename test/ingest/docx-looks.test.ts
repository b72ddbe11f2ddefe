import { expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { shownParts } from "../../src/ingest/read/docx-hidden.ts";

const WHITE = '<w:color w:val="FFFFFF"/>';
const run = (properties: string): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>Rust</w:t></w:r>`;
const paragraph = (content: string, properties = ""): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const row = (content: string, properties = ""): string =>
	`<w:tr>${properties}<w:tc>${paragraph(content)}</w:tc></w:tr>`;
const table = (rows: string, properties = ""): string => `<w:tbl><w:tblPr>${properties}</w:tblPr>${rows}</w:tbl>`;
const STYLED = '<w:tblStyle w:val="T"/>';

/** Whether the word is left out of a text, by the parts that may say so. */
const isLeftOut = (content: string, parts: { readonly styles?: string; readonly theme?: string } = {}): boolean => {
	const body = `<w:document><w:body>${paragraph("<w:r><w:t>Jane</w:t></w:r>")}${content}</w:body></w:document>`;
	const { styles, theme } = parts;
	const { shown } = shownParts(new Map([["document", body]]), {
		styles: styles === undefined ? undefined : `<w:styles>${styles}</w:styles>`,
		theme,
		limits: FILE_LIMITS,
	});
	return shown.size > 0 && ![...shown.values()].some((xml) => xml.includes("Rust"));
};

const fill = (content: string): string => `<w14:textFill>${content}</w14:textFill>`;
const letters = (colour: string, more = ""): string =>
	fill(`<w14:solidFill><w14:srgbClr w14:val="${colour}">${more}</w14:srgbClr></w14:solidFill>`);
const anchor = (content: string): string =>
	paragraph(`<w:r><w:drawing><wp:anchor behindDoc="1">${content}</wp:anchor></w:drawing></w:r>${run(WHITE)}`);

test.each<[string, string]>([
	["white of the theme", paragraph(run('<w:color w:themeColor="background1"/>'))],
	["white of the theme, whatever stands beside it", paragraph(run('<w:color w:val="000000" w:themeColor="light1"/>'))],
	["letters without a fill", paragraph(run(fill("<w14:noFill/>")))],
	["letters with a white fill", paragraph(run(letters("FFFFFF")))],
	["letters with a white fill of the theme", paragraph(run(fill('<w14:schemeClr w14:val="bg1"/>')))],
	["letters with a fill that is seen through", paragraph(run(letters("000000", '<w14:alpha w14:val="100000"/>')))],
	[
		"white on a pattern of white alone",
		paragraph(run(`${WHITE}<w:shd w:val="solid" w:color="FFFFFF" w:fill="000000"/>`)),
	],
	["of the colour of its marker", paragraph(run('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'))],
	["in a hidden row", table(row(run(""), "<w:trPr><w:hidden/></w:trPr>"))],
	["in a row without height", table(row(run(""), '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'))],
	["in lines without height", paragraph(run(""), '<w:spacing w:line="1" w:lineRule="exact"/>')],
	["in letters without width", paragraph(run('<w:w w:val="1"/>'))],
	["left of the page", paragraph(run(""), '<w:ind w:left="-30000"/>')],
	["in a frame beside the page", paragraph(run(""), '<w:framePr w:x="-20000" w:y="100"/>')],
	["hidden whatever is shown", paragraph(run("<w:specVanish/>"))],
	["white beside a shape without colour", anchor("")],
	["white over a dot", anchor('<wp:extent cx="9525" cy="9525"/><a:blip/>')],
])("nobody sees text %s", (_, content) => {
	expect(isLeftOut(content)).toBe(true);
});

test.each<[string, string]>([
	["white in a dark row", table(row(run(WHITE), '<w:tblPrEx><w:shd w:val="clear" w:fill="203040"/></w:tblPrEx>'))],
	["white on a colour of a theme", paragraph(run(WHITE), '<w:shd w:val="clear" w:themeFill="accent1"/>')],
	[
		"white on a shade of the theme's white",
		paragraph(run(`${WHITE}<w:shd w:themeFill="background1" w:themeFillShade="80"/>`)),
	],
	["black of the theme", paragraph(run('<w:color w:val="FFFFFF" w:themeColor="text1"/>'))],
	[
		"a shade of the theme's white",
		paragraph(run('<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="80"/>')),
	],
	["white with a contour", paragraph(run(`${WHITE}<w:outline/>`))],
	[
		"without a fill, with a contour",
		paragraph(run(`<w14:textOutline><w14:srgbClr w14:val="0"/></w14:textOutline>${fill("<w14:noFill/>")}`)),
	],
	["half seen through", paragraph(run(letters("000000", '<w14:alpha w14:val="50000"/>')))],
	["in a row of a stated height", table(row(run(""), '<w:trPr><w:trHeight w:val="240" w:hRule="exact"/></w:trPr>'))],
	["in a row that is at least so high", table(row(run(""), '<w:trPr><w:trHeight w:val="1"/></w:trPr>'))],
	["out in the margin", paragraph(run(""), '<w:ind w:left="-720"/>')],
	["in narrow letters", paragraph(run('<w:w w:val="66"/>'))],
	["white over a shape", anchor('<wp:extent cx="6000000" cy="900000"/><a:solidFill/>')],
])("text %s is seen", (_, content) => {
	expect(isLeftOut(content)).toBe(false);
});

test("colours of a theme are the theme's own", () => {
	const theme = (colour: string) => `<a:theme><a:accent1><a:srgbClr val="${colour}"/></a:accent1></a:theme>`;
	const content = paragraph(run('<w:color w:themeColor="accent1"/>'));
	expect(isLeftOut(content, { theme: theme("FFFFFF") })).toBe(true);
	expect(isLeftOut(content, { theme: theme("4472C4") })).toBe(false);
});

test("what the style of a table says of all its cells counts for their text", () => {
	const style = (properties: string) => `<w:style w:styleId="T">${properties}</w:style>`;
	const content = table(row(run("")), STYLED);
	expect(isLeftOut(content, { styles: style(`<w:rPr>${WHITE}</w:rPr>`) })).toBe(true);
	expect(isLeftOut(content, { styles: style(`<w:rPr>${WHITE}</w:rPr><w:shd w:fill="203040"/>`) })).toBe(false);
	expect(isLeftOut(content, { styles: style(`<w:rPr>${letters("FFFFFF")}</w:rPr>`) })).toBe(true);
});

test("a style of a table that shades its first row shades no other", () => {
	const part = (type: string) =>
		`<w:style w:styleId="T"><w:tblStylePr w:type="${type}"><w:shd w:fill="203040"/></w:tblStylePr></w:style>`;
	const second = table(row("") + row(run(WHITE)), STYLED);
	expect(isLeftOut(second, { styles: part("firstRow") })).toBe(true);
	expect(isLeftOut(second, { styles: part("band1Horz") })).toBe(false);
	expect(isLeftOut(table(row(run(WHITE)), STYLED), { styles: part("firstRow") })).toBe(false);
});
