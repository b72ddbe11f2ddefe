import { isTold, LEAST_SIZE, type Rgb, WHITE } from "./contrast.ts";

/** How a text is set, as far as it tells whether somebody sees it. */
export interface Setting {
	/** The file says that it is hidden. */
	readonly hidden: boolean;
	/** White, or nearly. */
	readonly light: boolean;
	/** Points, 0 where none are stated. */
	readonly size: number;
}

export const isLight = (colour: Rgb | null): boolean => colour !== null && !isTold(colour, WHITE);

/** Text that is left out of a file because nobody sees it. */
export class UnseenText {
	readonly #hasGrounds: boolean;
	#found = false;

	/** @param options.hasGrounds something in the file has a colour that light text may stand on: which text does is not worked out */
	constructor(options: { readonly hasGrounds: boolean }) {
		this.#hasGrounds = options.hasGrounds;
	}

	/** True for text that is to be left out. */
	leavesOut(text: string, { hidden, light, size }: Setting): boolean {
		const unseen = hidden || (light && !this.#hasGrounds) || (size > 0 && size < LEAST_SIZE);
		if (unseen && /[\p{L}\p{N}]/u.test(text)) this.#found = true;
		return unseen;
	}

	get flags(): readonly string[] {
		return this.#found ? ["hidden-text"] : [];
	}
}
