import { describe, expect, test } from "vitest";
import type { ReadDocument } from "../../src/ingest/layout/line.ts";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readHtml } from "../../src/ingest/read/html.ts";
import { readFlatOdt } from "../../src/ingest/read/odt.ts";
import { readRtf } from "../../src/ingest/read/rtf/rtf.ts";

const outcome = ({ lines, flags }: ReadDocument): readonly [string, boolean] => [
	lines.map((line) => line.text).join(" | "),
	flags.has("hidden-text"),
];
const HIDDEN = ["Python", true];
const SEEN = ["Python Rust", false];

test("a file of which nothing is seen is read as it is, and flagged", () => {
	const files = [
		readRtf(
			Buffer.from("{\\rtf1\\ansi{\\colortbl;\\red255\\green255\\blue255;}\\cf1 Python Rust}", "latin1"),
			FILE_LIMITS,
		),
		readFlatOdt(
			Buffer.from(
				'<office:document><style:style style:name="P" style:family="paragraph"><style:text-properties fo:color="#ffffff"/></style:style><office:text><text:p text:style-name="P">Python Rust</text:p></office:text></office:document>',
			),
			FILE_LIMITS,
		),
		readHtml(Buffer.from('<body style="color:white"><p>Python Rust</p></body>'), FILE_LIMITS),
	];
	expect(files.map(outcome)).toEqual(files.map(() => [SEEN[0], true]));
});

describe("RTF", () => {
	const colours = "{\\colortbl;\\red255\\green255\\blue255;\\red192\\green192\\blue192;\\red250\\green250\\blue250;}";
	const read = (body: string) =>
		outcome(readRtf(Buffer.from(`{\\rtf1\\ansi${colours} ${body}}`, "latin1"), FILE_LIMITS));

	test.each([
		["white", "Python{\\cf1  Rust}"],
		["nearly white", "Python{\\cf3  Rust}"],
		["by the style of its paragraph", "{\\stylesheet{\\s3\\cf1 Light;}}Python\\par\\pard\\plain\\s3 Rust\\par"],
		["of one point", "Python{\\fs2  Rust}"],
		["hidden", "Python{\\v  Rust}"],
		["hidden by the style of its characters", "{\\stylesheet{\\*\\cs1\\v Dim;}}Python{\\cs1  Rust}"],
		["white where something else is shaded", "{\\chcbpat2 Python}{\\cf1  Rust}"],
		["of the colour of its ground", "Python{\\cf2\\chcbpat2  Rust}"],
		["in letters without width", "Python{\\charscalex1  Rust}"],
	])("%s", (_, body) => expect(read(body)).toEqual(HIDDEN));

	test("the first colour of a table is the reader's, whatever stands there", () => {
		const rtf = "{\\rtf1\\ansi{\\colortbl\\red255\\green255\\blue255;\\red0\\green0\\blue0;} Python{\\cf0  Rust}}";
		expect(outcome(readRtf(Buffer.from(rtf, "latin1"), FILE_LIMITS))).toEqual(SEEN);
	});

	test.each([
		["grey", "Python{\\cf2  Rust}"],
		["of the colour that the reader chooses", "Python{\\cf0  Rust}"],
		["white no more", "{\\cf1\\plain Python Rust}"],
		["white where it is shaded", "{\\cf1\\chcbpat2 Python Rust}"],
		["white in a shaded paragraph", "\\pard\\cbpat2\\cf1 Python Rust\\par"],
		["white in a table with shaded cells", "\\trowd\\clcbpat2\\cellx9000\\pard\\intbl\\cf1 Python Rust\\cell\\row"],
		["white over a pattern", "\\pard\\shading5000\\cf1 Python Rust\\par"],
		["in narrow letters", "{\\charscalex80 Python Rust}"],
	])("seen: %s", (_, body) => expect(read(body)).toEqual(SEEN));
});

describe("ODT", () => {
	const style = (name: string, properties: string) =>
		`<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
	const read = (properties: string, more = "") =>
		outcome(
			readFlatOdt(
				Buffer.from(
					`<office:document><office:automatic-styles>${style("T", properties)}${more}</office:automatic-styles><office:body><office:text><text:p text:style-name="P">Python<text:span text:style-name="T"> Rust</text:span></text:p></office:text></office:body></office:document>`,
				),
				FILE_LIMITS,
			),
		);
	const shaded =
		'<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:background-color="#203040"/></style:style>';
	const pictured =
		'<style:style style:name="P" style:family="paragraph"><style:background-image xlink:href="Pictures/1.png"/></style:style>';
	const elsewhere = shaded.replace('"P"', '"Q"');

	test("white where something else is shaded", () => expect(read('fo:color="#ffffff"', elsewhere)).toEqual(HIDDEN));
	test("of the colour of its paragraph", () => expect(read('fo:color="#203040"', shaded)).toEqual(HIDDEN));

	test.each([
		["white", 'fo:color="#ffffff"'],
		["nearly white", 'fo:color="#FAFAFA"'],
		["of one point", 'fo:font-size="1pt"'],
		["hidden", 'text:display="none"'],
	])("%s", (_, properties) => expect(read(properties)).toEqual(HIDDEN));

	test.each([
		["grey", 'fo:color="#c0c0c0"', ""],
		["of the colour that the reader chooses", 'fo:color="#ffffff" style:use-window-font-color="true"', ""],
		["white where something is shaded", 'fo:color="#ffffff"', shaded],
		["white where a paragraph has a picture", 'fo:color="#ffffff"', pictured],
		["white where a shape is drawn", 'fo:color="#ffffff"', "<draw:custom-shape/>"],
	])("seen: %s", (_, properties, more) => expect(read(properties, more)).toEqual(SEEN));
});

describe("HTML", () => {
	const read = (content: string) => outcome(readHtml(Buffer.from(`<html><body>${content}</body></html>`), FILE_LIMITS));
	const set = (css: string) => `<p>Python <span style="${css}">Rust</span></p>`;

	test.each([
		["white", set("color: #fff")],
		["nearly white", set("font-weight:bold; COLOR:RGB(250, 250, 250) !important")],
		["by a font", '<p>Python <font color="white">Rust</font></p>'],
		["inside of what is white", '<p>Python</p><div style="color:white"><p><b>Rust</b></p></div>'],
		["of one pixel", set("font-size: 1px")],
		["of no size", set("font-size:0")],
		["transparent", set("opacity:0")],
	])("%s", (_, content) => expect(read(content)).toEqual(HIDDEN));

	test.each([
		["grey", set("color:#ccc")],
		["half transparent", set("opacity:0.5")],
		[
			"with a size of its own in what has none",
			'<div style="font-size:0"><p style="font-size:12px">Python Rust</p></div>',
		],
		["black in what is white", '<div style="color:white"><p style="color:black">Python Rust</p></div>'],
		["of the last of two colours", set("color:white; color:black")],
		["of the last of two sizes", set("font-size:0; font-size:12px")],
		[
			"with a class, in what has no size",
			'<style>.i{font-size:12px}</style><div style="font-size:0"><span class="i">Python Rust</span></div>',
		],
		[
			"with a class, in what is white, where a style sheet is not read",
			'<link rel="stylesheet" href="x.css"><p style="color:white"><span class="i">Python Rust</span></p>',
		],
		["white over a picture", `<img src="x.png"><div style="position:absolute">${set("color:white")}</div>`],
		["white where a style sheet is fetched", `<style>@import url(x.css);</style>${set("color:white")}`],
		["white in the dark", `<meta name="color-scheme" content="dark">${set("color:white")}`],
		["white where something has a background", `<body style="background:#203040">${set("color:white")}</body>`],
		["white where a style sheet may give it one", `<link rel="stylesheet" href="x.css">${set("color:white")}`],
	])("seen: %s", (_, content) => expect(read(content)).toEqual(SEEN));
});
