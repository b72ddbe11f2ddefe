import { languageCode } from "../../analysis/spoken-language.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import type { Found } from "./found.ts";

/**
 * Spoken languages asked for. "German" alone may be a people, a market or a dish, so a word of speaking must stand beside it:
 * "fluent German", "Deutschkenntnisse", "anglais courant", "inglés alto".
 */
const CUES: ReadonlySet<string> = new Set(
	(
		"fluent fluency fluently speaking speaker speakers speak speaks native spoken proficient proficiency bilingual language languages " +
		"fliessend spricht sprechen verhandlungssicher verhandlungssicheres verhandlungssichere verhandlungssicherem muttersprache muttersprachler muttersprachlich muttersprachliches sprechend sprechende sprachkenntnisse sprache kenntnisse gutes sehr wort " +
		"parlant parlent parler courant couramment bilingue langue maternelle parle maitrise " +
		"hablante hablar habla hablan hable hablen hablado fluido nativo nativa idioma idiomas nivel alto bilingue dominio " +
		"a1 a2 b1 b2 c1 c2"
	).split(" "),
);
/** Behind the name of a language alone they say that it is asked for: "English required", "Anglais souhaité". */
const ASKED: ReadonlySet<string> = new Set(
	(
		"required preferred desirable essential mandatory advantageous " +
		"erforderlich wunschenswert vorausgesetzt zwingend notwendig vorteil muss " +
		"souhaite exige requis obligatoire apprecie indispensable atout " +
		"requerido imprescindible deseable valorable obligatorio"
	).split(" "),
);
/** What may stand before those. */
const BEFORE_ASKED: ReadonlySet<string> = new Set(
	"is are ist sind est es von ein un a an big huge strong grosses grosser professionnel technique profesional tecnico".split(
		" ",
	),
);
const MOST_BEFORE_ASKED = 4;
/** The same, where an article stands before them: "German is a big plus". */
const BEHIND_ARTICLE: ReadonlySet<string> = new Set(
	"plus bonus must nice welcome advantage asset pluspunkt atout".split(" "),
);
/** What may stand between the languages of one list. */
const LINKS: ReadonlySet<string> = new Set("and und et y or oder ou o in written oral".split(" "));
/** Behind the name of a language, in one word with it. */
const COMPOUND =
	/^(?<name>\p{L}{4,})(?:kenntnisse|kenntnissen|sprachig|sprachige|sprachiger|sprachigen|sprechend|sprechende)$/u;
const WITH: ReadonlySet<string> = new Set("with mit avec con".split(" "));
/** Where a person and not a language goes on. */
const AFTER: ReadonlySet<string> = new Set(
	"in en for at near from who fur bei aus a pour chez para no not without ohne sans sin".split(" "),
);
/** Words between a language and the word of speaking that belongs to it. */
const REACH = 2;

/** Before these they say how well: "sehr gute Deutschkenntnisse", "nivel alto de inglés". */
const HOW_WELL: ReadonlySet<string> = new Set(
	"very sehr gut gute guten guter exzellente sichere good excellent strong tres bon bonne bonnes excellente muy buen buena buenos".split(
		" ",
	),
);
/** Behind: "Englisch in Wort und Schrift", "inglés hablado y escrito". */
const BOTH_WAYS: ReadonlySet<string> = new Set("wort schrift escrito ecrit written".split(" "));

/** "Excellent written English". */
const WAYS: ReadonlySet<string> = new Set("written spoken verbal oral".split(" "));

interface Named {
	readonly code: string;
	readonly at: number;
	readonly sure: boolean;
}

/** A language by its ISO 639-1 code. */
export interface FoundLanguage extends Found<string> {
	/** Of its name alone. */
	readonly name: Span;
}

/** Languages where a word of speaking says that they are to be spoken; the span holds that word. */
export function findLanguages(text: string): FoundLanguage[] {
	const tokens = tokenize(text);
	const named = tokens.flatMap((token, at) => namedBy(token, at) ?? []);
	const sure = new Map<number, readonly [number, number]>();
	for (const { at, sure: isSure } of named) {
		const cue = isSure ? at : (cueBeside(tokens, at) ?? askedBehind(tokens, at) ?? broughtAlong(tokens, at));
		if (cue !== null) sure.set(at, [Math.min(at, cue), Math.max(at, cue)]);
	}
	for (const { at } of named) {
		const other = sure.has(at) ? undefined : named.find((one) => sure.has(one.at) && isList(tokens, at, one.at));
		if (other !== undefined) sure.set(at, [at, at]);
	}
	return named.flatMap(({ code, at }) => {
		const ends = sure.get(at);
		if (ends === undefined) return [];
		const [first, last] = [firstOf(tokens, ends[0]), lastOf(tokens, ends[1])];
		const { start, end } = tokens[at] as Token;
		return [
			{ start: (tokens[first] as Token).start, end: (tokens[last] as Token).end, value: code, name: { start, end } },
		];
	});
}

function firstOf(tokens: readonly Token[], from: number): number {
	let first = from;
	for (let at = from; at > 0 && !isBorder(tokens[at] as Token); at--) {
		const { text } = tokens[at - 1] as Token;
		if (CUES.has(text) || HOW_WELL.has(text)) first = at - 1;
		else if (text !== "de") break;
	}
	return first;
}

function lastOf(tokens: readonly Token[], from: number): number {
	let last = from;
	for (let at = from + 1; at < tokens.length && !isBorder(tokens[at] as Token); at++) {
		const { text } = tokens[at] as Token;
		const behind = tokens[at + 1];
		const isNext = behind !== undefined && languageCode(behind.text) !== null;
		if (BOTH_WAYS.has(text) || (at === last + 1 && CUES.has(text) && !isNext)) last = at;
		else if (!LINKS.has(text)) break;
	}
	return last;
}

function namedBy({ text }: Token, at: number): Named | null {
	const compound = COMPOUND.exec(text)?.groups?.name;
	const word = compound ?? text;
	// Shorter names ("Ewe", "Ido") are other words far more often.
	const code = word.length < 4 ? null : languageCode(word);
	return code === null ? null : { code, at, sure: compound !== undefined };
}

/** The language that a word is the name of, where it is known already that one may be meant; null: none. */
export function languageNamed(word: string): string | null {
	const [token, another] = tokenize(word);
	return token === undefined || another !== undefined ? null : (namedBy(token, 0)?.code ?? null);
}

function cueBeside(tokens: readonly Token[], at: number): number | null {
	for (const step of [-1, 1]) {
		for (let distance = 1; distance <= REACH; distance++) {
			const place = at + step * distance;
			const token = tokens[place];
			const border = tokens[step === 1 ? place : place + 1];
			if (token === undefined || border === undefined || isBorder(border)) break;
			if (CUES.has(token.text)) return place;
		}
	}
	return null;
}

function askedBehind(tokens: readonly Token[], at: number): number | null {
	for (let place = at + 1; place <= at + MOST_BEFORE_ASKED; place++) {
		const token = tokens[place];
		if (token === undefined || isBorder(token)) return null;
		// "German plus English" is a list.
		if (ASKED.has(token.text) || (place > at + 1 && BEHIND_ARTICLE.has(token.text))) return place;
		if (!BEFORE_ASKED.has(token.text)) return null;
	}
	return null;
}

/** "with German", "very good German", and nothing behind it that is German: "with German food". */
function broughtAlong(tokens: readonly Token[], at: number): number | null {
	const [before, behind] = [tokens[at - 1], tokens[at + 1]];
	if (before === undefined || isBorder(tokens[at] as Token)) return null;
	const graded = WAYS.has(before.text) ? tokens[at - 2] : before;
	if (!WITH.has(before.text) && !HOW_WELL.has(graded?.text ?? "")) return null;
	const ends = behind === undefined || behind.gap !== "space" || LINKS.has(behind.text) || AFTER.has(behind.text);
	return ends ? at : null;
}

const isBorder = ({ gap }: Token) => gap === "sentence" || gap === "line";

/** Whether only links and other languages stand between two places. */
function isList(tokens: readonly Token[], one: number, other: number): boolean {
	const between = tokens.slice(Math.min(one, other) + 1, Math.max(one, other));
	return between.every((token) => LINKS.has(token.text) || CUES.has(token.text) || languageCode(token.text) !== null);
}

/** How well a language is spoken, as it is written beside it; by the European frame where that is said. */
const FRAME = /(?<![\p{L}\p{N}])[ABC][12](?:\s?[-–/+]\s?[ABC][12]|\+)?(?![\p{L}\p{N}])/u;
const LEVEL =
	/(?<![\p{L}\p{N}])(?:(?:very |sehr |très |muy )?(?:good|gut(?:e[nrs]?|es)?|bonn?e?s?|buen[oa]?s?|strong|excellent(?:es?)?|exzellente?[nrs]?|sichere?[nrs]?)(?=[\s-]|$)|basic|native|fluent|bilingual|verhandlungssicher\p{L}{0,2}|fließend\p{L}{0,2}|mutter\p{L}+|courant|bilingue|maternelle|(?<=nivel )\p{L}+|alto|avanzado|nativo|fluido)(?![\p{L}\p{N}])/iu;

/** Null where the words beside a language say nothing of how well. */
export const levelSaid = (written: string): string | null => (FRAME.exec(written) ?? LEVEL.exec(written))?.[0] ?? null;

const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
export const languageLabel = (code: string): string => names.of(code) ?? code;
export const languageQuery = (code: string): string => `language:${code}`;
