/** Words that the end of a line parts: whether the hyphen is a part of them. */

const LONGEST_WORD = 80;

/** Second parts of compounds that are written with a hyphen, as in "high-performance"; "soft-ware" and "data-base" are one word. */
const SECOND_PARTS = new RegExp(
	`^(?:${[
		"based|driven|oriented|focused|facing|related|specific|friendly|free|rich|intensive|efficient|effective|critical|winning|ready|led|owned|aware|agnostic|sensitive|compliant|centric|native",
		"time|term|level|scale|side|stack|performance|speed|quality|volume|value|impact|availability|available|throughput|latency|tier|tenant|user|party|class|range|page|source|commerce|mail|learning",
		"service|services|functional|platform|depth|house|site|the|to|of|on|in|step|first|discipline|motivated|taught|paced|employed|organised|organized|reliant|starter|trained|known|established",
	].join("|")})(?!\\p{L})`,
	"u",
);
/** "on-going" and "up-to-date": what stands before "end" makes the difference to "weekend". */
const BEFORE_END = /(?:front|back|high|low|year|month)$/iu;
/** "online", "into", "overtime", "lifetime": one word with the same second part. */
const ONE_WORD = /(?:^|\P{L})(?:on|in|un|over|under|some|any|life|home|web|out|per|sub|re|inter|intra|super)$/iu;

/** True where the hyphen at the end of a line belongs to the word. */
function keepsHyphen(before: string, after: string): boolean {
	const [word = ""] = /\p{L}+$/u.exec(before) ?? [];
	if (/^\p{Lu}/u.test(after) || word.length === 1 || /[-\u2010]\p{L}+$/u.test(before)) return true;
	if (/^\p{Lu}{2,}$/u.test(word)) return true;
	if (/^self$/iu.test(word)) return !/^(?:ish|less)/u.test(after);
	if (/^end(?!\p{L})/u.test(after)) return BEFORE_END.test(word);
	return SECOND_PARTS.test(after) && !ONE_WORD.test(before);
}

/** True for a text that ends inside a word, given what comes after it. */
export const partsAWord = (before: string, after: string): boolean =>
	/\p{L}[-\u2010]$/u.test(before) && /^\p{L}/u.test(after);

/** Joins two pieces of running text; a word that was parted at the line's end becomes whole. */
export function joinText(before: string, after: string): string {
	// The text grows line by line: only its end is looked at.
	const end = before.slice(-LONGEST_WORD);
	if (partsAWord(end, after))
		return keepsHyphen(end.slice(0, -1), after) ? before + after : before.slice(0, -1) + after;
	const unspaced = /[\u3000-\u9FFF\uFF00-\uFFEF]$/u.test(before) && /^[\u3000-\u9FFF\uFF00-\uFFEF]/u.test(after);
	return unspaced ? before + after : `${before} ${after}`;
}
