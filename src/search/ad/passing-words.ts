import { ordinaryForms } from "../../analysis/ordinary-forms.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import type { Mention } from "./mentions.ts";

/** Words of a sentence that are names of skills, too, and speak of something else: "applicable laws", "vector construction". */

/** Behind these stands a kind of thing, not what is asked for: "Bitbucket or an equivalent SCM tool". */
const INSTEAD =
	/(?<!\p{L})(?:equivalent|similar|comparable|other|vergleichbar\p{L}*|ähnlich\p{L}*|andere[nrs]?|équivalente?s?|similaires?|autres?|equivalentes?|similares|otr[oa]s?)\s+$/iu;
/** Others who do something: "close to our marketing team". */
const OTHERS = /^\s+(?:teams?|departments?|colleagues|units?|staff|personnel|community|équipes?|equipos?)(?!\p{L})/iu;
/** What a field that somebody knows is called: "solid marketing experience". */
const GRADES =
	/^(?:experienced?|knowledge|skills?|expertise|background|understanding|know|knows|deep|broad|solid|sound|strong|good|great|excellent|proven|practical|hands|on|basic|general|professional|prior|previous|relevant|advanced|extensive|modern|some|working|theoretical|including|like|within|plus|expérience|connaissances?|compétences?|solides?|bonnes?|experiencia|conocimientos?|formation|master|bachelor|diplôme|degree|studies|certified|qualified|years?|years’?)$/u;

/** The mentions that are meant; those of a word that is part of another expression are marked as said in passing. */
export function meantIn(
	text: string,
	mentions: readonly Mention[],
	known: readonly Span[],
	recognizer: Recognizer,
): Mention[] {
	const tokens = tokenize(text);
	const ordinary = ordinaryForms(recognizer.vocabulary);
	return mentions.flatMap((mention): Mention[] => {
		const { start, end } = mention;
		if (INSTEAD.test(text.slice(0, start))) return [];
		const at = tokens.findIndex((token) => token.start === start && token.end === end);
		if (at < 0) return [mention];
		const word = tokens[at] as Token;
		const isPart = isNarrowed(tokens, at) || goesOn(tokens, at);
		const isKnown = known.some((span) => start >= span.start && end <= span.end);
		if (ordinary.has(word.text) && (isPart || !isKnown)) return [];
		if (mention.isEveryday !== true) return [mention];
		// "Applicable laws" is nobody's field.
		if (word.text === `${tokenize(mention.label)[0]?.text}s`) return [];
		const inPassing = OTHERS.test(text.slice(end)) || (/^\p{Ll}+$/u.test(word.written) && isNarrowed(tokens, at));
		return [inPassing ? { ...mention, inPassing } : mention];
	});
}

/** Whether a word right before it says which: "vector construction". */
function isNarrowed(tokens: readonly Token[], at: number): boolean {
	const before = tokens[at - 1];
	const isBeside = tokens[at]?.gap === "space" && before !== undefined;
	return isBeside && /^\p{Ll}+$/u.test(before.written) && !isFiller(before) && !GRADES.test(before.text);
}

/** Whether it says which of a word right behind it: "livraison continue". */
function goesOn(tokens: readonly Token[], at: number): boolean {
	const behind = tokens[at + 1];
	return behind?.gap === "space" && !isFiller(behind) && !GRADES.test(behind.text);
}
