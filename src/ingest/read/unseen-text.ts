import { TributaryError } from "../../errors.ts";
import type { ReadDocument } from "../layout/line.ts";
import { isTold, LEAST_SIZE, type Rgb } from "./contrast.ts";

/** How a text is set, as far as it tells whether somebody sees it. */
export interface Setting {
	/** The file says that it is hidden. */
	readonly hidden: boolean;
	/** Null where it is the reader's choice, which is then told from its ground, or not known. */
	readonly colour: Rgb | null;
	/** What it stands on; null where that is not known. */
	readonly ground: Rgb | null;
	/** Points, 0 where none are stated. */
	readonly size: number;
}

export function isUnseen({ hidden, colour, ground, size }: Setting): boolean {
	if (hidden || (size > 0 && size < LEAST_SIZE)) return true;
	return colour !== null && ground !== null && !isTold(colour, ground);
}

/** Text that is left out of a file because nobody sees it. */
export class UnseenText {
	readonly #keeps: boolean;
	#found = false;

	/** @param keeps leaves nothing out, and only looks whether there is such */
	constructor(keeps: boolean) {
		this.#keeps = keeps;
	}

	/** True for text that is to be left out. */
	leavesOut(text: string, setting: Setting): boolean {
		const unseen = isUnseen(setting);
		if (unseen && /[\p{L}\p{N}]/u.test(text)) this.#found = true;
		return unseen && !this.#keeps;
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
export function readSeen(read: (unseen: UnseenText) => ReadDocument): ReadDocument {
	const flagged = (unseen: UnseenText): ReadDocument => {
		const document = read(unseen);
		return unseen.found ? { ...document, flags: new Set([...document.flags, "hidden-text"]) } : document;
	};
	const unseen = new UnseenText(false);
	try {
		return flagged(unseen);
	} catch (thrown) {
		const isEmpty = thrown instanceof TributaryError && thrown.code === "no-text-layer";
		if (!isEmpty || !unseen.found) throw thrown;
		return flagged(new UnseenText(true));
	}
}
