import { type DateSpan, dateSpans, withoutDates } from "../dates/ranges.ts";
import { isOfName, issuerAmong } from "./issuer.ts";
import { partlyAnyCase } from "./partly-any-case.ts";
import { cleanName } from "./role-text.ts";

/** Lines of certificates and awards. */

/** Behind a certificate or its date: that it was gained. */
const GAINED = /\s*(?:取得(?:見込み?|済み?)?|合格|修了|認定|通过|獲得|获得)$/u;

/** The last date of a line, and the line without it. */
export function dated(text: string, monthFirst: boolean): { rest: string; span: DateSpan | null } {
	const spans = dateSpans(text, monthFirst);
	const span = spans.at(-1) ?? null;
	if (span === null) return { rest: cleanName(text), span };
	const behind = cleanName(text.slice(span.to)).replace(GAINED, "");
	const before = text.slice(0, span.from).replace(/[\s(（[]+$/u, "");
	// What stands on both sides of a date was never one text.
	const parted = /\p{L}/u.test(before) && /\p{L}/u.test(behind);
	const rest = parted ? `${cleanName(before)}\t${behind}` : withoutDates(text, [span]);
	return { rest: cleanName(rest.replace(/\(\s*\)|\[\s*\]/g, "")).replace(GAINED, ""), span };
}

/** Grades of a certificate and its abbreviation belong to the name. */
const OF_THE_NAME = partlyAnyCase(
	String.raw`^(?:associate|professional|specialty|speciality|foundation(?: level)?|practitioner|advanced|expert|fundamentals|administrator|developer|architect|level \w+|part \w+|(?:foundation|advanced|expert|intermediate|professional) level|(?-i:\p{Lu}[\p{Lu}\d.+-]{1,7}))$`,
	"u",
);

/** "Prevención de riesgos laborales, nivel básico" */
const LEVEL =
	/^(?:level|nivel|nível|livello|niveau|nivå|stufe|poziom) [\p{L}\d]+$|^(?:bronze|silver|gold|platinum|associate|professional|practitioner|foundation)$/iu;

/** "CCNA, Cisco": the name and who gave it; the second is empty where it is not printed. */
export function nameAndIssuer(text: string): [string, string] {
	const parts = text.split(/(\s+[-–—|•·]\s+|\s*,\s+|\s+(?:by|from|von|par|por|da|door|av|przez)\s+|\t|\s*\()/iu);
	let name = parts[0] ?? "";
	let at = 1;
	while (at + 1 < parts.length && (belongs(parts[at] ?? "", parts[at + 1] ?? "") || isDetail(parts.slice(at)))) {
		name += `${parts[at]}${parts[at + 1]}`;
		at += 2;
	}
	const rest = parts.slice(at);
	const behind = rest.filter((_, index) => index % 2 === 1).map((part) => cleanName(part.replace(/[()]/g, "")));
	const issuer = issuerAmong(name, behind);
	// What stands between the name and who gave it says more of the name: "Diploma, Baking and Pastry Arts, Vancouver Community College".
	const inName = behind.slice(0, issuer < 0 ? behind.length : issuer).findLastIndex(isOfName);
	return [cleanName(name + rest.slice(0, 2 * (inName + 1)).join("")).replaceAll("\t", " "), behind[issuer] ?? ""];
}

/** "Fachmann (Level D), GPM": what stands in brackets is of the name where another names who gave it. */
const isDetail = ([open = "", part = "", comma = "", by = ""]: readonly string[]): boolean =>
	open.includes("(") && /[^(]\)$/u.test(part) && /[,\t]/u.test(comma) && /^\p{Lu}/u.test(by);

const belongs = (separator: string, part: string): boolean => {
	const word = part.replace(/\)$/, "");
	if (separator.includes(",") && LEVEL.test(word)) return true;
	// "Técnico responsável por instalações elétricas": nobody who gives one is all in small letters.
	if (/\s\p{L}/u.test(separator)) return /^[^\p{Lu}.]+$/u.test(word);
	if (/[,\t]/u.test(separator)) return false;
	// "UDT – suwnice": who gives a certificate has a capital.
	if (/[-–—]/u.test(separator) && /^\p{Ll}/u.test(word)) return true;
	return separator.includes("(")
		? /^\p{Lu}[\p{Lu}\d.+-]{1,7}$/u.test(word)
		: OF_THE_NAME.test(word) && !/^\p{Lu}+$/u.test(word);
};
