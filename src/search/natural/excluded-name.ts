import { fold } from "../../analysis/fold.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { saysOnlyLevel } from "../plan/whole-names.ts";
import { placeAt } from "./place-words.ts";
import { nameOf } from "./written-name.ts";

/** How far the name goes that stands behind a negation: "staffing agencies", "chefs de projet", "Elbtor Logistik". */

const WORD = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.+#&'’-]*/uy;
/** Within a name only. */
const LINK = /^(?:of|de|du|des|del|d['’].*)$/iu;
const JOINT = /^(?:and|or|nor|und|oder|noch|et|ou|y|o|ni)$/iu;
const MOST_WORDS = 3;
const OF_NAME = /^\d{1,4}$/u;
/** Kinds of skills that are names of things, never the first half of what somebody is called. */
const CONCRETE = new Set(["language", "tool", "platform", "framework"]);

export interface NameContext {
	readonly text: string;
	readonly recognizer: Recognizer;
	/** What else was understood. */
	readonly others: readonly Span[];
	/** Behind "from": a name goes on only in capitals. */
	readonly isEmployer: boolean;
	/** German by its negation. */
	readonly isGerman: boolean;
	/** Behind "not", which leaves out the next word or name: in "not freelance developer" a developer is wanted. */
	readonly isNext: boolean;
	/** Words that end a name. */
	readonly isEnd: (word: string) => boolean;
}

/** The end of the name that begins at `at`; null where no word stands. */
export function nameEnd(at: number, context: NameContext): number | null {
	const slashed = slashedEnd(at, context);
	if (slashed !== null) return slashed;
	const words = wordsFrom(at, context);
	const [first] = words;
	if (first === undefined) return null;
	const known = knownIn(at, words.at(-1)?.end ?? first.end, context);
	const whole = known.find(({ start }) => start === at)?.end ?? at;
	const next = words.findIndex((word, index) => {
		const found = known.filter(({ start }) => start === word.start);
		if (index === 0 || word.start < whole || found.length === 0) return false;
		return found.some(({ isConcrete }) => isConcrete) || isWhole(words[index - 1] as Word, context);
	});
	const own = next === -1 ? words : words.slice(0, next);
	if (context.isNext) return nextEnd(own, known) ?? first.end;
	const names = own.filter(({ text }) => !LINK.test(text));
	if (names.length > MOST_WORDS && whole > at) return whole;
	return (names[MOST_WORDS - 1] ?? names.at(-1) ?? first).end;
}

const SLASHED = /[\p{L}\p{N}]+(?:\/[\p{L}\p{N}]+)+(?![\p{L}\p{N}/])/uy;

/** "TCP/IP", "PL/SQL": one skill; of "java/kotlin" each is one. */
function slashedEnd(at: number, { text, recognizer }: NameContext): number | null {
	SLASHED.lastIndex = at;
	const name = SLASHED.exec(text)?.[0];
	return name === undefined || recognizer.vocabulary.skillByForm(name) === undefined ? null : at + name.length;
}

interface Word extends Span {
	readonly text: string;
}

/** Of a known name of several words that begins there, or of whom a plural ends: "not registered nurse", "not staffing agencies". */
function nextEnd(words: readonly Word[], known: readonly Known[]): number | null {
	const [first] = words;
	const whole = known.find(({ start, isWhole }) => isWhole && start === first?.start);
	const isKnown = (word: Word) => known.some((one) => isSkill(one.kind) && one.start === word.start);
	const plural = words.slice(0, MOST_WORDS).find((word) => PLURAL.test(word.text) && !isKnown(word));
	return Math.max(whole?.end ?? 0, plural?.end ?? 0) || null;
}

const PLURAL = /(?:[^s]s|ungen|uren|oren|isten|anten|enten)$/iu;

/** Whether the name of somebody or something ends as those of several do. */
export const isPlural = (name: string): boolean => PLURAL.test(name);

/** What the vocabulary calls the longest name that begins at `at`; null for what it does not know. */
export function kindAt(at: number, context: NameContext): Kind | null {
	const end = wordsFrom(at, context).at(-1)?.end ?? at;
	const found = knownIn(at, end, context).filter(({ start }) => start === at);
	if (found.length > 0) return found[0]?.kind ?? null;
	const tokens = tokenize(context.text.slice(at, end));
	return context.recognizer.levels(tokens).some(({ start }) => start === 0) ? "level" : null;
}

/** A plural, or a noun behind "keine", is no first half of a longer name. */
const isWhole = ({ text }: Word, { isEmployer, isGerman }: NameContext) =>
	!isEmployer && (PLURAL.test(text) || (isGerman && /^\p{Lu}/u.test(text)));

function wordsFrom(at: number, context: NameContext): Word[] {
	const words: Word[] = [];
	for (let place = at; words.length <= 2 * MOST_WORDS; ) {
		WORD.lastIndex = place;
		const written = WORD.exec(context.text)?.[0];
		if (written === undefined) break;
		const text = nameOf(written);
		const word = { text, start: place, end: place + text.length };
		// "w/" is "with".
		if (/^w\//iu.test(context.text.slice(place))) break;
		if (words.length > 0 && endsBefore(word, words.at(-1), context)) break;
		words.push(word);
		if (text !== written || (words.length === 1 && isFrequent(text))) break;
		const gap = /^\s+/u.exec(context.text.slice(word.end, word.end + 8))?.[0];
		if (gap === undefined) break;
		place = word.end + gap.length;
	}
	return words;
}

const isFrequent = (text: string) => isStopWord(fold(text), null);

function endsBefore(word: Word, before: Word | undefined, context: NameContext): boolean {
	const { text, others, isEmployer, isEnd } = context;
	if (LINK.test(word.text)) return isEmployer;
	const isUnderstood = others.some((other) => overlaps(other, word));
	// "Acme 7", "Studio 54"; what counts something is no name.
	if (/^\d/u.test(word.text)) return isUnderstood || !OF_NAME.test(word.text) || !/^\p{Lu}/u.test(before?.text ?? "");
	if (JOINT.test(word.text) || isFrequent(word.text) || isEnd(word.text)) return true;
	const isCapital = /^\p{Lu}/u.test(word.text);
	if (isEmployer ? !isCapital : isCapital && placeAt(text, word.start) !== null) return true;
	return others.some((other) => overlaps(other, word) && other.start >= word.start);
}

/** A topic is a skill that is no thing of a name: a field of work, a method. */
export type Kind = "title" | "skill" | "topic" | "level";

export const isSkill = (kind: Kind | null): boolean => kind === "skill" || kind === "topic";

interface Known extends Span {
	readonly kind: Kind;
	readonly isConcrete: boolean;
	/** One thing, and no title of a skill: of "kotlin developer" somebody may have the one and not the other. */
	readonly isWhole: boolean;
}

/** Titles and skills, the longest at each place first. */
function knownIn(start: number, end: number, { text, recognizer }: NameContext): Known[] {
	const tokens = tokenize(text.slice(start, end));
	const at = (from: number, to: number) => ({
		start: start + (tokens[from]?.start ?? 0),
		end: start + (tokens[to - 1]?.end ?? 0),
	});
	const found = recognizer.skills(tokens, { context: "list" });
	const isOfSkill = (place: number) => found.some((skill) => place >= skill.start && place < skill.end);
	const isWhole = (from: number, to: number) => {
		const others = tokens.slice(from, to).filter((_token, index) => !isOfSkill(from + index));
		return others.length === to - from || saysOnlyLevel(others, recognizer);
	};
	const titles = recognizer.titles(tokens).map(
		(one): Known => ({
			...at(one.start, one.end),
			kind: "title",
			isConcrete: false,
			isWhole: isWhole(one.start, one.end),
		}),
	);
	const skills = found.map((one): Known => {
		const isConcrete = CONCRETE.has(recognizer.vocabulary.skill(one.id)?.kind ?? "");
		return { ...at(one.start, one.end), kind: isConcrete ? "skill" : "topic", isConcrete, isWhole: true };
	});
	const levels = recognizer.levels(tokens).map((one): Known => {
		return { ...at(one.start, one.end), kind: "level", isConcrete: false, isWhole: true };
	});
	return [...titles, ...skills, ...levels.filter((one) => /\s/u.test(text.slice(one.start, one.end)))].toSorted(
		(one, other) => other.end - one.end,
	);
}
