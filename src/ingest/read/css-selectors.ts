import { isTraversal, parse, type Selector, stringify } from "css-what";

/** One selector of a rule, as it can be worked out without a browser. */
export interface Matched {
	readonly css: string;
	/** What goes before what: identifiers, classes, names. */
	readonly specificity: number;
	/** False where the selector says more (a pointer over the element, its number): then it may hold. */
	readonly isSure: boolean;
}

/** Neighbours and numbers of children are not looked for: they cost the square of a hostile page. */
const SURE_PSEUDO = /^(?:root|link|any-link)$/;
const isSure = (token: Selector): boolean =>
	token.type === "pseudo" ? SURE_PSEUDO.test(token.name) : token.type !== "sibling" && token.type !== "adjacent";

function weight(token: Selector): number {
	if (token.type === "attribute") return token.name === "id" && token.action === "equals" ? 1 << 20 : 1 << 10;
	if (token.type === "pseudo") return 1 << 10;
	return token.type === "tag" ? 1 : 0;
}

function matched(tokens: readonly Selector[]): Matched {
	const sure = tokens.every(isSure);
	// One that is not worked out is taken by its last element.
	const last = tokens.slice(tokens.findLastIndex(isTraversal) + 1).filter((token) => token.type !== "pseudo");
	const kept = sure ? [...tokens] : last.length === 0 ? parse("*")[0] : last;
	return {
		css: stringify([kept ?? []]),
		specificity: tokens.reduce((sum, token) => sum + weight(token), 0),
		isSure: sure,
	};
}

/**
 * The selectors of a rule; what stands before and behind an element (::before) is none.
 * @returns null where the rule is not to be read
 */
export function selectorsOf(text: string): { readonly of: readonly Matched[]; readonly isBeside: boolean } | null {
	try {
		const all = parse(text);
		const of = all.filter((tokens) => !tokens.some((token) => token.type === "pseudo-element"));
		return { of: of.map(matched), isBeside: of.length < all.length };
	} catch {
		return null;
	}
}
