import { classAt, HYPHEN, LINE, PAUSE, SLASH, SPACE, STOP, UNKNOWN } from "./characters.ts";
import type { Gap } from "./token.ts";

const SPACED = 1;
const BROKEN = 2;
const BROKEN_TWICE = 4;
const HYPHENED = 8;
const SLASHED = 16;
const PAUSED = 32;
const STOPPED = 64;

/** What was seen since the last token, as flags. */
export const NO_GAP = 0;
/** Before the first token. */
export const START = STOPPED;

/** Adds the character at `at`, of class `kind`, to the flags. */
export function widen(flags: number, kind: number, text: string, at: number): number {
	if (kind === SPACE) return flags | SPACED;
	if (kind === LINE) return flags | (flags & BROKEN ? BROKEN_TWICE : BROKEN);
	if (kind === HYPHEN) return flags | HYPHENED;
	if (kind === SLASH) return flags | SLASHED;
	if (kind === PAUSE) return flags | PAUSED;
	if (kind !== STOP) return flags;
	return endsSentence(text, at) ? flags | STOPPED : flags;
}

/** A dot ends a sentence before space or the end, unless a small letter follows: "Dr. rer. nat.". */
function endsSentence(text: string, at: number): boolean {
	if (text.charCodeAt(at) > 0x7f) return true;
	const next = classAt(text, at + 1);
	if (next !== SPACE) return next === LINE || next === UNKNOWN;
	return !/\p{Ll}/u.test(text.charAt(at + 2));
}

/** The widest gap of the flags. A hyphen or slash with a space beside it is a dash between expressions: a pause. */
export function gapOf(flags: number): Gap {
	if (flags === SPACED) return "space";
	if (flags & (STOPPED | BROKEN_TWICE)) return "sentence";
	if (flags & BROKEN) return "line";
	if (flags & PAUSED) return "pause";
	if (flags & (HYPHENED | SLASHED)) return flags & SPACED ? "pause" : flags & SLASHED ? "bound" : "hyphen";
	return flags & SPACED ? "space" : "bound";
}
