import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { teamDraft } from "../../src/rank/interleave.ts";
import type { Ranked, RankedPerson } from "../../src/rank/rank.ts";

/** A list of rows of one pool in this order; scores fall. */
function rankedOf(order: readonly number[]): Ranked {
	const at = (place: number) => {
		const row = order[place];
		if (row === undefined) throw new RangeError();
		return { pool: "ats", row, id: `r${row}`, score: -place } as unknown as RankedPerson;
	};
	return {
		length: order.length,
		at,
		placeOf: (_pool, id) => {
			const place = order.indexOf(Number(id.slice(1)));
			return place < 0 ? null : place;
		},
	};
}
const listOf = (ranked: Ranked) => Array.from({ length: ranked.length }, (_, place) => ranked.at(place));
const rows = (ranked: Ranked) => listOf(ranked).map(({ row }) => row);
const teams = (ranked: Ranked) =>
	listOf(ranked)
		.map(({ team }) => team)
		.join("");

describe("team-draft interleaving", () => {
	test("each takes its best that is left, in rounds that a lot begins", () => {
		const drafted = teamDraft(rankedOf([0, 1, 2, 3]), rankedOf([3, 1, 0, 2]), () => true);
		expect(rows(drafted)).toEqual([0, 3, 1, 2]);
		expect(teams(drafted)).toBe("abab");
		const other = teamDraft(rankedOf([0, 1, 2, 3]), rankedOf([3, 1, 0, 2]), (round) => round === 1);
		expect(rows(other)).toEqual([3, 0, 1, 2]);
		expect(teams(other)).toBe("baab");
	});

	const orders = fc.integer({ min: 0, max: 40 }).chain((size) => {
		const all = Array.from({ length: size }, (_, row) => row);
		const order = fc.shuffledSubarray(all, { minLength: size, maxLength: size });
		return fc.tuple(order, order, fc.array(fc.boolean(), { minLength: 21, maxLength: 21 }));
	});

	test("holds everybody once, each order places half, and places are where people stand", () => {
		fc.assert(
			fc.property(orders, ([first, second, lots]) => {
				const drafted = teamDraft(rankedOf(first), rankedOf(second), (round) => lots[round] === true);
				expect(rows(drafted).toSorted((a, b) => a - b)).toEqual(first.toSorted((a, b) => a - b));
				const [a, b] = ["a", "b"].map((team) => listOf(drafted).filter((one) => one.team === team).length);
				expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(1);
				for (const [place, { pool, id, score }] of listOf(drafted).entries()) {
					expect(drafted.placeOf(pool, id)).toBe(place);
					expect(score).toBe(-first.indexOf(Number(id.slice(1))));
				}
				expect(drafted.placeOf("ats", "r99")).toBeNull();
			}),
		);
	});

	test("of two equal orders it is that order", () => {
		fc.assert(
			fc.property(orders, ([first, , lots]) => {
				expect(rows(teamDraft(rankedOf(first), rankedOf(first), (round) => lots[round] === true))).toEqual(first);
			}),
		);
	});
});
