import { compoundKeys } from "./german-parts.ts";
import { stemKeys } from "./stem.ts";

/**
 * Keys by which the dictionary of a store finds a word: of its stems ({@link stemKeys}), and of the parts of a German compound.
 * @param language ISO 639-1 of the texts that it stands in; null where it is not known: then it may be of any
 */
export const wordKeys = (word: string, language: string | null): readonly string[] => [
	...stemKeys(word, language === null ? undefined : [language]),
	...partKeys(word, language),
];

/** Those of the parts. */
export const partKeys = (word: string, language: string | null): readonly string[] =>
	language === null || language === "de" ? compoundKeys(word) : [];
