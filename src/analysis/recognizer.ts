import { FormIndex } from "./form-index.ts";
import { occupationForm } from "./occupation-form.ts";
import { createSkillFinder } from "./skill-finder.ts";
import type { Token } from "./token.ts";
import { tokenize } from "./tokenize.ts";
import { UnorderedForms } from "./unordered-forms.ts";
import type { Title, Vocabulary } from "./vocabulary.ts";
import { createWordParts, type WordParts } from "./word-parts.ts";

/** A skill or title in a text; token indices, end exclusive. */
export interface Recognized {
	readonly id: string;
	/** Label of the vocabulary. */
	readonly label: string;
	readonly start: number;
	readonly end: number;
}

export interface RecognizedTitle extends Recognized {
	readonly family: string;
}

export interface TitleOfWords {
	readonly title: Pick<RecognizedTitle, "id" | "label" | "family">;
	readonly order: readonly number[];
}

export interface Seniority {
	readonly level: string;
	readonly rank: number;
}

/** Where words of a title state a level; token indices, end exclusive. */
export interface StatedLevel extends Seniority {
	readonly start: number;
	readonly end: number;
}

export interface Recognizer {
	readonly vocabulary: Vocabulary;
	readonly parts: WordParts;
	/**
	 * Skills from left to right, the longest form at each place. In a list (a skills section, a filter) every form counts; in prose
	 * a form that is also an everyday word (Go, R, Excel) counts only as ranking/vocabulary/ambiguous.tsv says, and an
	 * abbreviation (CAN, SAN) not in the case of a name nor as a common word.
	 */
	skills(tokens: readonly Token[], options?: { readonly context?: "list" | "prose" }): readonly Recognized[];
	/** Titles from left to right, feminine and plural forms included. */
	titles(tokens: readonly Token[]): readonly RecognizedTitle[];
	/** The title that words make up together, with their places in its order; null where they are none of two to four words. */
	titleOfWords(words: readonly string[]): TitleOfWords | null;
	/** Whether a title of several words has the word. */
	isTitleWord(word: string): boolean;
	/** Rank from which on somebody leads others; infinite where the vocabulary has no level of this name. */
	readonly leadingRank: number;
	/** Words of level from left to right, the longest at each place: "team lead", "head of", "senior". */
	levels(tokens: readonly Token[]): readonly StatedLevel[];
	/** Level that the words of a title state, null when they state none. */
	seniority(tokens: readonly Token[]): Seniority | null;
}

/** Makes the recognizer of a vocabulary; about 0.1 s for 4,000 skills, so make it once. */
export function createRecognizer(vocabulary: Vocabulary): Recognizer {
	const findSkills = createSkillFinder(vocabulary);
	const titleIndex = buildTitleIndex(vocabulary);
	const titleWords = buildTitleWords(vocabulary);
	const seniorityIndex = new FormIndex<Seniority>();
	const rankOf = (name: string) => vocabulary.seniority.find(({ level }) => level === name)?.rank;
	// Levels below the one called senior are entry levels.
	const senior = rankOf("senior") ?? Number.NEGATIVE_INFINITY;
	for (const { level, rank, words } of vocabulary.seniority) {
		for (const word of words) seniorityIndex.add(tokenize(word), { level, rank });
	}
	return {
		vocabulary,
		parts: createWordParts(vocabulary),
		skills: (tokens, options) =>
			findSkills(tokens, options?.context ?? "prose").map(({ value, start, end }) => ({
				id: value.id,
				label: value.label,
				start,
				end,
			})),
		titles: (tokens) =>
			titleIndex.all(tokens, false).map(({ value, start, end }) => ({
				id: value.id,
				label: value.label,
				family: value.family,
				start,
				end,
			})),
		titleOfWords: (words) => {
			const found = titleWords.find(words);
			return found && { title: found.value, order: found.order };
		},
		isTitleWord: (word) => titleWords.has(word),
		leadingRank: rankOf("lead") ?? Number.POSITIVE_INFINITY,
		levels: (tokens) => seniorityIndex.all(tokens, false).map(({ value, start, end }) => ({ ...value, start, end })),
		seniority: (tokens) =>
			statedSeniority(
				seniorityIndex.all(tokens, false).map((match) => match.value),
				senior,
			),
	};
}

function buildTitleIndex(vocabulary: Vocabulary): FormIndex<Title> {
	const index = new FormIndex<Title>(occupationForm);
	for (const title of vocabulary.titles) index.add(tokenize(title.label), title);
	for (const title of vocabulary.titles) for (const form of title.synonyms) index.add(tokenize(form), title);
	return index;
}

function buildTitleWords(vocabulary: Vocabulary): UnorderedForms<Title> {
	const forms = new UnorderedForms<Title>(occupationForm);
	const add = (form: string, title: Title) => {
		const tokens = tokenize(form);
		const words = tokens.map(({ text }) => text);
		if (tokens.every(({ gap }) => gap !== "pause")) forms.add(words, title);
	};
	for (const title of vocabulary.titles) add(title.label, title);
	for (const title of vocabulary.titles) for (const form of title.synonyms) add(form, title);
	return forms;
}

/**
 * A title may state several levels ("Senior Vice President", "Junior Product Manager"). An entry level that comes first qualifies
 * what follows; else the highest counts.
 */
function statedSeniority(stated: readonly Seniority[], senior: number): Seniority | null {
	const first = stated[0];
	if (first === undefined || first.rank < senior) return first ?? null;
	return stated.reduce((best, next) => (next.rank > best.rank ? next : best));
}
