import { ByteCache } from "./byte-cache.ts";
import { keepsSet, MATCH_BYTES, type Match } from "./match.ts";
import { POSITION_BYTES, type Positions } from "./positions.ts";
import type { IndexPage } from "./posting-pages.ts";

/** Who matches a condition, where a word stands, or a page of the index. */
export interface Known {
	readonly match?: Match;
	readonly positions?: Positions;
	readonly page?: IndexPage;
	/** State of the file that the page is of. */
	readonly version?: unknown;
	/** Complete for the ordinals below. */
	readonly end: number;
}

/** Bytes of one entry beside its lists: three typed arrays, the place in the map. */
const ENTRY_BYTES = 500;

/** Of the place of a term on a page. */
const TERM_BYTES = 8;

/** Lists of who matches what. */
export class MatchCache extends ByteCache<Known> {
	/** @param limit bytes */
	constructor(limit: number) {
		super(limit, sizeOf);
	}
}

function sizeOf({ match, positions, page, end }: Known): number {
	const matchBytes =
		match === undefined ? 0 : MATCH_BYTES * match.ordinals.length + (keepsSet(match, end) ? end / 8 : 0);
	const pageBytes = page === undefined ? 0 : page.bytes.length + TERM_BYTES * page.terms.length;
	return ENTRY_BYTES + matchBytes + pageBytes + POSITION_BYTES * (positions?.ordinals.length ?? 0);
}
