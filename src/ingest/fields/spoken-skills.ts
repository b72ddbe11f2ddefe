/** Languages that somebody speaks, where they stand among the skills. */
import type { Paragraph } from "../layout/paragraphs.ts";
import { SPEECH_LEVEL } from "./language-abilities.ts";
import { languageCode, readLanguage } from "./languages.ts";
import { splitList } from "./skills.ts";

/** "fluent in Greek" */
const SPOKEN =
	/^(?:(?:native|bilingual|fluent|conversational|proficient|basic)(?: speaker)?|fließend|courant|fluido|fluente|vloeiend|flytande)(?: and \p{L}+)? (?:in|of|en|em)\s(\p{Lu}\p{L}+(?:(?:,| and| &) \p{Lu}\p{L}+)*)$/u;
/** "Bilingual (English/Spanish)", "English/Spanish bilingual" */
const SEVERAL = /^(?<front>.*?)[\s(:)]*(?<word>(?:bi|tri|multi)ling(?:uale?|ue|üe|va))[\s(:)]*(?<back>.*)$/iu;
const LONGEST = 100;
const BETWEEN = /\s*(?:[/,&+–-]|\s(?:and|und|et|y|e|en|och|og|i|ve)\s)\s*/u;
const LEVELLED = new RegExp(`^(?:${SPEECH_LEVEL})(?:[,;].*)?$|^流利|^流暢|^母语|^母語|^精通`, "u");

/** "英語：ビジネスレベル", "Spanisch: fließend" among skills. */
export const isOfLanguage = ({ text }: Paragraph): boolean =>
	languageCode(/^([^:：]{2,20})[:：]\s*\S/u.exec(text)?.[1] ?? "") !== null;

/** "Bilingual (English/Spanish)" as each of its languages with the word as its level, or null. */
function several(item: string): string | null {
	const { front = "", word = "", back = "" } = SEVERAL.exec(item)?.groups ?? {};
	const listed = (front === "" ? back : back === "" ? front : "").replace(/^(?:in|en|em)\s|[\s().]+$/gu, "");
	const names = listed.split(BETWEEN);
	return names.length > 1 && names.every((name) => languageCode(name) !== null)
		? names.map((name) => `${name} (${word})`).join(", ")
		: null;
}

/** The languages that an item of a list of skills names, in a form that lists of languages have; else null. */
export function spokenItem(item: string): string | null {
	const text = item.trim().replace(/\.$/u, "");
	if (text.length > LONGEST) return null;
	const language = readLanguage(text);
	if (language?.fluency !== undefined && LEVELLED.test(language.fluency)) return text;
	return SPOKEN.exec(text)?.[1] ?? several(text);
}

/** What the lines of a list of skills say of languages. */
export const spokenIn = (paragraphs: readonly Paragraph[]): Paragraph[] =>
	paragraphs.flatMap((paragraph) => {
		if (isOfLanguage(paragraph)) return [paragraph];
		return paragraph.cells.flatMap((cell) =>
			splitList(cell.text)
				.flatMap((part) => part.split(/\.\s+/u))
				.map(spokenItem)
				.filter((text) => text !== null)
				.map((text) => ({ ...paragraph, text, cells: [{ ...cell, text }] })),
		);
	});
