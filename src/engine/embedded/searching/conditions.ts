import { kilometresBetween, latitudesWithin } from "../../../analysis/gazetteer/distance.ts";
import { COLUMNS, FACETS } from "../../../domain/document.ts";
import { compareBytes } from "../../order.ts";
import type { Node } from "../../port.ts";
import { fieldMask } from "../../scoring.ts";
import { andInto, type Bits, briefBits, emptyBits, invert, orInto, setBit } from "./bitset.ts";
import type { Leaf, Leaves } from "./leaves.ts";
import { addToBits, briefUnion, gather, type Match, matchOfBits } from "./match.ts";
import type { People } from "./people-columns.ts";
import type { QuestionMemory } from "./question-memory.ts";
import type { Words } from "./words.ts";

/** Who matches a leaf, and which words a condition stands for: of all people, or of what an audience sees. */
export type LeafSource = Pick<Leaves, "match">;
export type WordSource = Pick<Words, "ofStem" | "ofPrefix" | "ofPattern" | "near">;

/** Evaluates conditions over one state of a store. Sets may hold people who are no longer live; matches as well. */
export class Conditions {
	readonly #people: People;
	readonly #live: Bits;
	readonly #leaves: LeafSource;
	readonly #words: WordSource;
	readonly #memory: QuestionMemory;
	/** An alternative is asked who matches it, and how: that is found out once. */
	readonly #matches = new Map<Node, Match>();

	constructor(people: People, live: Bits, leaves: LeafSource, words: WordSource, memory: QuestionMemory) {
		this.#memory = memory;
		this.#people = people;
		this.#live = live;
		this.#leaves = leaves;
		this.#words = words;
	}

	/** Who matches, as a set of its own that is void with the next question. */
	bits(node: Node): Bits {
		if (node.op === "not") return invert(this.bits(node.of));
		if (node.op !== "and") return this.#add(briefBits(this.#people.size), node);
		const [first, ...others] = node.of;
		const bits = this.bits(first ?? { op: "all" });
		return others.reduce((all, child) => andInto(all, this.bits(child)), bits);
	}

	/** Adds to `bits` who matches. */
	#add(bits: Bits, node: Node): Bits {
		switch (node.op) {
			case "all":
				return bits.fill(0xffffffff);
			case "or":
				return node.of.reduce((all, child) => this.#add(all, child), bits);
			case "and":
			case "not":
				return orInto(bits, this.bits(node));
			case "range":
				return orInto(
					bits,
					this.#memory.passing(node, () => this.#range(emptyBits(this.#people.size), node)),
				);
			case "near":
				return orInto(
					bits,
					this.#memory.passing(node, () => this.#near(emptyBits(this.#people.size), node)),
				);
			case "ids":
				for (const id of node.ids) this.#addId(bits, id);
				return bits;
			case "linked":
				for (let ordinal = 0; ordinal < this.#people.size; ordinal++)
					if (this.#people.isLinked(ordinal)) setBit(bits, ordinal);
				return bits;
			default:
				return addToBits(bits, this.#leaves.match(this.#leaf(node)));
		}
	}

	/** Who matches and how, until the next question; see Node for what a match is. */
	match(node: Node): Match {
		const known = this.#matches.get(node);
		if (known !== undefined) return known;
		const match = this.#matchOf(node);
		this.#matches.set(node, match);
		return match;
	}

	#matchOf(node: Node): Match {
		switch (node.op) {
			case "word":
			case "stem":
			case "prefix":
			case "pattern":
			case "fuzzy":
			case "phrase":
			case "facet":
				return this.#leaves.match(this.#leaf(node));
			case "or":
				return briefUnion(node.of.map((child) => this.match(child)));
			case "and": {
				const parts = node.of.filter(standsInFields).map((child) => this.match(child));
				return gather(andInto(this.bits(node), this.#live), parts);
			}
			default:
				return matchOfBits(andInto(this.bits(node), this.#live));
		}
	}

	/** The words of the dictionary that a condition stands for, in byte order. */
	wordsOf(nodes: readonly Node[]): string[] {
		const words = new Set<string>();
		const collect = (node: Node): void => {
			if (node.op === "and" || node.op === "or") node.of.forEach(collect);
			else if (node.op === "not") collect(node.of);
			else if (isOpen(node)) for (const word of this.#expand(node)) words.add(word);
		};
		nodes.forEach(collect);
		return [...words].sort(compareBytes);
	}

	#leaf(node: OpenNode | Extract<Node, { op: "word" | "phrase" | "facet" }>): Leaf {
		switch (node.op) {
			case "facet":
				return { kind: "facet", facet: FACETS.indexOf(node.facet), values: node.values };
			case "phrase":
				return {
					kind: "phrase",
					words: node.words,
					slop: node.slop ?? 0,
					runs: node.runs,
					fields: fieldMask(node.fields),
				};
			case "word":
				return { kind: "words", words: [node.word], fields: fieldMask(node.fields) };
			default:
				return { kind: "words", words: this.#expand(node), fields: fieldMask(node.fields) };
		}
	}

	#expand(node: OpenNode): readonly string[] {
		switch (node.op) {
			case "stem":
				return without(this.#words.ofStem(node.word, node.stems), node.word, node.except);
			case "prefix":
				return this.#words.ofPrefix(node.prefix);
			case "pattern":
				return this.#words.ofPattern(node.pattern);
			case "fuzzy":
				return this.#words.near(node.word, node.edits);
		}
	}

	#range(bits: Bits, node: Extract<Node, { op: "range" }>): Bits {
		const column = this.#people.column(COLUMNS.indexOf(node.column));
		const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = node;
		const { size } = this.#people;
		for (let word = 0; word < bits.length; word++) {
			const start = word << 5;
			const end = Math.min(size, start + 32);
			let passing = 0;
			for (let ordinal = start; ordinal < end; ordinal++) {
				const value = column[ordinal] as number;
				// False for NaN: unknown values never match.
				if (value >= min && value <= max) passing |= 1 << (ordinal & 31);
			}
			bits[word] = passing;
		}
		return bits;
	}

	/** Most people are told by their latitude alone; only those in the band are measured. */
	#near(bits: Bits, { kilometres, ...centre }: Extract<Node, { op: "near" }>): Bits {
		const latitudes = this.#people.column(COLUMNS.indexOf("latitude"));
		const longitudes = this.#people.column(COLUMNS.indexOf("longitude"));
		const band = latitudesWithin(kilometres);
		for (let ordinal = 0; ordinal < this.#people.size; ordinal++) {
			const latitude = latitudes[ordinal] as number;
			if (!(Math.abs(latitude - centre.latitude) <= band)) continue;
			const place = { latitude, longitude: longitudes[ordinal] as number };
			if (kilometresBetween(centre, place) <= kilometres) setBit(bits, ordinal);
		}
		return bits;
	}

	#addId(bits: Bits, id: string): void {
		const ordinal = this.#people.ordinalOf(id);
		if (ordinal !== undefined) setBit(bits, ordinal);
	}
}

function without(words: readonly string[], kept: string, except: readonly string[] = []): readonly string[] {
	return except.length === 0 ? words : words.filter((word) => word === kept || !except.includes(word));
}

function standsInFields(node: Node): boolean {
	return isOpen(node) || ["word", "phrase", "and", "or"].includes(node.op);
}

/** Conditions that stand for words of the dictionary. */
type OpenNode = Extract<Node, { op: "stem" | "prefix" | "pattern" | "fuzzy" }>;

const isOpen = (node: Node): node is OpenNode => ["stem", "prefix", "pattern", "fuzzy"].includes(node.op);
