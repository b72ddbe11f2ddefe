import { TributaryError } from "../../errors.ts";
import type { ReadDocument } from "../layout/line.ts";
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

interface Grounds {
	/** Something in the file has a colour that light text may stand on: which text does is not worked out. */
	readonly hasGrounds: boolean;
}

/** Text that is left out of a file because nobody sees it. */
export class UnseenText {
	readonly #options: Grounds & { readonly keeps: boolean };
	#found = false;

	constructor(options: Grounds & { readonly keeps: boolean }) {
		this.#options = options;
	}

	/** True for text that is to be left out. */
	leavesOut(text: string, { hidden, light, size }: Setting): boolean {
		const { hasGrounds, keeps } = this.#options;
		const unseen = hidden || (light && !hasGrounds) || (size > 0 && size < LEAST_SIZE);
		if (unseen && /[\p{L}\p{N}]/u.test(text)) this.#found = true;
		return unseen && !keeps;
	}

	/** True where letters or digits are unseen. */
	get found(): boolean {
		return this.#found;
	}
}

/**
 * A document without what nobody sees, and flagged where there is such. One of which nothing is seen is read as it is: what its text stands
 * on may be something that is not known here.
 */
export function readSeen(grounds: Grounds, read: (unseen: UnseenText) => ReadDocument): ReadDocument {
	const flagged = (unseen: UnseenText): ReadDocument => {
		const document = read(unseen);
		return unseen.found ? { ...document, flags: new Set([...document.flags, "hidden-text"]) } : document;
	};
	const unseen = new UnseenText({ ...grounds, keeps: false });
	try {
		return flagged(unseen);
	} catch (thrown) {
		const isEmpty = thrown instanceof TributaryError && thrown.code === "no-text-layer";
		if (!isEmpty || !unseen.found) throw thrown;
		return flagged(new UnseenText({ ...grounds, keeps: true }));
	}
}
