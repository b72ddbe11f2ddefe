import type { Sentence } from "../../domain/sentence.ts";
import { date, number } from "./format.ts";
import { language } from "./language.ts";
import { shellTexts } from "./texts/index.ts";
import { sentencesDe } from "./texts/sentences-de.ts";

/**
 * What the API says in words, in the reader's language: by the sentences and values that it gives beside its English text, which stays where a
 * catalogue does not have one of them.
 */

const CATALOGUES: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = { de: sentencesDe };

/** Whether what the API says in English has to be said in other words. */
export const isTranslated = (): boolean => language.value in CATALOGUES;

export function saidIn(sentences: readonly Sentence[] | undefined, text: string): string {
	const catalogue = CATALOGUES[language.value];
	if (catalogue === undefined || sentences === undefined || sentences.length === 0) return text;
	const found = sentences.map(({ id, values }) =>
		catalogue[id]?.replace(/\{(\d+)\}/g, (_, index) => shown(values[Number(index)] ?? "")),
	);
	return found.every((sentence) => sentence !== undefined) ? found.join(" ") : text;
}

/** Numbers, dates and quotes as the reader's language writes them. */
function shown(value: string | number): string {
	if (typeof value === "number") return number(value);
	if (/^\d+\.\d+$/.test(value)) return number(Number(value));
	if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
	return value.replace(/^“(.*)”$/su, (_, word) => shellTexts.value.quoted(word));
}
