import type { Line } from "../layout/line.ts";
import { isTown } from "./known-cities.ts";
import { hasNameShape } from "./name-shape.ts";

/** What stands at the end of a resume that is signed: place and day, the name once more, and what is declared of the data. */

/** "Rheine, den 4. Mai 2026": where and when it was signed. */
const SIGNED =
	/^\p{Lu}[\p{L} /().-]{2,30},\s(?:den\s|le\s|am\s|dnia\s|lì\s|li\s)\d{1,2}[./]?\s?(?:\p{L}+|\d{1,2}\.?)\s?[./]?\d{4}\.?$/u;

/** "Rostock, 4. Mai 2026": without such a word what stands before the day must be a town. */
const SIGNED_BARE = /^(\p{Lu}[\p{L} /().-]{2,30}),\s\d{1,2}\.\s?(?:\p{L}+|\d{1,2}\.)\s?\d{4}\.?$/u;

const isSigned = (text: string): boolean =>
	text.length < 60 && text.includes(",") && (SIGNED.test(text) || isTown(SIGNED_BARE.exec(text)?.[1] ?? ""));

/** "Autorizzo il trattamento dei miei dati personali ...": that the data may be used, and that all of it is true. */
const CONSENT =
	/^(?:(?:il|la) sottoscritt\p{L}|(?:io )?(?:autorizzo|acconsento|dichiaro)(?!\p{L})|wyrażam zgodę|niniejszym wyrażam|(?:i )?hereby (?:declare|certify|consent|authori[sz]e)|i (?:declare|consent)(?!\p{L})|hiermit (?:versichere|erkläre)|ich versichere)/iu;
const isConsent = (text: string): boolean => text.length > 40 && CONSENT.test(text);

/** A line below place and day that names who is named in the head: "Name: Dr. Jürgen von der Heydt" and "Jürgen von der Heydt". */
const isSignature = (text: string, above: string, head: readonly string[]): boolean =>
	isSigned(above) && head.some((known) => known === text || (hasNameShape(text) && known.endsWith(` ${text}`)));

/**
 * Lines without the signature and without consents.
 * @param head texts of the first sections, among them the name
 */
export const withoutSignature = (lines: readonly Line[], head: readonly string[]): Line[] =>
	lines.filter(
		({ text }, at) => !isSigned(text) && !isConsent(text) && !isSignature(text, lines[at - 1]?.text ?? "", head),
	);
