import { TEXT_FIELDS } from "../../../domain/document.ts";
import { countPhrase, type Phrase, runsOf } from "../../phrase.ts";
import { BODY_BIT, EVERY_FIELD } from "../../scoring.ts";
import type { Connection } from "../connection.ts";
import { encodeToken, GAP, wordsOf } from "../token-text.ts";
import type { FacetColumn } from "./facet-column.ts";
import { append, emptyMatch, type Match, MatchBuilder, restrict, unite } from "./match.ts";
import type { MatchCache } from "./match-cache.ts";
import type { PeopleColumns } from "./people-columns.ts";
import {
	appended,
	fieldOf,
	matchOfPositions,
	notesIn,
	offsetOf,
	type Positions,
	phraseOf,
	runPositions,
} from "./positions.ts";
import type { IndexPage } from "./posting-pages.ts";
import { Postings } from "./postings.ts";
import { type GapBetween, nearOf } from "./proximity.ts";
import { Tail } from "./tail.ts";

/** A condition whose answer for one person depends on this person alone, so that lists of matches only need extension. */
export type Leaf =
	/** Any of these words. */
	| { readonly kind: "words"; readonly words: readonly string[]; readonly fields: number }
	| {
			readonly kind: "phrase";
			readonly words: readonly string[];
			readonly slop: number;
			readonly runs?: readonly number[] | undefined;
			readonly fields: number;
	  }
	| { readonly kind: "facet"; readonly facet: number; readonly values: readonly string[] };

/** Who matches a leaf: from the cache, else extended from there, else read from the file. */
export class Leaves {
	readonly #connection: Connection;
	readonly #cache: MatchCache;
	readonly #store: string;
	readonly #postings: Postings;
	#people: PeopleColumns | null = null;
	#version: unknown = null;
	#tail: Tail;

	constructor(connection: Connection, cache: MatchCache, store: string) {
		this.#connection = connection;
		this.#cache = cache;
		this.#store = store;
		this.#postings = new Postings(connection, (row, read) => this.#page(row, read));
		this.#tail = new Tail(connection, 0);
	}

	/** Sets the state that the next matches are of, and what tells it from others; forgets all lists where the ordinals were given out anew. */
	at(people: PeopleColumns, version: unknown): void {
		this.#version = version;
		if (people === this.#people) return;
		this.#people = people;
		this.#cache.forget(this.#store);
		this.#tail = new Tail(this.#connection, people.size);
	}

	/** As one asker has them. @param own as in {@link match} */
	of(own: string | null): Pick<Leaves, "match"> {
		return own === "" ? this : { match: (leaf) => this.match(leaf, own) };
	}

	/**
	 * @param own tells the phrases and facets that an asker asked for from those of others, in a store that several tenants search; null:
	 * they are not remembered. Lists of words are of all askers.
	 */
	match(leaf: Leaf, own: string | null = ""): Match {
		const people = this.#people as PeopleColumns;
		const text = JSON.stringify(leaf);
		const key = leaf.kind === "words" ? text : own === null ? null : own + text;
		const known = key === null ? undefined : this.#cache.get(this.#store, key);
		if (known?.match !== undefined && known.end === people.size) return known.match;
		this.#tail.catchUp(people);
		const canExtend = known?.match !== undefined && known.end >= this.#tail.start;
		const match = canExtend ? append(known.match, this.#later(leaf, known.end)) : this.#read(leaf);
		if (key !== null) this.#cache.set(this.#store, key, { match, end: people.size });
		return match;
	}

	/** Whether what is read ahead pushes out nothing, and leaves room for what is asked for. */
	get hasRoom(): boolean {
		return this.#cache.used < 1 / 2;
	}

	/** Reads the lists of a word before anybody asks for it. @param inPhrases also where it stands */
	readAhead(word: string, inPhrases: boolean): void {
		if (!isWord(word)) return;
		if (inPhrases) this.#positions(word);
		this.match({ kind: "words", words: [word], fields: EVERY_FIELD });
	}

	#read(leaf: Leaf): Match {
		switch (leaf.kind) {
			case "facet":
				return this.#having(leaf.facet, leaf.values, 0);
			case "phrase":
				return this.#readPhrase(leaf);
			case "words": {
				const [word, ...others] = leaf.words;
				if (word === undefined) return emptyMatch(0);
				if (leaf.fields === EVERY_FIELD && others.length === 0) return this.#readWord(word);
				const all = unite(leaf.words.map((one) => this.match({ kind: "words", words: [one], fields: EVERY_FIELD })));
				return leaf.fields === EVERY_FIELD ? all : restrict(all, leaf.fields);
			}
		}
	}

	/** The same for the people from an ordinal on, who are in the tail. */
	#later(leaf: Leaf, from: number): Match {
		switch (leaf.kind) {
			case "facet":
				return this.#having(leaf.facet, leaf.values, from);
			case "words":
				return restrict(
					unite(leaf.words.filter(isWord).map((word) => this.#tail.word(encodeToken(word), from))),
					leaf.fields,
				);
			case "phrase": {
				const found = new MatchBuilder();
				const fields = isPhrase(leaf.words) ? fieldNumbers(leaf.fields) : [];
				// Whoever has not its first word has not the phrase.
				const having = new Set(this.#tail.word(encodeToken(leaf.words[0] ?? ""), from).ordinals);
				for (const [ordinal, texts] of this.#tail.peopleFrom(from)) {
					if (!having.has(ordinal)) continue;
					addPhrase(
						found,
						ordinal,
						fields,
						fields.map((field) => texts[field] ?? ""),
						leaf,
					);
				}
				return found.build();
			}
		}
	}

	/** Where a word stands in notes: the places are those in the notes alone. */
	notePlaces(word: string): Positions {
		const people = this.#people as PeopleColumns;
		const key = `notes with ${word}`;
		const known = this.#cache.get(this.#store, key);
		if (known?.positions !== undefined && known.end === people.size) return known.positions;
		this.#tail.catchUp(people);
		const canExtend = known?.positions !== undefined && known.end >= this.#tail.start;
		const positions = canExtend
			? appended(known.positions, notesIn(this.#tail.places(encodeToken(word), known.end)))
			: notesIn(this.#knownPositions(word) ?? this.#postings.positions(word, people));
		this.#cache.set(this.#store, key, { positions, end: people.size });
		return positions;
	}

	/** Texts of notes, encoded, by ordinal. */
	noteTexts(ordinals: Int32Array): ReadonlyMap<number, string> {
		const rowIds = (this.#people as PeopleColumns).rowIds();
		return new Map(
			Array.from(ordinals, (ordinal) => [ordinal, this.#postings.text(rowIds[ordinal] as number, "note")]),
		);
	}

	#readWord(word: string): Match {
		if (!isWord(word)) return emptyMatch(0);
		const known = this.#knownPositions(word);
		return known === null ? this.#postings.match(word, this.#people as PeopleColumns) : matchOfPositions(known);
	}

	#readPhrase({ words, slop, runs, fields }: Extract<Leaf, { kind: "phrase" }>): Match {
		const numbers = fieldNumbers(fields);
		if (!isPhrase(words) || numbers.length === 0) return emptyMatch(0);
		if (slop === 0)
			return phraseOf(
				words.map((word) => this.#positions(word)),
				fields,
			);
		// What is written alike in the index is one word.
		const encoded = words.map(encodeToken);
		const lists = new Map(words.map((word, index) => [encoded[index] as string, this.#positions(word)] as const));
		const wanted = runsOf({ words: encoded, runs }).map(({ words: run, times }) => ({
			list: runPositions(
				run.map((word) => lists.get(word) as Positions),
				fields,
			),
			times,
			length: run.length,
		}));
		return nearOf(wanted, words.length + slop, fields, this.#gapFinder());
	}

	/** Gaps have no list in memory, since everybody has many: the few texts are read that are asked about. */
	#gapFinder(): GapBetween {
		const rowIds = (this.#people as PeopleColumns).rowIds();
		let known = { ordinal: -1, field: -1, words: [] as readonly string[] };
		return (ordinal, first, last) => {
			const field = fieldOf(first);
			if (known.ordinal !== ordinal || known.field !== field) {
				const text = this.#postings.text(rowIds[ordinal] as number, TEXT_FIELDS[field] as string);
				known = { ordinal, field, words: wordsOf(text) };
			}
			return known.words.slice(offsetOf(first), offsetOf(last)).includes(GAP);
		};
	}

	#knownPositions(word: string): Positions | null {
		const known = this.#cache.get(this.#store, positionsKey(word));
		return known?.end === this.#people?.size ? (known?.positions ?? null) : null;
	}

	#positions(word: string): Positions {
		const people = this.#people as PeopleColumns;
		const known = this.#cache.get(this.#store, positionsKey(word));
		if (known?.positions !== undefined && known.end === people.size) return known.positions;
		this.#tail.catchUp(people);
		const canExtend = known?.positions !== undefined && known.end >= this.#tail.start;
		const positions = canExtend
			? appended(known.positions, this.#tail.places(encodeToken(word), known.end))
			: this.#postings.positions(word, people);
		this.#cache.set(this.#store, positionsKey(word), { positions, end: people.size });
		return positions;
	}

	/** Pages change with what is written; lists only grow. */
	#page(row: number, read: () => IndexPage): IndexPage {
		const known = this.#cache.get(this.#store, pageKey(row));
		if (known?.page !== undefined && known.version === this.#version) return known.page;
		const page = read();
		this.#cache.set(this.#store, pageKey(row), { page, version: this.#version, end: 0 });
		return page;
	}

	#having(facet: number, values: readonly string[], from: number): Match {
		const people = this.#people as PeopleColumns;
		const ordinals = (people.facets[facet] as FacetColumn).having(values, from, people.size);
		return { ordinals, masks: new Uint16Array(ordinals.length), frequencies: new Uint8Array(ordinals.length) };
	}
}

/** Beside the keys of leaves, which are JSON objects. */
function positionsKey(word: string): string {
	return `positions of ${word}`;
}

const pageKey = (row: number): string => `page ${row}`;

function isWord(word: string): boolean {
	return word !== "";
}

/** As in countPhrase: nothing is no phrase, and no phrase reaches across a gap. */
function isPhrase(words: readonly string[]): boolean {
	return words.length > 0 && words.every(isWord);
}

function fieldNumbers(mask: number): number[] {
	return [...TEXT_FIELDS.keys()].filter((field) => (mask & (1 << field)) !== 0);
}

/** @param texts of the fields, in the order of `fields` */
function addPhrase(
	found: MatchBuilder,
	ordinal: number,
	fields: readonly number[],
	texts: readonly string[],
	phrase: Phrase,
): void {
	const encoded = { ...phrase, words: phrase.words.map(encodeToken) };
	for (const [index, field] of fields.entries()) {
		const count = countInText(texts[index] ?? "", encoded);
		if (count > 0) found.add(ordinal, 1 << field, 1 << field === BODY_BIT ? count : 0);
	}
}

/** countPhrase on a column text. Without slop by searching the text itself: it is not split into words for that. */
function countInText(text: string, phrase: Phrase): number {
	if ((phrase.slop ?? 0) > 0)
		return countPhrase(
			wordsOf(text).map((word) => (word === GAP ? "" : word)),
			phrase,
		);
	const written = phrase.words.join(" ");
	let count = 0;
	for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1)) {
		const end = at + written.length;
		if ((at === 0 || text[at - 1] === " ") && (end === text.length || text[end] === " ")) count++;
	}
	return count;
}
