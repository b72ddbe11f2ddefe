import { afterEach, expect, test, vi } from "vitest";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { processorTime } from "../../processor-time.ts";
import { recognizer } from "../world.ts";

/** Ads that are as long as they may be and are written to cost as much as they can. */

const read = (description: string) => readAd(JobAd.parse({ title: "-", description }), recognizer);

afterEach(() => {
	vi.restoreAllMocks();
});

test.each([
	["bullets", "• "],
	["short lines", "a\n"],
	["one sentence without end", "java, "],
])("others get their turn while an ad of 100,000 characters is read: %s", async (_, piece) => {
	let turns = 0;
	let isRead = false;
	const count = () => {
		turns += 1;
		if (!isRead) setImmediate(count);
	};
	setImmediate(count);
	await read(`Requirements\n${piece.repeat(100_000)}`.slice(0, 99_990));
	isRead = true;
	expect(turns).toBeGreaterThan(1);
});

/** Most characters that a pattern of those that are asked whether they stand in a text is given, by each character of the ad. */
const MOST_LOOKS = 150;

test.each([
	["what stands before a line", `Requirements\n${"a\n".repeat(2000)}`],
	["the sentence around each of many skills", "java and ".repeat(400)],
	["the bracket around each of many skills", `(${"java and ".repeat(80)})`.repeat(4)],
])("is looked at once for all lines and skills: %s", async (_, description) => {
	await read("Java");
	let looked = 0;
	const { test: looks } = RegExp.prototype;
	vi.spyOn(RegExp.prototype, "test").mockImplementation(function (this: RegExp, text: string) {
		looked += text.length;
		return looks.call(this, text);
	});
	await read(description);
	expect(looked / description.length).toBeLessThan(MOST_LOOKS);
});

test("no pattern is copied for a line that it does not stand in", async () => {
	const lines = 500;
	const copies = vi.spyOn(RegExp.prototype, Symbol.matchAll);
	await read("• a\n".repeat(lines));
	expect(copies.mock.calls.length / lines).toBeLessThan(3);
});

test("an ad of 100,000 characters is read in a second", async () => {
	const description = `Requirements\n${"- at least 5 years of Java, very very good German and ".repeat(1800)}`;
	expect(await processorTime(() => read(description.slice(0, 100_000)))).toBeLessThan(1000);
});

// Whole minutes where every empty line begins a search through all that follow.
test.each(["\n", "•\n"])("an ad of 100,000 characters that repeats %j costs no square of it", async (piece) => {
	const description = `a${piece.repeat(100_000)}`.slice(0, 99_990);
	expect(await processorTime(() => read(`${description}\nJava`))).toBeLessThan(10_000);
});
