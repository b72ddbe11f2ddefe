import { BODY_BIT } from "../scoring.ts";
import { LINE_FEED, type Person, written } from "./person.ts";

/** The words that are looked for, and where they stand in the fields of a person. */

/** Numbers in {@link Sighting.tokens}: any word that is not looked for, a gap, and from here on those that are. */
export const OTHER = 0;
export const GAP = 1;
const FIRST = 2;

export interface Sighting {
	/** By number of the word: the fields it stands in, as bits; and how often it is in the body. */
	readonly masks: Uint16Array;
	readonly frequencies: Uint32Array;
	/** All tokens of all fields, as numbers. */
	readonly tokens: Uint32Array;
}

/** FNV-1a, 32 bits: tells nearly all other words from those looked for; equal ones are compared byte by byte. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

export class WantedWords {
	readonly #numbers = new Map<string, number>();
	readonly #bytes: Buffer[] = [];
	/** By the last bits of the hash: the number of a word, and from there on where that place is taken. 0: none. */
	readonly #table: Uint32Array;

	constructor(words: Iterable<string>) {
		for (const word of words) {
			if (word === "" || this.#numbers.has(word)) continue;
			this.#numbers.set(word, FIRST + this.#bytes.length);
			this.#bytes.push(written(word));
		}
		this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(8 * this.#bytes.length + 8)));
		for (const [at, bytes] of this.#bytes.entries()) {
			let place = this.#placeOf(hashOf(bytes));
			while (this.#table[place] !== 0) place = (place + 1) & (this.#table.length - 1);
			this.#table[place] = FIRST + at;
		}
	}

	/** undefined: it is not looked for. */
	numberOf(word: string): number | undefined {
		return word === "" ? GAP : this.#numbers.get(word);
	}

	in({ words, fields, sequence }: Person): Sighting {
		const size = FIRST + this.#bytes.length;
		const numbers = this.#numbersOf(words);
		const tokens = new Uint32Array(sequence.length);
		const sighting = { masks: new Uint16Array(size), frequencies: new Uint32Array(size), tokens };
		let token = 0;
		for (const [bit, count] of fields)
			for (const end = token + count; token < end; token++) {
				const number = numbers[sequence[token] as number] as number;
				if (number === OTHER) continue;
				tokens[token] = number;
				(sighting.masks[number] as number) |= 1 << bit;
				if (1 << bit === BODY_BIT) (sighting.frequencies[number] as number)++;
			}
		return sighting;
	}

	/** Of words with a line feed behind each. */
	#numbersOf(words: Uint8Array): number[] {
		const numbers: number[] = [];
		const { length } = words;
		let start = 0;
		let hash = OFFSET;
		for (let at = 0; at < length; at++) {
			const byte = words[at] as number;
			if (byte !== LINE_FEED) {
				hash = Math.imul(hash ^ byte, PRIME);
				continue;
			}
			numbers.push(at === start ? GAP : this.#numberAt(hash, words, start, at));
			start = at + 1;
			hash = OFFSET;
		}
		return numbers;
	}

	#placeOf(hash: number): number {
		return (hash ^ (hash >>> 15)) & (this.#table.length - 1);
	}

	#numberAt(hash: number, words: Uint8Array, start: number, end: number): number {
		for (let place = this.#placeOf(hash); ; place = (place + 1) & (this.#table.length - 1)) {
			const number = this.#table[place] as number;
			if (number === 0) return OTHER;
			if (isAt(this.#bytes[number - FIRST] as Buffer, words, start, end)) return number;
		}
	}
}

/** The tokens of a field, by its bit; none where the person has none. */
export function tokensOf({ fields }: Person, { tokens }: Sighting, bit: number): Uint32Array {
	let start = 0;
	for (const [own, count] of fields) {
		if (own === bit) return tokens.subarray(start, start + count);
		start += count;
	}
	return new Uint32Array(0);
}

function hashOf(bytes: Uint8Array): number {
	let hash = OFFSET;
	for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
	return hash;
}

function isAt(bytes: Uint8Array, words: Uint8Array, start: number, end: number): boolean {
	if (bytes.length !== end - start) return false;
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== words[start + at]) return false;
	return true;
}
