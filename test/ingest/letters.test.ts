import fc from "fast-check";
import { expect, test } from "vitest";
import { lettersOf } from "../../src/ingest/letters.ts";
import { createPauses } from "../../src/tenancy/pauses.ts";

/** Few letters, so that values begin again within themselves. */
const Text = fc.string({ unit: fc.constantFrom("a", "b", "A", " ", "-", "\n"), maxLength: 60 });
const bare = (text: string) => text.toLowerCase().replace(/[\s-]/g, "");

test("a value is found first within its lines, else where it stands first, as a search letter by letter finds it", async () => {
	await fc.assert(
		fc.asyncProperty(Text, Text, fc.nat(60), fc.nat(60), async (text, value, start, end) => {
			const found = (await lettersOf(text, createPauses())).find(value, { start, end });
			const places = [...text].flatMap((_, from) =>
				[...text].flatMap((_, to) => {
					const isWhole = /^[^\s-]/.test(text.slice(from)) && /[^\s-]$/.test(text.slice(0, to + 1)) && from <= to;
					return isWhole && bare(text.slice(from, to + 1)) === bare(value) ? [{ start: from, end: to + 1 }] : [];
				}),
			);
			const near = places.find((place) => place.start >= start && place.end <= end);
			expect(found).toEqual(bare(value).length < 2 ? null : (near ?? places[0] ?? null));
		}),
		{ numRuns: 2000 },
	);
});

test("a text and a value that are made to be slow are looked through once", async () => {
	const value = `${"a".repeat(10_000)}b${"a".repeat(10_000)}`;
	const letters = await lettersOf(`${"a".repeat(200_000)}${value}`, createPauses());
	// `indexOf` takes about a second for each of these.
	for (let times = 0; times < 200; times++)
		expect(letters.find(value, { start: 0, end: 0 })).toEqual({ start: 200_000, end: 220_001 });
}, 30_000);
