import { addressText, bareDomainEnd, domainRunEnd, emailEnd, urlEnd } from "./addresses.ts";
import { APOSTROPHE, classAt, isWordClass, LETTER, STOP, sizeAt, UNSPACED } from "./characters.ts";
import {
	ampersandEnd,
	dotNetEnd,
	dotted,
	dottedGenderEnd,
	genderEnd,
	groupedNumberEnd,
	LONGEST_WORD,
	plusEnd,
	runEnd,
	sharpEnd,
} from "./compounds.ts";
import { fold } from "./fold.ts";
import { gapOf, NO_GAP, START, widen } from "./gap.ts";
import type { Token } from "./token.ts";
import { unspacedTokens } from "./unspaced.ts";

export type { Gap, Token } from "./token.ts";

/** Articles and pronouns that French, Italian and Catalan shorten before a vowel. */
const ELIDED = new Set(
	"l d j m n s t c qu jusqu lorsqu puisqu quelqu quoiqu dell all nell sull dall un quest quell".split(" "),
);

const AMPERSAND = 0x26;
const DASH = 0x2d;
const DOT = 0x2e;
/** Signs before a gender ending. */
const GENDER_SIGNS = "*:_/·(";

/**
 * Text into folded words with their places, in one pass and in time linear in the text. Nothing is left out for being common.
 *
 * Kept whole: C++, C#, .NET, Node.js, AT&T, R&D, e-mail addresses, web addresses (without scheme and `www.`), versions and decimals
 * (3.11), 10,000 (as 10000), U.S.A. and Ph.D. (without dots), O'Brien (as obrien). Taken apart into neighbouring tokens:
 * words with a hyphen or slash ("full-stack" is full, stack; "CI/CD" is ci, cd), so that one phrase meets every way of
 * writing. Left out: possessive 's, elided articles (l'entreprise is entreprise), gender endings with a sign
 * (Entwickler*in is entwickler, desarrollador/a desarrollador), the dot that ends a sentence. Scripts without spaces: see {@link unspacedTokens}.
 */
export function tokenize(text: string): Token[] {
	return new Scanner(text).run();
}

class Scanner {
	readonly #text: string;
	readonly #tokens: Token[] = [];
	#flags: number = START;
	/** Offset of the next @ at or after the scan, -1 when there is none. */
	#nextAt: number;
	readonly #hasDots: boolean;
	/** Up to here it is known that no bare domain begins. */
	#noDomainBefore = 0;

	constructor(text: string) {
		this.#text = text;
		this.#nextAt = text.indexOf("@");
		this.#hasDots = text.includes(".");
	}

	run(): Token[] {
		const text = this.#text;
		let at = 0;
		while (at < text.length) {
			const kind = classAt(text, at);
			if (isWordClass(kind)) at = this.#scanWord(at);
			else if (kind === UNSPACED) at = this.#scanUnspaced(at);
			else at = this.#scanOther(at, kind);
		}
		return this.#tokens;
	}

	#emit(start: number, end: number, folded: string): void {
		const written = this.#text.slice(start, end);
		// A few ligatures stand for several words.
		const text = folded.includes(" ") ? folded.replaceAll(" ", "") : folded;
		if (text !== "") this.#tokens.push({ text, start, end, written, gap: gapOf(this.#flags) });
		this.#flags = NO_GAP;
	}

	#emitWritten(start: number, end: number): void {
		this.#emit(start, end, fold(this.#text.slice(start, end)));
	}

	#scanUnspaced(at: number): number {
		const end = unspacedTokens(this.#text, at, gapOf(this.#flags), this.#tokens);
		this.#flags = NO_GAP;
		return end;
	}

	#scanOther(at: number, kind: number): number {
		const end = kind === STOP ? dotNetEnd(this.#text, at) : -1;
		if (end >= 0) {
			this.#emitWritten(at, end);
			return end;
		}
		this.#flags = widen(this.#flags, kind, this.#text, at);
		return at + sizeAt(this.#text, at);
	}

	#scanWord(start: number): number {
		const text = this.#text;
		const address = this.#addressEnd(start);
		if (address >= 0) return this.#takeAddress(start, address);
		const end = runEnd(text, start);
		const next = text.charCodeAt(end);
		// Most words end in a space: nothing to look for.
		if (next === 0x20) {
			return text.charCodeAt(end + 1) === AMPERSAND ? this.#takeAmpersand(start, end) : this.#take(start, end);
		}
		if (next === DOT || next === DASH) {
			const gendered = next === DOT ? dottedGenderEnd(text, end) : end;
			if (gendered > end) {
				this.#emitWritten(start, end);
				return gendered;
			}
			const domain = this.#hasDots ? this.#bareDomainEnd(start) : -1;
			if (domain >= 0) return this.#takeAddress(start, domain);
			return next === DOT ? this.#scanDotted(start, end) : this.#take(start, end);
		}
		return this.#scanSigned(start, end, text[end]);
	}

	/** A word with the sign `next` right behind it. */
	#scanSigned(start: number, end: number, next: string | undefined): number {
		const text = this.#text;
		if (next === "+") return this.#take(start, plusEnd(text, start, end));
		if (next === "#") return this.#take(start, sharpEnd(text, start, end));
		if (next === "&") return this.#takeAmpersand(start, end);
		if (next === ",") return this.#scanNumber(start, end);
		if (next !== undefined && GENDER_SIGNS.includes(next)) {
			this.#emitWritten(start, end);
			return genderEnd(text, start, end);
		}
		return classAt(text, end) === APOSTROPHE ? this.#scanApostrophe(start, end) : this.#take(start, end);
	}

	#takeAddress(start: number, end: number): number {
		this.#emit(start, end, fold(addressText(this.#text.slice(start, end))).slice(0, LONGEST_WORD));
		return end;
	}

	#take(start: number, end: number): number {
		this.#emitWritten(start, end);
		return this.#possessiveEnd(end);
	}

	/** Past a possessive 's at `end`, or `end`. */
	#possessiveEnd(end: number): number {
		const text = this.#text;
		if (classAt(text, end) !== APOSTROPHE || (text.charCodeAt(end + 1) | 0x20) !== 0x73) return end;
		return runEnd(text, end + 1) === end + 2 ? end + 2 : end;
	}

	/** R&D; R & D is the same word. */
	#takeAmpersand(start: number, wordEnd: number): number {
		const end = ampersandEnd(this.#text, start, wordEnd);
		this.#emit(start, end, fold(this.#text.slice(start, end)));
		return this.#possessiveEnd(end);
	}

	#scanDotted(start: number, end: number): number {
		const found = isWordClass(classAt(this.#text, end + 1)) ? dotted(this.#text, start, end) : null;
		if (found === null) return this.#take(start, end);
		this.#emit(start, found.end, fold(found.text ?? this.#text.slice(start, found.end)));
		return this.#possessiveEnd(found.end);
	}

	#scanNumber(start: number, end: number): number {
		const last = groupedNumberEnd(this.#text, start, end);
		this.#emit(start, last, fold(this.#text.slice(start, last)).replaceAll(",", ""));
		return last;
	}

	/** l'entreprise, developer's, O'Brien. */
	#scanApostrophe(start: number, end: number): number {
		const text = this.#text;
		if (classAt(text, end + 1) !== LETTER) return this.#take(start, end);
		// The gap before an elided article goes to the word it belongs to, so the flags stay as they are.
		if (ELIDED.has(fold(text.slice(start, end)))) return end + 1;
		const last = runEnd(text, end + 1);
		const rest = text.slice(end + 1, last);
		if (rest === "s" || rest === "S") return this.#take(start, end);
		this.#emit(start, last, fold(text.slice(start, end) + rest));
		return last;
	}

	#addressEnd(start: number): number {
		const text = this.#text;
		if (this.#nextAt >= 0) {
			if (this.#nextAt < start) this.#nextAt = text.indexOf("@", start);
			const end = this.#nextAt < 0 ? -1 : emailEnd(text, start, this.#nextAt);
			if (end >= 0) return end;
		}
		const first = text.charCodeAt(start) | 0x20;
		return first === 0x68 || first === 0x77 ? urlEnd(text, start) : -1;
	}

	#bareDomainEnd(start: number): number {
		if (start < this.#noDomainBefore) return -1;
		const runEnd = domainRunEnd(this.#text, start);
		const end = bareDomainEnd(this.#text, start, runEnd);
		if (end < 0) this.#noDomainBefore = runEnd;
		return end;
	}
}
