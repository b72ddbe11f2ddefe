import { fold } from "../../analysis/fold.ts";
import { kilometresBetween } from "../../analysis/gazetteer/distance.ts";
import { TEXT_FIELDS } from "../../domain/document.ts";
import { countPhrase } from "../phrase.ts";
import type { Plan } from "../port.ts";
import { BODY_BIT, FREQUENCY_LIMIT, lengthNorm } from "../scoring.ts";
import { type Found, type Met, met } from "../ways.ts";
import { type Person, tokensOf, type Words } from "./person.ts";
import type { Resolved, ResolvedGroup } from "./resolve.ts";

/** The exact match of one person, from the decrypted document: what the cluster only selected and estimated. See Node in the port. */

/** A person as far as a query is concerned. */
interface Looked extends Person {
	/** Of each word that is asked for: the fields it stands in, and how often in the body. */
	readonly found: ReadonlyMap<string, Found>;
}

const IN_NO_FIELD: Found = { mask: 0, frequency: 0 };

/** The words that conditions ask for. */
export class Wanted {
	readonly #words: ReadonlySet<string>;
	/** Which numbers are those of wanted words. */
	readonly #flags = new Map<Words, Uint8Array>();

	constructor(nodes: readonly Resolved[]) {
		this.#words = new Set(nodes.flatMap(wordsIn));
	}

	static of(groups: readonly ResolvedGroup[]): Wanted {
		return new Wanted(groups.flatMap(({ alternatives }) => alternatives.map(({ node }) => node)));
	}

	/** Of people who are kept already. */
	in(words: Words): Uint8Array {
		const known = this.#flags.get(words);
		if (known !== undefined && known.length === words.size) return known;
		const flags = new Uint8Array(words.size);
		for (const word of this.#words) {
			const number = words.known(word);
			if (number !== undefined) flags[number] = 1;
		}
		this.#flags.set(words, flags);
		return flags;
	}
}

function wordsIn(node: Resolved): readonly string[] {
	if (node.op === "words" || node.op === "phrase") return node.words;
	if (node.op === "and" || node.op === "or") return node.of.flatMap(wordsIn);
	return node.op === "not" ? wordsIn(node.of) : [];
}

export function lookedAt(person: Person, wanted: Wanted): Looked {
	const { tokens, ends, words: all } = person;
	const flags = wanted.in(all);
	const words = new Map<string, { mask: number; frequency: number }>();
	let at = 0;
	for (const [bit, end] of ends.entries())
		for (; at < end; at++) {
			const token = tokens[at] as number;
			if (flags[token] === 0) continue;
			const word = all.of(token);
			const found = words.get(word) ?? { mask: 0, frequency: 0 };
			found.mask |= 1 << bit;
			if (1 << bit === BODY_BIT) found.frequency++;
			words.set(word, found);
		}
	return { ...person, found: words };
}

/** Those who meet a condition. */
export function meeting<T extends { readonly person: Person }>(node: Resolved, people: readonly T[]): T[] {
	const wanted = new Wanted([node]);
	return people.filter(({ person }) => find(node, lookedAt(person, wanted)) !== null);
}

/** null where the group is not covered. */
export function metBy(group: ResolvedGroup, person: Looked, { scoring }: Plan, averageBodyLength: number): Met | null {
	const norm = lengthNorm(person.bodyLength, averageBodyLength, scoring);
	return met(group, (alternative) => find(group.alternatives[alternative]?.node as Resolved, person), norm, scoring);
}

function find(node: Resolved, person: Looked): Found | null {
	switch (node.op) {
		case "words":
			return findWords(node, person);
		case "phrase":
			return findPhrase(node, person);
		case "and": {
			const found = node.of.map((child) => find(child, person));
			return found.includes(null) ? null : together(found as Found[]);
		}
		case "or": {
			const found = node.of.map((child) => find(child, person)).filter((one) => one !== null);
			return found.length === 0 ? null : sum(found);
		}
		default:
			return holds(node, person) ? IN_NO_FIELD : null;
	}
}

function holds(node: Exclude<Resolved, { op: "words" | "phrase" | "and" | "or" }>, person: Looked): boolean {
	const { id, document } = person;
	const { columns } = document;
	switch (node.op) {
		case "all":
			return true;
		case "none":
			return false;
		case "not":
			return find(node.of, person) === null;
		case "linked":
			return document.link !== null;
		case "ids":
			return node.ids.includes(id);
		case "facet": {
			const wanted = new Set(node.values.map(fold));
			return (document.facets[node.facet] ?? []).some((value) => wanted.has(fold(value)));
		}
		case "range": {
			const value = columns[node.column] ?? Number.NaN;
			return value >= (node.min ?? Number.NEGATIVE_INFINITY) && value <= (node.max ?? Number.POSITIVE_INFINITY);
		}
		case "near": {
			const place = { latitude: columns.latitude ?? Number.NaN, longitude: columns.longitude ?? Number.NaN };
			return kilometresBetween(node.near, place) <= node.near.kilometres;
		}
	}
}

function findWords({ words, fields }: Extract<Resolved, { op: "words" }>, person: Looked): Found | null {
	let mask = 0;
	let frequency = 0;
	for (const word of words) {
		const found = person.found.get(word);
		if (found === undefined) continue;
		mask |= found.mask;
		frequency += found.frequency;
	}
	mask &= fields;
	if (mask === 0) return null;
	return { mask, frequency: (mask & BODY_BIT) === 0 ? 0 : Math.min(FREQUENCY_LIMIT, frequency) };
}

function findPhrase({ words, slop, fields }: Extract<Resolved, { op: "phrase" }>, person: Looked): Found | null {
	let candidates = fields;
	for (const word of words) candidates &= person.found.get(word)?.mask ?? 0;
	let mask = 0;
	let frequency = 0;
	for (const [bit, field] of TEXT_FIELDS.entries()) {
		if ((candidates & (1 << bit)) === 0) continue;
		const count = countPhrase(tokensOf(person, bit), words, slop);
		if (count > 0) mask |= 1 << bit;
		if (field === "body") frequency = count;
	}
	return mask === 0 ? null : { mask, frequency: Math.min(FREQUENCY_LIMIT, frequency) };
}

function sum(found: readonly Found[]): Found {
	return {
		mask: found.reduce((mask, one) => mask | one.mask, 0),
		frequency: Math.min(
			FREQUENCY_LIMIT,
			found.reduce((total, one) => total + one.frequency, 0),
		),
	};
}

function together(found: readonly Found[]): Found {
	const inBody = found.filter(({ mask }) => (mask & BODY_BIT) !== 0).map(({ frequency }) => frequency);
	return {
		mask: found.reduce((mask, one) => mask | one.mask, 0),
		frequency: inBody.length === 0 ? 0 : Math.min(...inBody),
	};
}
