import { fold } from "../../analysis/fold.ts";
import { kilometresBetween } from "../../analysis/gazetteer/distance.ts";
import { editsAway, fitsPattern } from "../../analysis/open-words.ts";
import { type IndexedDocument, TEXT_FIELDS, type TextField } from "../../domain/document.ts";
import { countPhrase, type Phrase } from "../phrase.ts";
import { type Node, PLAN_LIMITS } from "../port.ts";
import { BODY_BIT, FREQUENCY_LIMIT } from "../scoring.ts";
import { type Dictionary, mostFrequent, wordsOfStems } from "./dictionary.ts";

/** How one person matches a condition: the fields it stands in as bits, and how often in the body. */
export interface Found {
	readonly mask: number;
	readonly frequency: number;
}

const IN_NO_FIELD: Found = { mask: 0, frequency: 0 };

export interface Person {
	readonly id: string;
	readonly document: IndexedDocument;
}

/** null where the person does not match. See Node in the port for what a match is. */
export function evaluate(node: Node, person: Person, dictionary: Dictionary): Found | null {
	const { document } = person;
	switch (node.op) {
		case "word":
			return anyPhrase([{ words: [node.word] }], node.fields, document);
		case "stem":
		case "prefix":
		case "pattern":
		case "fuzzy":
			return anyPhrase(
				expand(node, dictionary).map((word) => ({ words: [word] })),
				node.fields,
				document,
			);
		case "phrase":
			return anyPhrase([node], node.fields, document);
		case "and":
			return unite(node.of.map((child) => evaluate(child, person, dictionary)));
		case "or": {
			const found = node.of.map((child) => evaluate(child, person, dictionary)).filter((one) => one !== null);
			return found.length === 0 ? null : add(found);
		}
		default:
			return holds(node, person, dictionary) ? IN_NO_FIELD : null;
	}
}

/** Conditions that stand for words of the dictionary. */
type OpenNode = Extract<Node, { op: "stem" | "prefix" | "pattern" | "fuzzy" }>;

export const isOpen = (node: Node): node is OpenNode => ["stem", "prefix", "pattern", "fuzzy"].includes(node.op);

/** The words that such a condition stands for. */
export function expand(node: OpenNode, dictionary: Dictionary): string[] {
	switch (node.op) {
		case "stem":
			return [
				node.word,
				...wordsOfStems(dictionary, node.stems).filter((word) => word !== node.word && !node.except?.includes(word)),
			];
		case "prefix":
			return frequent(dictionary, (word) => word.startsWith(node.prefix), PLAN_LIMITS.prefixWords);
		case "pattern":
			return frequent(dictionary, (word) => fitsPattern(word, node.pattern), PLAN_LIMITS.prefixWords);
		case "fuzzy":
			return frequent(dictionary, (word) => editsAway(word, node.word, node.edits) !== null, PLAN_LIMITS.fuzzyWords);
	}
}

const frequent = (dictionary: Dictionary, wanted: (word: string) => boolean, limit: number) =>
	mostFrequent(dictionary, wanted, limit).map(({ word }) => word);

function holds(node: Node, person: Person, dictionary: Dictionary): boolean {
	const { document, id } = person;
	switch (node.op) {
		case "all":
			return true;
		case "not":
			return evaluate(node.of, person, dictionary) === null;
		case "linked":
			return document.link !== null;
		case "ids":
			return node.ids.includes(id);
		case "facet":
			return (document.facets[node.facet] ?? []).some((value) =>
				node.values.some((wanted) => fold(wanted) === fold(value)),
			);
		case "range": {
			const value = document.columns[node.column] ?? Number.NaN;
			return value >= (node.min ?? Number.NEGATIVE_INFINITY) && value <= (node.max ?? Number.POSITIVE_INFINITY);
		}
		case "near": {
			const { latitude, longitude } = document.columns;
			const place = { latitude: latitude ?? Number.NaN, longitude: longitude ?? Number.NaN };
			return kilometresBetween(node, place) <= node.kilometres;
		}
		default:
			return false;
	}
}

function anyPhrase(
	phrases: readonly Phrase[],
	fields: readonly TextField[] = TEXT_FIELDS,
	document: IndexedDocument,
): Found | null {
	let mask = 0;
	let frequency = 0;
	for (const [index, field] of TEXT_FIELDS.entries()) {
		if (!fields.includes(field)) continue;
		const tokens = document.fields[field] ?? [];
		const count = phrases.reduce((sum, phrase) => sum + countPhrase(tokens, phrase), 0);
		if (count > 0) mask |= 1 << index;
		if (field === "body") frequency = count;
	}
	return mask === 0 ? null : { mask, frequency: Math.min(FREQUENCY_LIMIT, frequency) };
}

function add(found: readonly Found[]): Found {
	return {
		mask: found.reduce((mask, one) => mask | one.mask, 0),
		frequency: Math.min(
			FREQUENCY_LIMIT,
			found.reduce((sum, one) => sum + one.frequency, 0),
		),
	};
}

function unite(found: readonly (Found | null)[]): Found | null {
	const all = found.filter((one) => one !== null);
	if (all.length < found.length) return null;
	const frequencies = all.filter(({ mask }) => (mask & BODY_BIT) !== 0).map(({ frequency }) => frequency);
	return {
		mask: all.reduce((mask, one) => mask | one.mask, 0),
		frequency: frequencies.length === 0 ? 0 : Math.min(...frequencies),
	};
}
