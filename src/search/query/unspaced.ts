import { isStopWord } from "../../analysis/stop-words.ts";
import { say } from "../../domain/sentence.ts";
import { type LintLog, quoted } from "./lint.ts";
import type { LeafToken, Token } from "./token.ts";

/** A sentence in a script without spaces is one word to the lexer, and as one phrase it would be found with nobody. */

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
/** Names of companies and schools are shorter. */
const LONGEST_NAME = 24;
/** One character alone joins, counts or asks far more often than it names anything. */
const SHORTEST_WORD = 2;

const segmenters = new Map(
	["zh", "ja"].map((language) => [language, new Intl.Segmenter(language, { granularity: "word" })]),
);

/** The words of such sentences in their places. */
export function withWordsApart(tokens: readonly Token[], text: string, log: LintLog): Token[] {
	return tokens.flatMap((token, at) => {
		const written = text.slice(token.span.start, token.span.end);
		if (token.kind !== "term" || token.text !== written || (written.match(UNSPACED)?.length ?? 0) <= LONGEST_NAME)
			return [token];
		const words = wordsOf(token);
		if (words.length === 0) return [token];
		const message = say`${quoted(written)} is read as its words. For the whole as it is written use quotes.`;
		log.add("understood", "unspaced", token.span, message);
		return isAlone(tokens[at - 1]) ? words : grouped(words, token);
	});
}

function wordsOf({ text, span }: LeafToken): LeafToken[] {
	const language = /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text) ? "ja" : "zh";
	const words: { start: number; text: string }[] = [];
	for (const { segment, index, isWordLike } of segmenters.get(language)?.segment(text) ?? []) {
		const last = words.at(-1);
		if (last !== undefined && last.start + last.text.length === index && goesOn(last.text, segment))
			last.text += segment;
		else if (isWordLike === true) words.push({ start: index, text: segment });
	}
	return words
		.filter((word) => word.text.length >= SHORTEST_WORD && !SMALL.test(word.text) && !isStopWord(word.text, language))
		.map((word): LeafToken => {
			const start = span.start + word.start;
			return { kind: "term", text: word.text, span: { start, end: start + word.text.length } };
		});
}

/** "てい" */
const SMALL = /^\p{sc=Hiragana}{1,2}$/u;
const KATAKANA = /^[\p{sc=Katakana}ー]+$/u;
/** What somebody is: 工程师, 程序员. */
const PERSON = /^[师師员員者家]$/u;
const goesOn = (word: string, next: string): boolean =>
	PERSON.test(next) || (KATAKANA.test(word) && KATAKANA.test(next));

/** Behind a sign, a field or a NOT the whole is meant. */
const isAlone = (before: Token | undefined): boolean =>
	before === undefined || !(["scope", "level", "near", "operator"] as Token["kind"][]).includes(before.kind);

const grouped = (words: readonly LeafToken[], { span: { start, end } }: LeafToken): Token[] => [
	{ kind: "open", span: { start, end: start } },
	...words,
	{ kind: "close", span: { start: end, end } },
];
