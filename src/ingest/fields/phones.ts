import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { isOnlyDates } from "../dates/ranges.ts";
import type { Line, LinkTarget } from "../layout/line.ts";
import { type Found, found } from "./evidence.ts";

const CANDIDATE =
	/(?<![\p{L}\p{N}@/._-])(?:\(?\+|00(?=[1-9]))?\(?\d[\d\s\u00a0().\-–/]{5,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\p{N}@]|(?!\p{Script=Han})\p{L}|[./-]\p{L})/gu;
const LABEL =
	/(?:phone|tel|mobile?|cell|handy|telefon|téléphone|portable|móvil|celular|telemóvel|cellulare|mobiel|telefoon|komórk|cep|gsm|whatsapp|电话|電話|手机|手機|携帯|전화|휴대폰|телефон|тел|هاتف|جوال|טלפון|נייד)/iu;
const FAX = /\bfax\b|传真|傳真|ファックス/iu;
/** Digits in other scripts and wide forms. */
const plainDigits = (text: string): string =>
	text.normalize("NFKC").replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

/** The further down a country stands, the more likely a number of another country is valid there by accident. */
const MOST_COUNTRIES = 3;

/** "0201 – 555 01 77": a dash between the code of a town and the number. */
const AREA_CODE = /^\(?0\d{1,4}\)?\s[–—]\s/;

export interface PhoneContext {
	/** Countries to try for numbers without a country code, the likeliest first. */
	readonly countries: () => LikelyCountries;
}

export interface LikelyCountries {
	/** Named by the person's place or address. */
	readonly named: readonly string[];
	/** Of the language, where nothing is named. */
	readonly guessed: readonly string[];
}

const NORTH_AMERICA = ["US", "CA"];
const rankInAmerica = (country: string): number => (NORTH_AMERICA.includes(country) ? 0 : 1);
/** (312) 555-0100: how numbers are grouped in North America. */
const NORTH_AMERICAN = /^\(?[2-9]\d{2}\)?[\s.-]*\d{3}[\s.-]\d{4}$/;

/** Mobile numbers of Italy and Colombia are grouped as those of America may be. */
const MOBILE_3 = /^3\d{2}[\s.-]?\d{3}[\s.-]?\d{4}$/;
/** "06 39 98 44 10": how France groups its numbers; in one that France keeps for films Rome begins, too. */
const FIVE_PAIRS = /^0\d(?:[\s.-]\d{2}){4}$/;
const HAVE_MOBILE_3: ReadonlySet<string | undefined> = new Set(["IT", "ES"]);

function resolve(
	text: string,
	countries: () => LikelyCountries,
): { value: string; confidence: number; rule: string } | null {
	const international = /^\(?\s*(?:\+|00)/.test(text);
	const normal = text
		.replace(/^\(\+/, "+")
		.replace(/^\s*00/, "+")
		.replace(/\(0\)/, "");
	for (const country of international ? ["US"] : countriesFor(normal, countries())) {
		if (!isSupportedCountry(country) || (country === "GB" && !international && !/^\(?0/.test(normal))) continue;
		const number = parsePhoneNumberFromString(normal, country as CountryCode);
		if (number?.isValid() === true && number.ext === undefined) {
			if (international) return { value: number.number, confidence: 0.98, rule: "number with country code" };
			const isNamed = countries().named.includes(country);
			const rule = `number of the resume's ${isNamed ? "country" : "language"}, ${country}`;
			return { value: number.number, confidence: isNamed ? 0.96 : 0.7, rule };
		}
	}
	const digits = text.replace(/\D/g, "").length;
	if (digits < 7 || digits > 15) return null;
	return { value: text.trim(), confidence: 0.4, rule: "looks like a phone number, kept as written" };
}

/**
 * Never the number of a country that nothing names, where another is named or the grouping says another. A language names its
 * countries, too, but for English, which is written everywhere.
 */
function countriesFor(text: string, { named, guessed }: LikelyCountries): readonly string[] {
	if (FIVE_PAIRS.test(text) && (named.includes("FR") || guessed[0] === "FR")) return ["FR"];
	const isMobile = HAVE_MOBILE_3.has(guessed[0]) && MOBILE_3.test(text);
	// In Spanish it may be one of Colombia or of Miami: where nothing says which, it is kept as written.
	if (isMobile && guessed[0] === "ES" && named.length === 0) return [];
	const grouped = NORTH_AMERICAN.test(text) && !isMobile;
	if (named.length === 0) return grouped ? NORTH_AMERICA : guessed.slice(0, MOST_COUNTRIES);
	const likely = named.slice(0, MOST_COUNTRIES);
	if (grouped) return likely.toSorted((one, other) => rankInAmerica(one) - rankInAmerica(other));
	return [...likely, ...(guessed[0] === "US" ? [] : guessed.filter((country) => country !== "US"))];
}

/** Country of a number that is written with its code. */
export const countryOfNumber = (number: string): string | undefined =>
	number.startsWith("+") ? parsePhoneNumberFromString(number)?.country : undefined;

/** "94588 (555) 123-4567": no code of a country is that long. */
const POSTAL_CODE = /^\d{4,6}\s+(?=\()/;

/** Digits of a number with the code of its town. */
const WHOLE_NUMBER = 9;
const digitsOf = (text: string): number => text.replace(/\D/g, "").length;

/** "06 39 98 12 34 - 75011", "06 39 98 12 34 / 01 99": a whole number, and what a mark parts from it. */
function firstOf(written: string, countries: () => LikelyCountries): string {
	const [first = "", ...rest] = written.split(/\s+[-–—/]\s+|\s*\/\s*/u);
	if (rest.length === 0 || digitsOf(first) < WHOLE_NUMBER) return written;
	return (resolve(written, countries)?.confidence ?? 0) >= 0.5 ? written : first;
}

/** Postal codes, years and plain counts look like numbers, too. */
const isNumberLike = (text: string, before: string): boolean =>
	isOnlyDates(text) ||
	/^(?:\d{4}\s?[-–/]\s?\d{2,4})$/.test(text.trim()) ||
	(/^\d+$/.test(text) && !LABEL.test(before) && text.length < 9) ||
	/^\d{5}[-\s]\d{4}$/.test(text.trim()) ||
	// "CEP 04101-000", "04.101-000": the postal code of Brazil.
	/^\d{2}\.?\d{3}-\d{3}$/.test(text.trim()) ||
	// "0801-1990-00417": a year within is that of an identity card.
	/^\d{3,4}-(?:19|20)\d{2}-\d{5,6}$/.test(text.trim()) ||
	/〒\s*$/.test(before) ||
	(/^\d{3}-\d{4}$/.test(text.trim()) && !LABEL.test(before));

/** Beside an address of mail, and nothing but a mark next to it: "3105554321 | camila@correo.example". */
const isAlone = (text: string, line: Line): boolean =>
	line.text.includes("@") && line.text.split(/\s*[\t|•·,;/]\s*|\s[-–—]\s/u).some((part) => part.trim() === text);

/** Phone numbers: E.164 where the number is valid, else as written. */
export function findPhones(
	lines: readonly Line[],
	links: readonly LinkTarget[],
	context: PhoneContext,
): Found<string>[] {
	const phones: (Found<string> & { fax: boolean })[] = [];
	const add = (written: string, before: string, line: Line): void => {
		// "Rennes (35) – 07 45 12 34 56": a dash between blanks parts what is a number alone.
		const behind = /^.*\s[–—]\s+(\S.*)$/u.exec(written)?.[1];
		const alone =
			behind !== undefined && !AREA_CODE.test(written) && (resolve(behind, context.countries)?.confidence ?? 0) >= 0.5;
		const text = alone ? behind : firstOf(written.replace(POSTAL_CODE, ""), context.countries);
		if (isNumberLike(text, before)) return;
		const resolved = resolve(text, context.countries);
		if (
			resolved === null ||
			phones.some((phone) => phone.value.replace(/\D/g, "") === resolved.value.replace(/\D/g, ""))
		)
			return;
		const labelled = LABEL.test(before);
		const plain = !/^[+(0]|\d[\s.)-]+\d/.test(text);
		if (resolved.confidence < 0.5 && !labelled && plain && !(isAlone(text, line) && digitsOf(text) === 10)) return;
		phones.push({ ...found(resolved.value, resolved.confidence, resolved.rule, [line]), fax: FAX.test(before) });
	};
	for (const line of lines) {
		for (const cell of line.cells) {
			const text = plainDigits(cell.text);
			for (const match of text.matchAll(CANDIDATE)) {
				const before = text.slice(0, match.index);
				add(match[0], /[:\p{L}]\s*$/u.test(before) ? before.slice(-24) : line.text.slice(0, 24), line);
			}
		}
	}
	for (const link of links) {
		const number = /^tel:([+\d().\s-]+)/i.exec(link.url)?.[1];
		const line = lines.find((entry) => entry.number === link.line);
		if (number !== undefined && line !== undefined && phones.length === 0) add(number, "tel", line);
	}
	return phones.toSorted(
		(a, b) => Number(a.fax) - Number(b.fax) || Number(b.confidence >= 0.5) - Number(a.confidence >= 0.5),
	);
}
