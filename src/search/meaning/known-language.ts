import { germanBounds } from "../../analysis/german-parts.ts";
import { detectLanguage, languagesOfLetters } from "../../analysis/language.ts";
import { LANGUAGES } from "../../analysis/stem.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { TITLE_LANGUAGES, type Vocabulary } from "../../analysis/vocabulary.ts";
import type { Embedder } from "./embedder.ts";

/** Whether a model knows the language of a text. What it does not know is left out: it would be guessed at. */

export type LanguagesOfWords = Pick<Vocabulary, "languagesOf" | "hasWord">;

/** Scripts that only some languages are written in. Latin is left to the words. */
const SCRIPTS: readonly (readonly [script: RegExp, languages: readonly string[]])[] = [
	[/[\p{sc=Hira}\p{sc=Kana}]/u, ["ja"]],
	[/\p{sc=Han}/u, ["zh", "ja"]],
	[/\p{sc=Hang}/u, ["ko"]],
	[/\p{sc=Cyrl}/u, ["ru", "uk", "bg", "sr", "mk", "be"]],
	[/\p{sc=Grek}/u, ["el"]],
	[/\p{sc=Arab}/u, ["ar", "fa", "ur"]],
	[/\p{sc=Hebr}/u, ["he"]],
	[/\p{sc=Thai}/u, ["th"]],
	[/\p{sc=Deva}/u, ["hi", "mr", "ne"]],
];

/** Letters from which on two German words are one on purpose. */
const LONG_COMPOUND = 10;

type Model = Pick<Embedder, "languages" | "vocabulary">;

/**
 * False where the text is in a language that the model does not know: by its script, because more of its words are of others than of the
 * model's alone, or, where words do not tell, as a whole. Words that languages share ("Java", "SAP") are of none.
 */
export function knows(model: Model, text: string): boolean {
	for (const [script, written] of SCRIPTS)
		if (script.test(text)) return written.some((language) => model.languages.includes(language));
	const votes = tokenize(text).reduce((sum, token) => sum + voteOf(model, token), 0);
	if (votes !== 0) return votes > 0;
	const language = detectLanguage(text);
	return language === null || model.languages.includes(language);
}

/** 1 for a word of the model's languages alone, -1 for one of none of them, 0 for all else. */
function voteOf({ languages, vocabulary }: Model, { text, written }: Token): -1 | 0 | 1 {
	// Abbreviations are the same everywhere.
	if (/^\p{Lu}+$/u.test(written)) return 0;
	const places = vocabulary?.languagesOf(text) ?? [];
	if (places.length > 0) return voteOfTitles(languages, places);
	if (languagesOfLetters(written).some((others) => !others.some((one) => languages.includes(one)))) return -1;
	// So are names of skills.
	if (vocabulary?.hasWord(text)) return 0;
	if (isGermanCompound(text)) return languages.includes("de") ? 0 : -1;
	const small = LANGUAGES.filter((language) => isStopWord(text, language));
	if (small.length === 0) return 0;
	return small.some((language) => languages.includes(language)) ? 0 : -1;
}

const isGermanCompound = (word: string) => word.length >= LONG_COMPOUND && germanBounds(word).length > 0;

/** A name of several languages stands with the first: a word that is none of an earlier language's may be a later one's. */
function voteOfTitles(languages: readonly string[], places: readonly number[]): -1 | 0 | 1 {
	const own = languages.map((language) => TITLE_LANGUAGES.indexOf(language));
	if (places.some((place) => own.includes(place))) return places.every((place) => own.includes(place)) ? 1 : 0;
	const first = places[0] ?? 0;
	return own.every((place) => place !== -1 && place < first) ? -1 : 0;
}
