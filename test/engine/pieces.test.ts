/** The pure pieces, each against a slower way to say the same. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accessOf, eachCode, eachColumn, packAttributes } from "../../src/engine/embedded/attributes.ts";
import {
	andNotInto,
	countBits,
	countCommon,
	emptyBits,
	hasBit,
	ordinalsOf,
	setAll,
} from "../../src/engine/embedded/searching/bitset.ts";
import { type Match, MatchBuilder, restrict, seek, unite } from "../../src/engine/embedded/searching/match.ts";
import { MatchCache } from "../../src/engine/embedded/searching/match-cache.ts";
import { type Positions, phraseOf, placeOf } from "../../src/engine/embedded/searching/positions.ts";
import { decodeToken, encodeField, encodeToken, wordsOf } from "../../src/engine/embedded/token-text.ts";
import { Best, compareBytes } from "../../src/engine/order.ts";
import { countPhrase } from "../../src/engine/phrase.ts";
import { BODY_BIT, inverseDocumentFrequency, openTier, saturated } from "../../src/engine/scoring.ts";
import { planOf } from "../contract/people.ts";

const anyText = fc.string({ unit: "binary", maxLength: 6 });
const someOrdinals = fc
	.uniqueArray(fc.nat({ max: 200 }), { maxLength: 60 })
	.map((list) => Int32Array.from(list).sort());

describe("order", () => {
	test("compareBytes is the order of the UTF-8 bytes", () => {
		fc.assert(
			fc.property(anyText, anyText, (a, b) => {
				expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
			}),
		);
	});

	test("Best keeps the first ones of a full sort", () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer()), fc.nat({ max: 12 }), (items, size) => {
				const best = new Best(size, (a, b) => a - b);
				for (const item of items) best.offer(item);
				expect(best.take()).toEqual([...items].sort((a, b) => a - b).slice(0, size));
			}),
		);
	});
});

describe("tokens as text", () => {
	const hostile = fc.oneof(anyText, fc.constantFrom("", " ", "A", "\ue000", "\ue001", "\ue0010041", "\0", "\x7f"));

	test("come back as they were", () => {
		fc.assert(
			fc.property(hostile, (token) => {
				expect(decodeToken(encodeToken(token))).toBe(token);
			}),
		);
	});
	test("stay apart, one word each", () => {
		fc.assert(
			fc.property(fc.array(hostile), (tokens) => {
				expect(wordsOf(encodeField(tokens)).map(decodeToken)).toEqual(tokens);
			}),
		);
	});
	test("are never folded into another by FTS5: no capital, no control, no blank is left", () => {
		fc.assert(
			fc.property(hostile, (token) => {
				expect(encodeToken(token)).not.toMatch(/[\0-\x20\x7fA-Z]/);
			}),
		);
	});
	test("half a surrogate pair is the replacement character", () => {
		expect(encodeToken("a\ud800")).toBe("a\ufffd");
	});
});

describe("phrases", () => {
	const count = (text: string, words: string, slop = 0, runs?: readonly number[]) =>
		countPhrase(
			text.split(" ").map((word) => (word === "|" ? "" : word)),
			{ words: words.split(" "), slop, runs },
		);
	test.each([
		["a b c a b", "a b", undefined, 2],
		["a a a", "a a", undefined, 2],
		["b a", "a b", 0, 0],
		["b a", "a b", 1, 1],
		["a x x b", "a b", 1, 0],
		["a x x b", "a b", 2, 1],
		["a x | b", "a b", 9, 0],
		["a b", "a a", 9, 0],
		["a b a", "a a b", 1, 1],
		["a x b x a", "a b", 1, 2],
		["a", "a b", 3, 0],
	])("%s has %s (slop %s) %i times", (text, phrase, slop, times) => {
		expect(count(text, phrase, slop)).toBe(times);
	});

	test.each([
		["a b x c", "a b c", 1, [2, 1], 1],
		["b a x c", "a b c", 5, [2, 1], 0],
		["c x a b", "a b c", 1, [2, 1], 1],
		["c x x a b", "a b c", 1, [2, 1], 0],
		["a x b c", "a b c", 5, [2, 1], 0],
		["a b x | c", "a b c", 9, [2, 1], 0],
		["a b c", "a b b c", 1, [2, 2], 1],
		["a b b", "a b b", 1, [2, 1], 2],
		["a b x a b", "a b a b", 1, [2, 2], 1],
		["a b x", "a b a b", 5, [2, 2], 0],
	])("%s has %s (slop %s) in runs of %j %i times", (text, phrase, slop, runs, times) => {
		expect(count(text, phrase, slop, runs)).toBe(times);
	});
});

describe("phrases from positions", () => {
	const word = fc.constantFrom("a", "b", "c", "");
	const field = fc.array(word, { maxLength: 8 });
	const positionsOf = (people: readonly (readonly (readonly string[])[])[], sought: string): Positions => {
		const found = people.flatMap((fields, ordinal) =>
			fields.flatMap((tokens, number) =>
				tokens.flatMap((token, offset) => (token === sought ? [{ ordinal, place: placeOf(number, offset) }] : [])),
			),
		);
		return {
			ordinals: Int32Array.from(found, ({ ordinal }) => ordinal),
			places: Uint32Array.from(found, ({ place }) => place),
		};
	};

	test("are those that countPhrase finds in the texts, with the same counts", () => {
		fc.assert(
			fc.property(
				fc.array(fc.array(field, { minLength: 12, maxLength: 12 }), { maxLength: 5 }),
				fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 0, max: 0xfff }),
				(people, words, fields) => {
					const found = phraseOf(
						words.map((sought) => positionsOf(people, sought)),
						fields,
					);
					const expected = people.flatMap((texts, ordinal) => {
						const counts = texts.map((tokens, number) => (fields & (1 << number) ? countPhrase(tokens, { words }) : 0));
						const mask = counts.reduce((bits, count, number) => (count > 0 ? bits | (1 << number) : bits), 0);
						return mask === 0 ? [] : [[ordinal, mask, counts[Math.log2(BODY_BIT)]]];
					});
					expect(
						[...found.ordinals].map((ordinal, index) => [ordinal, found.masks[index], found.frequencies[index]]),
					).toEqual(expected);
				},
			),
		);
	});
});

describe("bits and matches", () => {
	test("bits are sets of ordinals", () => {
		fc.assert(
			fc.property(someOrdinals, someOrdinals, (a, b) => {
				const [left, right] = [emptyBits(201), emptyBits(201)];
				setAll(left, a);
				setAll(right, b);
				expect(ordinalsOf(left)).toEqual(a);
				expect(countBits(left)).toBe(a.length);
				expect(countCommon(left, right)).toBe(a.filter((ordinal) => b.includes(ordinal)).length);
				expect([...a].every((ordinal) => hasBit(left, ordinal))).toBe(true);
				expect(ordinalsOf(andNotInto(left, right))).toEqual(a.filter((ordinal) => !b.includes(ordinal)));
			}),
		);
	});

	test("seek finds the place of an ordinal from any place before it", () => {
		fc.assert(
			fc.property(someOrdinals, fc.nat({ max: 210 }), fc.nat({ max: 60 }), (ordinals, sought, from) => {
				const place = ordinals.filter((ordinal) => ordinal < sought).length;
				expect(seek(ordinals, sought, Math.min(from, place))).toBe(place);
			}),
		);
	});

	const someMatch = fc
		.array(fc.tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 4095 }), fc.nat({ max: 255 })), { maxLength: 30 })
		.map((entries) => {
			const match = new MatchBuilder();
			for (const [ordinal, mask, frequency] of entries.sort((a, b) => a[0] - b[0])) match.add(ordinal, mask, frequency);
			return match.build();
		});
	const lookUp = (match: Match, ordinal: number) => {
		const at = match.ordinals.indexOf(ordinal);
		return { mask: match.masks[at] ?? 0, frequency: match.frequencies[at] ?? 0 };
	};

	test("unite adds up, restrict leaves fields out", () => {
		fc.assert(
			fc.property(fc.array(someMatch, { maxLength: 5 }), fc.nat({ max: 4095 }), (matches, fields) => {
				const united = unite(matches);
				const kept = restrict(united, fields);
				for (let ordinal = 0; ordinal <= 40; ordinal++) {
					const parts = matches.map((match) => lookUp(match, ordinal));
					const mask = parts.reduce((all, part) => all | part.mask, 0);
					const frequency = Math.min(
						255,
						parts.reduce((sum, part) => sum + part.frequency, 0),
					);
					expect(lookUp(united, ordinal)).toEqual({ mask, frequency });
					const keepsBody = (fields & BODY_BIT) !== 0 && (mask & fields) !== 0;
					expect(lookUp(kept, ordinal)).toEqual({ mask: mask & fields, frequency: keepsBody ? frequency : 0 });
				}
			}),
		);
	});
});

describe("attributes", () => {
	test("come back, and a column that was not there yet is unknown", () => {
		const blob = packAttributes([1.5, Number.NaN, -3], [[7, 9], [], [1]], '{"é":1}');
		expect(accessOf(blob)).toBe('{"é":1}');
		const seen: number[][] = [];
		eachCode(blob, (facet, code) => seen.push([facet, code]));
		const columns: number[] = [];
		eachColumn(blob, 4, (column, value) => {
			columns[column] = value;
		});
		expect(columns).toEqual([1.5, Number.NaN, -3, Number.NaN]);
		expect(seen).toEqual([
			[0, 7],
			[0, 9],
			[2, 1],
		]);
	});
});

describe("the cache", () => {
	const list = (length: number) => ({
		match: { ordinals: new Int32Array(length), masks: new Uint16Array(length), frequencies: new Uint8Array(length) },
		end: 1_000_000,
	});

	test("lets the longest unused go when the room is used up", () => {
		const cache = new MatchCache(3 * (500 + 7 * 100 + 2));
		for (const key of ["a", "b", "c"]) cache.set("s", key, list(100));
		cache.get("s", "a");
		cache.set("s", "d", list(100));
		expect(["a", "b", "c", "d"].map((key) => cache.get("s", key) !== undefined)).toEqual([true, false, true, true]);
	});
	test("keeps nothing larger than its room, and forgets a store as a whole", () => {
		const cache = new MatchCache(2000);
		cache.set("s", "big", list(1000));
		cache.set("s", "small", list(1));
		cache.set("t", "small", list(1));
		cache.forget("s");
		expect([cache.get("s", "big"), cache.get("s", "small"), cache.get("t", "small")?.end]).toEqual([
			undefined,
			undefined,
			1_000_000,
		]);
	});
});

describe("scores", () => {
	test("idf falls with frequency and is never negative", () => {
		const values = [0, 1, 50, 99, 100].map((matching) => inverseDocumentFrequency(100, matching));
		expect(values).toEqual([...values].sort((a, b) => b - a));
		expect(values.at(-1)).toBeGreaterThan(0);
	});
	test("saturation rises and stays below k1 + 1", () => {
		expect(saturated(0, 1, 1.2)).toBe(0);
		expect(saturated(1, 1.2, 1.2)).toBeCloseTo(1, 12);
		expect(saturated(255, 1.2, 1.2)).toBeLessThan(2.2);
		expect(saturated(3, 0, 0)).toBe(1);
	});
	test("the tier opens from all groups downward", () => {
		const open = (minimum: number, people: number) =>
			openTier((count) => [5, 4, 3, 2][count] ?? 0, {
				coverage: { minimum, people },
				groups: planOf().groups.concat(Array(3).fill({ alternatives: [], weight: 1 })),
			});
		expect([open(1, 2), open(1, 3), open(1, 6), open(2, 99), open(0, 1)]).toEqual([3, 2, 1, 2, 0]);
	});
});
