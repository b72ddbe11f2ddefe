/** The postings of one word, out of the pages of each segment: rows in ascending order, and of each the places of the word. */
import { Numbers, UnknownFormat } from "../segments.ts";
import { seek } from "./match.ts";
import { type Positions, placeOf } from "./positions.ts";
import type { PostingPage } from "./posting-pages.ts";

/** What is read next; a list goes on from page to page. */
type Expected = "row" | "size" | "place" | "column";

/** In the places: the number of a field follows. */
const FIELD_FOLLOWS = 1;
/** Places are written as what is added to the last one, and this. */
const PLACE_BASE = 2;

/** What a list is collected in before its length is known, used again by the next one: lists are read one after the other. */
const room = { ordinals: new Int32Array(64), places: new Uint32Array(64) };
/** Occurrences beyond which the room is not kept. */
const MOST_KEPT = 1 << 21;

export class PostingList {
	#ordinals = room.ordinals;
	#places = room.places;
	#size = 0;
	#expected: Expected = "row";
	#row = 0;
	#ordinal = 0;
	/** Bytes of the places of this row that are not read yet. */
	#left = 0;
	#field = 0;
	#offset = 0;
	readonly #rowIds: Int32Array;
	/** Where the occurrences of each segment begin. */
	readonly #segments: number[] = [];

	/** @param rowIds by ordinal */
	constructor(rowIds: Int32Array) {
		this.#rowIds = rowIds;
	}

	/** @throws UnknownFormat */
	beginSegment(): void {
		this.#demandWhole();
		this.#segments.push(this.#size);
		this.#ordinal = 0;
	}

	/** @throws UnknownFormat */
	take({ bytes, start, end }: PostingPage): void {
		const numbers = new Numbers(bytes, start);
		// The first row that begins on a page is written whole, the others as what is added.
		let isWhole = true;
		while (numbers.at < end) {
			switch (this.#expected) {
				case "row":
					this.#begin(numbers.next() + (isWhole ? 0 : this.#row));
					isWhole = false;
					break;
				case "size": {
					const size = numbers.next();
					if (size % 2 === 1) throw new UnknownFormat("A row is marked as removed.");
					this.#left = size / 2;
					this.#expected = this.#left === 0 ? "row" : "place";
					break;
				}
				default:
					this.#takePlaces(bytes, numbers, end);
			}
		}
		if (numbers.at !== end) throw new UnknownFormat("A number goes over the end of its page.");
	}

	/**
	 * What was taken, until the next list is read.
	 * @throws UnknownFormat
	 */
	build(): Positions {
		this.#demandWhole();
		if (this.#ordinals.length <= MOST_KEPT) Object.assign(room, { ordinals: this.#ordinals, places: this.#places });
		const [ordinals, places] = [this.#ordinals.subarray(0, this.#size), this.#places.subarray(0, this.#size)];
		const parts = this.#segments.flatMap((start, index) => {
			const end = this.#segments[index + 1] ?? this.#size;
			return start === end ? [] : [{ ordinals: ordinals.subarray(start, end), places: places.subarray(start, end) }];
		});
		return areInOrder(parts) ? { ordinals, places } : joined(parts);
	}

	#demandWhole(): void {
		if (this.#expected !== "row") throw new UnknownFormat("A list of postings is cut off.");
	}

	#begin(row: number): void {
		this.#row = row;
		if (this.#rowIds[this.#ordinal] !== row) this.#ordinal = seek(this.#rowIds, row, this.#ordinal);
		if (this.#rowIds[this.#ordinal] !== row) throw new UnknownFormat("A row is of nobody.");
		this.#field = 0;
		this.#offset = 0;
		this.#expected = "size";
	}

	/** Runs for every occurrence: in place, without a call for each number of one byte, which nearly all are. */
	#takePlaces(bytes: Uint8Array, numbers: Numbers, end: number): void {
		const from = numbers.at;
		const to = Math.min(end, from + this.#left);
		this.#makeRoom(to - from);
		const [ordinals, places, ordinal] = [this.#ordinals, this.#places, this.#ordinal];
		let [field, offset, size, isField] = [this.#field, this.#offset, this.#size, this.#expected === "column"];
		let at = from;
		while (at < to) {
			let value = bytes[at++] as number;
			if (value > 0x7f) {
				numbers.at = at - 1;
				value = numbers.next();
				at = numbers.at;
			}
			if (isField) {
				field = value;
				offset = 0;
				isField = false;
			} else if (value === FIELD_FOLLOWS) isField = true;
			else {
				offset += value - PLACE_BASE;
				ordinals[size] = ordinal;
				places[size++] = placeOf(field, offset);
			}
		}
		numbers.at = at;
		this.#left -= at - from;
		this.#field = field;
		this.#offset = offset;
		this.#size = size;
		this.#expected = isField ? "column" : this.#left > 0 ? "place" : "row";
	}

	/** Each byte is one occurrence at most. */
	#makeRoom(bytes: number): void {
		const needed = this.#size + bytes;
		if (needed <= this.#ordinals.length) return;
		const length = Math.max(needed, this.#ordinals.length * 2);
		const ordinals = new Int32Array(length);
		const places = new Uint32Array(length);
		ordinals.set(this.#ordinals.subarray(0, this.#size));
		places.set(this.#places.subarray(0, this.#size));
		this.#ordinals = ordinals;
		this.#places = places;
	}
}

const firstOf = ({ ordinals }: Positions): number => ordinals[0] as number;

/** Whether each row of a list is behind all of the list before. */
const areInOrder = (lists: readonly Positions[]): boolean =>
	lists.every((list, index) => index === 0 || firstOf(list) > (lists[index - 1]?.ordinals.at(-1) as number));

/**
 * The lists of several segments as one; none is empty.
 * @throws UnknownFormat where they are not one behind the other: each row is in one segment only, and later rows in later ones
 */
function joined(lists: readonly Positions[]): Positions {
	const sorted = lists.toSorted((one, other) => firstOf(one) - firstOf(other));
	if (!areInOrder(sorted)) throw new UnknownFormat("Segments overlap.");
	const size = sorted.reduce((sum, { ordinals }) => sum + ordinals.length, 0);
	const whole = { ordinals: new Int32Array(size), places: new Uint32Array(size) };
	let at = 0;
	for (const { ordinals, places } of sorted) {
		whole.ordinals.set(ordinals, at);
		whole.places.set(places, at);
		at += ordinals.length;
	}
	return whole;
}
