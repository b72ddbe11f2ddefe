/** Who matches a condition, and how: struct of arrays, ordinals ascending. Never changed once made. */
import { BODY_BIT, FREQUENCY_LIMIT } from "../../scoring.ts";
import type { Bits } from "./bitset.ts";
import { briefOrdinals, hasBit, ones, orInto, setAll, setBit } from "./bitset.ts";
import { keptBuffer } from "./kept-buffer.ts";
import { scratch } from "./scratch.ts";

export interface Match {
	readonly ordinals: Int32Array;
	/** Fields it stands in; 0 for a condition that stands in no field. */
	readonly masks: Uint16Array;
	/** Occurrences in the body, at most 255. */
	readonly frequencies: Uint8Array;
	/** It is void with the next question; nothing of it may be kept. */
	readonly isBrief?: true;
}

/** Bytes of memory for one matching person. */
export const MATCH_BYTES = 7;

export const NO_MATCH: Match = emptyMatch(0);

export function emptyMatch(size: number): Match {
	const buffer = keptBuffer(size * MATCH_BYTES);
	return {
		ordinals: new Int32Array(buffer, 0, size),
		masks: new Uint16Array(buffer, size * 4, size),
		frequencies: new Uint8Array(buffer, size * 6, size),
	};
}

/** Those of `bits`, in no field, until the next question. */
export function matchOfBits(bits: Bits): Match {
	const ordinals = briefOrdinals(bits);
	const [masks, frequencies] = [scratch.shorts(ordinals.length).fill(0), scratch.bytes(ordinals.length).fill(0)];
	return { ordinals, masks, frequencies, isBrief: true };
}

/** With whatever was there before. */
function briefMatch(size: number): Match {
	const [ordinals, masks, frequencies] = [scratch.integers(size), scratch.shorts(size), scratch.bytes(size)];
	return { ordinals, masks, frequencies, isBrief: true };
}

/** Collects a match whose length is not known before; ordinals must come in ascending order. */
export class MatchBuilder {
	#match = emptyMatch(64);
	#size = 0;

	/** Adds to the last ordinal, or begins a new one. */
	add(ordinal: number, mask: number, frequency: number): void {
		if (this.#size > 0 && this.#match.ordinals[this.#size - 1] === ordinal) {
			const last = this.#size - 1;
			this.#match.masks[last] = (this.#match.masks[last] as number) | mask;
			this.#match.frequencies[last] = Math.min(FREQUENCY_LIMIT, (this.#match.frequencies[last] as number) + frequency);
			return;
		}
		if (this.#size === this.#match.ordinals.length) this.#match = resized(this.#match, this.#size * 2);
		this.#match.ordinals[this.#size] = ordinal;
		this.#match.masks[this.#size] = mask;
		this.#match.frequencies[this.#size] = Math.min(FREQUENCY_LIMIT, frequency);
		this.#size++;
	}

	build(): Match {
		return resized(this.#match, this.#size);
	}
}

function resized(match: Match, size: number): Match {
	const copy = emptyMatch(size);
	copy.ordinals.set(match.ordinals.subarray(0, size));
	copy.masks.set(match.masks.subarray(0, size));
	copy.frequencies.set(match.frequencies.subarray(0, size));
	return copy;
}

/** Only where it stands in one of the fields, and only those fields. */
export function restrict(match: Match, fields: number): Match {
	let people = 0;
	for (let index = 0; index < match.masks.length; index++)
		if (((match.masks[index] as number) & fields) !== 0) people++;
	const kept = emptyMatch(people);
	const countsBody = (fields & BODY_BIT) !== 0;
	let at = 0;
	for (let index = 0; index < match.ordinals.length; index++) {
		const mask = (match.masks[index] as number) & fields;
		if (mask === 0) continue;
		kept.ordinals[at] = match.ordinals[index] as number;
		kept.masks[at] = mask;
		kept.frequencies[at++] = countsBody ? (match.frequencies[index] as number) : 0;
	}
	return kept;
}

/** `base`, then `later`, whose ordinals are all above. */
export function append(base: Match, later: Match): Match {
	if (later.ordinals.length === 0) return base;
	const whole = resized(base, base.ordinals.length + later.ordinals.length);
	whole.ordinals.set(later.ordinals, base.ordinals.length);
	whole.masks.set(later.masks, base.ordinals.length);
	whole.frequencies.set(later.frequencies, base.ordinals.length);
	return whole;
}

/** Those that match any: fields united, frequencies added. Both are as good as sorted, so they are merged. */
export function unite(matches: readonly Match[]): Match {
	const united = briefUnion(matches);
	return united.isBrief ? resized(united, united.ordinals.length) : united;
}

/** The same until the next question; where only one of them has anybody, it is that one. */
export function briefUnion(matches: readonly Match[]): Match {
	let queue = [...matches];
	// In pairs: each round halves the number of lists, so nobody is copied more than log2 times.
	while (queue.length > 1) {
		const next: Match[] = [];
		for (let index = 0; index < queue.length; index += 2)
			next.push(unitePair(queue[index] as Match, queue[index + 1] ?? NO_MATCH));
		queue = next;
	}
	return queue[0] ?? NO_MATCH;
}

function unitePair(a: Match, b: Match): Match {
	if (b.ordinals.length === 0) return a;
	if (a.ordinals.length === 0) return b;
	const whole = briefMatch(a.ordinals.length + b.ordinals.length);
	let [i, j, size] = [0, 0, 0];
	while (i < a.ordinals.length || j < b.ordinals.length) {
		const left = a.ordinals[i] ?? Number.MAX_SAFE_INTEGER;
		const right = b.ordinals[j] ?? Number.MAX_SAFE_INTEGER;
		whole.ordinals[size] = Math.min(left, right);
		whole.masks[size] = (left <= right ? (a.masks[i] as number) : 0) | (right <= left ? (b.masks[j] as number) : 0);
		const frequency =
			(left <= right ? (a.frequencies[i] as number) : 0) + (right <= left ? (b.frequencies[j] as number) : 0);
		whole.frequencies[size++] = Math.min(FREQUENCY_LIMIT, frequency);
		if (left <= right) i++;
		if (right <= left) j++;
	}
	return {
		ordinals: whole.ordinals.subarray(0, size),
		masks: whole.masks.subarray(0, size),
		frequencies: whole.frequencies.subarray(0, size),
		isBrief: true,
	};
}

/** Those of `bits`, with what `parts` say of them: fields united, the least frequency of the parts that stand in the body. */
export function gather(bits: Bits, parts: readonly Match[]): Match {
	const gathered = matchOfBits(bits);
	for (const part of parts) {
		let at = 0;
		for (let index = 0; index < part.ordinals.length && at < gathered.ordinals.length; index++) {
			const ordinal = part.ordinals[index] as number;
			while (at < gathered.ordinals.length && (gathered.ordinals[at] as number) < ordinal) at++;
			if (gathered.ordinals[at] === ordinal) addPart(gathered, at, part, index);
		}
	}
	return gathered;
}

function addPart(gathered: Match, at: number, part: Match, index: number): void {
	const mask = part.masks[index] as number;
	if ((mask & BODY_BIT) !== 0) {
		const frequency = part.frequencies[index] as number;
		const isFirst = ((gathered.masks[at] as number) & BODY_BIT) === 0;
		gathered.frequencies[at] = isFirst ? frequency : Math.min(gathered.frequencies[at] as number, frequency);
	}
	gathered.masks[at] = (gathered.masks[at] as number) | mask;
}

/** Index of an ordinal, searched from `from` on in steps that double; the index of the next higher one where it is not there. */
export function seek(ordinals: Int32Array, ordinal: number, from: number): number {
	let step = 1;
	let low = from;
	while (low + step < ordinals.length && (ordinals[low + step] as number) < ordinal) {
		low += step;
		step *= 2;
	}
	let high = Math.min(low + step, ordinals.length);
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ordinals[middle] as number) < ordinal) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Sets of long matches: made once, because a set is united with others many times faster than a list. */
const sets = new WeakMap<Match, Bits>();

/** Whether a match among `size` ordinals is long enough that its set is kept; the set then takes about as much room as the list. */
export function keepsSet(match: Match, size: number): boolean {
	return match.ordinals.length * 64 > size;
}

export function addToBits(bits: Bits, match: Match): Bits {
	const set = setOf(match, bits.length);
	if (set !== null) return orInto(bits, set);
	setAll(bits, match.ordinals);
	return bits;
}

/** Adds who matches. @returns how many of them came to those of `among` that were there before */
export function addCounting(bits: Bits, match: Match, among: Bits): number {
	const set = setOf(match, bits.length);
	let came = 0;
	if (set === null) {
		for (let index = 0; index < match.ordinals.length; index++) {
			const ordinal = match.ordinals[index] as number;
			if (hasBit(bits, ordinal)) continue;
			setBit(bits, ordinal);
			if (hasBit(among, ordinal)) came++;
		}
		return came;
	}
	for (let word = 0; word < bits.length; word++) {
		const before = bits[word] as number;
		const fresh = (set[word] as number) & ~before;
		if (fresh === 0) continue;
		bits[word] = before | fresh;
		came += ones(fresh & (among[word] as number));
	}
	return came;
}

/** The set of a long match; null where walking through the list is as fast. */
function setOf(match: Match, words: number): Bits | null {
	if (match.isBrief || !keepsSet(match, words * 32)) return null;
	const known = sets.get(match);
	if (known?.length === words) return known;
	const made = new Uint32Array(words);
	setAll(made, match.ordinals);
	sets.set(match, made);
	return made;
}
