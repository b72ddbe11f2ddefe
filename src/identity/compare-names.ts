import jaroWinkler from "natural/lib/natural/distance/jaro-winkler_distance.js";
import { isFrequentFamilyName, isFrequentGivenName } from "../analysis/names/frequent-names.ts";
import type { NameParts, NameWord } from "../analysis/names/name-parts.ts";
import { areForms, isListedGivenName } from "../analysis/names/nicknames.ts";
import { soundOf } from "../analysis/names/sound.ts";
import { WEIGHTS } from "./weights.ts";

/** How two names stand to each other. */
export interface NameComparison {
	/** Bits. */
	readonly weight: number;
	readonly given: Level;
	readonly family: Level;
}

/** `unknown`: one side does not say, or cannot be read. */
export type Level = "same" | "variant" | "nickname" | "initial" | "part" | "typo" | "similar" | "other" | "unknown";

/** Compares two names in the order they are given and with given and family name exchanged; the better reading counts. Symmetric. */
export function compareNames(one: NameParts | null, other: NameParts | null): NameComparison {
	if (one === null || other === null) return { weight: 0, given: "unknown", family: "unknown" };
	const straight = inOrder(one, other);
	if (straight.given === "same" && straight.family === "same") return straight;
	const crossed = [inOrder(exchanged(one), other), inOrder(one, exchanged(other))];
	return crossed.reduce((best, reading) => (reading.weight > best.weight ? reading : best), straight);
}

const exchanged = ({ given, middle, family }: NameParts): NameParts => ({ given: family, middle, family: given });

function inOrder(one: NameParts, other: NameParts): NameComparison {
	const given = compareGiven(one, other);
	const family = compareFamily(one, other);
	return { weight: given.weight + family.weight, given: given.level, family: family.level };
}

interface Part {
	readonly level: Level;
	readonly weight: number;
}

const UNKNOWN: Part = { level: "unknown", weight: 0 };

/** First names against each other; some people use a later one, so those count where the first ones differ. */
function compareGiven(one: NameParts, other: NameParts): Part {
	const [a] = one.given;
	const [b] = other.given;
	if (a === undefined || b === undefined) return UNKNOWN;
	const first = givenPart(a, b);
	if (first.level !== "other") return first;
	const later = [...other.middle.map((word) => givenPart(a, word)), ...one.middle.map((word) => givenPart(word, b))];
	return bestOf([first, ...later.filter(({ level }) => level === "same" || level === "variant")]);
}

function givenPart(a: NameWord, b: NameWord): Part {
	if (a.isUnreadable !== b.isUnreadable) return UNKNOWN;
	if (a.isInitial || b.isInitial) return initialPart(a, b, WEIGHTS.givenOther);
	const frequent = isFrequentGivenName(a.latin) || isFrequentGivenName(b.latin);
	const whole = frequent ? WEIGHTS.givenFrequent : WEIGHTS.givenRare;
	if (a.latin === b.latin) return { level: "same", weight: whole };
	if (areForms(a.latin, b.latin)) return { level: "nickname", weight: whole + WEIGHTS.givenNickname };
	if (isVariant(a, b)) return { level: "variant", weight: whole + WEIGHTS.givenVariant };
	// Two names that both exist are two people's; so are Julia and Julio, Jan and Jana.
	const distinct = (isKnownGiven(a) && isKnownGiven(b)) || differInEnding(a.latin, b.latin);
	if (distinct) return { level: "other", weight: WEIGHTS.givenOther };
	// Philippa begins with Philip: a female form, or a short form that no table has.
	const longer = a.latin.startsWith(b.latin) || b.latin.startsWith(a.latin);
	if (!longer && isTypo(a.latin, b.latin)) return { level: "typo", weight: whole + WEIGHTS.givenTypo };
	const similar = longer || likeness(a.latin, b.latin) >= SIMILAR;
	return similar ? { level: "similar", weight: WEIGHTS.givenSimilar } : { level: "other", weight: WEIGHTS.givenOther };
}

const isKnownGiven = ({ latin }: NameWord) => isFrequentGivenName(latin) || isListedGivenName(latin);

function initialPart(a: NameWord, b: NameWord, otherwise: number): Part {
	const agree = a.latin.charAt(0) === b.latin.charAt(0) || a.skeleton.charAt(0) === b.skeleton.charAt(0);
	return agree ? { level: "initial", weight: WEIGHTS.initial } : { level: "other", weight: otherwise };
}

/** Family names: as a whole, or one of two. */
function compareFamily(one: NameParts, other: NameParts): Part {
	if (one.family.length === 0 || other.family.length === 0) return UNKNOWN;
	const whole = one.family.length === other.family.length && one.middle.length === other.middle.length;
	const pairs = one.family.flatMap((a) => other.family.map((b) => familyPart(a, b)));
	const best = bestOf(pairs);
	const rest = one.family.length + other.family.length > 2 && !(whole && allAgree(one.family, other.family));
	if (best.level !== "other" && best.level !== "unknown") return rest ? partOf(best) : best;
	// A second family name that was taken for a middle name: García López beside García.
	const hidden = bestOf([
		...one.middle.flatMap((a) => other.family.map((b) => familyPart(a, b))),
		...one.family.flatMap((a) => other.middle.map((b) => familyPart(a, b))),
	]);
	return hidden.level === "same" || hidden.level === "variant" ? partOf(hidden) : best;
}

const allAgree = (one: readonly NameWord[], other: readonly NameWord[]) =>
	one.every((word) => other.some(({ skeleton }) => skeleton === word.skeleton)) &&
	other.every((word) => one.some(({ skeleton }) => skeleton === word.skeleton));

const partOf = ({ level, weight }: Part): Part => ({
	level: level === "typo" ? "typo" : "part",
	weight: weight + WEIGHTS.familyPart,
});

const bestOf = (parts: readonly Part[]): Part =>
	parts.reduce((best, part) => (part.weight > best.weight ? part : best), parts[0] ?? UNKNOWN);

function familyPart(a: NameWord, b: NameWord): Part {
	if (a.isUnreadable !== b.isUnreadable) return UNKNOWN;
	const frequent = isFrequentFamilyName(a.latin) || isFrequentFamilyName(b.latin);
	const whole = frequent ? WEIGHTS.familyFrequent : WEIGHTS.familyRare;
	if (a.latin === b.latin) return { level: "same", weight: a.isInitial ? WEIGHTS.initial : whole };
	if (a.isInitial || b.isInitial) return initialPart(a, b, WEIGHTS.familyOther);
	if (isVariant(a, b)) return { level: "variant", weight: whole + WEIGHTS.familyVariant };
	if (isTypo(a.latin, b.latin)) return { level: "typo", weight: whole + WEIGHTS.familyTypo };
	return { level: "other", weight: WEIGHTS.familyOther };
}

/** The same name in other letters. */
function isVariant(a: NameWord, b: NameWord): boolean {
	if (a.skeleton === b.skeleton) return true;
	if (!a.isWithoutVowels && !b.isWithoutVowels) return false;
	const [one, other] = [a, b].map(({ skeleton }) => skeleton.replace(/[aeiou]/g, "")) as [string, string];
	return one === other && one.length > 1;
}

/** Likeness from which a difference may be a slip, by Jaro-Winkler: one letter in a word of seven or more. */
const SLIP = 0.94;
/** The same where both sound alike. */
const SLIP_OF_SOUND = 0.88;
/** From here on a short name may be one misspelt, or another: Leon and Leo, Jayden and Kayden. */
const SIMILAR = 0.8;
/** Shorter words that differ are other words. */
const SHORTEST = 4;

export function isTypo(one: string, other: string): boolean {
	if (Math.min(one.length, other.length) < SHORTEST) return false;
	const alike = likeness(one, other);
	return alike >= SLIP || (alike >= SLIP_OF_SOUND && soundOf(one) === soundOf(other));
}

/** The library's measure depends on the order in rare cases; the better of both does not. */
export const likeness = (one: string, other: string): number =>
	Math.abs(one.length - other.length) > MOST_LEFT_OUT ? 0 : Math.max(jaroWinkler(one, other), jaroWinkler(other, one));

/** Letters that one slip leaves out or adds, and then some: words further apart in length are not compared. */
const MOST_LEFT_OUT = 3;

/** Words that are alike up to their last vowels: the ending makes another name of it. */
function differInEnding(one: string, other: string): boolean {
	const stem = (word: string) => word.replace(/[aeiouy]+s?$/, "");
	return stem(one) === stem(other) || stem(one) === other || stem(other) === one;
}
