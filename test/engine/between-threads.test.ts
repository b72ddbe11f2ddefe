/** What goes from one thread to the other comes out as it went in; what is given out for one question is not that of another. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	bytesOfRows,
	packAnswer,
	packCounts,
	rowsIn,
	unpackAnswer,
	unpackCounts,
} from "../../src/engine/embedded/packed-answer.ts";
import { packPlan, unpackAsked, unpackRest } from "../../src/engine/embedded/packed-plan.ts";
import { briefUnion, MatchBuilder, unite } from "../../src/engine/embedded/searching/match.ts";
import { Scratch, scratch } from "../../src/engine/embedded/searching/scratch.ts";
import type { Node, Plan } from "../../src/engine/port.ts";
import { planOf } from "../contract/people.ts";

describe("a plan", () => {
	const came = (plan: Plan) => {
		const packed = packPlan(plan);
		return { text: typeof packed.asked === "string", plan: { ...unpackRest(packed), ...unpackAsked(packed) } };
	};

	test("comes out as it went in, whatever the words", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.double({ min: 0, max: 1, noNaN: true }), (word, weight) => {
				const plan = planOf({ groups: [{ alternatives: [{ node: { op: "word", word }, weight }], weight: 1 }] });
				expect(came(plan).plan).toEqual(plan);
			}),
		);
	});

	test("what JSON cannot say goes as it is", () => {
		const range: Node = { op: "range", column: "years", min: Number.NEGATIVE_INFINITY, max: 5 };
		const plan = planOf({ filter: range });
		expect(came(plan)).toEqual({ text: false, plan });
		const inGroup = planOf({ groups: [{ alternatives: [{ node: range, weight: 1 }], weight: 1 }] });
		expect(came(inGroup)).toEqual({ text: false, plan: inGroup });
	});
});

test("an answer comes out as it went in", () => {
	const rows = (ids: readonly string[], groups: number) => {
		const made = rowsIn(new ArrayBuffer(bytesOfRows(ids.length, groups)), { ids, links: ids.map(() => null) }, groups);
		for (const numbers of [made.columns, made.scores, made.bodyLengths, made.masks, made.alternatives])
			for (let at = 0; at < numbers.length; at++) numbers[at] = at * 3 + 0.1;
		made.bodyFrequencies.fill(7);
		return made;
	};
	fc.assert(
		fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat({ max: 5 }), (ids, groups) => {
			const answer = {
				population: 3,
				total: ids.length,
				totalFull: 1,
				narrowed: 1,
				coverage: 2,
				groups: Array.from({ length: groups }, () => ({ documents: 1, words: ids, added: [1] })),
				averageBodyLength: 1 / 3,
				rows: rows(ids, groups),
				also: rows([], groups),
				linked: 0,
			};
			expect(unpackAnswer(packAnswer(answer))).toEqual(answer);
			const counts = {
				facets: { skill: ids.map((value, count) => ({ value, count })), city: [] },
				years: [{ from: 5, count: 2 }],
				bands: [[1, 2]],
			};
			expect(unpackCounts(packCounts(counts))).toEqual(counts);
		}),
	);
});

describe("room for one question", () => {
	test("is empty, apart from all else that was given out, and enough", () => {
		const room = new Scratch();
		for (let question = 0; question < 3; question++) {
			room.clear();
			const given = Array.from({ length: 40 }, (_, index) => room.words(30_000 + index));
			for (const words of given) expect(words.every((word) => word === 0)).toBe(true);
			for (const [index, words] of given.entries()) words.fill(index + 1);
			for (const [index, words] of given.entries()) expect(words.every((word) => word === index + 1)).toBe(true);
		}
	});

	test("what is kept does not lie there", () => {
		const of = (ordinals: readonly number[]) => {
			const match = new MatchBuilder();
			for (const ordinal of ordinals) match.add(ordinal, 1, 2);
			return match.build();
		};
		const lists = [of([1, 4]), of([2, 4]), of([9])];
		const kept = unite(lists);
		expect(briefUnion(lists)).toEqual({ ...kept, isBrief: true });
		scratch.clear();
		scratch.words(1000).fill(0xffffffff);
		expect([...kept.ordinals]).toEqual([1, 2, 4, 9]);
		expect([...kept.frequencies]).toEqual([2, 2, 4, 2]);
	});
});
