import { scratch } from "./scratch.ts";

/** Sets of ordinals as bits of 32-bit words. Operations with `into` change their first argument. */
export type Bits = Uint32Array;

export function emptyBits(size: number): Bits {
	return new Uint32Array((size + 31) >>> 5);
}

/** An empty set that is void with the next question. */
export function briefBits(size: number): Bits {
	return scratch.words((size + 31) >>> 5);
}

/** A copy that is void with the next question. */
export function briefCopy(bits: Bits): Bits {
	const copy = scratch.words(bits.length);
	copy.set(bits);
	return copy;
}

export function hasBit(bits: Bits, ordinal: number): boolean {
	return (((bits[ordinal >>> 5] as number) >>> (ordinal & 31)) & 1) === 1;
}

export function setBit(bits: Bits, ordinal: number): void {
	bits[ordinal >>> 5] = (bits[ordinal >>> 5] as number) | (1 << (ordinal & 31));
}

export function clearBit(bits: Bits, ordinal: number): void {
	bits[ordinal >>> 5] = (bits[ordinal >>> 5] as number) & ~(1 << (ordinal & 31));
}

export function setAll(bits: Bits, ordinals: Int32Array): void {
	for (let index = 0; index < ordinals.length; index++) setBit(bits, ordinals[index] as number);
}

export function andInto(bits: Bits, other: Bits): Bits {
	for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & (other[word] as number);
	return bits;
}

export function orInto(bits: Bits, other: Bits): Bits {
	for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) | (other[word] as number);
	return bits;
}

export function andNotInto(bits: Bits, other: Bits): Bits {
	for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & ~(other[word] as number);
	return bits;
}

export function invert(bits: Bits): Bits {
	for (let word = 0; word < bits.length; word++) bits[word] = ~(bits[word] as number);
	return bits;
}

export function countBits(bits: Bits): number {
	let count = 0;
	for (let word = 0; word < bits.length; word++) count += ones(bits[word] as number);
	return count;
}

/** How many bits are set in both. */
export function countCommon(a: Bits, b: Bits): number {
	let count = 0;
	for (let word = 0; word < a.length; word++) count += ones((a[word] as number) & (b[word] as number));
	return count;
}

/** The set ordinals, ascending. */
export function ordinalsOf(bits: Bits): Int32Array {
	return fillOrdinals(bits, new Int32Array(countBits(bits)));
}

/** The same in a list that is void with the next question. */
export function briefOrdinals(bits: Bits): Int32Array {
	return fillOrdinals(bits, scratch.integers(countBits(bits)));
}

function fillOrdinals(bits: Bits, ordinals: Int32Array): Int32Array {
	let at = 0;
	for (let word = 0; word < bits.length; word++) {
		for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
			ordinals[at++] = (word << 5) + 31 - Math.clz32(rest & -rest);
		}
	}
	return ordinals;
}

/** Population count of one word (Hacker's Delight, 5-1). */
export function ones(word: number): number {
	let v = word - ((word >>> 1) & 0x55555555);
	v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
	return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
