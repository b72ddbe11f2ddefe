import { fold } from "../../analysis/fold.ts";
import { say } from "../../domain/sentence.ts";
import { PLAN_LIMITS } from "../../engine/port.ts";
import { refusal } from "../query/limits.ts";
import { quoted } from "../query/lint.ts";
import { type Leaf, literal, type PlanContext } from "./leaf.ts";
import { type Alternative, inScope } from "./part.ts";

/** Words of which only a part, or something like it, is known: the tenant's own dictionary says which they are. */

/** The word of this shape; null where nothing of it is left after folding. */
export function wildcard(leaf: Leaf, { profile, log }: PlanContext): Alternative | null {
	const pattern = fold(leaf.text).replace(/\*+/g, "*");
	if (/^[*?]|^$/.test(pattern)) {
		log.add("ignored", "no-word", leaf.span, say`${quoted(leaf.text)} holds no word that could stand in a resume.`);
		return null;
	}
	if (pattern.length > PLAN_LIMITS.openWordLength) {
		const problem = `A word with wildcards has ${pattern.length} letters; at most ${PLAN_LIMITS.openWordLength} are looked for.`;
		throw refusal({ code: "word-too-long", span: leaf.span, problem, cure: "Shorten it." });
	}
	const node = { op: "pattern" as const, pattern, ...inScope(leaf.scope) };
	return { node, weight: profile.expansion.prefix, way: "literal", label: null, words: [] };
}

/** Letters from which one of a word may differ, and from which two. */
const ONE_EDIT = 4;
const TWO_EDITS = 8;

/** The word itself, and the words near to it, each edit for less. */
export function fuzzy(leaf: Leaf & { readonly kind: "fuzzy" }, word: string, context: PlanContext): Alternative[] {
	const { profile } = context;
	const exact = literal([word], leaf.scope);
	const edits = editsFor(leaf, word, context);
	const near = ([1, 2] as const).filter((count) => count <= edits);
	return [
		exact,
		...near.map(
			(count): Alternative => ({
				node: { op: "fuzzy", word, edits: count, ...inScope(leaf.scope) },
				weight: profile.expansion.fuzzy ** count,
				way: "form",
				label: count === 1 ? say`a word one letter away` : say`a word up to two letters away`,
				words: [],
			}),
		),
	];
}

function editsFor(
	{ edits, text, span }: Leaf & { readonly kind: "fuzzy" },
	word: string,
	{ log }: PlanContext,
): number {
	const letters = [...word].length;
	const most = letters < ONE_EDIT || word.length > PLAN_LIMITS.openWordLength ? 0 : letters < TWO_EDITS ? 1 : 2;
	if (most < (edits ?? 1)) {
		const reading =
			most === 0
				? say`${quoted(text)} is looked for as it is written.`
				: say`${quoted(text)} is looked for with one letter changed.`;
		const rule = say`Words of ${ONE_EDIT} letters may differ in one, of ${TWO_EDITS} in two.`;
		log.add("ambiguous", "fuzzy-too-short", span, reading, rule);
	}
	return Math.min(most, edits ?? most);
}
