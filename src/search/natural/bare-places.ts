import { isFrequentFamilyName, isFrequentGivenName } from "../../analysis/names/frequent-names.ts";
import { isListedGivenName } from "../../analysis/names/nicknames.ts";
import { placeKey } from "../../analysis/place-names.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { isInsistent } from "./insistence.ts";
import { type NamedPlace, placeAt } from "./place-words.ts";
import { anyOrRemote } from "./places.ts";

/** "senior java developer Berlin", "Krankenschwester München", "Berlin or Hamburg nurse": a place that no word announces. */

/** Names of smaller cities are names of people and things far more often. */
const LEAST_POPULATION = 100_000;
/** Of these three capital letters are enough: NYC. */
const MILLIONS = 1_000_000;
/** Cities and countries that are everyday words, too: who means the place says so. */
const EVERYDAY = new Set(
	(
		"man van bo aba coro oral male sale ruse saga vista mesa metro delta latina libertad resistencia franca natal lira sari angers tours nice reading " +
		"split derby slough mobile enterprise surprise independence orange springs billings paradise concord centennial boulder garland " +
		"buffalo queens providence corona mascara tamale erode simmering shaping jingling turkey jersey chad america"
	).split(" "),
);
/** Cities that people are named after: with a word behind them that nobody knows it may be the name of somebody. */
const ALSO_PEOPLE = new Set(
	"paris sydney jordan austin dallas houston madison chelsea brooklyn savannah adelaide carson chandler lincoln salvador valencia vienna georgia israel milan london orlando denver memphis camden raleigh preston lancaster bristol kingston bradford hamilton newton warren irving davenport lima roma".split(
		" ",
	),
);
/** Behind the name of a city these make it that of an institution. */
const INSTITUTION =
	/^(?:universit\p{L}*|school|college|bank|hochschule|fachhochschule|klinik\p{L}*|hospital|united|airport|heathrow|business|institut\p{L}*|stock|times|post)$/u;
/** How somebody works says nothing of what stands beside it. */
const WAY_OF_WORK =
	/^(?:remote|hybrid|onsite|freelance|vollzeit|teilzeit|homeoffice|unbefristet|befristet|festanstellung|minijob|cdi|cdd|interim|alternance|teletravail|teletrabajo|permanent|contract|fulltime|parttime)$/u;
/** Before the name of a city these make it part of another. */
const BEFORE_CITY =
	/^(?:fc|sc|sv|vfl|vfb|tsv|uni|tu|fh|th|lmu|rwth|ihk|hwk|messe|flughafen|airport|hafen|\p{L}*(?:bank|kasse|klinik|klinikum|universitat|hochschule|stadtwerke|werke|verlag|zeitung|university|university|college|hospital|hotel|universite|universidad|hopital))$/u;
const JOINT = new RegExp(String.raw`^(?:\s*[,/]\s*|\s+)(?:${EITHER}\s+)?`, "iu");

/** "80331 München": nobody is called so, and no resume is found by the number. */
const POSTAL_CODE = /(?<![\p{L}\p{N}-])\d{5} $/u;

/** Words of the longest name of a place. */
const MOST_ALONE = 6;

/** What is searched as words although a city is called so. */
export interface BarePlaces {
	readonly drafts: readonly Draft[];
	readonly doubtful: readonly NamedPlace[];
}

/**
 * Places beside a title or a skill, strongly wanted as those behind "in"; and those that may as well be names.
 * @param taken what was understood by its own words
 */
export function barePlaces(
	text: string,
	taken: readonly Draft[],
	names: readonly Draft[],
	recognizer: Recognizer,
): BarePlaces {
	const tokens = tokenize(text);
	const known = [...taken, ...names];
	// Beside nothing that is known a place is meant only where it may stand alone.
	if (tokens.length > MOST_ALONE && !known.some(isCore)) return { drafts: [], doubtful: [] };
	const named = tokens.flatMap(({ start }) => bareAt(text, start, known, recognizer) ?? []);
	const around: Surroundings = { text, tokens, known, named };
	const drafts: Draft[] = [];
	const doubtful: NamedPlace[] = [];
	let end = 0;
	for (const first of named) {
		const { start } = first;
		if (start < end) continue;
		const places = eachOnce([first, ...othersBehind(text, first, known, recognizer)]);
		const asked = anyOrRemote(text, places);
		({ end } = asked);
		const code = POSTAL_CODE.exec(text.slice(0, start))?.[0].length ?? 0;
		const standing = code > 0 ? "place" : standingOf({ start, end }, places, around);
		if (standing === "place") drafts.push({ start: start - code, ...asked, kind: "place", role: "must" });
		if (standing === "doubtful") doubtful.push(first);
	}
	return { drafts, doubtful };
}

/** Whether the name alone says that a place is meant; with its state or country any does. */
export const isWellKnown = ({ name, city, area }: NamedPlace): boolean =>
	(city === null || area !== null || city.population >= LEAST_POPULATION || name.includes("(")) &&
	!EVERYDAY.has(placeKey(name));

function bareAt(text: string, at: number, known: readonly Draft[], { vocabulary }: Recognizer): NamedPlace | null {
	const place = placeAt(text, at);
	if (place === null) return null;
	// A SAN is no part of San Jose, nor are two of LEED Leeds.
	const isOther = ({ kind, start, end }: Draft) => {
		if (kind !== "skill" || start < place.start || end > place.end) return true;
		return start === place.start && end === place.end && vocabulary.skillByForm(place.name) !== undefined;
	};
	if (known.some((draft) => overlaps(draft, place) && isOther(draft))) return null;
	const key = placeKey(place.name);
	const isLarge = place.city === null || place.city.population >= MILLIONS;
	const isName = key.length > 3 || /^\p{Lu}\p{Ll}+$/u.test(place.name) || (isLarge && /^\p{Lu}{2}/u.test(place.name));
	return isWellKnown(place) && isName ? place : null;
}

/** "Berlin, Hamburg or Munich". */
function othersBehind(text: string, first: NamedPlace, known: readonly Draft[], recognizer: Recognizer): NamedPlace[] {
	const found: NamedPlace[] = [];
	for (let { end } = first; ; ) {
		const joint = JOINT.exec(text.slice(end))?.[0];
		const next = joint === undefined ? null : bareAt(text, end + joint.length, known, recognizer);
		if (next === null) return found;
		found.push(next);
		({ end } = next);
	}
}

/** The last of each: the whole ends where it does. */
const eachOnce = (places: readonly NamedPlace[]): NamedPlace[] =>
	places.filter((place, at) => !places.slice(at + 1).some((other) => isSame(place, other)));

const isSame = (one: NamedPlace, other: NamedPlace): boolean =>
	placeKey(one.name) === placeKey(other.name) && one.area === other.area;

interface Surroundings {
	readonly text: string;
	readonly tokens: readonly Token[];
	readonly known: readonly Draft[];
	/** What a place is called, whether it is meant or not. */
	readonly named: readonly Span[];
}

type Neighbour = "none" | "core" | "known" | "small" | "unknown";

/** Whether a place is meant, by what stands directly before and behind it. */
function standingOf(span: Span, places: readonly NamedPlace[], around: Surroundings): "place" | "doubtful" | "words" {
	const before = around.tokens.findLast(({ end, written }) => end <= span.start && !isInsistent(written));
	const behind = around.tokens.find(({ start, written }) => start >= span.end && !isInsistent(written));
	const [left, right] = [beyond(before, around, -1), beyond(behind, around, 1)];
	// "Cambridge, MA" is nobody's name.
	const isLocated = places.some(({ city, area }) => city !== null && area !== null);
	if (left === "none" && right === "none") return isLocated ? "place" : "doubtful";
	if (behind !== undefined && INSTITUTION.test(behind.text)) return "words";
	const keys = places.map(({ name }) => placeKey(name));
	const isOfPeople = keys.some(
		(key) => isListedGivenName(key) || isFrequentGivenName(key) || isFrequentFamilyName(key),
	);
	// At the end of "baker career changer München" and "nurse intensive care London" it is where; "Jack London" and "jack london" are somebody.
	const isLast = behind === undefined || behind.gap !== "space" || neighbour(behind, around) === "known";
	const mayBeName =
		left !== "known" && !isApartByCase(before, span, around.text) && keys.some((key) => ALSO_PEOPLE.has(key));
	const isOnly = !isOfPeople && !mayBeName && around.known.some(isCore);
	const isBehind = left === "known" || (left === "unknown" && before !== undefined && !BEFORE_CITY.test(before.text));
	if (isBehind && isLast && isOnly) return "place";
	// "Bank of America"
	if (left === "unknown" || left === "small" || (left !== "core" && right !== "core")) return "words";
	if (right === "unknown" && (left !== "core" || isOfPeople || keys.some((key) => ALSO_PEOPLE.has(key))))
		return "words";
	return isOfPeople ? "doubtful" : "place";
}

/** The two names of somebody are written alike. */
const isApartByCase = (before: Token | undefined, { start }: Span, text: string): boolean =>
	/^\p{Ll}/u.test(before?.written ?? "") && /^\p{Lu}/u.test(text.slice(start));

/** "Java (5+ Jahre) Berlin", "Berlin senior accountant": what stands beyond years, levels and other places says whose place it is. */
function beyond(token: Token | undefined, around: Surroundings, step: 1 | -1): Neighbour {
	const own = neighbour(token, around);
	if (token === undefined || own !== "known") return own;
	const { tokens, named } = around;
	const at = tokens.indexOf(token);
	const further = step === 1 ? tokens.slice(at) : tokens.slice(0, at).toReversed();
	const isPassed = (one: Token) => neighbour(one, around) === "known" || named.some((place) => overlaps(place, one));
	const next = further.find((one) => !isPassed(one));
	return neighbour(next, around) === "core" ? "core" : own;
}

const isCore = ({ kind }: Draft) => kind === "title" || kind === "skill";

/** "BSN", "PQE": nobody has such a name; in a text that is written so throughout it says nothing. */
const isShort = ({ start, end }: Token, text: string): boolean =>
	/^\p{Lu}{2,6}$/u.test(text.slice(start, end)) && /\p{Ll}/u.test(text);

function neighbour(token: Token | undefined, { text, known }: Surroundings): Neighbour {
	if (token === undefined) return "none";
	const draft = known.find((one) => overlaps(one, token));
	if (draft !== undefined) return isCore(draft) ? "core" : "known";
	if (WAY_OF_WORK.test(token.text) || (isShort(token, text) && !BEFORE_CITY.test(token.text))) return "known";
	return isStopWord(token.text, null) ? "small" : "unknown";
}
