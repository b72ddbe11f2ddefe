import { fold } from "../../analysis/fold.ts";
import type { Resume } from "../../domain/resume.ts";
import { dateSpans } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { SPEECH_LEVEL } from "./language-abilities.ts";
import { splitList } from "./skills.ts";

type SpokenLanguage = NonNullable<Resume["languages"]>[number];

const NAMED_IN = "en de fr es pt it nl sv pl tr da nb fi cs sk hu ro ru uk el ar he zh zh-Hant ja ko vi id hr".split(
	" ",
);
const LANGUAGES =
	"en de fr es pt it nl sv pl tr da nb no fi cs sk hu ro ru uk el ar he zh ja ko vi id ms hr sr bs sl bg mk sq et lv lt is ga cy eu ca gl mt hi ur bn pa gu mr ta te kn ml si ne fa ps ku hy ka az kk uz mn th lo km my tl sw am so zu xh af la eo yue be lb yi ha yo ig rw ti or as sd sa haw mi sm fo ky tg tk bo ug br oc co fy sc fur tw ak ee ln kg lg rn ny sn nd nso st ss tn ts ve wo ff bm sg mg";
const MORE: Record<string, string> = {
	mandarin: "zh",
	cantonese: "yue",
	farsi: "fa",
	twi: "ak",
	flemish: "nl",
	flamand: "nl",
	castellano: "es",
	castilian: "es",
	filipino: "tl",
	kantonesisch: "yue",
	mandarim: "zh",
	mandarino: "zh",
	国语: "zh",
	普通话: "zh",
	普通話: "zh",
	國語: "zh",
	粤语: "yue",
	粵語: "yue",
	英文: "en",
	中文: "zh",
	汉语: "zh",
	華語: "zh",
	日文: "ja",
	法文: "fr",
	德文: "de",
	韩文: "ko",
	西班牙文: "es",
	葡萄牙文: "pt",
	意大利文: "it",
	義大利文: "it",
	俄文: "ru",
	阿拉伯文: "ar",
	泰文: "th",
	越南文: "vi",
	韓文: "ko",
	韓語: "ko",
	汉语普通话: "zh",
	國語普通話: "zh",
	华语: "zh",
	漢語: "zh",
	广东话: "yue",
	廣東話: "yue",
	台語: "nan",
	臺語: "nan",
	台语: "nan",
	閩南語: "nan",
	闽南语: "nan",
	客家話: "hak",
	客語: "hak",
	上海话: "wuu",
	中国語: "zh",
	北京語: "zh",
	広東語: "yue",
	ハングル: "ko",
	isizulu: "zu",
	isixhosa: "xh",
	sesotho: "st",
	setswana: "tn",
	kiswahili: "sw",
	chishona: "sn",
	quechua: "qu",
	aymara: "ay",
	guaraní: "gn",
	náhuatl: "nah",
	fries: "fy",
	frysk: "fy",
	frisian: "fy",
	gronings: "nds",
	limburgs: "li",
	luxemburgisch: "lb",
	luxembourgeois: "lb",
	nordsamiska: "se",
	sydsamiska: "sma",
	samiska: "se",
	sami: "se",
	kaszubski: "csb",
	śląski: "szl",
	breton: "br",
	occitan: "oc",
	sardo: "sc",
	friulano: "fur",
	siciliano: "scn",
	napoletano: "nap",
	zaza: "zza",
	plattdeutsch: "nds",
	niederdeutsch: "nds",
	valenciano: "ca",
	valencian: "ca",
	valencià: "ca",
	castelhano: "es",
	castigliano: "es",
	euskera: "eu",
	bahasa: "id",
	kastilianisch: "es",
	hochdeutsch: "de",
	schweizerdeutsch: "gsw",
	vlaams: "nl",
	bokmål: "nb",
	nynorsk: "nn",
	farsça: "fa",
	kürtçe: "ku",
	العربية: "ar",
	الأردية: "ur",
	الاردية: "ur",
	الانجليزية: "en",
	الإنجليزية: "en",
	انجليزي: "en",
	إنجليزي: "en",
	عربي: "ar",
	فرنسي: "fr",
	ألماني: "de",
	תאית: "th",
	asl: "ase",
	bsl: "bfi",
};

function collect(): Map<string, string> {
	const names = new Map<string, string>(Object.entries(MORE).map(([name, code]) => [fold(name), code]));
	for (const locale of NAMED_IN) {
		const display = new Intl.DisplayNames(locale, { type: "language" });
		for (const code of LANGUAGES.split(" ")) {
			const name = fold(display.of(code) ?? "");
			if (name !== "" && name !== code && name.length > 1 && !names.has(name)) names.set(name, code);
			// "the English language", as Arabic, Russian and Turkish say.
			for (const noun of ["اللغة ", "язык", "dili"])
				names.set(noun.endsWith(" ") ? fold(noun) + name : `${name} ${noun}`, code);
		}
	}
	return names;
}

const NAMES = collect();

/** ISO 639-1 (639-3 for Cantonese) of a language's name in any of the languages of the section names, or null. */
export function languageCode(name: string): string | null {
	const key = fold(name)
		.replace(/[\s.:;,()-]+$/u, "")
		.trim();
	return (
		NAMES.get(key) ??
		NAMES.get(key.replace(/(?:isch|ischkenntnisse|kenntnisse)$/u, (end) => (end === "isch" ? "isch" : ""))) ??
		null
	);
}

/** Written without a blank before the level: 英語ビジネスレベル. */
const UNSPACED_NAMES = Map.groupBy(
	[...NAMES.keys()].filter((name) => /[\u3040-\u9FFF]/.test(name)),
	(name) => name[0],
);

const RATING = /^[\s●○★☆■□•\d/%.]+$/u;

/** The beginning of a text as far as it is these words with nothing but blanks and hyphens between them. */
function headOf(text: string, words: readonly string[]): string | null {
	let end = text.length - text.trimStart().length;
	for (const [index, word] of words.entries()) {
		const between = index === 0 ? 0 : (/^[\s-]*/.exec(text.slice(end))?.[0].length ?? 0);
		if (word === "" || (index > 0 && between === 0) || !text.startsWith(word, end + between)) return null;
		end += between + word.length;
	}
	return text.slice(0, end);
}

/** What the label of a form says of the language behind it. */
const MOTHER_TONGUE =
	/^(mother tongues?(?:\(s\))?|first language|native languages?|langues?(?:\(s\))? maternelles?(?:\(s\))?|muttersprachen?|lenguas?(?:\(s\))? maternas?(?:\(s\))?|línguas?(?:\(s\))? maternas?(?:\(s\))?|lingu[ae](?:\/e)? madre|lingua madre|madrelingua|moedertaal|modersmål|język ojczysty|ana dili?|母语|母語)\s*[:：]?\s+/iu;
const OTHER_LANGUAGES =
	/^(?:other languages?(?:\(s\))?|languages known|autres? langues?|altr[ae] lingu[ae]|otr[oa]s (?:idiomas|lenguas)|outras línguas|weitere sprachen|fremdsprachen|inne języki|andere talen|andra språk|diğer diller)\s*[:：]?\s*/iu;
/** True for a text that begins with what a form calls languages. */
export const isLanguageLabel = (text: string): boolean => {
	const spaced = text.replaceAll("\t", " ");
	return MOTHER_TONGUE.test(spaced) || OTHER_LANGUAGES.test(spaced);
};
/** "Fluent in English", "some Italian": how well, before which. */
const LEVEL_FIRST =
	/^((?:native|fluent|bilingual|proficient|advanced|professional|business|working|conversational|intermediate|basic|elementary|beginner|limited|good|very good|excellent|some|a little)(?:\s+(?:level|knowledge|proficiency))?)\s+(?:in\s+|of\s+)?(?=\p{Lu})/iu;

/** "English (C1)", "Deutsch – Muttersprache", "English: native", "Spanish fluent". */
export function readLanguage(written: string): SpokenLanguage | null {
	const text = written.replace(OTHER_LANGUAGES, "");
	const before = MOTHER_TONGUE.exec(text) ?? LEVEL_FIRST.exec(text);
	const behind = before === null ? null : readLanguage(text.slice(before[0].length));
	if (before !== null && behind !== null) return { fluency: before[1] ?? "", ...behind };
	const words = text.trim().split(/\s*[(:：–—／/-]\s*|\s+|\s*（\s*/u);
	for (let count = Math.min(3, words.length); count > 0; count -= 1) {
		const head = headOf(text, words.slice(0, count));
		if (head === null || languageCode(head) === null) continue;
		const rest = text
			.slice(head.length)
			.replace(/^[\s(:：（–—,|-]+|[\s)）.;,]+$/gu, "")
			.trim();
		const balanced = closed(rest);
		return {
			language: head.trim(),
			...(balanced === "" || RATING.test(balanced) || balanced.length > 120 ? {} : { fluency: balanced }),
		};
	}
	const unspaced = UNSPACED_NAMES.get(text[0])?.find((name) => text.startsWith(name));
	if (unspaced === undefined) return null;
	const rest = text.slice(unspaced.length).replace(/^[\s(:：（–—,|-]+|[\s)）.;,]+$/gu, "");
	return { language: unspaced, ...(rest === "" ? {} : { fluency: closed(rest) }) };
}

/** The bracket at the end of a level is a part of it where it was opened in it. */
function closed(level: string): string {
	if (level.includes("(") && !level.includes(")")) return `${level})`;
	return level.includes("（") && !level.includes("）") ? `${level}）` : level;
}

/** "Deutsch, Englisch, Italienisch" */
export function isListOfLanguages(text: string): boolean {
	const parts = text.split(/\s*[,;|/•·]\s*/u);
	return parts.length > 1 && parts.every((part) => languageCode(part) !== null);
}

/** Of what stands above all sections: the cells that list languages and nothing else. */
export const languagesOfHead = (paragraphs: readonly Paragraph[]): Paragraph[] =>
	paragraphs.flatMap((paragraph) =>
		paragraph.cells
			.filter(({ text }) => isListOfLanguages(text))
			.map((cell) => ({ ...paragraph, text: cell.text, cells: [cell] })),
	);

/** What stands behind is no level: "Keywords: TOEFL 110". */
const KEYWORDS = /(?:^|[\s,;|])\s*(?:keywords|schlagwörter|mots[- ]clés|palabras clave|关键字|關鍵字)\s*[:：].*$/iu;

/** Spoken languages of the language sections, with their level as written. */
export function extractLanguages(sections: readonly (readonly Paragraph[])[], log: EvidenceLog): SpokenLanguage[] {
	const languages: SpokenLanguage[] = [];
	const seen = new Set<string>();
	const add = (language: SpokenLanguage, paragraph: Paragraph): void => {
		const key = languageCode(language.language) ?? language.language;
		if (seen.has(key)) return;
		seen.add(key);
		const pointer = `/languages/${languages.length}`;
		log.take(`${pointer}/language`, found(language.language, 0.98, "name of a language", paragraph.lines));
		if (language.fluency !== undefined)
			log.take(`${pointer}/fluency`, found(language.fluency, 0.85, "text beside the language", paragraph.lines));
		languages.push(language);
	};
	let above: readonly string[] = [];
	for (const paragraph of sections.flat()) {
		const whole = paragraph.cells.map((cell) => cell.text.replace(KEYWORDS, "").trim()).filter((text) => text !== "");
		const levels = isRowOfLevels(above, whole);
		above = whole;
		if (levels) {
			const first = languages.length - whole.length;
			for (const [index, level] of whole.entries()) attachLevel(languages, level, paragraph, log, first + index);
			continue;
		}
		// "English      Native": the level stands in the next cell.
		const [head = "", beside = ""] = whole;
		const named = readLanguage(beside) !== null && !MOTHER_TONGUE.test(head);
		const levelled = readLanguage(head)?.fluency !== undefined;
		const paired = whole.length === 2 && !named && !levelled ? [`${head}: ${beside}`] : whole;
		for (const part of paired.flatMap(partsOf)) {
			const language = readLanguage(part.trim());
			if (language !== null) add(language, paragraph);
			else attachLevel(languages, part.trim(), paragraph, log);
		}
	}
	return languages.slice(0, 100);
}

/** Languages side by side, and under each of them its level. */
const isRowOfLevels = (above: readonly string[], row: readonly string[]): boolean =>
	row.length > 1 &&
	row.length === above.length &&
	above.every((text) => languageCode(text) !== null) &&
	row.every((text) => readLanguage(text) === null);

/** "English" on one line and its level on the next. */
function attachLevel(
	languages: SpokenLanguage[],
	text: string,
	paragraph: Paragraph,
	log: EvidenceLog,
	at = languages.length - 1,
): void {
	const last = languages[at];
	if (
		last === undefined ||
		last.fluency !== undefined ||
		text.length > 60 ||
		text.replace(OTHER_LANGUAGES, "") === "" ||
		!/\p{L}/u.test(text) ||
		dateSpans(text).length > 0
	)
		return;
	last.fluency = log.take(`/languages/${at}/fluency`, found(text, 0.7, "line below the language", paragraph.lines));
}

/** What may stand between two parts of a list. */
const BETWEEN = /^[^\p{L}\p{N}]{1,4}$/u;
const MOST_UNITS_BETWEEN = 8;

/** Two neighbouring parts with what stands between them in the text. Looked for without a pattern: each would be compiled for one use. */
function asPrinted(text: string, before: string, after: string): string | null {
	for (let from = text.indexOf(before); from >= 0; from = text.indexOf(before, from + 1)) {
		const end = from + before.length;
		const at = text.slice(0, end + MOST_UNITS_BETWEEN + after.length).lastIndexOf(after);
		for (let next = at; next > end; next = text.lastIndexOf(after, next - 1))
			if (BETWEEN.test(text.slice(end, next))) return text.slice(from, next + after.length);
	}
	return null;
}

/** "Klingon (B2)", "Klingon (fluent)": a language of no list, which is no part of the level before it. */
const LEVELLED = new RegExp(`^\\p{Lu}[\\p{L}'’]+(?:\\s\\p{Lu}[\\p{L}'’]+)?\\s?[(:–-]\\s?(?:${SPEECH_LEVEL})\\)?$`, "u");

/** Commas part languages, except where they part the level of one. */
function partsOf(text: string): string[] {
	const parts = splitList(
		text.replace(
			/\.\s+|\s+\/\s+|(?<=\s[ABC][12]\+?)\s+(?=\p{L}{4})|\s+(?:and|und|et|y|e|en|och|og|i|ve)\s+(?=(\p{Lu}[\p{L}]+))/gu,
			(between, next: string | undefined) => (next === undefined || languageCode(next) !== null ? ", " : between),
		),
	);
	const joined: string[] = [];
	for (const part of parts) {
		const last = joined.at(-1);
		const belongs =
			last !== undefined &&
			readLanguage(part.trim()) === null &&
			!LEVELLED.test(part.trim()) &&
			readLanguage(last)?.fluency !== undefined;
		const printed = belongs ? asPrinted(text, last.trim(), part.trim()) : null;
		if (printed === null) joined.push(part);
		else joined[joined.length - 1] = printed;
	}
	return joined;
}
