import { hanVariants } from "../../analysis/han-variants.ts";
import { latinSpellings } from "../../analysis/names/chinese-names.ts";
import { latinNames } from "../../analysis/names/transliterate.ts";
import type { Token } from "../../analysis/token.ts";
import type { ScopeName } from "../../domain/query.ts";
import { literal, type PlanContext } from "./leaf.ts";
import type { Alternative } from "./part.ts";

/**
 * The same words in other characters: traditional for simplified ones and the other way round, which are the same words, and of names in
 * other scripts what they are in Latin letters. A name in Latin letters needs none: people have theirs in both (analysis/resume-document.ts).
 * Nothing where forms of words count for nothing.
 */
export function inOtherScript(
	tokens: readonly Token[],
	scope: ScopeName | null,
	{ profile }: PlanContext,
): Alternative[] {
	const { stem, synonym } = profile.expansion;
	if (stem === 0) return [];
	const words = tokens.map(({ text }) => text);
	const mayBeName = scope === null || scope === "name";
	const asName = (variant: readonly string[], text: string) =>
		({ variant, text, within: "name", weight: Math.max(stem, synonym) }) as const;
	const chinese = mayBeName ? latinSpellings(textOf(tokens, words)) : [];
	const ways = [
		...hanVariants(words).map((variant) => ({ variant, text: textOf(tokens, variant), within: scope, weight: 1 })),
		...(mayBeName ? latinNames(words).map((latin) => asName(latin, textOf(tokens, latin))) : []),
		...chinese.map((variant) => asName(variant, variant.join(" "))),
	];
	return ways.map(({ variant, text, within, weight }) => {
		return { node: literal(variant, within).node, weight, way: "form", source: "stem", label: text, words: [text] };
	});
}

/** What stands in tokens that overlap, each letter once. */
function textOf(tokens: readonly Token[], words: readonly string[]): string {
	return words.reduce((text, word, index) => {
		const [before, token] = [tokens[index - 1], tokens[index]];
		const shared = before === undefined || token === undefined ? 0 : before.end - token.start;
		return shared > 0 ? text + word.slice(shared) : `${text} ${word}`;
	});
}
