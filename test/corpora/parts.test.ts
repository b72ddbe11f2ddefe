import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expand } from "../../corpora/generate/phrase.ts";
import { createRandom } from "../../corpora/generate/random.ts";
import { wrap } from "../../corpora/generate/render/text.ts";
import { readZip, writeZip } from "../../corpora/generate/zip.ts";

describe("chance", () => {
	test("of a seed never changes: files made last year must come out the same", () => {
		const random = createRandom(7);
		expect([random.int(0, 999), random.int(0, 999), random.int(0, 999)]).toMatchInlineSnapshot(`
			[
			  953,
			  633,
			  785,
			]
		`);
	});

	test("of neighbouring seeds and salts has nothing in common", () => {
		const first = (seed: number, salt = 0): number => createRandom(seed, salt).next();
		const values = Array.from({ length: 1000 }, (_, seed) => first(seed));
		expect(new Set(values).size).toBe(1000);
		const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
		expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
		expect(first(5, 1)).not.toBe(first(5, 2));
		expect(first(2 ** 40 + 5)).not.toBe(first(5));
	});

	test("a sample has different items", () => {
		const items = Array.from({ length: 20 }, (_, i) => i);
		fc.assert(
			fc.property(fc.nat(), fc.integer({ min: 0, max: 30 }), (seed, count) => {
				const sample = createRandom(seed).sample(items, count);
				expect(new Set(sample).size).toBe(Math.min(20, count));
			}),
		);
	});
});

describe("phrases", () => {
	const fill = (slot: string): string | undefined => (slot === "tool" ? "Java" : undefined);

	test("choose among alternatives, follow gender, fill slots", () => {
		const random = createRandom(1);
		const lines = Array.from({ length: 50 }, () => expand("[Built|Wrote [a|two]] {tool}", random, "male", fill));
		expect(new Set(lines)).toEqual(new Set(["Built Java", "Wrote a Java", "Wrote two Java"]));
		expect(expand("Lehrer<|in>", random, "female", fill)).toBe("Lehrerin");
		expect(expand("Lehrer<|in>", random, "male", fill)).toBe("Lehrer");
	});

	test("refuse an unknown slot and an open bracket", () => {
		expect(() => expand("{nobody}", createRandom(1), "male", fill)).toThrow(RangeError);
		expect(() => expand("[one|two", createRandom(1), "male", fill)).toThrow(SyntaxError);
	});
});

test("wrapped text keeps its words and its width", () => {
	const words = fc.array(fc.stringMatching(/^[a-zäß0-9]{1,12}$/), { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(words, (text) => {
			const lines = wrap(text.join(" "), 30, "- ", "  ");
			expect(lines.map((line) => line.slice(2)).join(" ")).toBe(text.join(" "));
			for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
		}),
	);
});

test("a ZIP file gives back what was put in", () => {
	const entries = fc.array(
		fc.record({
			name: fc.stringMatching(/^[a-zé]{1,9}\.xml$/),
			content: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
		}),
	);
	fc.assert(
		fc.property(entries, (list) => {
			expect(readZip(writeZip(list))).toEqual(list);
		}),
	);
	expect(() => readZip(Buffer.alloc(40))).toThrow(RangeError);
});
