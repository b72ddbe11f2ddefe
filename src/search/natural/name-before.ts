import { fold } from "../../analysis/fold.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import type { Span } from "../../domain/query.ts";

/** More words before a comma are a sentence. */
const MOST_WORDS = 3;
const PART = /(?:^|[,;.\n])\s*(?<part>[^,;.\n]*?)\s+$/u;
const LAST = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.+#&'’-]*$/u;

/**
 * Of what something behind it is said: all since the last comma ("..., driving license not required") where that is a name, else the last
 * word. Null where none stands there.
 * @param at where that begins
 */
export function nameBefore(text: string, at: number): Span | null {
	const match = PART.exec(text.slice(0, at));
	const part = match?.groups?.part ?? "";
	if (match === null || part === "") return null;
	const end = at - (/\s+$/u.exec(text.slice(0, at))?.[0].length ?? 0);
	const isName = match.index > 0 && part.split(/\s+/u).length <= MOST_WORDS;
	const length = isName ? part.length : (LAST.exec(part)?.[0].length ?? 0);
	const start = end - length;
	return length === 0 || isStopWord(fold(text.slice(start, end)), null) ? null : { start, end };
}
