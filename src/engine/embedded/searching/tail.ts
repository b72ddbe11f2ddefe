import type { Statement } from "better-sqlite3-multiple-ciphers";
import { TEXT_FIELDS } from "../../../domain/document.ts";
import { BODY_BIT } from "../../scoring.ts";
import type { Connection } from "../connection.ts";
import { GAP, wordsOf } from "../token-text.ts";
import { type Match, MatchBuilder } from "./match.ts";
import type { PeopleColumns } from "./people-columns.ts";
import { type Positions, placeOf } from "./positions.ts";

/** People read one by one at most; beyond it, postings are read from the index anew, which is cheaper then. */
const TAIL_LIMIT = 4096;

/** Ordinal and column texts of one person. */
type TailPerson = readonly [ordinal: number, texts: readonly string[]];

/**
 * The people who came last, indexed in memory: lists that were read before are extended with these instead of being read
 * again after every write. Covers the ordinals from `start` on.
 */
export class Tail {
	/** Lists that do not reach this far must be read anew. */
	start: number;
	readonly #rows: Statement<[number, number], [number, ...string[]]>;
	readonly #people: TailPerson[] = [];
	/** Ordinal and field of each occurrence, by encoded word. */
	readonly #words = new Map<string, number[]>();
	#end: number;

	constructor(connection: Connection, start: number) {
		this.start = start;
		this.#end = start;
		// A number is bound as a floating-point one, which FTS5 takes for no limit: it would read the whole table.
		this.#rows = connection
			.prepare<[number, number], [number, ...string[]]>(
				`SELECT rowid, ${TEXT_FIELDS.join(", ")} FROM tokens WHERE rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER) ORDER BY rowid`,
			)
			.raw();
	}

	/** Takes in who came since; starts over where that is too many. */
	catchUp(people: PeopleColumns): void {
		if (people.size === this.#end) return;
		if (people.size - this.start > TAIL_LIMIT) {
			this.#restart(people.size);
			return;
		}
		const rowIds = people.rowIds();
		let ordinal = this.#end;
		for (const [rowId, ...texts] of this.#rows.iterate(
			rowIds[this.#end] as number,
			rowIds[people.size - 1] as number,
		)) {
			while (rowIds[ordinal] !== rowId && ordinal < people.size) ordinal++;
			this.#add(ordinal, texts);
		}
		this.#end = people.size;
	}

	/** Who has the encoded word, from an ordinal on. */
	word(encoded: string, from: number): Match {
		const match = new MatchBuilder();
		const places = this.#words.get(encoded) ?? [];
		for (let at = 0; at < places.length; at += 2) {
			const ordinal = places[at] as number;
			const field = places[at + 1] as number;
			if (ordinal >= from) match.add(ordinal, 1 << field, 1 << field === BODY_BIT ? 1 : 0);
		}
		return match.build();
	}

	/** Where the encoded word stands, from an ordinal on. */
	places(encoded: string, from: number): Positions {
		const ordinals: number[] = [];
		const places: number[] = [];
		const having = new Set(this.word(encoded, from).ordinals);
		for (const [ordinal, texts] of this.peopleFrom(from)) {
			if (!having.has(ordinal)) continue;
			for (const [field, text] of texts.entries())
				for (const [offset, word] of wordsOf(text).entries()) {
					if (word !== encoded) continue;
					ordinals.push(ordinal);
					places.push(placeOf(field, offset));
				}
		}
		return { ordinals: Int32Array.from(ordinals), places: Uint32Array.from(places) };
	}

	/** The people from an ordinal on. */
	peopleFrom(from: number): TailPerson[] {
		return this.#people.filter(([ordinal]) => ordinal >= from);
	}

	#add(ordinal: number, texts: readonly string[]): void {
		this.#people.push([ordinal, texts]);
		for (const [field, text] of texts.entries()) {
			for (const word of wordsOf(text)) {
				if (word !== GAP) this.#placesOf(word).push(ordinal, field);
			}
		}
	}

	#placesOf(word: string): number[] {
		const known = this.#words.get(word);
		if (known !== undefined) return known;
		const made: number[] = [];
		this.#words.set(word, made);
		return made;
	}

	#restart(size: number): void {
		this.start = size;
		this.#end = size;
		this.#people.length = 0;
		this.#words.clear();
	}
}
