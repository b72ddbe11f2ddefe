import { fold } from "./fold.ts";
import { DISABILITY_TOPIC } from "./protected/disability.ts";
import { AGE_TOPIC, FAMILY_TOPIC } from "./protected/family.ts";
import { ORIENTATION_TOPIC, SEX_TOPIC } from "./protected/identity.ts";
import { BIRTH_TOPIC, NATIONALITY_TOPIC } from "./protected/origin.ts";
import { GONE, type Phrase, type Topic } from "./protected/pattern.ts";
import { RELIGION_TOPIC } from "./protected/religion.ts";
import { isStopWord } from "./stop-words.ts";

/** Words in the middle of a sentence that state a protected attribute of whoever writes of himself. */

/** Disability before sex: "a disabled woman" states both. */
const TOPICS: readonly Topic[] = [
	AGE_TOPIC,
	FAMILY_TOPIC,
	NATIONALITY_TOPIC,
	BIRTH_TOPIC,
	RELIGION_TOPIC,
	DISABILITY_TOPIC,
	ORIENTATION_TOPIC,
	SEX_TOPIC,
];

/** UTF-16 units on either side that a sentence is looked for in. */
const LONGEST_SENTENCE = 300;

/** Signs and joints that are left of a sentence without what stood between them. */
const LEFT = [
	[/\s{1,9}(?=[,;.)])/gu, ""],
	[/([,;])(?:\s*[,;])+/gu, "$1"],
	[/[,;]\s*(?=[.)]|$)/gmu, ""],
	[/\.(?:\s*[,;.])+/gu, "."],
	[/(^|\(\s*)[,;.]+\s*/gmu, "$1"],
	[/\(\s*\)/gu, ""],
	[/[^\S\n]{2,}/gu, " "],
] as const;

/** The text without such words; what is left of the sentence stays, unless it says nothing any more. */
export function withoutProtectedPhrases(text: string): string {
	const folded = text.toLowerCase();
	const marked = TOPICS.filter(({ hint }) => hint.test(folded))
		.flatMap(({ phrases }) => phrases)
		.reduce(without, text);
	if (marked === text) return text;
	const left = marked.replace(SENTENCE_LEFT, (rest) => (saysNothing(rest) ? " " : rest)).replaceAll(GONE, " ");
	return LEFT.reduce((rest, [signs, instead]) => rest.replace(signs, instead), left).trim();
}

function without(text: string, { pattern, unless }: Phrase): string {
	if (unless === null) return text.replace(pattern, GONE);
	return text.replace(pattern, (phrase, ...rest) => {
		const at = rest.find((value) => typeof value === "number") ?? 0;
		return unless.test(restOfSentence(text, at, at + phrase.length)) ? phrase : GONE;
	});
}

function restOfSentence(text: string, start: number, end: number): string {
	const before = text.slice(Math.max(0, start - LONGEST_SENTENCE), start);
	const behind = text.slice(end, end + LONGEST_SENTENCE);
	return `${/[^.!?;\n]*$/u.exec(before)?.[0]}${GONE}${/^[^.!?;\n]*/u.exec(behind)?.[0]}`;
}

const SENTENCE_LEFT = new RegExp(`[^.!?;\\n${GONE}]*${GONE}[^.!?;\\n]*[.!?;]?`, "gu");

/** True where only small words are left: "I am", "and". */
function saysNothing(sentence: string): boolean {
	const words = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.every((word) => isStopWord(fold(word), null));
}
