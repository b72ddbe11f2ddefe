/**
 * Words of the trade with signs in them that must not be taken apart. Each function gets the end of a run of letters and digits
 * and says how far the word really reaches.
 */
import { classAt, DIGIT, isWordClass, LETTER, MARK, sizeAt } from "./characters.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Names that end in a single plus sign. Anything else with a plus is taken apart. */
const PLUS_NAMES = words("a network security server linux cloud data cysa pentest project google disney canal");
/** Single letters around a spaced ampersand that are one expression. */
const SPACED_AMPERSAND = words("r&d p&l q&a m&a s&p h&m f&b b&b o&m l&d t&d d&i a&e a&r t&m v&v p&g g&a e&p i&c o&g");
/** Degrees written with dots, without the dots. */
const DOTTED = words(
	"phd dphil mphil bphil bsc msc dsc beng meng bed med edd bcom mcom btech mtech llm llb lld psyd bba mba barch march bfa mfa bca mca dipl ing habil",
);
/** Last parts that make a product's name of two words with a dot between them: Node.js, ASP.NET, Socket.IO. */
const PRODUCT_ENDINGS = words("js net io ai py ts");
/** A word before it is a person, so "*in", ":innen" and the like make a gendered form of the word. */
const PERSON_ENDING = /(?:er|or|eur|ist|ent|ant|log|loge|goge|lege|nom|graf|wirt|walt|at|arzt|frau|mann)$/i;
const GENDER_ENDING = /[*:_/·(]-?(?:in|innen)\)?(?![\p{L}\p{N}])/uy;
/** The same in Spanish, French and Portuguese: "desarrollador/a", "chargé(e)", "développeur·se", "directeur/trice". */
const ROMANCE_PERSON_ENDING = /\p{L}{2}(?:or(?:es)?|[ei]er|en|eur|os?|és?|ent|ant)$/iu;
const ROMANCE_GENDER_ENDING = /[/·(]-?(?:as?|es?|nes?|t?rices?|eu?ses?|ses?|i?ères?)(?:\)s?|·s)?(?![\p{L}\p{N}])/iuy;
/** Those that only these languages have: "commercial(e)", "conseiller/ère", "administratif(ve)"; "infermiere/a", "operatore/trice", "dependiente/a". */
const FRENCH_PERSON_ENDING = /\p{L}{2}(?:ller|cher|ger|at|al|ef|if|el|ert|oint)$/iu;
const FRENCH_GENDER_ENDING = /[/·(]-?(?:es?|i?ères?|i?ves?|l?les?|f?fes?)(?:\)s?|·s)?(?![\p{L}\p{N}])/iuy;
const SOUTHERN_PERSON_ENDING = /\p{L}{2}(?:iere|tore|ssore|ente|efe)$/iu;
const SOUTHERN_GENDER_ENDING = /[/·(]-?(?:as?|t?rice|e?ssa)(?:\)s?|·s)?(?![\p{L}\p{N}])/iuy;
/** Where the other word is written out: "Kaufmann/-frau", "Krankenpfleger/-schwester". */
const OTHER_WORD = /\/-(?:frau|mann|leute|schwester|pfleger)(?![\p{L}\p{N}])/iuy;
const OTHER_PERSON = /\p{L}{3}(?:mann|frau|pfleger|schwester)$/iu;
const GENDERED = [
	[OTHER_WORD, OTHER_PERSON],
	[GENDER_ENDING, PERSON_ENDING],
	[ROMANCE_GENDER_ENDING, ROMANCE_PERSON_ENDING],
	[FRENCH_GENDER_ENDING, FRENCH_PERSON_ENDING],
	[SOUTHERN_GENDER_ENDING, SOUTHERN_PERSON_ENDING],
] as const;
/** A capital behind a slash is an ending where all is in capitals ("INFIRMIER/E"), else part of a name: "Pro/E". */
const CAPITAL = /^\/\p{Lu}$/u;
const IN_CAPITALS = /^\p{Lu}{5,}$/u;
/** "développeur.euse", "chargé.e.s", "technicien.ne": with a full stop only what no domain ends with, or what is left of a word that none begins with. */
const DOTTED_GENDER =
	/(?:(?<=eur)\.(?:e|e?uses?|se)|(?<=teur)\.t?rices?|(?<=[éÉ])\.es?|(?<=[eè]r)\.i?ères?|(?<=(?:ien|éen))\.ne|(?<=if)\.i?ves?)(?:\.s)?(?![\p{L}\p{N}]|\.\p{L})/iuy;
/** Dotted parts looked at; longer chains are taken apart. */
const MOST_PARTS = 8;

/** Longest run of letters and digits that is one word; the rest begins a new one. Lucene's default. */
export const LONGEST_WORD = 255;

/** End of the run of letters, digits and marks that begins at `start`. */
export function runEnd(text: string, start: number): number {
	const limit = Math.min(text.length, start + LONGEST_WORD);
	let end = start;
	while (end < limit) {
		const kind = classAt(text, end);
		if (kind !== LETTER && kind !== DIGIT && kind !== MARK) break;
		end += sizeAt(text, end);
	}
	return end;
}

const wordAt = (text: string, at: number) => isWordClass(classAt(text, at));

/** C++, Notepad++, Security+. */
export function plusEnd(text: string, start: number, end: number): number {
	if (text[end + 1] === "+") return text[end + 2] === "+" ? end : end + 2;
	return !wordAt(text, end + 1) && PLUS_NAMES.has(text.slice(start, end).toLowerCase()) ? end + 1 : end;
}

/** C#, F#. */
export function sharpEnd(text: string, start: number, end: number): number {
	return end - start === 1 && classAt(text, start) === LETTER && classAt(text, end + 1) !== LETTER ? end + 1 : end;
}

/** AT&T, R&D, P&L: at most two letters on each side. With spaces only the well-known ones. */
export function ampersandEnd(text: string, start: number, end: number): number {
	const spaced = text[end] === " ";
	const next = spaced ? end + 3 : end + 1;
	if (end - start > 2 || (spaced && text[end + 2] !== " ")) return end;
	const last = runEnd(text, next);
	if (last === next || last - next > 2 || text[last] === "&") return end;
	if (!spaced) return /^\p{L}+&\p{L}+$/u.test(text.slice(start, last)) ? last : end;
	return SPACED_AMPERSAND.has(`${text.slice(start, end)}&${text.slice(next, last)}`.toLowerCase()) ? last : end;
}

export interface Dotted {
	readonly end: number;
	/** The word without its dots, where it is an abbreviation. */
	readonly text: string | null;
}

/** 3.11, U.S.A., Ph.D., Node.js; null when the dot ends the word. */
export function dotted(text: string, start: number, end: number): Dotted | null {
	if (classAt(text, end - 1) === DIGIT && classAt(text, end + 1) === DIGIT)
		return { end: versionEnd(text, end), text: null };
	const parts = [text.slice(start, end)];
	let last = end;
	while (parts.length < MOST_PARTS && text[last] === "." && wordAt(text, last + 1)) {
		const next = runEnd(text, last + 1);
		parts.push(text.slice(last + 1, next));
		last = next;
	}
	if (parts.length < 2) return null;
	const joined = parts.join("").toLowerCase();
	const after = text[last] === "." ? last + 1 : last;
	if (parts.every((part) => part.length === 1) || DOTTED.has(joined)) return { end: after, text: joined };
	const second = parts[1] as string;
	return PRODUCT_ENDINGS.has(second.toLowerCase()) ? { end: end + 1 + second.length, text: null } : null;
}

function versionEnd(text: string, end: number): number {
	let last = end;
	while (text[last] === "." && classAt(text, last + 1) === DIGIT) last = runEnd(text, last + 1);
	return last;
}

/** End of 10,000 or 1,000,000: groups of exactly three digits; `end` when it is none. */
export function groupedNumberEnd(text: string, start: number, end: number): number {
	if (end - start > 3 || !/^\d+$/.test(text.slice(start, end))) return end;
	let last = end;
	while (text[last] === "," && /^\d{3}(?!\d)/.test(text.slice(last + 1, last + 5))) last += 4;
	return wordAt(text, last) ? end : last;
}

/** End of a gender ending written with a sign (Entwickler*in, Lehrer/-innen, Arzt(in), desarrollador/a); `end` when there is none. */
export function genderEnd(text: string, start: number, end: number): number {
	for (const [ending, person] of GENDERED) {
		ending.lastIndex = end;
		if (!ending.test(text) || !person.test(text.slice(start, end))) continue;
		const isName = CAPITAL.test(text.slice(end, ending.lastIndex)) && !IN_CAPITALS.test(text.slice(start, end));
		return isName ? end : ending.lastIndex;
	}
	return end;
}

/** As {@link genderEnd}, with a full stop, as French is written where no other dot is at hand. */
export function dottedGenderEnd(text: string, end: number): number {
	DOTTED_GENDER.lastIndex = end;
	return DOTTED_GENDER.test(text) ? DOTTED_GENDER.lastIndex : end;
}

/** `.NET` at the dot: end of the word, or -1. */
export function dotNetEnd(text: string, at: number): number {
	const before = at > 0 && wordAt(text, at - 1);
	const isNet = text.slice(at + 1, at + 4).toLowerCase() === "net";
	return !before && isNet && classAt(text, at + 4) !== LETTER ? at + 4 : -1;
}
