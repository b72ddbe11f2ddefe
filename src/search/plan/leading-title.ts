import type { Recognized, StatedLevel } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { ScopeName } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { isOffTerm } from "./choice.ts";
import { asCompound } from "./german-compound.ts";
import { literal, type PlanContext } from "./leaf.ts";
import { nearby } from "./nearby.ts";
import type { Condition } from "./origin.ts";
import { inOtherGender } from "./other-gender.ts";
import { inOtherScript } from "./other-script.ts";
import { type Alternative, allOf, anyOf, isOpenToRelated, type Role } from "./part.ts";
import type { Run } from "./run.ts";
import { apartWeight, inAnyForm, leftOnOf, levelWords, titleFields, wordsApart } from "./title-names.ts";

/**
 * The title of somebody who leads an area, which the vocabulary has no name for: "Team Lead Software Development", "Gruppenleiter
 * Konstruktion", "Jefe de obra". It is one thing: a level without its area says nothing, and the area alone leads nobody.
 */
export interface LeadingTitle {
	/** Place in the tokens of the run behind its last. */
	readonly end: number;
	readonly tokens: readonly Token[];
	readonly level: StatedLevel;
	/** What is led, without small words. */
	readonly area: readonly Token[];
	readonly skill: Recognized | undefined;
}

/** More words are a sentence. */
const MOST_OF_AREA = 5;

/** What all words of a field of titles say together, where they begin or end with words for leading and name no other occupation. */
export function leadingTitleOf(run: Run, { recognizer }: Pick<PlanContext, "recognizer">): LeadingTitle | undefined {
	const { scope, tokens, titles, skills } = run;
	if (scope === null || titleFields(scope) === undefined) return undefined;
	const levels = recognizer.levels(tokens).filter(({ rank }) => rank >= recognizer.leadingRank);
	const level = levels.find(({ start }) => start === 0) ?? levels.find(({ end }) => end === tokens.length);
	if (level === undefined) return undefined;
	const isOfArea = ({ start, end }: Pick<StatedLevel, "start" | "end">) => start >= level.end || end <= level.start;
	const area = tokens.filter((token, at) => isOfArea({ start: at, end: at + 1 }) && !isFiller(token));
	const known = [...skills.values()].filter(isOfArea);
	const namesOther = [...titles.values()].some(isOfArea) || known.length > 1;
	if (area.length === 0 || area.length > MOST_OF_AREA || namesOther) return undefined;
	const [skill] = known;
	const isWhole = skill !== undefined && area.every((token) => tokens.slice(skill.start, skill.end).includes(token));
	return { end: tokens.length, tokens, level, area, skill: isWhole ? skill : undefined };
}

/** The words as they are written, others who lead the same area; what is only of the area is related. */
export function waysOfLeading(
	{ tokens, level, area, skill }: LeadingTitle,
	scope: ScopeName | null,
	role: Role,
	context: PlanContext,
): Alternative[] {
	// Beside its area the level in other words says more than alone.
	const weight = apartWeight(context);
	const words = tokens.slice(level.start, level.end);
	const named = namesOfArea(skill, scope, context);
	const ofArea = anyOf([allOf(area.map((token) => inAnyForm(token, scope, context))), ...named]);
	const led = (by: Condition, area = ofArea): Condition => ({ op: "and", of: [by, area] });
	const left = area.flatMap((token) => leftOnOf(token, scope, context) ?? []);
	const onlyArea = anyOf([...(left.length === area.length ? [allOf(left)] : []), ...named]);
	const apart: Alternative = {
		node: led(literal(textsOf(words), scope).node, onlyArea),
		weight,
		way: "form",
		source: "words-apart",
		label: say`its words apart`,
		words: [],
	};
	const otherwise: Alternative = {
		node: led(anyOf(leadingWords(scope, context))),
		weight: context.profile.expansion.titleFamily * weight,
		way: "title",
		source: "title-family",
		label: say`other words for leading it`,
		words: [],
	};
	return [
		literal(textsOf(tokens), scope),
		...inOtherGender(tokens, scope, context),
		...inOtherScript(tokens, scope, context),
		...asCompound(tokens, scope, context),
		apart,
		...levelWords(words, scope, context).map((one) => ({ ...one, weight, node: led(one.node) })),
		otherwise,
		...(isOpenToRelated(role) ? onlyOfArea(area, onlyArea, scope, role, context) : []),
		...nearby({ tokens, skill: undefined, title: undefined }, scope, role, context),
	];
}

/** A known title states no level of its own, so the words are asked for. */
const leadingWords = (scope: ScopeName | null, { recognizer, choice }: PlanContext): Condition[] =>
	recognizer.vocabulary.seniority
		.filter(({ rank }) => rank >= recognizer.leadingRank)
		.flatMap(({ words }) => words.filter((word) => !isOffTerm(word, choice)))
		.map((word) => literal(textsOf(tokenize(word)), scope).node);

const textsOf = (tokens: readonly Token[]): string[] => tokens.map(({ text }) => text);

/** The names of the skill that an area is, where titles are looked for. */
function namesOfArea(skill: Recognized | undefined, scope: ScopeName | null, context: PlanContext): Condition[] {
	const { recognizer, choice } = context;
	const known = skill === undefined || choice.off.has("synonym") ? undefined : recognizer.vocabulary.skill(skill.id);
	const names = known === undefined ? [] : [known.label, ...known.synonyms].filter((name) => !isOffTerm(name, choice));
	return names.map((name) => literal(textsOf(tokenize(name)), scope).node);
}

/** Who works in the area leads nobody in it, and is nearer than all others. */
function onlyOfArea(
	area: readonly Token[],
	node: Condition,
	scope: ScopeName | null,
	role: Role,
	context: PlanContext,
): Alternative[] {
	const inTitle: Alternative = {
		node,
		weight: context.profile.expansion.related,
		way: "related",
		source: "words-apart",
		label: say`its area alone`,
		words: [],
		opens: true,
	};
	return [inTitle, ...wordsApart(area, scope, role, context).filter(({ way }) => way === "related")];
}
