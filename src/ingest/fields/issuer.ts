import { fold } from "../../analysis/fold.ts";
import { namesCertificate } from "./certificate-words.ts";
import { placeLook } from "./features.ts";
import { type Rule, rank } from "./rules.ts";
import { LEGAL_FORM, ORGANISATION_CJK, ORGANISATION_WORD, SCHOOL_CJK, SCHOOL_WORD, TITLE_WORD } from "./words.ts";

/** Who gave a certificate or an award, among the texts behind its name. */

const GIVER =
	/(?:alliance|board|society|chamber|federation|guild|kammer|ihk|hwk|dekra|tüv)$|^(?:board|society|chamber|ihk|hwk|dekra|tüv)\s|\.(?:org|com)$/iu;
/** True for a text that has the look of who gives certificates. */
export const isGiver = (text: string): boolean =>
	GIVER.test(text) ||
	ORGANISATION_WORD.test(fold(text)) ||
	SCHOOL_WORD.test(fold(text)) ||
	LEGAL_FORM.test(text) ||
	ORGANISATION_CJK.test(text) ||
	SCHOOL_CJK.test(text);

/** "License #892345", "exp. 06/2027", "BIG-registratie 49012345630" */
const NUMBER =
	/#|\d{4,}|^(?:licen[cs]e|lic|registration|reg|certificate|credential|membership|member|id|exp|expires|expiry|valid|renew\p{L}*|nr|no|n[º°]|num(?:ber|ero)?)(?![\p{L}'’-])\.?\s?(?:\p{L}{2,6}\.?\s?)?[#:]?\s?\d/iu;
/** True for the number of a licence, or until when it is valid. */
export const isNumber = (text: string): boolean => NUMBER.test(text);
/** "スコア860点", "score 112", "85/100": how well it was passed. */
const SCORE =
	/^(?:score|スコア|puntaje|note|grade|band|得点)|\d\s?(?:点|分|점|points?|pts|punkte|%)|^\d+(?:[.,]\d+)?(?:\s?\/\s?\d+)?$/iu;
/** "C" behind "Rijbewijs B": what may be driven. */
const DRIVEN = /^(?:[A-E][12]?E?|AM)$/u;
/** "Tanker & Doubles/Triples endorsements", "code 95" */
const OF_NAME = /^code\s\d|\s(?:endorsements?|level|module|modules|class|grade|specialty|track)$/iu;

/** A text behind the name of a certificate. */
interface Candidate {
	readonly text: string;
	readonly isGiver: boolean;
}

const giver = (name: string, text: string): Candidate => ({
	text,
	// "CompTIA A+, CompTIA": who gives it is called as it is.
	isGiver: isGiver(text) || name.startsWith(`${text} `),
});

const RULES: readonly Rule<Candidate>[] = [
	{ name: "any text", weight: 1, when: () => true },
	{ name: "an organisation's word", weight: 2, when: (c) => c.isGiver },
	{ name: "a number or a score", weight: -4, when: ({ text }) => isNumber(text) || SCORE.test(text) },
	{ name: "what may be driven", weight: -4, when: ({ text }) => DRIVEN.test(text) },
	{ name: "more of what is certified", weight: -4, when: ({ text }) => OF_NAME.test(text) },
	{ name: "a certificate", weight: -1, when: (c) => namesCertificate(fold(c.text)) && !c.isGiver },
	{ name: "a title", weight: -1, when: (c) => TITLE_WORD.test(fold(c.text)) && !c.isGiver },
	// "CPA, Illinois": where it holds.
	{ name: "a place", weight: -2, when: (c) => placeLook(c.text) === "sure" && !c.isGiver },
];
const THRESHOLD = 0.5;

/** Index of the text that names who gave it, or -1. */
export function issuerAmong(name: string, texts: readonly string[]): number {
	const [best] = rank(
		texts.map((text) => giver(name, text)),
		RULES,
	);
	return best === undefined || best.score < THRESHOLD ? -1 : texts.indexOf(best.candidate.text);
}

/** True for a text that says more of the name before it; a number, a score or a place does not. */
export const isOfName = (text: string): boolean =>
	text !== "" && !isNumber(text) && !SCORE.test(text) && placeLook(text) !== "sure";
