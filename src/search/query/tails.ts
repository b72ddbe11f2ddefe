import type { Level, Marks, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { levelOf } from "./characters.ts";
import { SIGN_LIMITS } from "./limits.ts";
import { type LintLog, quoted } from "./lint.ts";

/** Signs directly behind a word, phrase or bracket: `~1` or `~5`, `^3`, `^`, `%`. */
export interface Tails extends Marks {
	/** Behind `~`: null without a number, absent without the sign. */
	readonly tilde?: number | null;
}

// Numbers beyond the limits are read whole, and said to be.
const NUMBER = String.raw`\d{1,12}(?:[.,]\d{1,3})?|[.,]\d{1,3}`;
const TAIL = String.raw`[~～〜]\d{0,12}|[\^＾](?:${NUMBER})?|[%％]`;
/** A weight that would count against somebody. */
const BELOW_NOTHING = /[\^＾][-+−–]\d{1,4}(?:[.,]\d{1,3})?$/;
const AHEAD = new RegExp(TAIL, "y");
const AT_END = new RegExp(`(?:${TAIL})$`);
/** Longer than any tail. */
const LONGEST = 20;

/** The tails that stand in a text from `at` on. */
export function tailsAhead(text: string, at: number, log: LintLog): { readonly tails: Tails; readonly end: number } {
	let tails: Tails = {};
	let end = at;
	for (;;) {
		AHEAD.lastIndex = end;
		const sign = AHEAD.exec(text)?.[0];
		if (sign === undefined) return { tails, end };
		const span = { start: end, end: end + sign.length };
		tails = both(tails, readTail(sign, span, log), span, log);
		end = span.end;
	}
}

/**
 * Takes the tails off the end of a word; of two of a kind the one nearer to the word counts. A percent sign behind a number is
 * one ("100%"), and no wish.
 */
export function withoutTails(
	run: string,
	span: Span,
	trimmed: (text: string) => string,
	log: LintLog,
): { readonly tails: Tails; readonly text: string } {
	let tails: Tails = {};
	let text = trimmed(run);
	const below = BELOW_NOTHING.exec(text.slice(-LONGEST))?.[0] ?? "";
	if (below !== "" && below.length < text.length) {
		const place = { start: span.start + text.length - below.length, end: span.start + text.length };
		log.add("ignored", "no-such-operator", place, say`${quoted(below)} has no meaning here and is ignored.`);
		text = trimmed(text.slice(0, text.length - below.length));
	}
	for (;;) {
		const sign = AT_END.exec(text.slice(-LONGEST))?.[0];
		if (sign === undefined || sign.length === text.length) {
			sayNoWeight(text, span, log);
			return { tails, text };
		}
		const rest = trimmed(text.slice(0, text.length - sign.length));
		const place = { start: span.start + text.length - sign.length, end: span.start + text.length };
		const isPercent = levelOf(sign) === "wish" && /\d$/.test(rest);
		if (!isPercent) tails = both(readTail(sign, place, log), tails, place, log);
		text = rest;
	}
}

/** "java ^3" */
export function sayWeightApart(signs: string, span: Span, log: LintLog): void {
	const message = say`${quoted(signs)} before a number wishes for the number. A weight stands directly behind the word: java^3.`;
	log.add("ambiguous", "weight-apart", span, message);
}

const NO_WEIGHT = /(?<=[\p{L}\p{N}])[\^＾].*/u;

/** "java^abc" */
function sayNoWeight(text: string, { start }: Span, log: LintLog): void {
	const found = NO_WEIGHT.exec(text);
	if (found === null) return;
	const [sign] = found;
	const message = say`${quoted(sign)} is no weight, and is searched as part of the word. Behind ^ stands a number from ${SIGN_LIMITS.leastWeight} to ${SIGN_LIMITS.mostWeight}.`;
	log.add("ambiguous", "no-weight", { start: start + found.index, end: start + found.index + sign.length }, message);
}

/** @param nearer to the word: of two of a kind it counts */
function both(nearer: Tails, farther: Tails, span: Span, log: LintLog): Tails {
	const isOther = (kind: keyof Tails) =>
		nearer[kind] !== undefined && farther[kind] !== undefined && nearer[kind] !== farther[kind];
	if (isOther("weight") || isOther("level") || isOther("tilde")) {
		const message = say`There are two signs for one part; the one nearer to the word counts.`;
		log.add("ambiguous", "two-signs", span, message);
	}
	return { ...farther, ...nearer };
}

function readTail(sign: string, span: Span, log: LintLog): Tails {
	const level = levelOf(sign);
	if (level !== null) return { level };
	const number = sign.slice(1).replace(",", ".");
	if (/^[~～〜]/.test(sign)) return { tilde: number === "" ? null : Number(number) };
	const weight = weightOf(Number(number));
	if (weight !== Number(number)) {
		const { leastWeight, mostWeight } = SIGN_LIMITS;
		const message = say`A weight lies between ${leastWeight} and ${mostWeight}: ${quoted(sign)} is read as ^${weight}.`;
		log.add("ambiguous", "weight-out-of-range", span, message);
	}
	return weight === 1 ? {} : { weight };
}

/** Within the limits, to three decimals. */
export const weightOf = (number: number): number =>
	Math.min(SIGN_LIMITS.mostWeight, Math.max(SIGN_LIMITS.leastWeight, Math.round(number * 1000) / 1000));

/** The marks alone. */
export function marksOf({ level, weight }: { readonly level?: Level; readonly weight?: number }): Marks {
	return { ...(level === undefined ? {} : { level }), ...(weight === undefined ? {} : { weight }) };
}

/** Words that may stand between the words of a phrase, from what stands behind its `~`. */
export function slopOf({ tilde }: Tails, span: Span, log: LintLog): { readonly slop?: number } {
	if (tilde === undefined || tilde === 0) return {};
	if (tilde === null) {
		const { nearDistance } = SIGN_LIMITS;
		const message = say`The ~ behind this phrase has no number; it is read as ~${nearDistance}.`;
		log.add("understood", "no-distance", span, message);
	}
	return { slop: distanceOf(tilde ?? SIGN_LIMITS.nearDistance, span, log) };
}

export function distanceOf(distance: number, span: Span, log: LintLog): number {
	if (distance <= SIGN_LIMITS.distance) return distance;
	const message = say`At most ${SIGN_LIMITS.distance} words may stand between; ${distance} is read as ${SIGN_LIMITS.distance}.`;
	log.add("ambiguous", "distance-out-of-range", span, message);
	return SIGN_LIMITS.distance;
}

/** What `~` makes of a word; null where it stays the word it is (`~0`). */
export function editsOf(tilde: number | null, span: Span, log: LintLog): { readonly edits?: 1 | 2 } | null {
	if (tilde === null) return {};
	if (tilde === 0) return null;
	if (tilde > SIGN_LIMITS.edits) {
		const message = say`At most ${SIGN_LIMITS.edits} letters may differ; ~${tilde} is read as ~${SIGN_LIMITS.edits}.`;
		log.add("ambiguous", "edits-out-of-range", span, message);
	}
	return { edits: tilde === 1 ? 1 : 2 };
}
