/** Phrases found from where their words stand, without the texts. */
import { TEXT_FIELDS } from "../../../domain/document.ts";
import { BODY_BIT, FREQUENCY_LIMIT } from "../../scoring.ts";
import { emptyMatch, type Match, MatchBuilder, seek } from "./match.ts";

/** Every occurrence of a word: struct of arrays, ascending by ordinal, then by place. */
export interface Positions {
	readonly ordinals: Int32Array;
	/** Number of the field above, number of the token in it below: see {@link placeOf}. */
	readonly places: Uint32Array;
}

/** Bytes of memory for one occurrence. */
export const POSITION_BYTES = 8;

/** Bits for the token: a field of 16 million words is far beyond what a record may hold. */
const OFFSET_BITS = 24;

export const placeOf = (field: number, offset: number): number => (field << OFFSET_BITS) | offset;

export const fieldOf = (place: number): number => place >>> OFFSET_BITS;

export const offsetOf = (place: number): number => place & ((1 << OFFSET_BITS) - 1);

/** Who has the word, and in which fields. */
export function matchOfPositions({ ordinals, places }: Positions): Match {
	let people = 0;
	for (let index = 0; index < ordinals.length; index++) if (ordinals[index] !== ordinals[index - 1]) people++;
	const match = emptyMatch(people);
	let at = -1;
	for (let index = 0; index < ordinals.length; index++) {
		const ordinal = ordinals[index] as number;
		const bit = 1 << fieldOf(places[index] as number);
		if (at < 0 || match.ordinals[at] !== ordinal) match.ordinals[++at] = ordinal;
		match.masks[at] = (match.masks[at] as number) | bit;
		const frequency = match.frequencies[at] as number;
		if (bit === BODY_BIT && frequency < FREQUENCY_LIMIT) match.frequencies[at] = frequency + 1;
	}
	return match;
}

/** `base`, then `later`, whose ordinals are all above. */
export function appended(base: Positions, later: Positions): Positions {
	const start = base.ordinals.length;
	if (later.ordinals.length === 0) return base;
	const size = start + later.ordinals.length;
	const whole = { ordinals: new Int32Array(size), places: new Uint32Array(size) };
	whole.ordinals.set(base.ordinals);
	whole.places.set(base.places);
	whole.ordinals.set(later.ordinals, start);
	whole.places.set(later.places, start);
	return whole;
}

const NOTE = TEXT_FIELDS.indexOf("note");

/** Those in notes; the places are the numbers of the tokens there. */
export function notesIn({ ordinals, places }: Positions): Positions {
	const isNote = (_: number, index: number) => fieldOf(places[index] as number) === NOTE;
	return {
		ordinals: ordinals.filter(isNote),
		places: places.filter((place) => fieldOf(place) === NOTE).map(offsetOf),
	};
}

/** Who has the words next to each other in this order in one of the fields. */
export function phraseOf(lists: readonly Positions[], fields: number): Match {
	const found = new MatchBuilder();
	eachRun(lists, fields, (ordinal, place) => {
		const bit = 1 << fieldOf(place);
		found.add(ordinal, bit, bit === BODY_BIT ? 1 : 0);
	});
	return found.build();
}

/** Where the words stand next to each other in this order: the places of the first of them. */
export function runPositions(lists: readonly Positions[], fields: number): Positions {
	const [only] = lists;
	if (lists.length === 1 && only !== undefined) return only;
	const ordinals: number[] = [];
	const places: number[] = [];
	eachRun(lists, fields, (ordinal, place) => {
		ordinals.push(ordinal);
		places.push(place);
	});
	return { ordinals: Int32Array.from(ordinals), places: Uint32Array.from(places) };
}

/** Walks the shortest list and seeks in the others. @param take is given the place of the first word */
function eachRun(lists: readonly Positions[], fields: number, take: (ordinal: number, place: number) => void): void {
	const shortest = lists.reduce((least, list, index) => {
		return list.ordinals.length < (lists[least] as Positions).ordinals.length ? index : least;
	}, 0);
	const lead = lists[shortest] as Positions;
	const others = lists.map((list, index) => ({ list, by: index - shortest, at: 0 })).filter(({ by }) => by !== 0);
	for (let index = 0; index < lead.ordinals.length; index++) {
		const ordinal = lead.ordinals[index] as number;
		const place = lead.places[index] as number;
		if ((fields & (1 << fieldOf(place))) === 0) continue;
		if (others.every((other) => advance(other, ordinal, place + other.by))) take(ordinal, place - shortest);
	}
}

interface Cursor {
	readonly list: Positions;
	/** Words from the leading one to this one; below 0 where it comes before. */
	readonly by: number;
	at: number;
}

/** Moves to a place, or where it would be; whether it is there. A place before a field's first is of no occurrence. */
function advance(cursor: Cursor, ordinal: number, place: number): boolean {
	const { ordinals, places } = cursor.list;
	if (cursor.at < ordinals.length && (ordinals[cursor.at] as number) < ordinal)
		cursor.at = seek(ordinals, ordinal, cursor.at);
	while (ordinals[cursor.at] === ordinal && (places[cursor.at] as number) < place) cursor.at++;
	return ordinals[cursor.at] === ordinal && places[cursor.at] === place;
}
