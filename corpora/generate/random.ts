/**
 * A seeded source of chance: sfc32 (Small Fast Chaotic, Chris Doty-Humphrey, PractRand, public domain), its state
 * filled by splitmix32 (the finaliser of MurmurHash3 by Austin Appleby, public domain). Same seed, same numbers, on
 * every machine: only 32-bit integer arithmetic is used.
 */
export interface Random {
	/** A number in [0, 1). */
	next(): number;
	/** A whole number in [from, to], both included. */
	int(from: number, to: number): number;
	/** True with probability `p` (0 to 1). */
	chance(p: number): boolean;
	/** One item; throws RangeError on an empty list. */
	pick<T>(items: readonly T[]): T;
	/** `count` different items in random order (all of them when there are fewer). */
	sample<T>(items: readonly T[], count: number): T[];
}

const TWO_32 = 4_294_967_296;

/** splitmix32: spreads a counter over 32 bits, so that neighbouring seeds give unrelated streams. */
function splitmix32(start: number): () => number {
	let state = start | 0;
	return () => {
		state = (state + 0x9e3779b9) | 0;
		let z = state ^ (state >>> 16);
		z = Math.imul(z, 0x21f0aaad);
		z ^= z >>> 15;
		z = Math.imul(z, 0x735a2d97);
		return z ^ (z >>> 15);
	};
}

function sfc32(fill: () => number): () => number {
	let a = fill();
	let b = fill();
	let c = fill();
	let counter = 1;
	const step = (): number => {
		const out = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + out) | 0;
		return out >>> 0;
	};
	// The first outputs still resemble the seed; twelve rounds are the author's own choice.
	for (let round = 0; round < 12; round++) step();
	return step;
}

/**
 * A stream of chance for a seed (a whole number of at most 53 bits) and a salt that separates uses of the same seed.
 */
export function createRandom(seed: number, salt = 0): Random {
	const low = seed % TWO_32;
	const high = Math.floor(seed / TWO_32);
	const step = sfc32(splitmix32(low ^ Math.imul(high + 1, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35)));
	const next = (): number => step() / TWO_32;
	const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
	const pick = <T>(items: readonly T[]): T => {
		if (items.length === 0) throw new RangeError("cannot pick from an empty list");
		return items[Math.floor(next() * items.length)] as T;
	};
	const sample = <T>(items: readonly T[], count: number): T[] => {
		const pool = items.slice();
		const size = Math.min(count, pool.length);
		for (let i = 0; i < size; i++) {
			const j = i + Math.floor(next() * (pool.length - i));
			const chosen = pool[j] as T;
			pool[j] = pool[i] as T;
			pool[i] = chosen;
		}
		return pool.slice(0, size);
	};
	return { next, int, chance: (p) => next() < p, pick, sample };
}
