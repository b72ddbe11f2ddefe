/** Numbers from a seed: mulberry32 (Tommy Ettinger, public domain). @returns a function giving the next number in [0, 1) */
export function random(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** One of the list. */
export function pick<T>(next: () => number, list: readonly T[]): T {
	const chosen = list[Math.floor(next() * list.length)];
	if (chosen === undefined) throw new RangeError("Nothing to pick from.");
	return chosen;
}
