import type { RecognizedTitle } from "../../analysis/recognizer.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Title as KnownTitle } from "../../analysis/vocabulary.ts";
import type { TextField } from "../../domain/document.ts";
import type { ScopeName } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { isOffTerm } from "./choice.ts";
import { forms, literal, type PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { type Alternative, anyOf, isOpenToRelated, type Role } from "./part.ts";

/** What else stands for words of a title: its names, others of its family, its words apart, other words for its level. */

/** A title of the vocabulary, wherever its words stand. */
export type Title = Pick<RecognizedTitle, "id" | "label" | "family">;

const TITLE_FIELDS: Readonly<Partial<Record<ScopeName, readonly TextField[]>>> = {
	title: ["currentTitle", "pastTitle"],
	"current-title": ["currentTitle"],
	"past-title": ["pastTitle"],
};

/** The fields of titles that a scope lets in; undefined for a scope that is about something else. */
export const titleFields = (scope: ScopeName | null): readonly TextField[] | undefined =>
	TITLE_FIELDS[scope ?? "title"];

/** The same title in other words, and unless a skill decides, other names and grades of the same occupation. */
export function titleNames(
	found: Title,
	ofSkill: boolean,
	scope: ScopeName | null,
	context: PlanContext,
): Alternative[] {
	const fields = titleFields(scope);
	if (fields === undefined) return [];
	const same: Alternative = {
		node: { op: "word", word: `title-id:${found.id}`, fields },
		weight: context.profile.expansion.synonym,
		way: "title",
		source: "synonym",
		label: say`the title ${found.label}`,
		words: [found.label],
	};
	// A family holds many titles: a C++ developer is no Java developer.
	return ofSkill ? [same] : [same, ...family(found, fields, context)];
}

/** Of several titles that a word is part of, each name once. */
export function namesOfTitles(
	titles: readonly Title[],
	ofSkill: boolean,
	scope: ScopeName | null,
	context: PlanContext,
): Alternative[] {
	const names = titles.flatMap((title) => titleNames(title, ofSkill, scope, context));
	return [...new Map(names.toReversed().map((one) => [JSON.stringify(one.node), one])).values()].reverse();
}

function family(found: Title, fields: readonly TextField[], context: PlanContext): Alternative[] {
	const { expansion } = context.profile;
	const others = context.recognizer.vocabulary.titlesOfFamily(found.family).filter(({ id }) => id !== found.id);
	const on = others.filter((title) => !isOff(title, context));
	if (on.length === 0) return [];
	// All of a family share one token. Where some are switched off, the others are asked for one by one.
	const node: Condition =
		on.length === others.length
			? { op: "word", word: `title:${found.family}`, fields }
			: anyOf(on.map(({ id }) => ({ op: "word", word: `title-id:${id}`, fields })));
	return [
		{
			node,
			weight: Math.min(expansion.titleFamily, expansion.synonym),
			way: "title",
			source: "title-family",
			label: say`a title like ${found.label}`,
			words: on.map(({ label }) => label),
		},
	];
}

const isOff = ({ label, synonyms }: KnownTitle, { choice }: PlanContext): boolean =>
	[label, ...synonyms].some((name) => isOffTerm(name, choice));

/**
 * Hints at a title of several words: all of them or forms of them, wherever they stand ("architect of the new software"), and,
 * where the part is only wanted, one of them: a data analyst is nearer to a data engineer than a nurse. Where few people have the title,
 * a word that names the trade is enough to be listed: "data" is, "engineer" is not.
 */
export function wordsApart(
	tokens: readonly Token[],
	scope: ScopeName | null,
	role: Role,
	context: PlanContext,
): Alternative[] {
	const { related } = context.profile.expansion;
	const telling = tokens.filter(({ text }) => !isStopWord(text, null));
	if (telling.length < 2) return [];
	const nodesOf = (words: readonly Token[]) => words.flatMap((token) => leftOnOf(token, scope, context) ?? []);
	const apart = { source: "words-apart", words: [] } as const;
	const found = nodesOf(telling);
	const all: Alternative = {
		...apart,
		node: { op: "and", of: found },
		weight: apartWeight(context),
		way: "form",
		label: say`its words apart`,
	};
	const together = found.length === telling.length ? [all] : [];
	if (!isOpenToRelated(role)) return together;
	const ofTrade = telling.filter(({ text }) => !isOfManyTrades(text, context));
	const general = telling.filter((token) => !ofTrade.includes(token));
	const oneOf = (words: readonly Token[]): Alternative[] => {
		const of = nodesOf(words);
		const label = say`one of its words`;
		return of.length === 0 ? [] : [{ ...apart, node: { op: "or", of }, weight: related, way: "related", label }];
	};
	return [...together, ...oneOf(ofTrade).map((one) => ({ ...one, opens: true as const })), ...oneOf(general)];
}

/** A word in any form. */
export function inAnyForm(token: Token, scope: ScopeName | null, context: PlanContext): Condition {
	const [form] = context.choice.off.has("stem") ? [] : forms(token, scope, context);
	return form?.node ?? literal([token.text], scope).node;
}

/** A word of several in the forms of it that are left on; null where none is. */
export function leftOnOf(token: Token, scope: ScopeName | null, context: PlanContext): Condition | null {
	const node = inAnyForm(token, scope, context);
	if (!isOffTerm(token.text, context.choice)) return node;
	// Without the word itself; what stands in its place is nobody's.
	return node.op === "stem" ? { ...node, word: `:${node.stems[0]}` } : null;
}

/** Share of the families from which on a word says what kind of post it is, and not in which trade: engineer, manager, specialist. */
const MANY_TRADES = 1 / 12;

const isOfManyTrades = (word: string, { recognizer }: PlanContext) =>
	recognizer.vocabulary.shareOfFamilies(word) > MANY_TRADES;

/** Of a title's words that do not stand together: as of a form of a form. */
export const apartWeight = ({ profile }: PlanContext): number => profile.expansion.stem ** 2;

/** Other words for the level that words state, in titles only: an expert in prose need not be a senior. */
export function levelWords(tokens: readonly Token[], scope: ScopeName | null, context: PlanContext): Alternative[] {
	const { recognizer, profile, choice } = context;
	const fields = titleFields(scope);
	const level = recognizer.seniority(tokens)?.level;
	const own = tokens.map(({ text }) => text).join(" ");
	if (fields === undefined || level === undefined) return [];
	const words = recognizer.vocabulary.seniority
		.filter((one) => one.level === level)
		.flatMap((one) => one.words)
		.filter((word) => !isOffTerm(word, choice));
	const spelt = new Map(words.map((word) => [tokenize(word).map(({ text }) => text), word] as const));
	const others = [...spelt].filter(([texts]) => texts.length > 0 && texts.join(" ") !== own);
	if (others.length === 0) return [];
	const of = others.map(
		([texts]): Condition =>
			texts.length === 1 ? { op: "word", word: texts[0] as string, fields } : { op: "phrase", words: texts, fields },
	);
	return [
		{
			node: anyOf(of),
			weight: profile.expansion.seniority,
			way: "synonym",
			source: "seniority",
			label: say`another word for ${level} level`,
			words: [...new Set(others.map(([, word]) => word))],
		},
	];
}
