import { isFiller } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { languageLabel, languageNamed, languageQuery } from "../phrases/languages.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import { cuesOf } from "./cues.ts";
import type { Mention } from "./mentions.ts";
import type { AdLine } from "./sections.ts";

/** Items of a list of requirements that no vocabulary knows: "Paediatric ventilation", "Advanced life support (ALS)", "French". */

/** More are a sentence. */
const MOST_WORDS = 6;
const BULLET = /^[\s•●▪◦·*‣►➢✓✔–—-]+/u;
/** What is said of all that somebody knows. */
const LEAD =
	/^(?:(?:(?:good|strong|solid|proven|prior|previous|relevant|sound|excellent|gute|fundierte|sichere|bonne|solide|buen[oa]s?)\s+)*(?:experience|expertise|knowledge|understanding|familiarity|proficiency|(?:berufs)?erfahrung(?:en)?|kenntnisse?|expérience|connaissances?|maîtrise|experiencia|conocimientos?)\s+(?:with|in|of|using|mit|im|in|der|von|avec|en|de|du|des|con)|certified in|trained in)\s+/iu;
const TAIL =
	/\s+(?:certifications?|certificates?|certified|experience|knowledge|skills?|zertifi\p{L}+|certifications?|certificación)$/iu;
/** "Advanced life support (ALS)": either name. */
const WITH_SHORT = /^(?<long>.+?)\s*\((?<short>\p{Lu}[\p{Lu}\p{N}-]{1,7})\)$/u;
const BETWEEN = /\s*(?:[,/&]|(?<!\p{L})(?:and|und|et|y)(?!\p{L}))\s*/u;
/** What words say in a sentence, of something else ("Location: Berlin"), or of an address. */
const NO_NAME = /[:;!?@]|\.(?:\s|$)|https?|www\.|\d{3}/u;

const SENTENCE =
	/^(?:we|you|our|your|they|it|this|wir|sie|du|unsere?|ihre?|deine?|nous|vous|votre|notre|nuestr[oa]s?)(?!\p{L})/iu;

/** Only a list is read so: its items stand below each other, or behind bullets. */
function isItem(ad: string, { start, text }: AdLine): boolean {
	if (BULLET.test(text.trimStart())) return true;
	const before = ad.slice(0, start);
	const blank = before.slice(before.trimEnd().length);
	return blank.split("\n", 3).length < 3;
}

/** What a line of a list asks for where nothing known covers it: languages, or its words as they are written. */
export function plainMentions(ad: string, line: AdLine): Mention[] {
	if ((line.kind !== "must" && line.kind !== "wish") || !isItem(ad, line)) return [];
	const item = line.text.replace(BULLET, "").trim().replace(/[.,]$/u, "");
	const from = line.text.indexOf(item);
	const at = { start: from, end: from + item.length };
	const tokens = tokenize(item);
	if (tokens.length > MOST_WORDS || NO_NAME.test(item) || SENTENCE.test(item)) return [];
	if (cuesOf(line.text)(at) === "unneeded") return [];
	const codes = item.split(BETWEEN).map(languageNamed);
	const languages = codes.filter((code) => code !== null);
	if (languages.length === codes.length)
		return languages.map((code) => ({
			...at,
			kind: "language",
			label: languageLabel(code),
			query: languageQuery(code),
		}));
	const name = item.replace(LEAD, "").replace(TAIL, "");
	if (!/\p{L}{2}/u.test(name) || tokenize(name).every(isFiller)) return [];
	const { long = name, short } = WITH_SHORT.exec(name)?.groups ?? {};
	const query = short === undefined ? phraseQuery(long) : `${phraseQuery(long)} OR ${phraseQuery(short)}`;
	return [{ ...at, kind: "words", label: name, query }];
}
