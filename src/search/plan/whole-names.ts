import type { Recognized, RecognizedTitle } from "../../analysis/recognizer.ts";
import type { PlanContext } from "./leaf.ts";
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
	{ recognizer }: PlanContext,
): RecognizedTitle | undefined {
	if (title === undefined || !run.ends.has(title.end)) return undefined;
	const words = run.words.filter(({ start, end }) => start >= title.start && end <= title.end);
	const skills = [...run.skills.values()].filter(({ start, end }) => start < title.end && end > title.start);
	const others = words.filter((word) => !skills.some(({ start, end }) => word.start < end && word.end > start));
	const isLevel = ({ start, end }: Word) => recognizer.seniority(run.tokens.slice(start, end)) !== null;
	const isApart = skills.length > 0 && !(others.length > 0 && others.every(isLevel));
	return words.length > 1 && !isApart ? title : undefined;
}

const endingWithWord = (found: Recognized | undefined, run: Run): Recognized | undefined =>
	found !== undefined && run.ends.has(found.end) ? found : undefined;

/** What begins with a word of a run, and the words that it takes: a title, else a skill, else the word alone. */
export interface WholeName {
	readonly title: RecognizedTitle | undefined;
	readonly skill: Recognized | undefined;
	/** Place in the tokens behind its last. */
	readonly end: number;
	readonly words: readonly Word[];
}

export function wholeNameAt(index: number, run: Run, context: PlanContext): WholeName {
	const word = run.words[index] as Word;
	const title = wholly(run.titles.get(word.start), run, context);
	const skill = endingWithWord(run.skills.get(word.start), run);
	const end = title?.end ?? skill?.end ?? word.end;
	return { title, skill, end, words: run.words.slice(index).filter((one) => one.start < end || one === word) };
}
