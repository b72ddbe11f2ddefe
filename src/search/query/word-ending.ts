import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { type CharacterKind, kindAt } from "./characters.ts";
import { type LintLog, quoted } from "./lint.ts";
import { jointAt } from "./slash.ts";

/** Endings in brackets directly behind a word: "Entwickler(in)", "infirmier(ère)", "enfermero(a)", "developer(s)", "medewerk(st)er". */

const ENDING = /[(（](?<ending>-?\p{L}{1,6})[)）]s?(?![\p{L}\p{N}])/uy;
const WITHIN = /[(（]st[)）]er(?![\p{L}\p{N}])/iuy;
const PLURAL = /^(?:s|es|n|en)$/iu;
const LETTERS = /\p{L}[\p{L}\p{M}]{2,}$/u;
/** No word with such an ending is longer. */
const LONGEST = 40;
const ALL = /[(（]-?\p{L}{1,6}[)）]/giu;

const IN_WORD: ReadonlySet<CharacterKind> = new Set(["letter", "sign"]);

/** End of the run of letters and signs that begins at `start`, with the endings in brackets in it. */
export function runEnd(text: string, start: number): number {
	for (let end = start; ; ) {
		while (end < text.length && IN_WORD.has(kindAt(text, end)) && jointAt(text, end) === null) end += 1;
		const behind = endingEnd(text, start, end);
		if (behind === null) return end;
		end = behind;
	}
}

/** End of the ending that begins at `at`, behind a word that begins at `start`; null where a bracket groups words. */
function endingEnd(text: string, start: number, at: number): number | null {
	if (!/[(（]/.test(text.charAt(at))) return null;
	const word = LETTERS.exec(text.slice(Math.max(start, at - LONGEST), at))?.[0];
	if (word === undefined) return null;
	WITHIN.lastIndex = at;
	if (WITHIN.test(text)) return WITHIN.lastIndex;
	ENDING.lastIndex = at;
	const ending = ENDING.exec(text)?.groups?.ending;
	if (ending === undefined) return null;
	const isOneWord = PLURAL.test(ending) || tokenize(`${word}(${ending})`).length === 1;
	return isOneWord ? ENDING.lastIndex : null;
}

/** A run without the endings that {@link runEnd} took with it. */
export function withoutEndings(run: string, span: Span, log: LintLog): string {
	const word = run.replace(ALL, "");
	if (word === run) return run;
	const isPlural = [...run.matchAll(ALL)].every(([ending]) => PLURAL.test(ending.slice(1, -1)));
	if (isPlural) log.add("understood", "plural", span, say`${quoted(run)} is read as ${quoted(word)}: one or several.`);
	else
		log.add("understood", "gender-star", span, say`${quoted(run)} is read as ${quoted(word)}: the word in any gender.`);
	return word;
}
