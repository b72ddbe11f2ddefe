import type { Wanted } from "./evidence.ts";

/** A run of text on a page, as the PDF draws it. */
export interface Run {
	readonly str: string;
}

/** Part of a run: characters from `start` to `end`, the end exclusive. */
export interface Piece {
	readonly run: number;
	readonly start: number;
	readonly end: number;
}

/** The page's text without what line breaks change: white space and hyphens; each character knows where it came from. */
export class PageText {
	readonly #runs: readonly Run[];
	readonly #letters: string;
	readonly #from: readonly (readonly [run: number, index: number])[];

	constructor(runs: readonly Run[]) {
		const from: [number, number][] = [];
		let letters = "";
		runs.forEach(({ str }, run) => {
			for (let index = 0; index < str.length; index++) {
				const letter = bare(str[index] ?? "");
				if (letter.length !== 1) continue;
				letters += letter;
				from.push([run, index]);
			}
		});
		this.#runs = runs;
		this.#letters = letters;
		this.#from = from;
	}

	/**
	 * Where a value's marked part stands, found by the whole value; where that is not on the page in one piece, by the part alone. Of several
	 * places the one that is wanted, or else the first.
	 */
	find({ text, start, end, before = { value: 0, part: 0 } }: Wanted): Piece[] {
		const part = bare(text.slice(start, end));
		if (part === "") return [];
		const wholes = this.#places(text);
		const whole = wholes[before.value] ?? wholes[0];
		const parts = whole === undefined ? this.#places(text.slice(start, end)) : [];
		const at = whole === undefined ? (parts[before.part] ?? parts[0]) : whole + bare(text.slice(0, start)).length;
		return at === undefined ? [] : this.#pieces(at, at + part.length);
	}

	/** How often a text stands here. */
	count(text: string): number {
		return bare(text) === "" ? 0 : this.#places(text).length;
	}

	/** Java stands in JavaScript only where it stands nowhere else; a word as short as AI, and the code of a country, never in another. */
	#places(text: string): readonly number[] {
		const letters = bare(text);
		const found: number[] = [];
		for (let at = this.#letters.indexOf(letters); at >= 0; at = this.#letters.indexOf(letters, at + 1)) found.push(at);
		const alone = found.filter((at) => this.#isApart(at, -1) && this.#isApart(at + letters.length - 1, 1));
		if (CODE.test(text)) return alone.filter((at) => this.#written(at, at + letters.length) === text);
		return alone.length === 0 && !SHORT.test(letters) ? found : alone;
	}

	#written(from: number, to: number): string {
		const letters = this.#from.slice(from, to);
		return letters.map(([run, index]) => this.#runs[run]?.str[index] ?? "").join("");
	}

	/** Whether the character beside one in its run belongs to another word. */
	#isApart(at: number, step: 1 | -1): boolean {
		const [run, index] = this.#from[at] ?? [0, 0];
		const str = this.#runs[run]?.str ?? "";
		return !(isOfWord(str[index]) && isOfWord(str[index + step]));
	}

	#pieces(from: number, to: number): Piece[] {
		const pieces: Piece[] = [];
		for (const [run, index] of this.#from.slice(from, to)) {
			const last = pieces.at(-1);
			if (last?.run === run) pieces[pieces.length - 1] = { ...last, end: index + 1 };
			else pieces.push({ run, start: index, end: index + 1 });
		}
		return pieces;
	}
}

/** Stands within other words by chance. */
const SHORT = /^[\p{Script=Latin}\p{N}]{1,3}$/u;
/** DE, IN, IT: in small letters other words. */
const CODE = /^\p{Lu}{2}$/u;

const isOfWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

const bare = (text: string): string => text.toLowerCase().replace(/[\s\u00ad\u2010-\u2015-]/gu, "");
