import { parsePlace } from "../../analysis/places.ts";
import type { Line } from "../layout/line.ts";
import type { Features } from "./features.ts";
import { countryOfCity } from "./known-cities.ts";

/** Legal forms and identifiers that one country's companies have. */
const LEGAL_FORMS: readonly (readonly [RegExp, string])[] = [
	[/\b(?:GmbH|OHG|KGaA|e\. ?K\.|e\. ?V\.)(?!\p{L})/gu, "DE"],
	[/\bGes\.?m\.?b\.?H\.?\b/gu, "AT"],
	[/\b(?:B\.V\.|N\.V\.|V\.O\.F\.)/gu, "NL"],
	[/\b(?:Ltda\.?|EIRELI|S\/A)(?!\p{L})/gu, "BR"],
	[/\b(?:S\.L\.U?\.?|S\.A\.U\.?|S\. ?Coop\.)(?!\p{L})/gu, "ES"],
	[/\b(?:SARL|SAS|SASU|EURL|S\.A\.R\.L\.)(?!\p{L})/gu, "FR"],
	[/\b(?:Pty\.? Ltd|Pty)\b/gu, "AU"],
	[/\b(?:Pvt\.? Ltd|Private Limited)\b/gu, "IN"],
	[/\b(?:plc|PLC|LLP|Ltd)\b/gu, "GB"],
	[/\b(?:Inc\.|LLC|Corp\.)/gu, "US"],
	[/\b(?:S\.p\.A\.|S\.r\.l\.)/gu, "IT"],
	[/\b(?:Sp\. ?z ?o\. ?o\.)/gu, "PL"],
	[/\b(?:Lda\.?)(?!\p{L})/gu, "PT"],
	[/\b(?:A\.Ş\.|Ltd\. ?Şti\.)/gu, "TR"],
	[/\b(?:ApS)\b/gu, "DK"],
	[/\b(?:Oyj?)\b/gu, "FI"],
];

/** What only one country has: one of it says enough. */
const TELLING: readonly (readonly [RegExp, string])[] = [
	[/\bS\.? ?(?:A\.?|de R\.? ?L\.?) ?de C\.? ?V\.?|(?<!\p{L})CDMX(?!\p{L})/gu, "MX"],
];

/** Postal codes that only one country writes so. */
const POSTAL_CODES: readonly (readonly [RegExp, string])[] = [
	[/(?<![\p{L}\d])\d{4} [A-Z]{2}(?= \p{Lu})/gu, "NL"],
	[/(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\d])/gu, "GB"],
	[/(?<![\p{L}\d])[A-Z]\d[A-Z] \d[A-Z]\d(?![\p{L}\d])/gu, "CA"],
	[/(?<![\p{L}\d-])\d{5}-\d{3}(?![\d-])/gu, "BR"],
	[/(?<![\p{L}\d-])\d{2}-\d{3} (?=\p{Lu})/gu, "PL"],
	[/(?<![\p{L}\d-])\d{4}-\d{3}(?= \p{Lu})/gu, "PT"],
	[/〒\s?\d{3}-\d{4}/gu, "JP"],
];

/** State codes that no other country of many resumes has. */
const STATES: readonly (readonly [RegExp, string])[] = [
	[/, (?:NSW|VIC|QLD|TAS)(?![\p{L}\d])/gu, "AU"],
	[/, (?:RJ|MG|RS|PR|BA|CE|DF|GO|ES)(?![\p{L}\d])/gu, "BR"],
];

/** Departments and words that Colombia has nearly to itself. */
const COLOMBIA =
	/(?:[,(]\s?(?:Antioquia|Cundinamarca|Valle del Cauca|Atlántico|Boyacá|Risaralda|Quindío|Tolima|Huila|Nariño|Norte de Santander)(?!\p{L})|Bogotá,? D\.? ?C\b|^hoja de vida$|\bNIT[.:]? ?\d{3}\.?\d{3})/gimu;

/** What only the Swiss have: a place of citizenship, apprenticeships and schools called so. */
const SWITZERLAND =
	/(?<!\p{L})(?:Heimatort|Bürgerort|Zivilstand|EFZ|EBA|Kantonsspital|Kantonsschule|Kantonspolizei|Spitex|RAV|Fachfrau Gesundheit|CFC|AFC|Lieu d['’]origine)(?!\p{L})|\((?:AG|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)\)/gu;

/** Native languages that one country has nearly to itself. */
const MOTHER_TONGUE =
	"\\W{0,4}(?:native|mother|moeder|Mutter|langue maternelle|nativ|lengua materna|materna|madrelingua|ojczyst|modersmål|ana dil)";
const NATIVE: readonly (readonly [RegExp, string])[] = [
	[new RegExp(`(?:Dutch|Nederlands|Niederländisch|Néerlandais|Neerlandés|Holandés)${MOTHER_TONGUE}`, "giu"), "NL"],
	[new RegExp(`(?:French|Français|Französisch|Francés|Francese)${MOTHER_TONGUE}`, "giu"), "FR"],
	[new RegExp(`(?:German|Deutsch|Allemand|Alemán|Tedesco)${MOTHER_TONGUE}`, "giu"), "DE"],
	[new RegExp(`(?:Spanish|Español|Spanisch|Espagnol|Castellano)${MOTHER_TONGUE}`, "giu"), "ES"],
	[new RegExp(`(?:Portuguese|Português|Portugiesisch|Portugais|Portugués)${MOTHER_TONGUE}`, "giu"), "BR"],
	[new RegExp(`(?:Italian|Italiano|Italienisch|Italien)${MOTHER_TONGUE}`, "giu"), "IT"],
	[new RegExp(`(?:Polish|Polski|Polnisch)${MOTHER_TONGUE}`, "giu"), "PL"],
	[new RegExp(`(?:Swedish|Svenska|Schwedisch)${MOTHER_TONGUE}`, "giu"), "SE"],
	[new RegExp(`(?:Turkish|Türkçe|Türkisch)${MOTHER_TONGUE}`, "giu"), "TR"],
	[/(?:Catalan|Català|Catalán|Basque|Euskera|Galician|Gallego)/giu, "ES"],
	[new RegExp(`(?:Hindi|Tamil|Telugu|Marathi|Gujarati|Kannada|Malayalam)${MOTHER_TONGUE}`, "giu"), "IN"],
];

const TABLE = [
	...LEGAL_FORMS.map((row) => [...row, 1] as const),
	...TELLING.map((row) => [...row, 2] as const),
	...POSTAL_CODES.map((row) => [...row, 5] as const),
	...STATES.map((row) => [...row, 1] as const),
	[COLOMBIA, "CO", 3] as const,
	[SWITZERLAND, "CH", 2] as const,
	...NATIVE.map((row) => [...row, 3] as const),
];
/** Fewer points than this say nothing. */
const LEAST = 2;

/**
 * Countries that the resume speaks of, the likeliest first: named in places, told by postal codes, legal forms and
 * native languages. Only used to read phone numbers without a country code and codes that several countries have, never as a value.
 */
export function countryHints(lines: readonly Line[], featuresOf: (text: string) => Features): string[] {
	const points = new Map<string, number>();
	const add = (code: string, weight: number): void => void points.set(code, (points.get(code) ?? 0) + weight);
	// What is nowhere in the text is in no line; countries of equal weight keep the order of the table.
	const text = lines.map((line) => line.text).join("\n");
	for (const [, code] of TABLE) add(code, 0);
	const present = TABLE.filter(([pattern]) => text.search(pattern) >= 0);
	for (const line of lines) {
		for (const [pattern, code, weight] of present) add(code, weight * (line.text.match(pattern)?.length ?? 0));
		for (const cell of line.cells) {
			for (const part of cell.text.split(/ [|–—-] |[()•·]/u)) {
				// Two capitals are a state as often as a country: only names speak here.
				const named = !/^\p{Lu}{2,3}$/u.test(part.trim()) && !/,\s*(?!US|UK)\p{Lu}{2}$/u.test(part);
				const country = named && featuresOf(part).place === "sure" ? parsePlace(part)?.countryCode : undefined;
				if (country !== undefined) add(country, 2);
				for (const name of part.split(/,\s*/)) add(countryOfCity(name.trim()) ?? "", 2);
			}
		}
	}
	return [...points]
		.filter(([code, sum]) => code !== "" && sum >= LEAST)
		.toSorted((a, b) => b[1] - a[1])
		.map(([code]) => code);
}
