import { type DateSpan, dateSpans, withoutDates } from "../dates/ranges.ts";
import { cleanName } from "./role-text.ts";

/** Lines of certificates and awards. */

/** The last date of a line, and the line without it. */
export function dated(text: string, monthFirst: boolean): { rest: string; span: DateSpan | null } {
	const spans = dateSpans(text, monthFirst);
	const span = spans.at(-1) ?? null;
	const rest = span === null ? text : withoutDates(text, [span]);
	return { rest: cleanName(rest.replace(/\(\s*\)|\[\s*\]/g, "")), span };
}

/** Grades of a certificate and its abbreviation belong to the name. */
const OF_THE_NAME =
	/^(?:associate|professional|specialty|speciality|foundation(?: level)?|practitioner|advanced|expert|fundamentals|administrator|developer|architect|level \w+|part \w+|\p{Lu}[\p{Lu}\d.+-]{1,7})$/iu;

/** "CCNA, Cisco": the name and who gave it; the second is empty where it is not printed. */
export function nameAndIssuer(text: string): [string, string] {
	const parts = text.split(/(\s+[-–—|•·]\s+|\s*,\s+|\s+(?:by|from|von|par|por|da|door|av|przez)\s+|\t|\s*\()/iu);
	let name = parts[0] ?? "";
	let at = 1;
	while (at + 1 < parts.length && belongs(parts[at] ?? "", parts[at + 1] ?? "")) {
		name += `${parts[at]}${parts[at + 1]}`;
		at += 2;
	}
	return [cleanName(name).replaceAll("\t", " "), cleanName((parts[at + 1] ?? "").replace(/[()]/g, ""))];
}

const belongs = (separator: string, part: string): boolean => {
	const word = part.replace(/\)$/, "");
	if (/[,\t]|\s\p{L}/u.test(separator)) return false;
	return separator.includes("(")
		? /^\p{Lu}[\p{Lu}\d.+-]{1,7}$/u.test(word)
		: OF_THE_NAME.test(word) && !/^\p{Lu}+$/u.test(word);
};
