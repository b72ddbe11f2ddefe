import { fold } from "../../analysis/fold.ts";
import { type DateSpan, dateSpans } from "../dates/ranges.ts";
import type { Cell } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import type { EntryField } from "./entry-labels.ts";
import { findDegree } from "./features.ts";
import { partlyAnyCase } from "./partly-any-case.ts";
import { SCHOOL_WORD } from "./words.ts";

/** Courses of study that a sentence tells: "From 2010 to 2013 I studied Marketing at Leeds University." */

/** Somebody studied, passed or was awarded something. */
const STUDIED =
	/(?<!\p{L})(?:studied|graduated|completed|earned|received|obtained|gained|hold|awarded|passed|trained|studiert|studierte|absolvierte|absolviert|abgeschlossen|erwarb|erworben|machte|gemacht|besuchte|besucht|lernte|étudi(?:é|ais)|obtenu|suivi|diplômée?|préparé|estudi(?:é|aba)|obtuve|cursé|gradué|titulé|licencié|studiato|laureat[oa]|conseguito|frequentato|diplomat[oa]|estudei|concluí|formei|licenciei|obtive|studeerde|behaalde|rondde|volgde|studerade|läste|avlade|studiował[ea]m|ukończył[ea]m|zdobył[ea]m)(?!\p{L})/iu;
const AT =
	"at|from|with|an der|an dem|am|beim?|à l['’]|à la|à|au|aux|chez|de l['’]|de la|du|en la|en el|en|por la|presso(?: l['’]| la| il| lo)?|all['’]|alla|al|dell['’]|del|aan de|aan het|aan|bij|vid|på|hos|na|no|pela|pelo|w|we|u";
const NAME =
	"(?<school>(?:\\p{Lu}|(?:lycée|collège|école|université|universidad|instituto|escuela|colegio|facultad|università|liceo|istituto|scuola|universidade|faculdade|escola)\\s)[^,;()]{2,80}?)";
const END =
	"(?=\\s*(?:[,;()]|\\.(?:\\s|$)|$|\\s{3}|\\s(?:with|where|and|in|from|mit|und|wo|von|ab|et|avec|où|con|y|donde|dove|com|onde|met|en|waar|med|och|och tog|studiert|besucht|absolviert|gemacht|erworben|abgeschlossen|\\p{Lu}\\p{L}+ (?:studiert|absolviert))(?!\\p{L})))";
/** From the shortest name on: "University" alone is none, the sentence goes on. */
const SCHOOL = partlyAnyCase(`(?<!\\p{L})(?:${AT})\\s?(?:(?:the|het|de|la|der)\\s)?(?-i:${NAME})${END}`, "gu");
/** Between the verb or the degree and the school. */
const SUBJECT = new RegExp(
	`(?<!\\p{L})(?:studied|studierte(?: ich)?|étudié|estudié|estudei|studiato|studeerde(?: ik)?|studerade|läste|studiował[ea]m)\\s(?:l['’]|la\\s|le\\s)?(?<area>\\p{L}[^,;.()]{2,60}?)(?=\\s(?:${AT})(?:\\s|(?<=['’]))|\\s*[,;.(]|\\s{3}|$)`,
	"iu",
);
/** "an der Universität Hamburg Biologie studiert" */
const BEFORE_VERB = /(?<area>\p{Lu}[\p{L}-]+(?: (?:und|&) \p{Lu}[\p{L}-]+)?) (?:studiert|absolviert)(?!\p{L})/u;
const DEGREE_END = new RegExp(
	`\\s(?:${AT})(?:\\s(?:the|het|de|la|der))?\\s{3}|[,;.()]|\\s{3}|\\s(?:ab|erworben|gemacht|abgeschlossen)(?!\\p{L})|$`,
	"iu",
);
const SHORTEST = 24;

export interface ToldStudy {
	readonly span: DateSpan;
	readonly rest: { readonly cell: Cell; readonly text: string; readonly says: EntryField }[];
}

function schoolOf(text: string): { name: string; from: number } | null {
	for (const match of text.matchAll(SCHOOL)) {
		const name = match.groups?.school?.trim() ?? "";
		if (SCHOOL_WORD.test(fold(name)) && findDegree(name)?.from !== 0)
			return { name, from: match.index + match[0].indexOf(name) };
	}
	return null;
}

/** The degree and what is behind it, up to where it was gained. */
function degreeOf(text: string): string {
	const degree = findDegree(text);
	if (degree === null) return "";
	const end = DEGREE_END.exec(text.slice(degree.to));
	return text.slice(degree.from, degree.to + (end?.index ?? 0)).trim();
}

/** The values of a course of study that a paragraph tells, as if they stood in cells of their own. */
export function toldStudy({ text, cells }: Paragraph, monthFirst: boolean): ToldStudy | null {
	const [cell] = cells;
	if (cell === undefined || cells.length > 1 || text.length < SHORTEST || !STUDIED.test(text)) return null;
	const [span] = dateSpans(text, monthFirst);
	if (span === undefined) return null;
	const rest = `${text.slice(0, span.from)}${" ".repeat(span.to - span.from)}${text.slice(span.to)}`;
	const school = schoolOf(rest);
	if (school === null) return null;
	const others =
		rest.slice(0, school.from) + " ".repeat(school.name.length) + rest.slice(school.from + school.name.length);
	const degree = degreeOf(others).replace(/^([^.]+)\.$/u, "$1");
	const area = SUBJECT.exec(others)?.groups?.area ?? BEFORE_VERB.exec(others)?.groups?.area ?? "";
	if (degree === "" && area === "") return null;
	const values: [EntryField, string][] = [
		["degree", degree],
		["area", findDegree(area) === null ? area : ""],
		["school", school.name],
	];
	return {
		span,
		rest: values
			.filter(([, value]) => value.trim() !== "")
			.map(([says, value]) => ({ cell, text: value.trim(), says })),
	};
}
