import { ByteCache } from "./byte-cache.ts";
import { keepsSet, MATCH_BYTES, type Match } from "./match.ts";
import { POSITION_BYTES, type Positions } from "./positions.ts";

/** Who matches a condition, or where a word stands. */
export interface Known {
	readonly match?: Match;
	readonly positions?: Positions;
	/** Complete for the ordinals below. */
	readonly end: number;
}

/** Bytes of one entry beside its lists: three typed arrays, the place in the map. */
const ENTRY_BYTES = 500;

/** Lists of who matches what. */
export class MatchCache extends ByteCache<Known> {
	/** @param limit bytes */
	constructor(limit: number) {
		super(limit, sizeOf);
	}
}

function sizeOf({ match, positions, end }: Known): number {
	const matchBytes =
		match === undefined ? 0 : MATCH_BYTES * match.ordinals.length + (keepsSet(match, end) ? end / 8 : 0);
	return ENTRY_BYTES + matchBytes + POSITION_BYTES * (positions?.ordinals.length ?? 0);
}
