import type { Recognized, RecognizedTitle, Recognizer } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import { type LeadingTitle, leadingTitleOf } from "./leading-title.ts";
import type { WordContext } from "./leaf.ts";
import type { Run, Word } from "./run.ts";

/** Names of several words that are one thing. */

/**
 * A title of several words that is one thing: it is, unless one of its words names a skill. "Software engineer" is; of "Java
 * developer" somebody may have the one and not the other. So is "sales manager": what it says beside a skill is only a level, which
 * says nothing alone.
 */
function wholly(
	title: RecognizedTitle | undefined,
	run: Run,
	{ recognizer }: WordContext,
): RecognizedTitle | undefined {
	if (title === undefined || !run.ends.has(title.end)) return undefined;
	const words = run.words.filter(({ start, end }) => start >= title.start && end <= title.end);
	const skills = [...run.skills.values()].filter(({ start, end }) => start < title.end && end > title.start);
	// "Head of data" is not all of "head of data engineering".
	if (skills.some(({ end }) => end > title.end)) return undefined;
	const isOfSkill = (at: number) => skills.some(({ start, end }) => at >= start && at < end);
	const others = run.tokens.slice(title.start, title.end).filter((_token, at) => !isOfSkill(title.start + at));
	const isApart = skills.length > 0 && !saysOnlyLevel(others, recognizer);
	return words.length > 1 && !isApart ? title : undefined;
}

/** "Manager", "head of", "vice president". */
export function saysOnlyLevel(tokens: readonly Token[], recognizer: Recognizer): boolean {
	const levels = recognizer.levels(tokens);
	const isLevel = (at: number) => levels.some(({ start, end }) => at >= start && at < end);
	return levels.length > 0 && tokens.every((token, at) => isLevel(at) || isFiller(token));
}

const endingWithWord = (found: Recognized | undefined, run: Run): Recognized | undefined =>
	found !== undefined && run.ends.has(found.end) ? found : undefined;

/** What begins with a word of a run, and the words that it takes: a title, known or of somebody who leads, else a skill, else the word alone. */
export interface WholeName {
	readonly title: RecognizedTitle | undefined;
	readonly leading: LeadingTitle | undefined;
	readonly skill: Recognized | undefined;
	/** Place in the tokens behind its last. */
	readonly end: number;
	readonly words: readonly Word[];
}

export function wholeNameAt(index: number, run: Run, context: WordContext): WholeName {
	const word = run.words[index] as Word;
	const title = wholly(run.titles.get(word.start), run, context);
	const leading = title === undefined && index === 0 ? leadingTitleOf(run, context) : undefined;
	const skill = endingWithWord(run.skills.get(word.start), run);
	const end = title?.end ?? leading?.end ?? skill?.end ?? word.end;
	return { title, leading, skill, end, words: run.words.slice(index).filter((one) => one.start < end || one === word) };
}
