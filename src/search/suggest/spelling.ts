import jaroWinkler from "natural/lib/natural/distance/jaro-winkler_distance.js";
import { editsBetween } from "../../analysis/edit-distance.ts";
import { firstLetter } from "../../analysis/open-words.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import type { SearchResponse } from "../../domain/hit.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { Part } from "../plan/part.ts";
import type { Pools } from "../pools.ts";
import { isKnownWord } from "./known-word.ts";

type Correction = SearchResponse["didYouMean"][number];
type Word = Extract<Part["alternatives"][number]["node"], { readonly op: "word" }>;
type Group = NonNullable<Pools["ats"]>["groups"][number];

/** Words of a query that are looked up: each takes a walk through the dictionary. */
const MOST_LOOKED_UP = 5;
const MOST_WORDS = 3;
/** Near words of which the nearest are chosen. */
const CANDIDATES = 50;
/** In shorter words a second edit leaves little of the first. UTF-16 units. */
const TWO_EDITS_FROM = 5;
/** Below, one letter more or less is another word. */
const SHORTEST = 3;
/** In words of so many letters one edit is a slip, and two are in a name. UTF-16 units. */
const LONG = 8;
/** What a further edit takes away, and ten times as many people add, beside likeness of 0 to 1. */
const PER_EDIT = 0.1;
const PER_TENFOLD = 0.03;

/**
 * For words that nobody in either pool has and that mean nothing that is known: the nearest of those that people of the tenant have.
 * @param mayTell whether a word may be shown to whoever asks
 */
export async function corrections(
	scope: Scope,
	query: string,
	parts: readonly Part[],
	pools: Pools,
	recognizer: Recognizer,
	mayTell: (word: string) => boolean,
): Promise<ReadonlyMap<Part, Correction>> {
	const searched = [pools.ats, pools.network].filter((pool) => pool !== null);
	const unknown = parts.filter(
		(part, group) =>
			wordOf(part) !== null &&
			!isWrongValue(part, query) &&
			searched.every((pool) => peopleOf(part, pool.groups[group]) === 0),
	);
	const asked = searched.length === 0 ? [] : unknown.slice(0, MOST_LOOKED_UP);
	const hinted = new Set(parts.filter((_, group) => searched.some((pool) => pool.groups[group]?.documents !== 0)));
	const found = await Promise.all(
		asked.map(async (part) => {
			const { word, fields } = wordOf(part) ?? { word: "" };
			if (await isKnownWord(word, fields, recognizer)) return [part, null] as const;
			const most = mostEdits(word, writtenOf(part, query), {
				isHinted: hinted.has(part),
				isLoud: !/\p{Ll}/u.test(query),
			});
			return [part, await correctionOf(scope, query, part, most, mayTell)] as const;
		}),
	);
	return new Map(found.flatMap(([part, correction]) => (correction === null ? [] : [[part, correction] as const])));
}

/** People who have the part itself in any form; what is only near to it ("account" for "accountnat") makes no word known. */
function peopleOf({ alternatives }: Part, group: Group | undefined): number {
	const near = alternatives.findIndex(({ way }) => way === "related");
	const isLast = alternatives.slice(near).every(({ way }) => way === "related");
	if (near < 0 || !isLast) return group?.documents ?? 0;
	return (group?.added ?? []).slice(0, near).reduce((sum, people) => sum + people, 0);
}

/**
 * Names are no misspelt words: in capitals less is taken for one, and an abbreviation never is.
 * @param isLoud whether the whole query is in capitals, where those of a word say little
 */
function mostEdits(
	word: string,
	written: string,
	{ isHinted, isLoud }: { isHinted: boolean; isLoud: boolean },
): 0 | 1 | 2 {
	if ((isLoud ? /^\p{Lu}{2,5}$/u : /(?:^|\s)\p{Lu}{2,8}$/u).test(written)) return 0;
	if (isHinted) return word.length < LONG ? 0 : 1;
	if (/^\p{Lu}/u.test(written)) return word.length < LONG ? 1 : 2;
	return word.length < TWO_EDITS_FROM ? 1 : 2;
}

/** What stands behind `outcome:` and is none is looked for as a phrase: another word of resumes would be none either. */
const isWrongValue = ({ clause, span: { start, end } }: Part, query: string): boolean =>
	clause.includes('"') && /^[^\p{L}\p{N}"“”„«»]*[\p{L}-]+[:：]/u.test(query.slice(start, end)) && !clause.includes(":");

/** The word that a part asks for, null when it asks for something else. */
function wordOf({ alternatives }: Part): Word | null {
	const literals = alternatives.filter(({ way }) => way === "literal");
	// Of what OR joins one would be put in the place of all.
	const literal = literals.length === 1 ? literals[0]?.node : undefined;
	if (literal?.op !== "word" || literal.word.length < SHORTEST || /[:@/\d]/.test(literal.word)) return null;
	return literal;
}

const writtenOf = ({ span: { start, end } }: Part, query: string): string =>
	query.slice(start, end).replace(/^(?:[\p{L}-]+[:：])?[^\p{L}\p{N}]*|[^\p{L}\p{N}]+$/gu, "");

async function correctionOf(
	{ store }: Scope,
	query: string,
	part: Part,
	edits: 0 | 1 | 2,
	mayTell: (word: string) => boolean,
): Promise<Correction | null> {
	const { word = "" } = wordOf(part) ?? {};
	// Who wrote the beginning of a word meant that word, not a shorter one.
	const longer = (await store.suggest(word, CANDIDATES)).filter(({ word: other }) => !/[:@/]/.test(other));
	const near = longer.length > 0 || edits === 0 ? longer : await store.suggest(word, CANDIDATES, { edits });
	const words = near
		// The first letter is rarely wrong, and other words differ in it most: billing is not willing.
		.filter(({ word: other }) => firstLetter(other) === firstLetter(word))
		.filter(({ word: other }) => mayTell(other))
		.map((one) => ({ word: one.word, people: one.documents, worth: worthOf(word, one.word, one.documents) }))
		.toSorted((one, other) => other.worth - one.worth || (one.word < other.word ? -1 : 1))
		.slice(0, MOST_WORDS)
		.map(({ word: text, people }) => ({ word: text, people }));
	const [best] = words;
	// Spelt right, and in another field than the one asked for.
	if (best === undefined || best.word === word) return null;
	const { start, end } = part.span;
	const written = query.slice(start, end);
	const before = /^[^\p{L}\p{N}]*(?:[\p{L}-]+[:：])?["“”„«»]?/u.exec(written)?.[0] ?? "";
	const behind = /["“”„«»*]*$/.exec(written.slice(before.length))?.[0] ?? "";
	const corrected = `${query.slice(0, start)}${before}${best.word}${behind}${query.slice(end)}`;
	return { clause: part.clause, span: { start, end }, words, query: corrected };
}

function worthOf(word: string, other: string, people: number): number {
	const edits = editsBetween(word, other, 2) ?? 2;
	return jaroWinkler(word, other) - PER_EDIT * edits + PER_TENFOLD * Math.log10(1 + people);
}
