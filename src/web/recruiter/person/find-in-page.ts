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
		this.#letters = letters;
		this.#from = from;
	}

	/** Where a value's marked part stands, found by the whole value; where that is not on the page in one piece, by the part alone. */
	find({ text, start, end }: Wanted): Piece[] {
		const whole = this.#letters.indexOf(bare(text));
		const before = bare(text.slice(0, start)).length;
		const part = bare(text.slice(start, end));
		if (part === "") return [];
		const at = whole >= 0 && bare(text) !== "" ? whole + before : this.#letters.indexOf(part);
		return at < 0 ? [] : this.#pieces(at, at + part.length);
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

const bare = (text: string): string => text.toLowerCase().replace(/[\s\u00ad\u2010-\u2015-]/gu, "");
