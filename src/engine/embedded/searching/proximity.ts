/** Words near to each other, found from where they stand: countPhrase with a slop, for everybody at once. */
import { BODY_BIT } from "../../scoring.ts";
import { type Match, MatchBuilder, seek } from "./match.ts";
import { fieldOf, type Positions } from "./positions.ts";

export interface NearRun {
	/** Of its first word. */
	readonly list: Positions;
	/** How often it is wanted. */
	readonly times: number;
	/** How many words stand next to each other. */
	readonly length: number;
}

/** Whether a gap lies between two places of one field. */
export type GapBetween = (ordinal: number, first: number, last: number) => boolean;

/**
 * Who has all the runs of words within so many tokens that no gap parts, in one of the fields; in the body counted by where such a window ends.
 * @param runs different ones
 * @param hasGap is asked only where something else stands between the words
 */
export function nearOf(runs: readonly NearRun[], width: number, fields: number, hasGap: GapBetween): Match {
	const found = new MatchBuilder();
	const cursors = runs.map((run) => new Cursor(run));
	const [lead] = cursors.toSorted((one, other) => one.length - other.length);
	// Longer ones may have words in common: then something may stand between them all the same.
	const fewest = runs.some(({ length }) => length > 1) ? 0 : runs.reduce((sum, { times }) => sum + times, 0);
	while (lead !== undefined && lead.ordinal !== NOBODY) {
		const { ordinal } = lead;
		if (!cursors.every((cursor) => cursor.moveTo(ordinal))) {
			lead.leave();
			continue;
		}
		const { tight, loose } = windowsOf(cursors, ordinal, { width, fields, fewest });
		let mask = 0;
		let inBody = 0;
		const take = (bit: number) => {
			mask |= bit;
			if (bit === BODY_BIT) inBody++;
		};
		for (const last of tight) take(bitOf(last));
		for (const [first, last] of loose) {
			const bit = bitOf(last);
			// How often does not matter outside of the body.
			if ((bit === BODY_BIT || (mask & bit) === 0) && !hasGap(ordinal, first, last)) take(bit);
		}
		if (mask !== 0) found.add(ordinal, mask, inBody);
	}
	return found.build();
}

const bitOf = (place: number): number => 1 << fieldOf(place);

interface Wanted {
	readonly width: number;
	readonly fields: number;
	/** Tokens that the words take by themselves; 0 where that is not known. */
	readonly fewest: number;
}

/** Windows of a person by where they begin and end; of those with nothing between the words only the ends. */
interface Windows {
	readonly tight: readonly number[];
	readonly loose: readonly (readonly [first: number, last: number])[];
}

function windowsOf(cursors: readonly Cursor[], ordinal: number, { width, fields, fewest }: Wanted): Windows {
	const tight: number[] = [];
	const loose: [number, number][] = [];
	for (let last = nextOf(cursors, ordinal); last !== null; last = nextOf(cursors, ordinal)) {
		const first = startOf(cursors);
		if ((fields & bitOf(last)) === 0 || last - first >= width) continue;
		if (last - first + 1 === fewest) tight.push(last);
		else loose.push([first, last]);
	}
	return { tight, loose };
}

/** Behind the last person of a list. */
const NOBODY = -1;

/** Takes the next place where any of the runs ends in a person's texts; null behind the last, where all stand at the next person. */
function nextOf(cursors: readonly Cursor[], ordinal: number): number | null {
	let next = Number.POSITIVE_INFINITY;
	for (const cursor of cursors) if (cursor.ordinal === ordinal) next = Math.min(next, cursor.place);
	if (next === Number.POSITIVE_INFINITY) return null;
	// Runs with words in common may end together.
	for (const cursor of cursors) if (cursor.ordinal === ordinal && cursor.place === next) cursor.take();
	return next;
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
	/** Words behind the first. */
	readonly #further: number;
	#at = 0;
	/** Where those of this person begin. */
	#first = 0;

	constructor({ list, times, length }: NearRun) {
		this.#ordinals = list.ordinals;
		this.#places = list.places;
		this.#times = times;
		this.#further = length - 1;
	}

	get length(): number {
		return this.#ordinals.length;
	}

	get ordinal(): number {
		return this.#ordinals[this.#at] ?? NOBODY;
	}

	/** Where the run ends. */
	get place(): number {
		return (this.#places[this.#at] as number) + this.#further;
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

	take(): void {
		this.#at++;
	}
}
