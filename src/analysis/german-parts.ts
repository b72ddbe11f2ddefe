import { BoundedCache } from "./bounded-cache.ts";
import { GERMAN_FIRST_PARTS, GERMAN_WORDS } from "./german-words.ts";
import { occupationForm } from "./occupation-form.ts";

/**
 * German writes in one word what others write in several: Softwareentwicklerin, Datenschutzbeauftragter. A word is taken apart only where
 * each of its parts is known, from the first letter to the last, so that what merely begins or ends alike stays whole (Personalisierung).
 */

/** Letters of the shortest compound, and of the shortest last part but for {@link SHORT_HEADS}. */
const SHORTEST_COMPOUND = 7;
const SHORTEST_HEAD = 4;
const SHORT_HEADS: ReadonlySet<string> = new Set(["bau", "amt", "rat"]);
/** Letters of the shortest known word, and of the longest. */
const SHORTEST = 3;
const LONGEST = 20;
/** Longer words are none, or chains that nobody asks a part of. */
const LONGEST_COMPOUND = 45;
const MOST_PARTS = 4;
const WORD = /^[a-z]+$/;
/** What stands between two parts, or is left out there: Arbeit-s-markt, Schul(e)leitung, Hilf(e)-s-kraft. */
const LINKS = ["", "s", "n", "en", "es", "er", "e"] as const;
const FREQUENT_LINKS = LINKS.slice(0, 4);
/** Endings of the last part in other cases and numbers. */
const ENDINGS = ["e", "n", "en", "s", "es", "nen"] as const;
/** Words whose plural ends so: Häuser; a Müller is no plural. */
const PLURAL_ENDINGS = ["er", "ern"] as const;
const WITH_PLURAL_ENDING: ReadonlySet<string> = new Set(
	"amt bad band bild blatt brett buch dach fach fass feld gehalt geld gesicht gewand glas grab gut haupt haus holz kind kraut land licht loch rad schild schloss schwert tal tuch volk wald weib wort".split(
		" ",
	),
);
const REMEMBERED = 50_000;

const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

interface Known {
	/** Words as they stand before another one. */
	readonly first: ReadonlySet<string>;
	readonly words: ReadonlySet<string>;
	readonly firstOnly: ReadonlySet<string>;
}

/** Made for the first word that needs it. */
let known: Known | null = null;

function vocabulary(): Known {
	known ??= load();
	return known;
}

function load(): Known {
	const all = words(GERMAN_WORDS);
	const firstOnly = words(GERMAN_FIRST_PARTS);
	const first = new Set(firstOnly);
	for (const word of all) {
		for (const link of LINKS) first.add(word + link);
		if (word.length > SHORTEST && word.endsWith("e")) for (const link of ["", "s"]) first.add(word.slice(0, -1) + link);
	}
	return { first, words: all, firstOnly };
}

/** Whether a word can be a part of compounds: one that is known, or a compound of such. @param word folded */
export function isGermanPart(word: string): boolean {
	if (!WORD.test(word)) return false;
	const all = vocabulary();
	return isKnownLast(word, all) || all.firstOnly.has(word) || germanBounds(word).length > 0;
}

/** The key of all compounds that end with a word: what they name is one of these, as a Projektleiter is a Leiter. */
export const headKey = (word: string): string => `de-head:${baseOf(word)}`;
/** The key of all compounds that have a word before their end: what they name has to do with it. */
export const partKey = (word: string): string => `de-part:${baseOf(word)}`;

/** A word, or the last part of a compound, as it is listed: what compounds of it share, whatever its case, number or gender. */
function baseOf(word: string): string {
	const start = germanBounds(word).at(-1) ?? 0;
	const last = word.slice(start);
	const bases = [occupationForm(last), ...basesOf(last)];
	const [first = last, ...others] = bases.filter((base) => vocabulary().words.has(base));
	return word.slice(0, start) + others.reduce((one, other) => (other.length < one.length ? other : one), first);
}

/** What a form may be of: Kunden and Kunde, Häuser and Haus, Hilfs- and Hilfe. */
function basesOf(form: string): readonly string[] {
	return [
		form,
		...without(form, ENDINGS),
		...without(form, PLURAL_ENDINGS).filter((base) => WITH_PLURAL_ENDING.has(base)),
		...without(form, ["", "s"]).map((base) => `${base}e`),
	];
}

const without = (form: string, endings: readonly string[]): readonly string[] =>
	endings.filter((ending) => form.endsWith(ending)).map((ending) => form.slice(0, form.length - ending.length));

/** In the middle these end what stands before them: a Maschinenbau-Ingenieur is no Bauingenieur. */
const ENDS_ANOTHER = /^(?:bau|amts?|rats?|diensts?|wirtschafts|schutz|wesens?)/;

/** Under what a compound is found: {@link headKey} and {@link partKey} of every run of its parts. @param word folded */
export function compoundKeys(word: string): readonly string[] {
	const bounds = germanBounds(word);
	if (bounds.length === 0) return [];
	const starts = [0, ...bounds];
	const ends = [...bounds, word.length];
	const keys = starts.flatMap((start, first) => {
		const isJoint = first > 0 && first < bounds.length && ENDS_ANOTHER.test(word.slice(start));
		return ends.slice(first, isJoint ? first + 1 : ends.length).map((end) => {
			const run = word.slice(start, end);
			return end === word.length ? headKey(run) : partKey(run);
		});
	});
	// The first run to the end is the word itself.
	return [...new Set(keys)].filter((key) => key !== headKey(word));
}

/** How a compound is written in two words, with a hyphen or without: Vertriebs-Mitarbeiter, Vertrieb Mitarbeiter. @param word folded */
export function wordsOfCompound(word: string): readonly (readonly [string, string])[] {
	return germanBounds(word).flatMap((bound) => {
		const [before, last] = [word.slice(0, bound), word.slice(bound)];
		return aloneForms(before).map((first) => [first, last] as const);
	});
}

/** A word as it stands before another one, and as it stands alone. */
function aloneForms(before: string): readonly string[] {
	const { words } = vocabulary();
	return [...new Set([before, ...basesOf(before).filter((base) => words.has(base))])];
}

/**
 * The compounds that words side by side may be written as, not each of them a word: vertrieb mitarbeiter gives vertriebsmitarbeiter, too.
 * @param words folded
 */
export function compoundsOf(words: readonly string[]): readonly string[] {
	const [first = "", ...others] = words;
	return others.reduce<string[]>(
		(wholes, word) =>
			wholes.flatMap((whole) =>
				FREQUENT_LINKS.map((link) => whole + link)
					.filter((before) => germanBounds(before + word).includes(before.length))
					.map((before) => before + word),
			),
		[first],
	);
}

const cache = new BoundedCache<readonly number[]>(REMEMBERED);
const NONE: readonly number[] = [];

/** Where the parts behind the first one begin; empty for a word that is none, or of no known parts. @param word folded */
export function germanBounds(word: string): readonly number[] {
	if (word.length < SHORTEST_COMPOUND || word.length > LONGEST_COMPOUND || !WORD.test(word)) return NONE;
	const before = cache.get(word);
	if (before !== undefined) return before;
	const all = vocabulary();
	const found = isKnownLast(word, all) ? NONE : (boundsFrom(word, 0, MOST_PARTS, all) ?? NONE);
	cache.set(word, found);
	return found;
}

/** The bounds of the fewest parts behind `start`, of which the last one is the longest; null where there are none. */
function boundsFrom(word: string, start: number, most: number, all: Known): readonly number[] | null {
	if (start > 0 && isKnownLast(word.slice(start), all)) return NONE;
	if (most === 1) return null;
	let best: readonly number[] | null = null;
	for (let end = start + SHORTEST; end <= Math.min(word.length - SHORTEST, start + LONGEST); end++) {
		if (!all.first.has(word.slice(start, end))) continue;
		const rest = boundsFrom(word, end, best === null ? most - 1 : best.length - 1, all);
		if (rest !== null && (best === null || rest.length + 1 < best.length)) best = [end, ...rest];
		if (best?.length === 1) break;
	}
	return best;
}

function isKnownLast(text: string, { words }: Known): boolean {
	if (text.length < SHORTEST_HEAD) return SHORT_HEADS.has(text);
	if (words.has(text) || words.has(occupationForm(text))) return true;
	return (
		without(text, ENDINGS).some((base) => base.length >= SHORTEST_HEAD && words.has(base)) ||
		without(text, PLURAL_ENDINGS).some((base) => WITH_PLURAL_ENDING.has(base) && words.has(base))
	);
}
