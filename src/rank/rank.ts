import { contributions, type Side, sideOf } from "./contributions.ts";
import type { PoolName, RankInput } from "./pool.ts";

/** A person in the ranked list: rows of the input, nothing of the record yet. */
export interface RankedPerson {
	readonly score: number;
	/** The pool whose result this is. */
	readonly pool: PoolName;
	readonly row: number;
	readonly id: string;
	/** One side, or for a matched person both. */
	readonly first: Side;
	readonly second: Side | null;
}

export interface Ranked {
	readonly length: number;
	/** The person at a place of the list, from 0. */
	at(place: number): RankedPerson;
}

/**
 * Orders the people of all pools in one list: score from high to low; equal scores: the tenant's own pool before the network, then
 * the id in byte order (ids are ASCII). No two people are equal in all three, so the order is total and the same each time.
 * Scores a thousand people without making an object for any of them.
 */
export function rank(input: RankInput): Ranked {
	const sides = input.pools.map((pool) => sideOf(pool, input.profile));
	const otherSide = input.otherSide === null ? null : sideOf(input.otherSide.pool, input.profile);
	const starts = startsOf(input);
	const length = starts.at(-1) ?? 0;
	const seat = (person: number): { pool: number; first: Side; second: Side | null } => {
		const pool = starts.findIndex((start, index) => person >= start && person < (starts[index + 1] ?? 0));
		const first = sides[pool] as Side;
		first.row = person - (starts[pool] ?? 0);
		const row = pool === 0 ? (input.otherSide?.rowOf[first.row] ?? -1) : -1;
		if (otherSide === null || row < 0) return { pool, first, second: null };
		otherSide.row = row;
		return { pool, first, second: otherSide };
	};
	const scores = new Float64Array(length);
	for (let person = 0; person < length; person++) {
		const { first, second } = seat(person);
		scores[person] = scoreOf(input, first, second);
	}
	const order = orderOf(scores, starts, input);
	return {
		length,
		at(place) {
			const person = order[place];
			if (person === undefined) throw new RangeError("There is nobody at this place of the list.");
			const { first, second } = seat(person);
			const id = first.pool.rows.ids[first.row] as string;
			const own = { first: { ...first }, second: second === null ? null : { ...second } };
			return { score: scores[person] as number, pool: first.pool.name, row: first.row, id, ...own };
		},
	};
}

/** First number of each pool in a numbering of all people, and the end. */
function startsOf({ pools }: RankInput): number[] {
	const starts = [0];
	for (const pool of pools) starts.push((starts.at(-1) ?? 0) + pool.rows.ids.length);
	return starts;
}

let sum = 0;
const addUp = (_feature: unknown, _group: number, _side: Side, _value: number, _weight: number, points: number) => {
	sum += points;
};

function scoreOf(input: RankInput, first: Side, second: Side | null): number {
	sum = 0;
	contributions(input, first, second, addUp);
	return sum;
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
