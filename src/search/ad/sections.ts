import type { Recognizer } from "../../analysis/recognizer.ts";
import type { Span } from "../../domain/query.ts";

/** The parts of a job ad by their headings, in English, German, French and Spanish. */

/** must, wish: what people should bring · tasks: what they will do · aside: the company, its benefits, how to apply · intro: before any heading. */
export type SectionKind = "must" | "wish" | "tasks" | "aside" | "intro";

export interface AdLine extends Span {
	readonly text: string;
	readonly kind: SectionKind;
}

/** The text of an ad while it is read. */
export interface AdBody {
	readonly text: string;
	readonly lines: readonly AdLine[];
	readonly recognizer: Recognizer;
	/** To be awaited between its lines. */
	readonly pause: () => Promise<void>;
}

const HEADINGS: readonly (readonly [Exclude<SectionKind, "intro">, string])[] = [
	[
		"wish",
		String.raw`nice[- ]to[- ]haves?|preferred(?: (?:and|&|\p{L}+)){0,4}|bonus(?: points| skills)?|desirable(?: \p{L}+)?|desired(?: \p{L}+)?|good to have|optional|(?:it(?:'s| is| would be) )?a plus|pluses|extra points|wünschenswert(?: \p{L}+)?|von vorteil|idealerweise|das wäre toll|kann-kriterien|pluspunkte|gerne auch|atouts?(?: \p{L}+)?|(?:les |un )plus|serait un plus|compétences (?:souhaitées|appréciées)|souhaité(?:e?s?)?|deseables?|valorables?|se valora(?:rá)?|requisitos deseables`,
	],
	[
		"must",
		String.raw`(?:(?:key|minimum|basic|essential|mandatory|job|role|general|technical|core|main) )?(?:requirements?|qualifications?|skills?|criteria)(?: (?:and|&) \p{L}+)?|required(?: \p{L}+){0,4}|must[- ]haves?|essentials?|what you(?:['’]ll)? (?:bring|need|have)(?: to(?: \p{L}+){1,3})?|what we(?:['’]re| are) looking for|what we expect|(?:(?:your|candidate|ideal|the|desired|our) ){1,2}(?:profile|qualifications|skills|background|candidate)|(?:your )?(?:skills|education|experience)(?: (?:and|&) (?:skills|education|experience|qualifications))?|you (?:should|must|will) (?:have|bring)|(?:to|we) (?:succeed|expect)(?: \p{L}+){0,4}|who you are|about you|you (?:have|bring|are)|your experience|experience(?: (?:and|&) skills)?|(?:ihre? |deine? |euer )?(?:anforderung(?:en|sprofil)?|profil|qualifikation(?:en)?|voraussetzungen|kompetenzen|kenntnisse|skills)(?: (?:und|&) \p{L}+)?|(?:das |was )(?:bringen sie|bringst du|sie|du) (?:mit|mitbringen|mitbringst)|(?:sie bringen|du bringst|bringen sie|bringst du) mit|(?:das |was )(?:bringst du|du|sie)(?: \p{L}+)? (?:mitbring\p{L}+|mit)|das (?:solltest du|sollten sie) (?:mitbringen|können)|wir (?:erwarten|wünschen uns)(?: von \p{L}+)?|damit (?:überzeugst du|überzeugen sie|begeisterst du|punkten sie|punktest du)(?: uns)?|das zeichnet (?:dich|sie) aus|fachliche (?:anforderungen|qualifikationen|voraussetzungen)|(?:einstellungs|fach)voraussetzungen|das erwarten wir(?: von \p{L}+)?|muss-kriterien|wen wir suchen|(?:votre |ton |le )?profil(?: recherché)?|(?:vos |tes )?compétences(?: (?:requises|techniques|clés))?|exigences|prérequis|pré-requis|ce que (?:vous apportez|tu apportes)|(?:ce que )?nous recherchons|vous êtes|formation(?: (?:et|&) expérience)?|qualifications (?:requises|et \p{L}+)|requisitos(?: (?:mínimos|imprescindibles|del puesto))?|(?:tu |su |el )?perfil(?: (?:buscado|requerido|profesional))?|lo que buscamos|qué buscamos|imprescindible|se requiere|requerimientos|(?:qué )?(?:buscamos|esperamos|pedimos)(?: de ti)?|qué necesitas|formación y experiencia`,
	],
	[
		"tasks",
		"(?:(?:your|key|main|core|job|role) )?(?:responsibilities|tasks|duties)|what you(?:['’]ll| will) (?:do|be doing)|the role|your role|job description|about the (?:role|job|position)|your mission|day to day|(?:our |the )?tech(?:nology)? ?stack|(?:(?:das sind )?ihre |(?:das sind )?deine )?(?:aufgaben|tätigkeiten|aufgabengebiet|tätigkeitsschwerpunkte|aufgabenschwerpunkte)|stellenbeschreibung|das erwartet (?:sie|dich)|was (?:sie|dich) erwartet|(?:das )?machst du|(?:vos |tes |ta |les )?missions?(?: principales)?|(?:vos )?responsabilités|description du poste|(?:tus |sus )?funciones|responsabilidades|tareas|descripción del puesto|qué harás",
	],
	[
		"aside",
		String.raw`about (?:us|the company|\p{Lu}\p{L}+)|who we are|our company|the company|we offer|what we offer|(?:(?:job|our|your|company|employee) )?(?:benefits|perks)(?: (?:and|&) \p{L}+)?|company description|what(?:['’]s| is) in it for (?:you|me)|what you(?:['’]ll)? get|your advantages|pay(?: range)?|additional information|eeo(?: statement)?|why (?:join )?us|why you(?:['’]ll| will)? (?:love|like|enjoy)(?: \p{L}+){0,3}|compensation|salary|(?:how|where|when) to apply(?: \p{L}+){0,2}|apply(?: (?:now|here|today|online))?|(?:your |the |job )?applications?(?: (?:process|procedure|deadline|form|details|documents|instructions|information|(?:and|&) \p{L}+))?|deadline|(?:recruitment|selection|hiring) process|contacts?(?: (?:us|person|details|information|(?:and|&) \p{L}+))?|(?:further|more|practical|other) (?:information|details)|questions\??|(?:salary|wages?|pay|remuneration)(?:(?:,| and| &) (?:\p{L}+ ){0,2}\p{L}+)?|(?:salary|pay|employment|appointment)(?: \p{L}+)? (?:terms|conditions|package|range)|(?:terms|conditions)(?: (?:and|&) (?:conditions|benefits))?(?: of (?:employment|appointment|service))?|(?:place|hours) of (?:work|employment)|working (?:hours|time|conditions)|what happens next|next steps|bewerbungs(?:verfahren|frist|unterlagen|prozess)|weitere informationen|rahmenbedingungen|ansprechpartner(?:in)?|(?:votre )?candidature|informations? (?:complémentaires?|pratiques?)|conditions(?: (?:de travail|d['’]emploi))?|(?:más|otra) información|proceso de selección|equal opportunity(?: employer)?|diversity|wir bieten(?: (?:ihnen|dir))?|das bieten wir(?: (?:ihnen|dir))?|unser angebot|(?:ihre|deine|unsere) (?:vorteile|benefits)|(?:das|was) (?:bekommst du|bekommen sie|erhalten sie|erhältst du)|(?:darauf|worauf) (?:kannst du dich|können sie sich|du dich|sie sich)(?: freuen)?(?: kannst| können)?|unsere leistungen|(?:das|was) (?:spricht für uns|macht uns aus)|warum (?:wir|zu uns)|wer wir sind|(?:über )?das unternehmen|unternehmensbeschreibung|vergütung|gehalt|(?:haben wir )?ihr interesse(?: geweckt)?|was wir (?:ihnen |dir )?bieten|über uns|wir über uns|kontakt|bewerbung|ihre bewerbung|interessiert|(?:ce que )?nous (?:vous )?(?:offrons|proposons)|(?:vos |tes |les |nos )?avantages|rémunération|pourquoi nous(?: rejoindre)?|à propos(?: de nous)?|l['’]entreprise|qui sommes-nous|pour postuler|(?:(?:qué|lo que) )?(?:te )?(?:ofrecemos|se ofrece)|se ofrece|condiciones|salario|beneficios|sobre nosotros|quiénes somos|la empresa|contacto|cómo aplicar`,
	],
];
const HEADING_LINE = HEADINGS.map(
	([kind, words]) => [kind, new RegExp(String.raw`^(?:${words})(?: \([^)]{1,30}\))?\s*(?:[:：?!.…]|$)`, "iu")] as const,
);
/** Signs that open a heading or an item of a list. */
const MARKS = /^[\s#*_>•·▪●◦‣–—¿¡-]+/u;
const BULLET = /^\s*[•·▪●◦‣–—-]\s/u;
/** Items of a list that lost its line breaks when it was copied are lines, too. */
const LINE = /[•●▪◦]?[^\r\n•●▪◦]+/g;
/** A heading is a few words; behind its colon anything may follow. */
const LONGEST_HEADING = 60;

/** The lines of an ad that hold text, each with the kind of section that it stands in. */
export function linesOfAd(ad: string): AdLine[] {
	const lines: AdLine[] = [];
	let kind: SectionKind = "intro";
	for (const { index, 0: text } of ad.matchAll(LINE)) {
		if (text.trim() === "") continue;
		const heading = headingOf(text);
		if (heading === null) {
			lines.push({ start: index, end: index + text.length, text, kind });
			continue;
		}
		kind = heading.kind;
		const rest = text.slice(heading.end);
		if (/\p{L}/u.test(rest)) lines.push({ start: index + heading.end, end: index + text.length, text: rest, kind });
	}
	return lines;
}

function headingOf(line: string): { readonly kind: SectionKind; readonly end: number } | null {
	const marks = MARKS.exec(line)?.[0].length ?? 0;
	const body = line.slice(marks).replace(/[*_]+/g, (signs) => " ".repeat(signs.length));
	const lead = body.length - body.trimStart().length;
	const text = body.trim();
	for (const [kind, words] of HEADING_LINE) {
		const found = words.exec(text.slice(0, LONGEST_HEADING + 1))?.[0];
		if (found === undefined) continue;
		const hasColon = /[:：]$/.test(found);
		// "- Salary" in a list of tasks is an item.
		if (kind === "aside" && !hasColon && BULLET.test(line)) continue;
		if (hasColon || found.length === text.length) return { kind, end: marks + lead + found.length };
	}
	return null;
}
