import { expect, test } from "vitest";
import { headPieces } from "../../src/ingest/fields/contact-pieces.ts";
import type { Line } from "../../src/ingest/layout/line.ts";

const lineOf = (text: string): Line => {
	const cell = { text, x: 0, right: 0, size: 0, font: "", bold: false };
	const place = { number: 1, page: 1, gap: 1, stream: "", region: "body", columnRight: 0 } as const;
	return { ...place, cells: [cell], text, bullet: false, heading: 0 };
};
const textsOf = (text: string) => headPieces([lineOf(text)]).map((piece) => piece.text);

const LENGTH = 300_000;

// In the square of their length each of them takes minutes.
test.each([
	["letters", "a".repeat(LENGTH)],
	["signs of mail", "@".repeat(LENGTH)],
	["addresses without an end", "a@.".repeat(LENGTH / 3)],
	["a host of letters", `a@b.${"c".repeat(LENGTH)},`],
	["dots", "a.".repeat(LENGTH / 2)],
	["a dash before a long word", `a - ${"b".repeat(LENGTH)}`],
	["beginnings of links", "www.".repeat(LENGTH / 4)],
])("a long word is parted in its length: %s", (_, word) => {
	expect(textsOf(word).join("").length).toBeLessThanOrEqual(LENGTH + 8);
});

test.each([
	["ada@example.com, +49 30 1234567", ["ada@example.com", "+49 30 1234567"]],
	["Berlin ada@example.com +49 30 1234567", ["Berlin", "ada@example.com", "+49 30 1234567"]],
	["ada@example.com - Berlin", ["ada@example.com", "Berlin"]],
	["Senior - Berlin", ["Senior - Berlin"]],
	["@ada@example.com www.example.com", ["@ada@example.com", "www.example.com"]],
])("what parts a head still parts it: %s", (head, pieces) => {
	expect(textsOf(head)).toEqual(pieces);
});
