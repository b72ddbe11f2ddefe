import { say } from "../../domain/sentence.ts";
import { LintLog, quoted } from "../query/lint.ts";
import type { Leaf, WordContext } from "./leaf.ts";
import { type Run, runOf, type Word } from "./run.ts";
import { wholeNameAt } from "./whole-names.ts";

/**
 * Words with a slash between them: the recruiter's short form of OR. "Java/J2EE" asks for either of the two, "machine learning/AI",
 * too; what the vocabulary knows as a whole ("CI/CD", "PL/SQL") is that one thing, and what is no word on one side ("24/7", "w/o") is
 * looked for as it is written. Words behind that make one name with each side belong to all: "B2B/B2C sales" asks for B2B sales or B2C sales.
 */
export interface EitherOr {
	/** Words of the run that it takes up. */
	readonly words: readonly Word[];
	/** What is asked for, in turn: words side by side. */
	readonly sides: readonly (readonly Leaf[])[];
}

type Range = readonly [start: number, end: number];

/** Words behind the last side that may belong to all. */
const MOST_SHARED = 3;

/** Reads what begins with the word at `index`, and says in the lint how it is read. Null where no slash joins words there. */
export function readEither(run: Run, index: number, context: WordContext): EitherOr | null {
	const first = run.words[index] as Word;
	if (first.end === first.start) return null;
	// A skill over the whole word is a single side below; of titles only one that is the word itself ("waiter/waitress").
	if (run.titles.get(first.start)?.end === first.end) return null;
	const own = rangesOf(run, first, titleEnd) ?? rangesOf(run, first, skillEnd);
	if (own === null || !own.every((range) => isWord(run, range)) || own.every(isLetter(run))) return null;
	const words = rangesOf(run, first, slashEnd) ?? own;
	const read = sharing(run, index, [own, words], context) ?? apart(run, index, own);
	sayReading(read, context.log);
	return read;
}

function sayReading({ words, sides }: EitherOr, log: LintLog): void {
	const places = words.map(({ leaf }) => leaf.span);
	const span = { start: places[0]?.start ?? 0, end: places.at(-1)?.end ?? 0 };
	const reading = sides.map((side) => side.map(({ text }) => text).join(" ")).join(" OR ");
	const message = say`${quoted(words.map(({ leaf }) => leaf.text).join(" "))} is read as ${quoted(reading)}. For the words side by side use quotes.`;
	log.add("understood", "either-or", span, message);
}

function apart(run: Run, index: number, ranges: readonly Range[]): EitherOr {
	const end = ranges.at(-1)?.[1] ?? 0;
	const words = run.words.slice(index).filter((word) => word.start < end);
	return { words, sides: ranges.map((range) => leavesOf(words, range, run)) };
}

/** With the most words behind the last side that are one name with each of the sides; null where none are. */
function sharing(run: Run, index: number, ways: readonly Range[][], context: WordContext): EitherOr | null {
	// What there is to say of the words is said when they are read.
	const quiet = { ...context, log: new LintLog() };
	for (const ranges of ways) {
		const { words, sides } = apart(run, index, ranges);
		const behind = run.words.slice(index + words.length, index + words.length + MOST_SHARED);
		for (let count = behind.length; count > 0; count--) {
			const shared = behind.slice(0, count);
			const named = sides.map((side) => [...side, ...shared.map(({ leaf }) => leaf)]);
			if (named.every((side) => isOneName(side, quiet))) return { words: [...words, ...shared], sides: named };
		}
	}
	return null;
}

function isOneName(leaves: readonly Leaf[], context: WordContext): boolean {
	const run = runOf(leaves, context);
	const { title, skill, end } = wholeNameAt(0, run, context);
	return (title !== undefined || skill !== undefined) && end === run.tokens.length;
}

/** Where the side that begins at a place ends, null when there is none of that kind. */
type SideEnd = (run: Run, start: number) => number | null;

const isBoundary = ({ slashes, ends }: Run, at: number) => slashes.has(at) || ends.has(at);

/** At the next slash or at the end of the word. */
const slashEnd = (run: Run, start: number): number => {
	let next = start + 1;
	while (!isBoundary(run, next)) next++;
	return next;
};

/** As {@link slashEnd}, or where a skill of several words that begins there ends. */
const skillEnd: SideEnd = (run, start) => {
	const next = slashEnd(run, start);
	const skill = run.skills.get(start);
	return skill !== undefined && isBoundary(run, skill.end) ? Math.max(skill.end, next) : next;
};

/** "Project manager/scrum master": titles of several words on every side. "Software engineer/developer" are no two of them. */
const titleEnd: SideEnd = (run, start) => {
	const end = run.titles.get(start)?.end ?? start;
	return end > start + 1 && isBoundary(run, end) ? end : null;
};

/** Null when there is only one. */
function rangesOf(run: Run, first: Word, endOf: SideEnd): Range[] | null {
	const ranges: Range[] = [];
	for (let start = first.start; ; ) {
		const end = endOf(run, start);
		if (end === null) return null;
		ranges.push([start, end]);
		if (!run.slashes.has(end)) return ranges.length > 1 ? ranges : null;
		start = end;
	}
}

/** Whether a side can stand for itself: with two letters, or as a skill (C, R). */
function isWord({ tokens, skills }: Run, [start, end]: Range): boolean {
	const words = tokens.slice(start, end).some(({ text }) => /\p{L}/u.test(text) && [...text].length > 1);
	return words || skills.get(start)?.end === end;
}

const isLetter =
	({ tokens }: Run) =>
	([start, end]: Range): boolean =>
		end === start + 1 && [...(tokens[start]?.text ?? "")].length === 1;

/** The words of a side as the query has them, each cut to what of it belongs there. */
function leavesOf(words: readonly Word[], [start, end]: Range, { tokens }: Run): Leaf[] {
	return words
		.filter((word) => word.start < end && word.end > start)
		.map((word) => {
			const from = tokens[Math.max(start, word.start)]?.start;
			const to = tokens[Math.min(end, word.end) - 1]?.end;
			const { scope, span } = word.leaf;
			return { kind: "term", text: word.leaf.text.slice(from, to), scope, span };
		});
}
