/** Words near to each other, found from where they stand: countPhrase with a slop, for everybody at once. */
import { BODY_BIT } from "../../scoring.ts";
import { type Match, MatchBuilder, seek } from "./match.ts";
import { fieldOf, type Positions } from "./positions.ts";

export interface NearWord {
	readonly list: Positions;
	/** How often it is wanted. */
	readonly times: number;
}

/** Whether a gap lies between two places of one field. */
export type GapBetween = (ordinal: number, first: number, last: number) => boolean;

/**
 * Who has all the words within so many tokens that no gap parts, in one of the fields; counted by where such a window ends.
 * @param words different ones
 * @param hasGap is asked only where something else stands between the words
 */
export function nearOf(words: readonly NearWord[], width: number, fields: number, hasGap: GapBetween): Match {
	const found = new MatchBuilder();
	const cursors = words.map((word) => new Cursor(word));
	const [lead] = cursors.toSorted((one, other) => one.length - other.length);
	const fewest = words.reduce((sum, { times }) => sum + times, 0);
	while (lead !== undefined && lead.ordinal !== NOBODY) {
		const { ordinal } = lead;
		if (cursors.every((cursor) => cursor.moveTo(ordinal)))
			for (let ended = nextOf(cursors, ordinal); ended !== null; ended = nextOf(cursors, ordinal)) {
				const bit = 1 << fieldOf(ended);
				const start = startOf(cursors);
				if ((fields & bit) === 0 || ended - start >= width) continue;
				const isTight = ended - start + 1 === fewest;
				if (isTight || !hasGap(ordinal, start, ended)) found.add(ordinal, bit, bit === BODY_BIT ? 1 : 0);
			}
		else lead.leave();
	}
	return found.build();
}

/** Behind the last person of a list. */
const NOBODY = -1;

/** Takes the next place of any of the words in a person's texts; null behind the last, where all stand at the next person. */
function nextOf(cursors: readonly Cursor[], ordinal: number): number | null {
	let next: Cursor | null = null;
	for (const cursor of cursors)
		if (cursor.ordinal === ordinal && (next === null || cursor.place < next.place)) next = cursor;
	return next?.take() ?? null;
}

/** Where the shortest stretch begins that ends with the place taken last and holds every word as often as it is wanted. */
function startOf(cursors: readonly Cursor[]): number {
	let start = Number.POSITIVE_INFINITY;
	for (const { since } of cursors) start = Math.min(start, since);
	return start;
}

class Cursor {
	readonly #ordinals: Int32Array;
	readonly #places: Uint32Array;
	readonly #times: number;
	#at = 0;
	/** Where those of this person begin. */
	#first = 0;

	constructor({ list, times }: NearWord) {
		this.#ordinals = list.ordinals;
		this.#places = list.places;
		this.#times = times;
	}

	get length(): number {
		return this.#ordinals.length;
	}

	get ordinal(): number {
		return this.#ordinals[this.#at] ?? NOBODY;
	}

	get place(): number {
		return this.#places[this.#at] as number;
	}

	/** The place from which on the person had the word as often as it is wanted; below all places where that is not yet so. */
	get since(): number {
		const at = this.#at - this.#times;
		return at < this.#first ? Number.NEGATIVE_INFINITY : (this.#places[at] as number);
	}

	/** Whether the person has the word. */
	moveTo(ordinal: number): boolean {
		if (this.ordinal !== ordinal) this.#at = seek(this.#ordinals, ordinal, this.#at);
		this.#first = this.#at;
		return this.ordinal === ordinal;
	}

	/** On to the next person. */
	leave(): void {
		const { ordinal } = this;
		while (this.ordinal === ordinal) this.#at++;
		this.#first = this.#at;
	}

	take(): number {
		return this.#places[this.#at++] as number;
	}
}
