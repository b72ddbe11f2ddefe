import { type DateSpan, dateSpans } from "../dates/ranges.ts";
import type { Cell } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { partlyAnyCase } from "./partly-any-case.ts";

/** Roles that a sentence tells: "From 2015 to 2019 I worked as a welder at Hall Marine." */

export interface ToldRole {
	readonly title: string;
	readonly employer: string;
	readonly span: DateSpan;
}

/** What somebody says of a role: the verb, and the word before the title. */
const AS = [
	"(?:worked|working|work|served|serving|employed|acted|started(?: out)?|been) as",
	"(?:i was|i am|i have been|i've been|he was|she was)(?: (?:employed|engaged|hired|working) as)?",
	"(?:war|bin) ich(?: als)?",
	"als",
	"(?:travaill(?:é|e|ais) (?:comme|en tant que|en qualité d[e'’])|exerc(?:é|e) (?:comme|en tant que)|occup(?:é|e) le poste d[e'’]|je suis|j['’]ai été|j['’]étais)",
	"(?:(?:trabajé|trabajo|trabajado|trabajando|trabajaba|desempeñ[éo]) (?:como|de)|fui|soy)",
	"(?:(?:trabalhei|trabalho|trabalhado|atuei|atuo) como|sou)",
	"(?:(?:lavorato|lavoro|lavoravo|prestato servizio) (?:come|in qualità di)|sono stat[oa])",
	"(?:som)",
	"(?:pracował[ea]m|pracuj[eę]|zatrudnion[ya]) (?:jako|na stanowisku)|był[ea]m",
].join("|");
const ARTICLE = "(?:(?:an?|the|eine?n?|une?|una|uno|uma?|een|ett) )?";
const AT = [
	"at",
	"for",
	"with",
	"beim?",
	"in der",
	"im",
	"chez",
	"à (?:la |l['’])?",
	"aux?",
	"dans",
	"pour",
	"au sein d[e'’](?: la| l['’])?",
	"en",
	"para",
	"n[ao]s?",
	"em",
	"presso",
	"per",
	"all[ao']",
	"bij",
	"på",
	"hos",
	"vid",
	"we?",
	"u",
].join("|");
const THE = "(?:(?:the|der|dem|den|das|la|le|les|el|los|las|il|lo|gli|de|het|l['’]) ?)?";
const NAME = '(?<employer>[\\p{Lu}\\d„“"«][^,;()]{1,70}?)';
/** What ends a name: a mark, the end, a word that goes on, where it is, the rest of a German verb. */
const END =
	"(?=\\s*(?:[,;(]|\\.(?:\\s|$)|$|\\s(?:und|and|et|y|where|wo|où|donde|dove|waar|där|gdzie|tätig|gearbeitet|beschäftigt|angestellt|gewerkt|in|à|en|på|w)\\s|\\s(?:tätig|gearbeitet|beschäftigt|angestellt|gewerkt)\\b))";
const TITLE = "(?<title>\\p{L}[^,;.]{2,60}?)";

const TOLD: readonly RegExp[] = [
	partlyAnyCase(`(?<!\\p{L})(?:${AS})\\s${ARTICLE}${TITLE},?\\s(?:${AT})\\s?${THE}(?-i:${NAME})${END}`, "u"),
	// "Von 2010 bis 2014 arbeitete ich bei der Sparkasse Northeim als Kundenberater."
	partlyAnyCase(
		`(?<!\\p{L})(?:worked|work|joined|employed|arbeitete|arbeite|war|bin|werkte|werk|travaillé|travaille|trabajé|trabajo|trabalhei|lavorato|lavoro|arbetade|jobbade|pracował[ea]m)(?: (?:ich|ik|jag|by))?\\s(?:(?:${AT})\\s)?${THE}(?-i:${NAME}),?\\s(?:as|als|comme|en tant que|como|come|som|jako)\\s${ARTICLE}(?<title>\\p{L}[^,;.]{2,60}?)(?=\\s*(?:[,;.(]|$|\\s(?:und|and|et|y|tätig|gearbeitet|beschäftigt|angestellt)(?!\\p{L})))`,
		"u",
	),
];
/** A verb in the first person, or none of it is looked at. */
const SPEAKS =
	/(?<!\p{L})(?:i|ich|j['’]ai|je|j['’]étais|ik|jag|worked|served|trabaj\p{L}+|desempeñ\p{L}+|fui|soy|trabalh\p{L}+|atu(?:ei|o)|sou|lavora?[tvo]\p{L}*|sono|prac(?:ował[ea]m|uj[eę])|był[ea]m)(?!\p{L})/iu;
const SHORTEST = 24;

/** The role that a sentence tells, with its dates; null where it tells none. */
function toldRole(text: string, monthFirst: boolean): ToldRole | null {
	if (text.length < SHORTEST) return null;
	const [span] = dateSpans(text, monthFirst);
	if (span === undefined || !SPEAKS.test(text)) return null;
	const rest = `${text.slice(0, span.from)}${" ".repeat(span.to - span.from)}${text.slice(span.to)}`;
	for (const pattern of TOLD) {
		const { title, employer } = pattern.exec(rest)?.groups ?? {};
		if (title !== undefined && employer !== undefined && !/\s{3}/u.test(title + employer))
			return { title: title.trim(), employer: employer.trim().replace(/\.$/u, ""), span };
	}
	return null;
}

/** Sentences end in a full stop before a capital, but for abbreviations. */
const SENTENCES = /(?<=\p{Ll}{3}[.!]|\d{4}\)?\.|\p{Lu}{2}\.)\s+(?=\p{Lu})/u;

/** A paragraph that tells of a role or of studies, sentence by sentence; any other as it is. */
export function sentencesOf(paragraph: Paragraph, isTold: (paragraph: Paragraph) => boolean): Paragraph[] {
	const [cell] = paragraph.cells;
	if (cell === undefined || paragraph.cells.length > 1 || !isTold(paragraph)) return [paragraph];
	const parts = paragraph.text.split(SENTENCES);
	if (parts.length < 2) return [paragraph];
	return parts.map((text) => ({ ...paragraph, text, cells: [{ ...cell, text }] }));
}

const told = ({ text }: Paragraph, monthFirst: boolean): ToldRole | null => toldRole(text, monthFirst);

/** The values of a role that a paragraph tells, as if they stood in cells of their own. */
export function toldCells(
	paragraph: Paragraph,
	monthFirst: boolean,
): { readonly span: DateSpan; readonly rest: { cell: Cell; text: string; says: "title" | "employer" }[] } | null {
	const [cell] = paragraph.cells;
	const role = cell === undefined ? null : told(paragraph, monthFirst);
	if (role === null || cell === undefined) return null;
	return {
		span: role.span,
		rest: [
			{ cell, text: role.title, says: "title" },
			{ cell, text: role.employer, says: "employer" },
		],
	};
}
