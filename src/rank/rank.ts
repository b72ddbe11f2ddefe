import { type Side, scoreOf, sideOf } from "./contributions.ts";
import type { PoolName, RankInput } from "./pool.ts";

/** A person in the ranked list: rows of the input, nothing of the record yet. */
export interface RankedPerson {
	readonly score: number;
	/** The pool whose result this is. */
	readonly pool: PoolName;
	readonly row: number;
	readonly id: string;
	readonly side: Side;
	/** In an interleaved list, whose order placed the person here. */
	readonly team?: "a" | "b";
}

export interface Ranked {
	readonly length: number;
	/** The person at a place of the list, from 0. */
	at(place: number): RankedPerson;
	/** Place of somebody, null when he is not in the list. */
	placeOf(pool: PoolName, id: string): number | null;
}

/**
 * Orders the people of all pools in one list: score from high to low; equal scores: the tenant's own pool before the network, then
 * the id in byte order (ids are ASCII). No two people are equal in all three, so the order is total and the same each time.
 * Scores a thousand people without making an object for any of them.
 */
export function rank(input: RankInput): Ranked {
	const sides = input.pools.map((pool) => sideOf(input, pool));
	const starts = startsOf(input);
	const length = starts.at(-1) ?? 0;
	const seat = (person: number): Side => {
		const pool = starts.findIndex((start, index) => person >= start && person < (starts[index + 1] ?? 0));
		const side = sides[pool] as Side;
		side.row = person - (starts[pool] ?? 0);
		return side;
	};
	const scores = new Float64Array(length);
	for (let person = 0; person < length; person++) scores[person] = scoreOf(input, seat(person));
	const order = orderOf(scores, starts, input);
	return {
		length,
		at(place) {
			const person = order[place];
			if (person === undefined) throw new RangeError("There is nobody at this place of the list.");
			const side = { ...seat(person) };
			const { pool, row } = side;
			return { score: scores[person] as number, pool: pool.name, row, id: pool.rows.ids[row] as string, side };
		},
		placeOf(name, id) {
			const index = input.pools.findIndex((pool) => pool.name === name);
			const row = input.pools[index]?.rows.ids.indexOf(id) ?? -1;
			return row < 0 ? null : order.indexOf((starts[index] ?? 0) + row);
		},
	};
}

/** First number of each pool in a numbering of all people, and the end. */
function startsOf({ pools }: RankInput): number[] {
	const starts = [0];
	for (const pool of pools) starts.push((starts.at(-1) ?? 0) + pool.rows.ids.length);
	return starts;
}

function orderOf(scores: Float64Array, starts: readonly number[], { pools }: RankInput): Uint32Array {
	const ids = pools.flatMap((pool) => pool.rows.ids);
	const second = starts[1] ?? 0;
	return Uint32Array.from(scores.keys()).sort((one, other) => {
		const difference = (scores[other] as number) - (scores[one] as number);
		if (difference !== 0) return difference;
		if (one < second !== other < second) return one - other;
		return (ids[one] as string) < (ids[other] as string) ? -1 : 1;
	});
}
