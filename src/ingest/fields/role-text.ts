import type { Paragraph } from "../layout/paragraphs.ts";
import type { Entry } from "./entries.ts";
import type { Found } from "./evidence.ts";
import { found } from "./evidence.ts";
import { isWebAddress } from "./web-address.ts";

/** Label in front of a value: "Employer: Acme". */
const LABEL =
	/^(?:company|employer|position|role|title|job title|organisation|organization|location|firma|arbeitgeber|unternehmen|tätigkeit|stelle|ort|entreprise|poste|société|lieu|empresa|puesto|cargo|lugar|azienda|posizione|ruolo|datore di lavoro|werkgever|functie|bedrijf|företag|befattning|pracodawca|stanowisko|şirket|pozisyon|公司|职位|単位|会社名|役職)\s*[:：]\s*/iu;

/** "Acme (acme.com)": the address is no part of the name. */
const ADDRESS_BEHIND = /\s*[(（](?:https?:\/\/)?(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/\S*)?[)）]\s*$/iu;

/** "Supply Technician (GS-2005-07)": the number of a post or grade. */
const CODE_BEHIND = /\s*\(\p{Lu}{0,4}-?\d{2,5}(?:-\d{1,5})+\)\s*$/u;

/** "Verreries du Hainaut (600 personnes, 120 M€)": how large it is. */
const SIZE_BEHIND =
	/\s*\([^()]*\d[^()]*(?:personnes|salariés|collaborateurs|employees|people|staff|mitarbeiter(?:innen|\*innen)?|beschäftigte|empleados|dipendenti|funcionários|medewerkers|[M€$£]\b|€|mio\.?)[^()]*\)\s*$/iu;

const withoutBrackets = (text: string): string =>
	/[(（]/.test(text) ? text.replace(ADDRESS_BEHIND, "").replace(CODE_BEHIND, "").replace(SIZE_BEHIND, "") : text;

/** "Konstrukteurin.": nothing so long is abbreviated. */
const FULL_STOP = /(?<=\p{Ll}{6})\.$/u;

/** A name without its label, its address, its code, quotes and loose marks. */
export const cleanName = (text: string): string =>
	withoutBrackets(text.replace(LABEL, ""))
		.replace(/^[\s"'“”„«»,;:|•·–—-]+|[\s"'“”„«»,;:|•·–—-]+$/gu, "")
		.trim()
		.replace(FULL_STOP, "");

/** A list of words for machines, no text. */
const KEYWORDS =
	/^(?:keywords|schlagwörter|mots[- ]clés|palabras clave|parole chiave|关键字|關鍵字|キーワード)\s*[:：]/iu;

/** The web address that stands in a cell or line of its own, as a found value; null where there is none. */
export function entryUrl(entry: Entry): Found<string> | null {
	for (const paragraph of [...entry.header, ...entry.body]) {
		const cell = paragraph.cells.find(({ text }) => isWebAddress(text));
		if (cell !== undefined)
			return found(cell.text.trim().replace(/^[(<[]|[)>\]]$/gu, ""), 0.9, "an address of its own", paragraph.lines);
	}
	return null;
}

const MOST_BULLETS = 200;
const LONGEST_TEXT = 5000;

export interface BodyText {
	readonly summary: Found<string> | null;
	readonly highlights: readonly Found<string>[];
}

/** Text this far right of the header of its entry hangs from a bullet, in points, though the file may draw it as a shape. */
const INDENT = 5;
const SAME_EDGE = 3;

const edgeOf = (paragraph: Paragraph): number => paragraph.lines[0]?.cells[0]?.x ?? 0;

/** Paragraphs that all begin right of the header at one edge, where no bullet of the entry is a letter. */
function indented(entry: Entry, paragraphs: readonly Paragraph[]): readonly Paragraph[] {
	const header = Math.min(...entry.atoms.filter(({ cell }) => cell.aside !== true).map(({ cell }) => cell.x));
	const deeper = paragraphs.filter((paragraph) => edgeOf(paragraph) > header + INDENT);
	const edges = deeper.map(edgeOf);
	return deeper.length < 2 || Math.max(...edges) - Math.min(...edges) > SAME_EDGE ? [] : deeper;
}

/** Of points whose bullets are drawn, one that begins small goes on from the one above, which no mark has ended. */
function joinWrapped(points: readonly Paragraph[]): readonly Paragraph[] {
	if (!/^\p{Lu}/u.test(points[0]?.text ?? "")) return points;
	const joined: Paragraph[] = [];
	for (const point of points) {
		const above = joined.at(-1);
		const goesOn = above !== undefined && /^\p{Ll}/u.test(point.text) && /[\p{L}\p{N},]$/u.test(above.text);
		if (!goesOn) joined.push(point);
		else
			joined[joined.length - 1] = {
				...above,
				text: `${above.text} ${point.text}`,
				lines: [...above.lines, ...point.lines],
			};
	}
	return joined;
}

/** The text under an entry: bullets are highlights, and so are lines that stand where bullets would; the rest is its summary. */
export function bodyText(entry: Entry): BodyText {
	const usable = (paragraph: Paragraph): boolean =>
		/\p{L}{2}/u.test(paragraph.text) && !KEYWORDS.test(paragraph.text) && !isWebAddress(paragraph.text);
	const bullets = entry.body.filter((paragraph) => paragraph.bullet && usable(paragraph));
	const plain = entry.body.filter((paragraph) => !paragraph.bullet && usable(paragraph));
	const shapes = bullets.length > 0 ? [] : indented(entry, plain);
	const rest = plain.filter((paragraph) => !shapes.includes(paragraph));
	const lines = rest.flatMap((paragraph) => paragraph.lines);
	const text = rest
		.map((paragraph) => paragraph.text)
		.join("\n")
		.slice(0, LONGEST_TEXT * 3);
	return {
		summary: lines.length === 0 ? null : found(text, 0.85, "text under the entry", lines),
		highlights: [
			...bullets.map((paragraph) => highlight(paragraph, 0.9, "bullet under the entry")),
			...joinWrapped(shapes).map((paragraph) => highlight(paragraph, 0.75, "line where a bullet would stand")),
		].slice(0, MOST_BULLETS),
	};
}

const highlight = (paragraph: Paragraph, confidence: number, rule: string): Found<string> =>
	found(paragraph.text.slice(0, LONGEST_TEXT), confidence, rule, paragraph.lines);
