import { genderForms } from "../../analysis/gender-forms.ts";
import type { Token } from "../../analysis/token.ts";
import type { TextField } from "../../domain/document.ts";
import { SCOPES, type ScopeName } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { isOffTerm } from "./choice.ts";
import type { PlanContext } from "./leaf.ts";
import { type Alternative, anyOf } from "./part.ts";

/** Where words name what somebody is or does; a name, an employer or a place has one form. */
const SPEAKING_FIELDS: readonly TextField[] = [
	"currentTitle",
	"pastTitle",
	"skill",
	"degree",
	"certificate",
	"note",
	"body",
];
/** Ways of writing a title of several words. */
const MOST = 16;

/**
 * The same words for a person of another gender, worth as much as the words themselves: a woman is not to stand below a man because
 * "Entwickler" was asked for. Nothing where forms of words count for nothing.
 */
export function inOtherGender(
	tokens: readonly Token[],
	scope: ScopeName | null,
	{ profile, choice }: PlanContext,
): Alternative[] {
	const fields = speakingFields(scope);
	if (fields.length === 0 || profile.expansion.stem === 0) return [];
	const [, ...others] = variants(tokens.map(({ text }) => text));
	const left = others.filter((words) => !isOffTerm(words.join(" "), choice));
	if (left.length === 0) return [];
	const nodes = left.map((words) =>
		words.length === 1
			? ({ op: "word", word: words[0] as string, fields } as const)
			: ({ op: "phrase", words, fields } as const),
	);
	return [
		{
			node: anyOf(nodes),
			weight: 1,
			way: "form",
			source: "stem",
			label: say`the word for another gender`,
			words: left.map((words) => words.join(" ")),
		},
	];
}

/** Those of a scope. */
export const speakingFields = (scope: ScopeName | null): readonly TextField[] =>
	scope === null ? SPEAKING_FIELDS : SCOPES[scope].filter((field) => SPEAKING_FIELDS.includes(field));

/** As written first, then with one or more of the words in another gender. */
function variants([first, ...rest]: readonly string[]): string[][] {
	if (first === undefined) return [[]];
	const tails = variants(rest);
	return [first, ...genderForms(first)].flatMap((word) => tails.map((tail) => [word, ...tail])).slice(0, MOST);
}
