import { MatchCache } from "./match-cache.ts";
import { RememberedCache } from "./question-memory.ts";

/** What is remembered of questions, as a part of the bytes for lists. */
const REMEMBERED_SHARE = 1 / 8;

/** Of all stores of one worker. */
export class Caches {
	readonly matches: MatchCache;
	readonly remembered: RememberedCache;

	/** @param cacheBytes for lists of who matches what; an eighth of it is added for what is remembered of questions */
	constructor(cacheBytes: number) {
		this.matches = new MatchCache(cacheBytes);
		this.remembered = new RememberedCache(cacheBytes * REMEMBERED_SHARE);
	}

	/** @param name of a store, or of a part of it */
	forget(name: string): void {
		this.matches.forget(name);
		this.remembered.forget(name);
	}
}
