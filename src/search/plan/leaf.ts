import { askedPhoneTokens, emailToken } from "../../analysis/contact-tokens.ts";
import { spelledOut, transliterations } from "../../analysis/fold.ts";
import { otherCityNames } from "../../analysis/gazetteer/city-names.ts";
import { countryByName, countryName } from "../../analysis/place-names.ts";
import type { Recognized, Recognizer } from "../../analysis/recognizer.ts";
import { stemKeys } from "../../analysis/stem.ts";
import type { Token } from "../../analysis/token.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { formKey } from "../../analysis/vocabulary.ts";
import type { TextField } from "../../domain/document.ts";
import type { QueryNode, ScopeName } from "../../domain/query.ts";
import type { RankingProfile } from "../../domain/ranking-profile.ts";
import { say } from "../../domain/sentence.ts";
import { PLAN_LIMITS } from "../../engine/port.ts";
import type { Meaning } from "../meaning/concept.ts";
import { refusal } from "../query/limits.ts";
import { type LintLog, quoted } from "../query/lint.ts";
import { isPhone } from "../query/phone.ts";
import { type ExpansionChoice, exceptOff } from "./choice.ts";
import type { Condition } from "./origin.ts";
import { type Alternative, anyOf, inScope } from "./part.ts";

/** The ways in which one word, phrase or prefix can stand in a record. */

export type Leaf = QueryNode & { readonly kind: "term" | "phrase" | "prefix" | "wildcard" | "fuzzy" };

const LEAVES: ReadonlySet<QueryNode["kind"]> = new Set(["term", "phrase", "prefix", "wildcard", "fuzzy"]);
export const isLeaf = (node: QueryNode): node is Leaf => LEAVES.has(node.kind);

/** What words are recognised by. */
export interface WordContext {
	readonly recognizer: Recognizer;
	readonly log: LintLog;
}

export interface PlanContext extends WordContext {
	readonly profile: RankingProfile;
	readonly choice: ExpansionChoice;
	readonly meaning: Meaning;
	/** What "90 days ago" is counted from, milliseconds since 1970. */
	readonly asOf: number;
}

/** Names are not inflected: the stem of Bakers finds bakers. */
const UNINFLECTED: ReadonlySet<ScopeName> = new Set(["name", "company", "current-company", "school", "location"]);
const SKILL_FIELD: readonly TextField[] = ["skill"];
/** More related skills than this make a search slow and its answers far-fetched. */
const MOST_RELATED = 4;

/** The words of each piece of a leaf that stands for itself; a phrase that is asked for to be near to itself is one. */
function piecesOf(leaf: Leaf): readonly (readonly Token[])[] {
	if (leaf.kind !== "phrase" || leaf.near === undefined) return [tokenize(leaf.text)];
	const known = new Set<string>();
	return leaf.near
		.map((piece) => tokenize(piece))
		.filter((tokens) => {
			const name = tokens.map(({ text }) => text).join(" ");
			const isAgain = tokens.length > 1 && known.has(name);
			known.add(name);
			return tokens.length > 0 && !isAgain;
		});
}

/** How many words of each piece of a proximity stand together; null where each stands for itself. */
export function togetherOf(leaf: Leaf): readonly number[] | null {
	if (leaf.kind !== "phrase" || leaf.near === undefined) return null;
	const runs = piecesOf(leaf).map(({ length }) => length);
	return runs.some((length) => length > 1) ? runs : null;
}

/** Folded words of a leaf. Without any there is nothing to look for, and the lint says so. */
export function wordsOf(leaf: Leaf, { log }: Pick<WordContext, "log">): readonly Token[] {
	const tokens = piecesOf(leaf).flat();
	if (tokens.length > PLAN_LIMITS.phraseWords) {
		const problem = `A phrase has ${tokens.length} words; at most ${PLAN_LIMITS.phraseWords} are looked for.`;
		throw refusal({ code: "phrase-too-long", span: leaf.span, problem, cure: "Shorten it." });
	}
	if (tokens.length === 0) {
		log.add("ignored", "no-word", leaf.span, say`${quoted(leaf.text)} holds no word that could stand in a resume.`);
	}
	return tokens;
}

/** In scripts without spaces texts lie in pairs of characters, and a single one is what pairs begin with: 王 of 王伟. */
const ONE_CHARACTER = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]$/u;

export interface Apart {
	readonly slop?: number | undefined;
	readonly runs?: readonly number[] | null;
}

/** The words as they are written, next to each other, or with so many words between them or their runs. */
export function literal(
	words: readonly string[],
	scope: ScopeName | null,
	{ slop, runs = null }: Apart = {},
): Alternative {
	const [first = ""] = words;
	const apart = { ...(slop === undefined ? {} : { slop }), ...(runs === null ? {} : { runs }) };
	const word: Condition = { op: "word", word: first, ...inScope(scope) };
	const node: Condition =
		words.length > 1
			? { op: "phrase", words, ...apart, ...inScope(scope) }
			: ONE_CHARACTER.test(first)
				? anyOf([word, { op: "prefix", prefix: first, ...inScope(scope) }])
				: word;
	return { node, weight: 1, way: "literal", label: null, words: [] };
}

/** Other forms of one word: with the same stem in some language, and with the other spelling of an umlaut. */
export function forms(token: Token, scope: ScopeName | null, { profile, choice }: PlanContext): Alternative[] {
	if (scope !== null && UNINFLECTED.has(scope)) return spellings(token, scope, profile);
	const stems = stemKeys(token.text);
	if (stems.length === 0 || profile.expansion.stem === 0) return spellings(token, scope, profile);
	const node: Condition = { op: "stem", word: token.text, stems, ...exceptOff(choice), ...inScope(scope) };
	const form: Alternative = {
		node,
		weight: profile.expansion.stem,
		way: "form",
		source: "stem",
		label: say`another form of the word`,
		words: [],
	};
	return [form, ...spellings(token, scope, profile)];
}

/** Müller is also written Mueller. Only where a letter or a pair of letters says so: else every word had a second spelling. */
function spellings(token: Token, scope: ScopeName | null, profile: RankingProfile): Alternative[] {
	const certain = spelledOut(token.written);
	const isCertain = certain !== null;
	if (!isCertain && !/ae|oe|ue|aa/.test(token.text)) return [];
	const known = Math.max(profile.expansion.stem, profile.expansion.synonym);
	// ü may be written ue, and that is the same word; not every ue stands for an ü.
	const weight = isCertain && known > 0 ? 1 : known;
	const words = new Set([...(certain === null ? [] : [certain]), ...transliterations(token.text)]);
	return [...words].map((word) => ({
		node: { op: "word", word, ...inScope(scope) },
		weight,
		way: "form",
		source: "stem",
		label: word,
		words: [word],
	}));
}

export function prefix(word: string, scope: ScopeName | null, { profile }: PlanContext): Alternative {
	const node: Condition = { op: "prefix", prefix: word, ...inScope(scope) };
	return { node, weight: profile.expansion.prefix, way: "literal", label: null, words: [] };
}

/**
 * A skill however it is written: as the query has it, or by the canonical token that stands in the skill field beside the
 * written words. The two together, so that somebody gets the points of all the places in which he has it.
 */
export function synonyms(
	found: Recognized,
	written: Alternative,
	scope: ScopeName | null,
	{ recognizer, profile }: PlanContext,
): Alternative[] {
	if (scope !== null && scope !== "skill") return [];
	const skill = recognizer.vocabulary.skill(found.id);
	const canonical: Condition = { op: "word", word: `skill:${found.id}`, fields: SKILL_FIELD };
	const node: Condition = { op: "or", of: [written.node, canonical] };
	const words = [found.label, ...(skill?.synonyms ?? [])];
	const label = formKey(found.label) === textOf(written.node) ? null : found.label;
	return [{ node, weight: profile.expansion.synonym, way: "synonym", source: "synonym", label, words }];
}

function textOf(node: Condition): string | null {
	if (node.op === "word") return node.word;
	return node.op === "phrase" ? node.words.join(" ") : null;
}

/** Skills that often go with it: weak evidence, never the thing itself. */
export function related(
	found: Recognized,
	scope: ScopeName | null,
	{ recognizer, profile }: PlanContext,
): Alternative[] {
	if ((scope !== null && scope !== "skill") || profile.expansion.related === 0) return [];
	return recognizer.vocabulary
		.relatedSkills(found.id)
		.slice(0, MOST_RELATED)
		.map(({ id, label }) => ({
			node: { op: "word", word: `skill:${id}`, fields: SKILL_FIELD },
			weight: profile.expansion.related,
			way: "related",
			source: "related",
			label: say`${label}, a related skill`,
			words: [label],
		}));
}

/** A country by its name in any language. */
export function country(written: string, scope: ScopeName | null, { profile }: PlanContext): Alternative[] {
	const code = scope === null || scope === "location" ? countryByName(written) : undefined;
	if (code === undefined) return [];
	const name = countryName(code) ?? code;
	const node: Condition = { op: "word", word: `country:${code.toLowerCase()}`, fields: ["location"] };
	return [{ node, weight: profile.expansion.synonym, way: "synonym", source: "synonym", label: name, words: [name] }];
}

/** A city by its names in other languages. */
export function city(written: string, scope: ScopeName | null, { profile }: PlanContext): Alternative[] {
	if (scope !== null && scope !== "location") return [];
	return otherCityNames(written).map((name) => {
		const words = tokenize(name).map(({ text }) => text);
		const { node } = literal(words, "location");
		return { node, weight: profile.expansion.synonym, way: "synonym", source: "synonym", label: name, words: [name] };
	});
}

/**
 * A person's own e-mail address, or phone number however it is written. It stands with the name; somewhere else the same words are a
 * mere mention.
 */
export function contact(written: string, scope: ScopeName | null): Alternative[] {
	if (scope !== null) return [];
	const email = emailToken(written);
	const tokens = email !== null ? [email] : isPhone(written) ? askedPhoneTokens(written) : [];
	if (tokens.length === 0) return [];
	const node = anyOf(tokens.map((word) => ({ op: "word", word, fields: ["name"] })));
	return [
		{ node, weight: 1, way: "literal", label: email !== null ? say`e-mail address` : say`phone number`, words: [] },
	];
}
