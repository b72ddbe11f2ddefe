import { classAt, MARK, sizeAt, UNSPACED } from "./characters.ts";
import { fold } from "./fold.ts";
import type { Gap, Token } from "./token.ts";

/** Half-width voicing marks belong to the kana before them. */
const isVoicing = (unit: number) => unit === 0xff9e || unit === 0xff9f;
const ATTACHED = /^[\p{M}]$/u;

/**
 * Tokens of a run in a script without spaces between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese): overlapping
 * pairs of characters, each with its marks, and the character itself where the run has only one. A phrase of the same
 * characters gives the same pairs in a row, so words of any length are found without a dictionary.
 * @returns end of the run
 */
export function unspacedTokens(text: string, start: number, gap: Gap, into: Token[]): number {
	const bounds: number[] = [];
	let at = start;
	for (let kind = UNSPACED; kind === UNSPACED || kind === MARK; kind = classAt(text, at)) {
		const attached =
			bounds.length > 0 && (kind === MARK || isVoicing(text.charCodeAt(at)) || ATTACHED.test(text.charAt(at)));
		if (!attached) bounds.push(at);
		at += sizeAt(text, at);
	}
	bounds.push(at);
	const pairs = Math.max(1, bounds.length - 2);
	for (let i = 0; i < pairs; i++) {
		const from = bounds[i] as number;
		const to = bounds[Math.min(i + 2, bounds.length - 1)] as number;
		const written = text.slice(from, to);
		const folded = fold(written);
		if (folded !== "") into.push({ text: folded, start: from, end: to, written, gap: i === 0 ? gap : "bound" });
	}
	return at;
}
