import { computed, type ReadonlySignal, signal } from "@preact/signals";

/**
 * Texts by language. Each folder of views has its own catalogue: `texts/en.ts` says which keys there are, every other language is of the type
 * {@link Translation} of it, so that a missing key does not compile. A further language is a name here and a file in each folder.
 */

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** The same keys with other words: a text stays a text, a text with blanks takes the same values. */
export type Translation<T> = {
	readonly [Key in keyof T]: T[Key] extends string
		? string
		: T[Key] extends (...values: infer Values) => string
			? (...values: Values) => string
			: Translation<T[Key]>;
};

const KEY = "tributary.language";

const isLanguage = (name: string | null | undefined): name is Language => name != null && name in LANGUAGES;

function firstLanguage(): Language {
	const chosen = localStorage.getItem(KEY);
	if (isLanguage(chosen)) return chosen;
	return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

export const language = signal<Language>(firstLanguage());

export function chooseLanguage(chosen: Language): void {
	localStorage.setItem(KEY, chosen);
	language.value = chosen;
}

/** The texts of a folder in the reader's language; who reads `.value` while rendering follows a change of it. */
export const catalogue = <T>(texts: Record<Language, T>): ReadonlySignal<T> => computed(() => texts[language.value]);

/** A number with its noun: `1 job`, `2 jobs`. For languages that have two forms; one that has more asks `Intl.PluralRules`. */
export const counted = (count: string, one: string, many: string): string => `${count} ${count === "1" ? one : many}`;
