import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonBreak } from "../../src/api/json-place.ts";

const isJson = (text: string) => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

test.each([
	['{"a": x}', 6],
	['{"a" 1}', 5],
	["[1,]", 3],
	['{"a":1,}', 7],
	["{'a':1}", 1],
	["[1 2]", 3],
	["01", 1],
	["[1]]", 3],
	["[}", 1],
	['{"a":1]', 6],
	['"ab', 0],
	['"a\nb"', 0],
	["{", 1],
	["", 0],
	["nul", 0],
	["tru e", 0],
])("%j breaks at %i", (text, place) => {
	expect(jsonBreak(text)).toBe(place);
});

test("what it calls JSON is what the engine reads, for any text and for damaged JSON", () => {
	const damaged = fc
		.tuple(fc.json(), fc.nat(), fc.constantFrom("", "{", "}", "[", "]", ",", ":", '"', "1", "x", "\\"))
		.map(([text, at, mark]) => {
			const place = at % (text.length + 1);
			return text.slice(0, place) + mark + text.slice(place + 1);
		});
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json(), damaged), (text) => {
			expect(jsonBreak(text) === null).toBe(isJson(text));
		}),
		{ numRuns: 5000 },
	);
});

test("depth does not matter", () => {
	expect(jsonBreak(`${"[".repeat(200_000)}x`)).toBe(200_000);
});
