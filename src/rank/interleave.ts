import type { PoolName } from "./pool.ts";
import type { Ranked, RankedPerson } from "./rank.ts";

/**
 * Team-draft interleaving (Radlinski, Kurup & Joachims 2008): two orders of the same people take turns to place their best one who is
 * not placed yet; who begins a round is drawn by lot. Everybody is in the list once, whatever the lots, and each order places as
 * many as the other (one more at most), so that neither is favoured.
 *
 * Scores and sides are those of the first order: the reasons that are shown stay those of one profile.
 * @param first, second of the same input, but for the weights
 * @param lot of a round, from 0: true where the first begins
 */
export function teamDraft(first: Ranked, second: Ranked, lot: (round: number) => boolean): Ranked {
	const { order, teams, places } = drafted(first, second, lot);
	return {
		length: first.length,
		at: (place) => ({ ...first.at(order[place] ?? place), team: teams[place] === 1 ? "b" : "a" }),
		placeOf(pool: PoolName, id: string) {
			const own = first.placeOf(pool, id);
			return own === null ? null : (places[own] ?? null);
		},
	};
}

function drafted(first: Ranked, second: Ranked, lot: (round: number) => boolean) {
	const { length } = first;
	const keyOf = ({ pool, row }: RankedPerson) => `${pool}:${row}`;
	const placeInFirst = new Map(Array.from({ length }, (_, place) => [keyOf(first.at(place)), place]));
	/** By place in the list: the place in the first order, and who placed it. By place in the first order: that in the list. */
	const order = new Uint32Array(length);
	const teams = new Uint8Array(length);
	const places = new Int32Array(length).fill(-1);
	const next = [0, 0] as [number, number];
	const bestOf = (team: 0 | 1): number => {
		for (; next[team] < length; next[team]++) {
			const place = team === 0 ? next[0] : (placeInFirst.get(keyOf(second.at(next[1]))) ?? 0);
			if (places[place] === -1) return place;
		}
		throw new RangeError("Both orders are of the same people.");
	};
	for (let place = 0; place < length; place++) {
		const begins = lot(place >> 1) ? 0 : 1;
		const team = (place % 2 === 0 ? begins : 1 - begins) as 0 | 1;
		const own = bestOf(team);
		order[place] = own;
		teams[place] = team;
		places[own] = place;
	}
	return { order, teams, places };
}
