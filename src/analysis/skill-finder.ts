import { american } from "./british-spelling.ts";
import { FormIndex, type FormMatch } from "./form-index.ts";
import { isStopWord } from "./stop-words.ts";
import type { Token } from "./token.ts";
import { tokenize } from "./tokenize.ts";
import type { Skill, Vocabulary } from "./vocabulary.ts";

interface SkillForm {
	readonly skill: Skill;
	readonly condition: Condition | null;
}

/** What must hold in prose for a form that may mean something else. */
interface Condition {
	/**
	 * case: the exact case · context: the exact case, and another skill in the same sentence · abbreviation: capitals, or small letters
	 * that are no common word; never a capital and small letters, which make a name.
	 */
	readonly rule: "case" | "context" | "abbreviation";
	/** Words in the case that means the skill. */
	readonly written: readonly string[];
}

/** Kinds whose single-word names have an English plural in texts: "microservices", not "Reacts". */
const COUNTED_KINDS: ReadonlySet<string> = new Set(["domain", "method", "certification", "standard"]);
const ABBREVIATION = /^[A-Z]{2,5}$/;

export type SkillFinder = (tokens: readonly Token[], context: "list" | "prose") => readonly FormMatch<Skill>[];

/** Finds the skills of a vocabulary in tokens, the longest form at each place. */
export function createSkillFinder(vocabulary: Vocabulary): SkillFinder {
	const index = new FormIndex<SkillForm>(american);
	for (const { form, skillId, rule } of vocabulary.ambiguous) {
		const skill = vocabulary.skill(skillId);
		const tokens = tokenize(form);
		if (skill) index.add(tokens, { skill, condition: { rule, written: tokens.map((token) => token.written) } });
	}
	for (const skill of vocabulary.skills) addForm(index, skill, skill.label);
	for (const skill of vocabulary.skills) for (const synonym of skill.synonyms) addForm(index, skill, synonym);
	addPlurals(index, vocabulary);
	return (tokens, context) => {
		const matches = index.all(tokens, context === "list");
		const meant = context === "list" ? matches : meantInProse(matches, tokens);
		return meant.map(({ value, start, end }) => ({ value: value.skill, start, end }));
	};
}

function addForm(index: FormIndex<SkillForm>, skill: Skill, form: string): void {
	const tokens = tokenize(form);
	const abbreviation = tokens.length === 1 && ABBREVIATION.test(form);
	index.add(tokens, { skill, condition: abbreviation ? { rule: "abbreviation", written: [form] } : null });
}

/** After all written forms, so that a plural never takes the place of one. */
function addPlurals(index: FormIndex<SkillForm>, vocabulary: Vocabulary): void {
	const ambiguous = new Set(vocabulary.ambiguous.map(({ form }) => form.toLowerCase()));
	for (const skill of vocabulary.skills) {
		for (const form of [skill.label, ...skill.synonyms]) {
			const tokens = tokenize(form);
			const last = tokens.at(-1);
			if (!last || ambiguous.has(form.toLowerCase()) || !/^[a-z]{2,}[^s]$/.test(last.text)) continue;
			if (tokens.length === 1 && !COUNTED_KINDS.has(skill.kind)) continue;
			const written = `${last.written}s`;
			const abbreviation = tokens.length === 1 && ABBREVIATION.test(form);
			const condition: Condition | null = abbreviation ? { rule: "case", written: [written] } : null;
			index.add([...tokens.slice(0, -1), { ...last, text: `${last.text}s`, written }], { skill, condition });
		}
	}
}

function meantInProse(
	matches: readonly FormMatch<SkillForm>[],
	tokens: readonly Token[],
): readonly FormMatch<SkillForm>[] {
	const meant = matches.filter(({ value, start }) => value.condition === null || holds(value.condition, tokens, start));
	if (!meant.some(({ value }) => value.condition?.rule === "context")) return meant;
	const sentences = sentencesOf(tokens);
	const sure = meant.filter(({ value }) => value.condition?.rule !== "context" && value.condition?.rule !== "case");
	const withSkill = new Set(sure.map(({ start }) => sentences[start]));
	return meant.filter(({ value, start }) => value.condition?.rule !== "context" || withSkill.has(sentences[start]));
}

function holds(condition: Condition, tokens: readonly Token[], start: number): boolean {
	if (condition.rule !== "abbreviation") return standsOut(tokens, start, condition.written);
	const { text, written } = tokens[start] as Token;
	return written === condition.written[0] || (written === text && !isStopWord(text, null));
}

/**
 * Whether an ambiguous form is written as the skill is: in its case, not as the capital of a sentence's first word ("Go to ..."),
 * not joined to an everyday word ("C-level").
 */
function standsOut(tokens: readonly Token[], start: number, written: readonly string[]): boolean {
	if (!written.every((word, offset) => tokens[start + offset]?.written === word)) return false;
	const first = tokens[start] as Token;
	const after = tokens[start + written.length];
	if (first.gap === "hyphen" || (after?.gap === "hyphen" && /^\p{Ll}/u.test(after.written))) return false;
	const beginsSentence = first.gap === "sentence" || first.gap === "line";
	const capitalized = /^\p{Lu}\p{Ll}/u.test(first.written);
	return !beginsSentence || !capitalized || after === undefined || after.gap === "pause" || after.gap === "bound";
}

/** Number of the sentence or line of each token. */
function sentencesOf(tokens: readonly Token[]): number[] {
	let sentence = 0;
	return tokens.map(({ gap }) => {
		if (gap === "sentence" || gap === "line") sentence++;
		return sentence;
	});
}
