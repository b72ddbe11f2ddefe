import type { createPauses } from "../tenancy/pauses.ts";

/** A shorter text stands everywhere by chance. */
const LEAST = 2;

/** Characters that are worked on at once. */
const PIECE = 4096;

interface Place {
	readonly start: number;
	readonly end: number;
}

/** A text without what line breaks change (white space, hyphens, upper case); each letter knows where it came from. */
export async function lettersOf(text: string, pause: ReturnType<typeof createPauses>): Promise<Letters> {
	const from: number[] = [];
	const pieces: string[] = [];
	for (let begin = 0; begin < text.length; begin += PIECE) {
		await pause();
		let piece = "";
		for (let index = begin; index < Math.min(begin + PIECE, text.length); index++) {
			const letter = bare(text[index] ?? "");
			if (letter.length !== 1) continue;
			piece += letter;
			from.push(index);
		}
		pieces.push(piece);
	}
	return new Letters(pieces.join(""), Uint32Array.from(from));
}

export class Letters {
	readonly #letters: string;
	/** Where each letter came from, ascending. */
	readonly #from: Uint32Array;

	constructor(letters: string, from: Uint32Array) {
		this.#letters = letters;
		this.#from = from;
	}

	/** The first place of a value within a part of the text, and else in all of it; null where it does not stand there. */
	find(value: string, within: Place): Place | null {
		const wanted = bare(value);
		if (wanted.length < LEAST) return null;
		const { length } = this.#letters;
		const begin = this.#firstFrom(within.start);
		const near = firstOf(this.#letters, wanted, { from: begin, to: this.#firstFrom(within.end) });
		const at = near ?? firstOf(this.#letters, wanted, { from: 0, to: length });
		const [start, last] = at === null ? [] : [this.#from[at], this.#from[at + wanted.length - 1]];
		return start === undefined || last === undefined ? null : { start, end: last + 1 };
	}

	/** The number of the first letter at or behind a place of the text. */
	#firstFrom(place: number): number {
		let [low, high] = [0, this.#from.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#from[middle] ?? 0) < place) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/**
 * Where a text first stands in a range of another (Knuth, Morris, Pratt 1977): each letter is looked at a few times at most. `indexOf` needs a
 * second for a text and a value that were made for it ("aa…aba…a").
 */
function firstOf(text: string, wanted: string, { from, to }: { readonly from: number; readonly to: number }) {
	if (to - from < wanted.length) return null;
	const borders = bordersOf(wanted);
	let matched = 0;
	for (let index = from; index < to; index++) {
		const letter = text.charCodeAt(index);
		while (matched > 0 && wanted.charCodeAt(matched) !== letter) matched = borders[matched - 1] ?? 0;
		if (wanted.charCodeAt(matched) === letter) matched++;
		if (matched === wanted.length) return index + 1 - matched;
	}
	return null;
}

/** For each beginning of a text how much of its end is also its beginning. */
function bordersOf(text: string): Uint32Array {
	const borders = new Uint32Array(text.length);
	let matched = 0;
	for (let index = 1; index < text.length; index++) {
		const letter = text.charCodeAt(index);
		while (matched > 0 && text.charCodeAt(matched) !== letter) matched = borders[matched - 1] ?? 0;
		if (text.charCodeAt(matched) === letter) matched++;
		borders[index] = matched;
	}
	return borders;
}

const bare = (text: string): string => text.toLowerCase().replace(/[\s\u00ad\u2010-\u2015-]/gu, "");
