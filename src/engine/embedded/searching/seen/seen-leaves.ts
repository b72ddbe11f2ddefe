import { TEXT_FIELDS } from "../../../../domain/document.ts";
import { countPhrase } from "../../../phrase.ts";
import { EVERY_FIELD } from "../../../scoring.ts";
import { encodeToken, GAP, wordsOf } from "../../token-text.ts";
import type { FacetColumn } from "../facet-column.ts";
import type { Leaf, Leaves } from "../leaves.ts";
import { emptyMatch, type Match, MatchBuilder, restrict, unite } from "../match.ts";
import type { MatchCache } from "../match-cache.ts";
import { isGuarded, type SeenPeople } from "./seen-people.ts";

const NOTE_BIT = 1 << TEXT_FIELDS.indexOf("note");

/** Who matches a leaf by what an audience sees: the matches of all, without what stands in notes that are not seen. */
export class SeenLeaves {
	readonly #leaves: Leaves;
	readonly #people: SeenPeople;
	readonly #cache: MatchCache;
	readonly #name: string;

	/** @param name tells this audience's entries in the cache */
	constructor(leaves: Leaves, people: SeenPeople, cache: MatchCache, name: string) {
		this.#leaves = leaves;
		this.#people = people;
		this.#cache = cache;
		this.#name = name;
	}

	match(leaf: Leaf): Match {
		const key = JSON.stringify(leaf);
		const known = this.#cache.get(this.#name, key);
		if (known?.match !== undefined && known.end === this.#people.size) return known.match;
		const match = this.#read(leaf);
		this.#cache.set(this.#name, key, { match, end: this.#people.size });
		return match;
	}

	forget(): void {
		this.#cache.forget(this.#name);
	}

	#read(leaf: Leaf): Match {
		switch (leaf.kind) {
			case "facet":
				return isGuarded(leaf.facet) ? this.#having(leaf.facet, leaf.values) : this.#leaves.match(leaf);
			case "phrase":
				return this.#phrase(leaf);
			case "words": {
				const [word, ...others] = leaf.words;
				if (word === undefined) return emptyMatch(0);
				if (leaf.fields === EVERY_FIELD && others.length === 0) return this.#word(word);
				const all = unite(leaf.words.map((one) => this.match({ kind: "words", words: [one], fields: EVERY_FIELD })));
				return leaf.fields === EVERY_FIELD ? all : restrict(all, leaf.fields);
			}
		}
	}

	#word(word: string): Match {
		const all = this.#leaves.match({ kind: "words", words: [word], fields: EVERY_FIELD });
		if (!standsInNotes(all)) return all;
		const { ordinals, places } = this.#leaves.notePlaces(word);
		let at = 0;
		return this.#withoutHidden(all, (ordinal, runs) => {
			while (at < ordinals.length && (ordinals[at] as number) < ordinal) at++;
			let isSeen = false;
			for (; ordinals[at] === ordinal; at++) {
				const place = places[at] as number;
				isSeen ||= runs.some(([from, to]) => from <= place && place < to);
			}
			return isSeen;
		});
	}

	#phrase(leaf: Extract<Leaf, { kind: "phrase" }>): Match {
		const all = this.#leaves.match(leaf);
		if (!standsInNotes(all)) return all;
		const inNotes = all.ordinals.filter((_, index) => ((all.masks[index] as number) & NOTE_BIT) !== 0);
		const texts = this.#leaves.noteTexts(inNotes);
		const words = leaf.words.map(encodeToken);
		return this.#withoutHidden(all, (ordinal, runs) => {
			const tokens = wordsOf(texts.get(ordinal) ?? "").map((word) => (word === GAP ? "" : word));
			return runs.some(([from, to]) => countPhrase(tokens.slice(from, to), { ...leaf, words }) > 0);
		});
	}

	/** @param isSeen is asked for ascending ordinals that match in their notes */
	#withoutHidden(
		all: Match,
		isSeen: (ordinal: number, runs: readonly (readonly [from: number, to: number])[]) => boolean,
	): Match {
		const kept = new MatchBuilder();
		for (let index = 0; index < all.ordinals.length; index++) {
			const ordinal = all.ordinals[index] as number;
			const mask = all.masks[index] as number;
			const isHidden = (mask & NOTE_BIT) !== 0 && !isSeen(ordinal, this.#people.noteRuns(ordinal));
			const left = isHidden ? mask & ~NOTE_BIT : mask;
			if (left !== 0) kept.add(ordinal, left, all.frequencies[index] as number);
		}
		return kept.build();
	}

	#having(facet: number, values: readonly string[]): Match {
		const column = this.#people.facets[facet] as FacetColumn;
		const ordinals = column.having(values, 0, this.#people.size);
		return { ordinals, masks: new Uint16Array(ordinals.length), frequencies: new Uint8Array(ordinals.length) };
	}
}

const standsInNotes = ({ masks }: Match): boolean => masks.some((mask) => (mask & NOTE_BIT) !== 0);
