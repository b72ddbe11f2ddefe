import type { Resume } from "../../domain/resume.ts";
import { fold } from "../fold.ts";
import { FORMS_OF_ADDRESS } from "../protected-attributes.ts";
import { isUnreadable, isWithoutVowels, splitHangul, transliterate } from "./transliterate.ts";

/** One word of a name in the forms it is compared in. */
export interface NameWord {
	/** Folded, in Latin letters where its script can be read. */
	readonly latin: string;
	/** What spellings of one sound have alike, see {@link skeleton}. */
	readonly skeleton: string;
	/** One letter that stands for a name. */
	readonly isInitial: boolean;
	/** Han: equal or not, and nothing can be said beside a Latin spelling. */
	readonly isUnreadable: boolean;
	/** Arabic or Hebrew script: only its consonants are certain. */
	readonly isWithoutVowels: boolean;
}

/** A person's name as far as its order can be told. */
export interface NameParts {
	readonly given: readonly NameWord[];
	/** Words between, which may be further given names or the first of two family names. */
	readonly middle: readonly NameWord[];
	readonly family: readonly NameWord[];
}

/** Words that belong to the family name behind them and are often left out. */
const PARTICLES = new Set(
	"de del della di da das do dos du des la las le los el al von vom zu zur zum van den der ten ter y e i bin ibn bint ben af av san st mac mc o d".split(
		" ",
	),
);
/** Academic titles before a name. */
const TITLES = new Set(["dr", "prof", "professor", "doktor", "doctor"]);
/** What stands behind a name without being one. */
const SUFFIXES = new Set(
	"jr sr ii iii iv phd md mba msc bsc ma ba cpa pmp esq dds rn mph meng beng llm llb mag dipl ing cfa pe csm".split(
		" ",
	),
);

/** The parts of a resume's name, null where it has none. Given and family name count where they are told apart. */
export function nameParts({ basics }: Resume): NameParts | null {
	if (basics === undefined) return null;
	const { givenName, familyName, name } = basics;
	if (givenName !== undefined && familyName !== undefined) {
		return nonEmpty(givenName, familyName);
	}
	const whole = name ?? givenName ?? familyName;
	if (whole === undefined) return null;
	const comma = /^([^,]+),\s*(\p{L}[^,]*)$/u.exec(whole);
	if (comma !== null && !isSuffix(comma[2] ?? "")) return nonEmpty(comma[2] ?? "", comma[1] ?? "");
	return inOrder(wordsOf(whole));
}

const isSuffix = (text: string) =>
	fold(text)
		.split(/[^\p{L}]+/u)
		.every((word) => word === "" || SUFFIXES.has(word));

function nonEmpty(givenName: string, familyName: string): NameParts | null {
	const [first, ...middle] = wordsOf(givenName);
	const family = wordsOf(familyName);
	if (first === undefined && family.length === 0) return null;
	return { given: first === undefined ? [] : [first], middle, family };
}

function inOrder(words: readonly NameWord[]): NameParts | null {
	const [first] = words;
	if (first === undefined) return null;
	if (words.length === 1) return { given: [], middle: [], family: words };
	return { given: [first], middle: words.slice(1, -1), family: words.slice(-1) };
}

function wordsOf(text: string): NameWord[] {
	// An apostrophe ties (O'Brien, D'Angelo), all else that is no letter parts. Brackets hold a nickname or a former name.
	const folded = fold(text.replace(/["“”„].*?["“”]/gu, " ")).replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
	const all = folded.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "");
	const first = all.findIndex((word) => !FORMS_OF_ADDRESS.has(word) && !TITLES.has(word));
	const addressed = all.slice(Math.max(0, first)).flatMap(splitHangul);
	// A single letter at the beginning is an initial: E. B. Price.
	const isParticle = (word: string, place: number) => PARTICLES.has(word) && !(place === 0 && word.length === 1);
	const kept = addressed.filter((word, place) => !SUFFIXES.has(word) && !isParticle(word, place));
	// Some family names are a particle and nothing else: Le, Van, Ma.
	const enough = kept.length > 1 || addressed.length === 1 ? kept : addressed.filter((word) => !SUFFIXES.has(word));
	return (enough.length === 0 ? addressed : enough).map(nameWord);
}

function nameWord(word: string): NameWord {
	const latin = transliterate(word);
	const unreadable = isUnreadable(word);
	return {
		latin,
		skeleton: skeleton(latin),
		isInitial: !unreadable && [...latin].length === 1,
		isUnreadable: unreadable,
		isWithoutVowels: isWithoutVowels(word),
	};
}

/** Letters that transliterations and spellings exchange without changing the name. */
const EXCHANGED: readonly (readonly [RegExp, string])[] = [
	[/^[yji]e/, "e"],
	[/ae/g, "a"],
	[/oe/g, "o"],
	[/ue/g, "u"],
	[/ph/g, "f"],
	[/x/g, "ks"],
	[/tch|tsch|cz/g, "ch"],
	[/sch|sz/g, "sh"],
	[/dzh|dj/g, "j"],
	[/ck|q|c(?![eihy])/g, "k"],
	[/kh/g, "h"],
	[/th/g, "t"],
	[/w/g, "v"],
	[/ou/g, "u"],
	[/ee/g, "i"],
	[/[yj]/g, "i"],
	[/(.)\1+/g, "$1"],
];

/** A Latin word reduced to what its spellings have alike: müller, mueller and muller; aleksandr and alexandr; yuri and iurii. */
export function skeleton(latin: string): string {
	let text = latin;
	for (const [pattern, letters] of EXCHANGED) text = text.replace(pattern, letters);
	return text;
}
