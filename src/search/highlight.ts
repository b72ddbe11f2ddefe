import { fold } from "../analysis/fold.ts";
import { tokenize } from "../analysis/tokenize.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import { TEXT_FIELDS, type TextField } from "../domain/document.ts";
import type { Highlight } from "../domain/hit.ts";
import type { PlaceInRecord } from "../rank/explain.ts";
import type { Matcher } from "./matcher.ts";
import { type Piece, piecesOf } from "./pieces.ts";

/** A group that matched in a record: where the engine saw it, and what finds the place. */
export interface Sought {
	readonly group: number;
	/** Bits of TEXT_FIELDS. */
	readonly mask: number;
	readonly matcher: Matcher;
}

/** A text of the record with the places of one or more groups in it. */
export interface Found {
	readonly field: TextField;
	readonly text: string;
	readonly spans: readonly (readonly [start: number, end: number])[];
	readonly groups: readonly number[];
	/** By group: the values of the record in which it stands, whole and uncut. */
	readonly places: ReadonlyMap<number, readonly PlaceInRecord[]>;
}

/** Texts in which a group is shown within one field: the first say enough. */
const PER_GROUP_AND_FIELD = 2;
/** Longer texts are cut around the first match. UTF-16 units. */
const LONGEST_TEXT = 240;
/** Units before the first match that give it a context. */
const LEAD = 60;

const SKILL = 1 << TEXT_FIELDS.indexOf("skill");
/** Where a skill may be named that is counted without being listed. */
const NAMES_SKILLS = (["currentTitle", "pastTitle", "certificate", "body"] as const).reduce(
	(mask, field) => mask | (1 << TEXT_FIELDS.indexOf(field)),
	0,
);

/** Finds what matched in the texts of a record. A skill that is not listed is looked for where it is named. */
export function findInRecord(record: Candidate | Profile, sought: readonly Sought[]): Found[] {
	const found = findInFields(record, sought);
	const listed = new Set(found.flatMap(({ field, groups }) => (field === "skill" ? groups : [])));
	const masks = new Map<number, number>();
	for (const { group, mask } of sought) masks.set(group, (masks.get(group) ?? 0) | mask);
	const unlisted = sought
		.filter(({ group, mask }) => (mask & SKILL) !== 0 && !listed.has(group))
		.map((one) => ({ ...one, mask: NAMES_SKILLS & ~(masks.get(one.group) ?? 0) }));
	return unlisted.length === 0 ? found : [...found, ...findInFields(record, unlisted)];
}

/**
 * Only fields of the masks are read, and a text is put into tokens only when a quick look says that it may hold a match.
 */
function findInFields(record: Candidate | Profile, sought: readonly Sought[]): Found[] {
	const open = openPlaces(sought);
	const fields = sought.reduce((mask, one) => mask | one.mask, 0);
	const found: Found[] = [];
	for (const piece of piecesOf(record, fields)) {
		if (open.count === 0) break;
		const bit = 1 << TEXT_FIELDS.indexOf(piece.field);
		const here = findInPiece(piece, bit, sought, open);
		if (here !== null) found.push(here);
	}
	return found;
}

/** How many more texts each group may be shown in within each field. */
interface OpenPlaces {
	count: number;
	readonly left: Map<number, number>;
}

function openPlaces(sought: readonly Sought[]): OpenPlaces {
	const left = new Map<number, number>();
	for (const { group, mask } of sought) {
		for (let bit = 0; bit < TEXT_FIELDS.length; bit++) {
			if ((mask & (1 << bit)) !== 0) left.set(placeKey(group, 1 << bit), PER_GROUP_AND_FIELD);
		}
	}
	return { count: left.size * PER_GROUP_AND_FIELD, left };
}

const placeKey = (group: number, bit: number) => group * 0x10000 + bit;

function takePlace(open: OpenPlaces, key: number): void {
	const left = open.left.get(key) ?? 0;
	if (left === 0) return;
	open.left.set(key, left - 1);
	open.count -= 1;
}

function findInPiece(piece: Piece, bit: number, sought: readonly Sought[], open: OpenPlaces): Found | null {
	const { field, text } = piece;
	const isOpen = ({ group, mask }: Sought) => (mask & bit) !== 0 && (open.left.get(placeKey(group, bit)) ?? 0) > 0;
	const wanted = sought.filter(isOpen);
	if (wanted.length === 0) return null;
	const folded = fold(text);
	if (!wanted.some(({ matcher }) => matcher.mayMatch(folded))) return null;
	const tokens = tokenize(text);
	if (!wanted.some(({ matcher }) => matcher.find(tokens, field).length > 0)) return null;
	// In a text that is shown for one group all are marked: a word beside it that was asked for, too, would look overlooked.
	const hopeful = sought.filter(({ mask, matcher }) => (mask & bit) !== 0 && matcher.mayMatch(folded));
	const spans: (readonly [number, number])[] = [];
	const places = new Map<number, readonly PlaceInRecord[]>();
	for (const { group, matcher } of hopeful) {
		const ranges = matcher.find(tokens, field);
		if (ranges.length === 0) continue;
		takePlace(open, placeKey(group, bit));
		const own = ranges.map(([first, end]) => [tokens[first]?.start ?? 0, tokens[end - 1]?.end ?? 0] as const);
		places.set(group, placesOf(piece, united(own)));
		spans.push(...own);
	}
	return { field, groups: [...places.keys()], places, ...cut(text, united(spans)) };
}

/** Where spans of a piece's text stand in the values that it is made of. */
function placesOf({ sources }: Piece, spans: readonly (readonly [number, number])[]): PlaceInRecord[] {
	return sources.flatMap(({ pointer, start, end, whole }) =>
		spans
			.filter((span) => span[0] < end && start < span[1])
			.map(([from, to]) => ({
				pointer,
				start: whole === undefined ? Math.max(from, start) - start : 0,
				end: whole ?? Math.min(to, end) - start,
			})),
	);
}

/** Spans in order, overlapping ones as one. */
function united(spans: readonly (readonly [number, number])[]): (readonly [number, number])[] {
	const result: (readonly [number, number])[] = [];
	for (const [start, end] of spans.toSorted((one, other) => one[0] - other[0] || one[1] - other[1])) {
		const last = result.at(-1);
		if (last !== undefined && start < last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
		else result.push([start, end]);
	}
	return result;
}

/** A window of the text around the first span, from word to word; spans beyond it are left out. */
function cut(
	text: string,
	spans: readonly (readonly [number, number])[],
): { readonly text: string; readonly spans: readonly (readonly [number, number])[] } {
	if (text.length <= LONGEST_TEXT) return { text, spans };
	const first = spans[0]?.[0] ?? 0;
	const wanted = Math.max(0, first - LEAD);
	const space = wanted === 0 ? -1 : text.indexOf(" ", wanted);
	const start = space >= 0 && space < first ? space + 1 : Math.min(wanted, first);
	const lastSpace = text.lastIndexOf(" ", start + LONGEST_TEXT);
	const reach =
		text.length - start <= LONGEST_TEXT ? text.length : lastSpace > first ? lastSpace : start + LONGEST_TEXT;
	const end = Math.max(reach, spans[0]?.[1] ?? 0);
	const before = start > 0 ? "… " : "";
	return {
		text: `${before}${text.slice(start, end)}${end < text.length ? " …" : ""}`.toWellFormed(),
		spans: spans
			.filter((span) => span[1] <= end)
			.map(([from, to]) => [from - start + before.length, to - start + before.length] as const),
	};
}

/** The texts to show under a hit: those that answer a part of the query that none before them answers, then the rest, at most `most`. */
export function highlightsOf(found: readonly Found[], most: number): Highlight[] {
	const answered = new Set<number>();
	const shown = new Set<string>();
	const telling: Found[] = [];
	const more: Found[] = [];
	for (const one of found) {
		// Somebody's own record and profile may say the same.
		const key = `${one.field} ${one.text}`;
		if (shown.has(key)) continue;
		shown.add(key);
		(one.groups.some((group) => !answered.has(group)) ? telling : more).push(one);
		for (const group of one.groups) answered.add(group);
	}
	return [...telling, ...more].slice(0, most).map(({ field, text, spans }) => ({
		field,
		text,
		spans: spans.map(([start, end]): [number, number] => [start, end]),
	}));
}
