import { BODY_BIT } from "../scoring.ts";
import { LINE_FEED, type Person, written } from "./person.ts";

/** The words that are looked for, and where they stand in the fields of a person. */

/** Numbers in {@link Sighting}: any word that is not looked for, a gap, and from here on those that are. */
export const OTHER = 0;
export const GAP = 1;
const FIRST = 2;

/** Good until the next person is looked at: the arrays are those of all. */
export interface Sighting {
	/** By number of the word: the fields it stands in, as bits; and how often it is in the body. */
	readonly masks: Uint16Array;
	readonly frequencies: Uint32Array;
	/** Of each word of the person, in the order in which they lie: its number here. */
	readonly numbers: Uint32Array;
}

/** Spreads the bits of a hash (FNV-1a, 32 bits). */
const PRIME = 0x01000193;
/** Words of a person that there is room for at first. */
const ROOM = 1024;

export class WantedWords {
	readonly #numbers = new Map<string, number>();
	readonly #bytes: Buffer[] = [];
	/** By the last bits of the hash: the number of a word, and from there on where that place is taken. 0: none. */
	readonly #table: Uint32Array;
	readonly #masks: Uint16Array;
	readonly #frequencies: Uint32Array;
	#found = new Uint32Array(ROOM);

	constructor(words: Iterable<string>) {
		for (const word of words) {
			if (word === "" || this.#numbers.has(word)) continue;
			this.#numbers.set(word, FIRST + this.#bytes.length);
			this.#bytes.push(written(word));
		}
		this.#masks = new Uint16Array(FIRST + this.#bytes.length);
		this.#frequencies = new Uint32Array(FIRST + this.#bytes.length);
		this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(8 * this.#bytes.length + 8)));
		for (const [at, bytes] of this.#bytes.entries()) {
			let place = hashOf(bytes, 0, bytes.length) & (this.#table.length - 1);
			while (this.#table[place] !== 0) place = (place + 1) & (this.#table.length - 1);
			this.#table[place] = FIRST + at;
		}
	}

	/** undefined: it is not looked for. */
	numberOf(word: string): number | undefined {
		return word === "" ? GAP : this.#numbers.get(word);
	}

	in({ words, fields, sequence }: Person): Sighting {
		const numbers = this.#numbersOf(words);
		const masks = this.#masks.fill(0);
		const frequencies = this.#frequencies.fill(0);
		let token = 0;
		for (const [bit, count] of fields) {
			const inBody = 1 << bit === BODY_BIT ? 1 : 0;
			for (const end = token + count; token < end; token++) {
				const number = numbers[sequence[token] as number] as number;
				if (number === OTHER) continue;
				(masks[number] as number) |= 1 << bit;
				(frequencies[number] as number) += inBody;
			}
		}
		return { masks, frequencies, numbers };
	}

	/** Of words with a line feed behind each. */
	#numbersOf(words: Uint8Array): Uint32Array {
		const { length } = words;
		let numbers = this.#found;
		let count = 0;
		let start = 0;
		for (let at = 0; at < length; at++) {
			if (words[at] !== LINE_FEED) continue;
			if (count === numbers.length) {
				this.#found = new Uint32Array(2 * count);
				this.#found.set(numbers);
				numbers = this.#found;
			}
			numbers[count++] = at === start ? GAP : this.#numberAt(words, start, at);
			start = at + 1;
		}
		return numbers;
	}

	#numberAt(words: Uint8Array, start: number, end: number): number {
		const last = this.#table.length - 1;
		for (let place = hashOf(words, start, end) & last; ; place = (place + 1) & last) {
			const number = this.#table[place] as number;
			if (number === 0) return OTHER;
			if (isAt(this.#bytes[number - FIRST] as Buffer, words, start, end)) return number;
		}
	}
}

/** The tokens of a field, by its bit, as numbers; none where the person has none. */
export function tokensOf({ fields, sequence }: Person, { numbers }: Sighting, bit: number): Uint32Array {
	let start = 0;
	for (const [own, count] of fields) {
		if (own === bit) {
			const tokens = new Uint32Array(count);
			for (let at = 0; at < count; at++) tokens[at] = numbers[sequence[start + at] as number] as number;
			return tokens;
		}
		start += count;
	}
	return new Uint32Array(0);
}

/** Of a few of its bytes, not all, which every word of every person would be read twice for: equal ones are compared byte by byte. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
	const length = end - start;
	const outer = ((bytes[start] as number) << 8) | (bytes[end - 1] as number);
	const inner = ((bytes[start + (length >> 1)] as number) << 8) | (bytes[start + (length >> 2)] as number);
	const hash = Math.imul((outer << 16) ^ inner ^ (length << 8), PRIME);
	return hash ^ (hash >>> 15);
}

function isAt(bytes: Uint8Array, words: Uint8Array, start: number, end: number): boolean {
	if (bytes.length !== end - start) return false;
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== words[start + at]) return false;
	return true;
}
