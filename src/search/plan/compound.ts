import type { Token } from "../../analysis/token.ts";
import { mirrored, partToken } from "../../analysis/word-parts.ts";
import type { TextField } from "../../domain/document.ts";
import type { ScopeName } from "../../domain/query.ts";
import { type Label, say } from "../../domain/sentence.ts";
import { exceptOff } from "./choice.ts";
import type { PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { type Alternative, allOf, anyOf, isOpenToRelated, type Role } from "./part.ts";
import { titleFields } from "./title-names.ts";

/** Titles that have a part in common with a word: German writes in one word what others write in several. */

/** Letters of a word that may be a part of another. */
const SHORTEST = 5;
/** A name or a number, which is made of no words. */
const HAS_DIGIT = /\p{N}/u;
/** Letters that words begin or end with alike, so that one hints at the other; and of the words for which that is looked at. */
const BEGINNING = { near: 8, vague: 5, of: 9 };
const ENDING = { vague: 7, of: 11 };

/**
 * The two parts of a compound, wherever they stand ("Ingenieur im Maschinenbau"), are the thing in another form. One part, a compound
 * that the word is a part of, and a title that begins or ends like it are hints at it: they are looked for only where few people
 * have the word.
 */
export function compounds(token: Token, scope: ScopeName | null, role: Role, context: PlanContext): Alternative[] {
	const fields = titleFields(scope);
	const { compound, compoundWhole } = context.profile.expansion;
	const isLevel = context.recognizer.seniority([token]) !== null;
	if (fields === undefined || isLevel || token.text.length < SHORTEST || HAS_DIGIT.test(token.text)) return [];
	const { written } = token;
	const own = partsOf(token, fields, context).filter((node) => isLeftOn(node, context));
	const alike = alikeOf(token, fields, context).filter((node) => isLeftOn(node, context));
	const vague = vagueOf(token, fields).filter((node) => isLeftOn(node, context));
	const whole = own.length === 2 ? [way("form", allOf(own), compoundWhole, say`the parts of ${written}`)] : [];
	if (!isOpenToRelated(role)) return leftOut(whole);
	return leftOut([
		...whole,
		...(own.length > 0 ? [way("related", anyOf(own), compound, say`a part of ${written}`)] : []),
		...(alike.length > 0 ? [way("related", anyOf(alike), compound, say`a word with ${written} in it`)] : []),
		...vague.map((node) => way("related", node, compound / 2, say`a word like ${written}`)),
	]);
}

const way = (kind: Alternative["way"], node: Condition, weight: number, label: Label): Alternative => ({
	source: "compound",
	words: [],
	way: kind,
	node,
	weight,
	label,
	...(kind === "related" && { opens: true }),
});

const leftOut = (alternatives: readonly Alternative[]) => alternatives.filter(({ weight }) => weight > 0);

/** Words that begin, end or are made alike are looked for as one: switching one of them off switches off all. */
function isLeftOn(node: Condition, { recognizer, choice }: PlanContext): boolean {
	const isReached = (term: string): boolean => {
		if (node.op === "prefix") return term.startsWith(node.prefix) || mirrored(term).startsWith(node.prefix);
		return "word" in node && recognizer.parts.of(term).some((part) => partToken(part) === node.word);
	};
	return ![...choice.offTerms].some(isReached);
}

/** As a part of another compound, or as a word: in any form of it, because the part itself is a stem, which nobody writes and nobody is to be shown. */
function partsOf({ text }: Token, fields: readonly TextField[], { recognizer, choice }: PlanContext): Condition[] {
	return recognizer.parts.of(text).map((part) => ({
		op: "stem",
		word: partToken(part),
		stems: [`de:${part}`],
		...exceptOff(choice),
		fields,
	}));
}

function alikeOf({ text }: Token, fields: readonly TextField[], { recognizer }: PlanContext): Condition[] {
	const nodes: Condition[] = [
		{ op: "word", word: partToken(recognizer.parts.alone(text)), fields },
		{ op: "prefix", prefix: mirrored(text), fields },
	];
	if (text.length > BEGINNING.near) nodes.push({ op: "prefix", prefix: text.slice(0, BEGINNING.near), fields });
	return nodes;
}

function vagueOf({ text }: Token, fields: readonly TextField[]): Condition[] {
	const nodes: Condition[] = [];
	if (text.length >= BEGINNING.of) nodes.push({ op: "prefix", prefix: text.slice(0, BEGINNING.vague), fields });
	if (text.length >= ENDING.of)
		nodes.push({ op: "prefix", prefix: mirrored(text).slice(0, -(text.length - ENDING.vague)), fields });
	return nodes;
}
