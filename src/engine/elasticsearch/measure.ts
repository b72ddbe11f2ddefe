import { fold } from "../../analysis/fold.ts";
import { kilometresBetween } from "../../analysis/gazetteer/distance.ts";
import { countIn } from "../phrase.ts";
import type { Plan } from "../port.ts";
import { BODY_BIT, FREQUENCY_LIMIT, lengthNorm } from "../scoring.ts";
import { type Found, type Met, met } from "../ways.ts";
import type { Person } from "./person.ts";
import type { Resolved, ResolvedGroup } from "./resolve.ts";
import { GAP, OTHER, type Sighting, tokensOf, WantedWords } from "./wanted-words.ts";

/** The exact match of one person, from the decrypted document: what the cluster only selected and estimated. See Node in the port. */

/** A person as far as a query is concerned. */
interface Looked {
	readonly person: Person;
	readonly wanted: WantedWords;
	readonly sighting: Sighting;
}

const IN_NO_FIELD: Found = { mask: 0, frequency: 0 };

/** The words that conditions ask for. */
export const wordsOf = (nodes: readonly Resolved[]): WantedWords => new WantedWords(nodes.flatMap(wordsIn));

export const wordsOfGroups = (groups: readonly ResolvedGroup[]): WantedWords =>
	wordsOf(groups.flatMap(({ alternatives }) => alternatives.map(({ node }) => node)));

function wordsIn(node: Resolved): readonly string[] {
	if (node.op === "words" || node.op === "phrase") return node.words;
	if (node.op === "and" || node.op === "or") return node.of.flatMap(wordsIn);
	return node.op === "not" ? wordsIn(node.of) : [];
}

export const lookedAt = (person: Person, wanted: WantedWords): Looked => ({
	person,
	wanted,
	sighting: wanted.in(person),
});

/** Those who meet a condition. */
export function meeting<T extends { readonly person: Person }>(node: Resolved, people: readonly T[]): T[] {
	const wanted = wordsOf([node]);
	return people.filter(({ person }) => find(node, lookedAt(person, wanted)) !== null);
}

/** null where the group is not covered. */
export function metBy(group: ResolvedGroup, looked: Looked, { scoring }: Plan, averageBodyLength: number): Met | null {
	const norm = lengthNorm(looked.person.bodyLength, averageBodyLength, scoring);
	return met(group, (alternative) => find(group.alternatives[alternative]?.node as Resolved, looked), norm, scoring);
}

function find(node: Resolved, looked: Looked): Found | null {
	switch (node.op) {
		case "words":
			return findWords(node, looked);
		case "phrase":
			return findPhrase(node, looked);
		case "and": {
			const found = node.of.map((child) => find(child, looked));
			return found.includes(null) ? null : together(found as Found[]);
		}
		case "or": {
			const found = node.of.map((child) => find(child, looked)).filter((one) => one !== null);
			return found.length === 0 ? null : sum(found);
		}
		default:
			return holds(node, looked) ? IN_NO_FIELD : null;
	}
}

function holds(node: Exclude<Resolved, { op: "words" | "phrase" | "and" | "or" }>, looked: Looked): boolean {
	const { id, columns, link, facets } = looked.person;
	switch (node.op) {
		case "all":
			return true;
		case "none":
			return false;
		case "not":
			return find(node.of, looked) === null;
		case "linked":
			return link !== null;
		case "ids":
			return node.ids.includes(id);
		case "facet": {
			const wanted = new Set(node.values.map(fold));
			return (facets[node.facet] ?? []).some((value) => wanted.has(fold(value)));
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

function findWords({ words, fields }: Extract<Resolved, { op: "words" }>, { wanted, sighting }: Looked): Found | null {
	let mask = 0;
	let frequency = 0;
	for (const word of words) {
		const number = wanted.numberOf(word) ?? OTHER;
		mask |= sighting.masks[number] as number;
		frequency += sighting.frequencies[number] as number;
	}
	mask &= fields;
	if (mask === 0) return null;
	return { mask, frequency: (mask & BODY_BIT) === 0 ? 0 : Math.min(FREQUENCY_LIMIT, frequency) };
}

function findPhrase(
	{ words, slop, runs, fields }: Extract<Resolved, { op: "phrase" }>,
	{ person, wanted, sighting }: Looked,
): Found | null {
	const numbers = words.map((word) => wanted.numberOf(word) ?? OTHER);
	let candidates = fields;
	for (const number of numbers) candidates &= sighting.masks[number] as number;
	let mask = 0;
	let frequency = 0;
	for (let left = candidates; left !== 0; left &= left - 1) {
		const bit = 31 - Math.clz32(left & -left);
		const count = countIn(tokensOf(person, sighting, bit), { words: numbers, slop, runs }, GAP);
		if (count > 0) mask |= 1 << bit;
		if (1 << bit === BODY_BIT) frequency = count;
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
