import { expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readFlatOdt } from "../../src/ingest/read/odt.ts";

const cell = (style: string, content: string): string =>
	`<table:table><table:table-row><table:table-cell table:style-name="${style}"><text:p>${content}</text:p></table:table-cell></table:table-row></table:table>`;
const STYLES =
	'<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>' +
	'<style:style style:name="D" style:family="table-cell"><style:table-cell-properties fo:background-color="#203040"/></style:style>' +
	'<style:style style:name="Q" style:family="paragraph"><loext:graphic-properties draw:fill="solid"/></style:style>';
const WHITE = '<text:span text:style-name="W">Rust</text:span>';

const isLeftOut = (content: string, more = ""): boolean => {
	const text = `<office:document><office:automatic-styles>${STYLES}${more}</office:automatic-styles><office:body><office:text><text:p>Python</text:p>${content}</office:text></office:body></office:document>`;
	const { lines, flags } = readFlatOdt(Buffer.from(text), FILE_LIMITS);
	const isShown = lines.some((line) => line.text.includes("Rust"));
	expect(flags.has("hidden-text")).toBe(!isShown);
	return !isShown;
};

test.each<[string, string]>([
	["in a hidden section", '<text:section text:display="none"><text:p>Rust</text:p></text:section>'],
	[
		"in a section whose condition holds",
		'<text:section text:display="condition" text:is-hidden="true"><text:p>Rust</text:p></text:section>',
	],
	["in a hidden paragraph", '<text:p>Rust<text:hidden-paragraph text:is-hidden="true"/></text:p>'],
	["that is white in a cell without a colour", cell("", WHITE)],
])("nobody sees text of an ODT %s", (_, content) => {
	expect(isLeftOut(content)).toBe(true);
});

test.each<[string, string, string?]>([
	["in a section", '<text:section text:display="true"><text:p>Rust</text:p></text:section>'],
	[
		"in a section whose condition does not hold",
		'<text:section text:display="condition" text:is-hidden="false"><text:p>Rust</text:p></text:section>',
	],
	["in a paragraph that is not hidden", '<text:p>Rust<text:hidden-paragraph text:is-hidden="false"/></text:p>'],
	["that is white in a dark cell", cell("D", WHITE)],
	[
		"that is white on a dark page",
		`<text:p>${WHITE}</text:p>`,
		'<style:page-layout-properties fo:background-color="#203040"/>',
	],
])("text of an ODT %s is seen", (_, content, more) => {
	expect(isLeftOut(content, more)).toBe(false);
});
