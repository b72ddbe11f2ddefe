import { genderForms } from "../../analysis/gender-forms.ts";
import { compoundsOf, headKey, isGermanPart, partKey, wordsOfCompound } from "../../analysis/german-parts.ts";
import { occupationForm } from "../../analysis/occupation-form.ts";
import { stemKeys } from "../../analysis/stem.ts";
import type { Token } from "../../analysis/token.ts";
import type { TextField } from "../../domain/document.ts";
import type { ScopeName } from "../../domain/query.ts";
import { type Label, say } from "../../domain/sentence.ts";
import { exceptOff } from "./choice.ts";
import type { PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { speakingFields } from "./other-gender.ts";
import { type Alternative, anyOf } from "./part.ts";

/**
 * Compounds in every field that says what somebody is, does or can, by the words that German ones are made of: who asks for Entwickler
 * finds Softwareentwickler, and Software-Entwickler is Softwareentwickler.
 */

/** Ways of writing a compound in two words. */
const MOST = 16;

/** One word: the compounds that it is a part of, and as a compound its two words side by side. */
export function inCompounds(token: Token, scope: ScopeName | null, context: PlanContext): Alternative[] {
	const { text, written } = token;
	const { compoundWhole } = context.profile.expansion;
	const fields = speakingFields(scope);
	if (fields.length === 0 || !isGermanPart(text)) return [];
	const pairs = wordsOfCompound(text).flatMap(([first, last]) => inAnyGender(last).map((one) => [first, one]));
	const apart = pairs.slice(0, MOST).map((words): Condition => ({ op: "phrase", words, fields }));
	const label = say`a word with ${written} in it`;
	return [
		...(apart.length > 0 ? [way(anyOf(apart), spelling(context), say`the parts of ${written}`)] : []),
		way(withKeys([headKey(text)], fields, context), compoundWhole, label),
		// A Projektleiter is a Leiter; with a Projekt he only has to do.
		way(withKeys([partKey(text)], fields, context), compoundWhole ** 2, label),
	];
}

/** Several words side by side: the compound that they are written as, in any gender and case. */
export function asCompound(tokens: readonly Token[], scope: ScopeName | null, context: PlanContext): Alternative[] {
	const fields = speakingFields(scope);
	const wholes = tokens.length < 2 ? [] : compoundsOf(tokens.map(({ text }) => text));
	if (fields.length === 0 || wholes.length === 0) return [];
	// German ones stand in English texts, too.
	const keys = wholes.flatMap((whole) => stemKeys(whole, ["de", "en"]));
	return [way(withKeys(keys, fields, context), spelling(context), say`in one word`)];
}

const inAnyGender = (word: string): readonly string[] => [
	word,
	...genderForms(word).filter((form) => occupationForm(form) === occupationForm(word)),
];

/** Nearly the word itself, in another spelling. */
const spelling = ({ profile: { expansion } }: PlanContext): number =>
	expansion.compoundWhole === 0 ? 0 : Math.max(expansion.compoundWhole, expansion.synonym);

/** The words of the dictionary that have one of the keys; the word in it is nobody's: what was asked for itself is another way. */
function withKeys(stems: readonly string[], fields: readonly TextField[], { choice }: PlanContext): Condition {
	return { op: "stem", word: `:${stems[0]}`, stems, ...exceptOff(choice), fields };
}

const way = (node: Condition, weight: number, label: Label): Alternative => ({
	source: "compound",
	words: [],
	way: "form",
	node,
	weight,
	label,
});
