import type { Vocabulary } from "../../analysis/vocabulary.ts";
import type { Suggestion } from "../../domain/suggestion.ts";
import type { AnyScope } from "../query/scope-name.ts";
import type { AtCaret } from "./caret.ts";

type Kind = Suggestion["kind"];

const SCOPE_OF: Readonly<Record<Exclude<Kind, "word">, AnyScope>> = {
	title: "title",
	skill: "skill",
	company: "company",
	city: "location",
	tag: "tag",
	stage: "stage",
	source: "source",
};

/** Words that mean nothing else where they stand alone. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}+#]*$/u;
const OPERATOR = /^(?:and|or|not|und|oder|nicht)$/i;

/**
 * The text to insert, such that the people who are counted are found by it. Names that the vocabulary knows stand in brackets, so that their other
 * names count as well; others in quotes, as they are written.
 */
export function insertionOf(kind: Kind, text: string, { scope, inherited }: AtCaret, vocabulary: Vocabulary): string {
	const name = scope ?? (kind === "word" ? null : SCOPE_OF[kind]);
	const prefix = name === null || inherited ? "" : `${name}:`;
	const words = text.split(/\s+/);
	const isPlain = words.every((word) => PLAIN.test(word) && !OPERATOR.test(word));
	if (isPlain && words.length === 1) return `${prefix}${text}`;
	const known =
		(kind === "skill" && vocabulary.skillByForm(text) !== undefined) ||
		(kind === "title" && vocabulary.titleByForm(text) !== undefined);
	if (isPlain && known) return `${prefix}(${text})`;
	return `${prefix}"${text.replaceAll(/["“”„‟«»″＂「」『』]/g, " ").trim()}"`;
}
