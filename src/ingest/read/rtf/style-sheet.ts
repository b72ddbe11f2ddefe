import type { Rgb } from "../contrast.ts";
import { headingLevel } from "../flow-document.ts";
import { GROUND_WORDS, type GroupState } from "./state.ts";

interface StatedStyle {
	name: string;
	parent: number;
	bold?: boolean;
	size?: number;
	font?: number;
	outline?: number;
	/** Number of the colour. */
	colour?: number;
	hidden?: boolean;
	/** Number of the colour that lies under the text. */
	ground?: number;
}

/** Added to the numbers of character styles, which are counted by themselves. */
export const CHARACTER_STYLES = 1_000_000;
/** Longer chains of parents go in a circle. */
const MAX_PARENTS = 30;

/**
 * Paragraph styles. The standard asks writers to repeat a style's formatting in each paragraph, and not all of
 * them do.
 */
export class RtfStyles {
	readonly #styles = new Map<number, StatedStyle>();

	/** Notes what a control word says of the style that is being defined. */
	define(style: number, word: string, parameter: number | null): void {
		const stated = this.#style(style);
		if (word === "sbasedon") stated.parent = parameter ?? -1;
		else if (word === "b") stated.bold = parameter !== 0;
		else if (word === "fs" && parameter !== null) stated.size = parameter / 2;
		else if (word === "f" && parameter !== null) stated.font = parameter;
		else if (word === "cf") stated.colour = parameter ?? 0;
		else if (word === "v") stated.hidden = parameter !== 0;
		else if (GROUND_WORDS.has(word)) stated.ground = parameter ?? 0;
		else if (word === "outlinelevel") stated.outline = (parameter ?? 9) < 6 ? (parameter ?? 0) + 1 : 0;
	}

	addName(style: number, text: string): void {
		this.#style(style).name += text;
	}

	/**
	 * What a paragraph of this style starts with.
	 * @param colours by their number
	 */
	stateOf(style: number, colours: readonly (Rgb | null)[]): Partial<GroupState> {
		const chain: StatedStyle[] = [];
		for (let at = this.#styles.get(style); at !== undefined && chain.length < MAX_PARENTS; ) {
			chain.unshift(at);
			at = this.#styles.get(at.parent);
		}
		const state: Partial<GroupState> = {};
		for (const { name, bold, size, font, outline, colour, hidden, ground } of chain) {
			if (bold !== undefined) state.bold = bold;
			if (size !== undefined) state.size = size;
			if (font !== undefined) state.font = font;
			if (colour !== undefined) state.colour = colours[colour] ?? null;
			if (hidden !== undefined) state.hidden = hidden;
			if (ground !== undefined && ground > 0) state.shade = colours[ground] ?? null;
			const heading = headingLevel(name) || outline;
			if (heading !== undefined) state.outline = heading;
		}
		return state;
	}

	/** What a character style says of whether its text is seen. */
	sightOf(style: number, colours: readonly (Rgb | null)[]): Partial<GroupState> {
		const { hidden, colour, shade } = this.stateOf(style + CHARACTER_STYLES, colours);
		return {
			...(hidden === undefined ? {} : { hidden }),
			...(colour === undefined ? {} : { colour }),
			...(shade === undefined ? {} : { shade }),
		};
	}

	#style(number: number): StatedStyle {
		const known = this.#styles.get(number);
		if (known !== undefined) return known;
		const fresh = { name: "", parent: -1 };
		this.#styles.set(number, fresh);
		return fresh;
	}
}
