import { expect, test } from "vitest";
import { withoutDates } from "../../src/ingest/dates/ranges.ts";
import { endsAsSentence } from "../../src/ingest/fields/prose.ts";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readMarkdown } from "../../src/ingest/read/markdown.ts";
import { parse } from "./parser.ts";

const HEAD = "Anna Keller\nanna@example.com\n\nExperience\nEngineer, Siemens AG, 03/2018 - 02/2022\n";

// In the square of their length each of them takes a minute and more.
test.each([
	["dates", "2019 - ".repeat(20_000)],
	["dates in Chinese", "2019年".repeat(30_000)],
	["dates in Roman numbers", "IV/2019 - ".repeat(15_000)],
	["bullets", "• a ".repeat(35_000)],
	["dashes that blanks part", "  –".repeat(70_000)],
])("a line without end is read in its length: %s", async (_, line) => {
	expect((await parse(`${HEAD}${line}\n`)).basics?.name).toBe("Anna Keller");
});

test.each(["<", "[a](", "![", "_a ", "*a"])("so is one of Markdown: %s", (piece) => {
	const lines = readMarkdown(Buffer.from(`# Anna Keller\n\n${piece.repeat(60_000)}\n`), FILE_LIMITS).lines;
	expect(lines[0]?.text).toBe("Anna Keller");
});

test("links of Markdown are read as before", () => {
	const text =
		'[a](https://a.example "t") ![b](<https://b.example>) [c]( https://c.example ) <mailto:d@example.com> <e@example.com>';
	const { lines, links } = readMarkdown(Buffer.from(text), FILE_LIMITS);
	expect(lines[0]?.text).toBe("a b c d@example.com e@example.com");
	expect(links.map(({ url }) => url)).toEqual(["https://a.example", "https://b.example", "https://c.example"]);
});

test("a text without its dates keeps all else in its order", () => {
	const spans = [
		{ from: 2, to: 6 },
		{ from: 9, to: 13 },
	].map((span) => ({ ...span, isRange: false, current: false, start: "2019" }));
	expect(withoutDates("a 2019 b 2020 c", spans)).toBe("a   b   c");
});

test.each([
	["Führt die Bücher des Vereins.", true],
	["Platforma dla 60 zespołów.", true],
	["Muster Handels Gesellschaft.", false],
	["Acme Holding Ltd.", false],
])("what ends as a sentence does: %s", (text, isSentence) => {
	expect(endsAsSentence(text)).toBe(isSentence);
});
