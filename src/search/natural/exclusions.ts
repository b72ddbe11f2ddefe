import type { Recognizer } from "../../analysis/recognizer.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { type NameContext, nameEnd } from "./excluded-name.ts";
import { placeAt, placeQuery } from "./place-words.ts";

/** "no agencies", "not from Siemens", "keine Praktikanten", "sans stagiaires", "sin becarios". */

const NEGATION =
	/(?<![\p{L}\p{N}])(?:but |und |and |et |y )?(?:(?:pas|sans) d['’]|(?:(?<next>not|nicht|pas(?!\s+de\s))|no|without|(?<!(?:or|and|&)\s)w\/o|except(?: for)?|exclud(?:e|ing)|excl\.?|exkl\.?|exclu(?:re|ant)|excluy\p{L}+|excluir|nobody|(?<inflected>keine?[nrsm]?)|ohne|außer|sans|pas de|sauf|hors(?! de)|sin|excepto|ning[uú]n(?:a|o)?|(?<outside>outside(?: of)?|außerhalb(?: von)?|(?:en de)?hors de|fuera de))\s+)(?<from>(?:from|at|@|aus|von|bei|chez|de)\s+)?(?<inside>(?:in|en|à)\s+)?(?:(?:any|the|a|an|der|die|das|den|les|des|los|las)\s+)?/giu;
const JOINT = /\s+(?:or|nor|oder|ou|o|ni)\s+/iuy;
/** Behind a negation these say what does not matter, not who is not wanted. */
const HARMLESS =
	/^(?:prior|previous|formal|experience|erfahrung|expérience|experiencia|degree|studium|abschluss|diplôme|matter|problem|necessarily|necessary|required|requirement|need|needed|only|just|more|less|later|preference|limit|mehr|nur|unbedingt|nötig|zwingend|importe|plus|solo|más|importa|remote|relocation|visa|travel|active|aktiv|actifs?|activ[oa]s?)$/iu;

/**
 * Everything that people must not have.
 * @param others what else was understood: no part of a name
 */
export function exclusionClauses(text: string, recognizer: Recognizer, others: readonly Span[]): Draft[] {
	return [...text.matchAll(NEGATION)].flatMap((match) => {
		const at = match.index + match[0].length;
		const { from, inside, inflected, outside, next } = match.groups ?? {};
		const place = (inside ?? from ?? outside) === undefined ? null : placeAt(text, at);
		const draft = { start: match.index, kind: "exclusion" as const, role: "excluded" as const };
		if (outside !== undefined && place === null) return [];
		if (place !== null) return [{ ...draft, end: place.end, query: `NOT ${placeQuery(place)}` }];
		const isCapital = /^\p{Lu}/u.test(text.slice(at));
		const context: NameContext = {
			text,
			recognizer,
			others,
			isEmployer: from !== undefined && isCapital,
			isGerman: inflected !== undefined,
			isNext: next !== undefined && from === undefined,
			isEnd: (word) => HARMLESS.test(word),
		};
		const found = namesFrom(at, context);
		const names = found.map(({ start, end }) => text.slice(start, end)).filter((name) => name.length > 1);
		if (names.length === 0 || names.some(isHarmless)) return [];
		const isEmployer = from !== undefined && names.every((name) => /^\p{Lu}/u.test(name));
		const queries = names.flatMap((name) =>
			isEmployer
				? [phraseQuery(name, "company")]
				: formsOf(name, inflected !== undefined, recognizer).map((form) => phraseQuery(form)),
		);
		const query = queries.length === 1 ? `NOT ${queries[0]}` : `NOT (${queries.join(" OR ")})`;
		return [{ ...draft, end: found.at(-1)?.end ?? at, query, ...aloneRemark(found, context) }];
	});
}

/** Where words follow that another reader may take with the last name: "not freelance developer". */
function aloneRemark(names: readonly Span[], context: NameContext): Pick<Draft, "remark"> {
	const last = names.at(-1);
	const whole = last === undefined || !context.isNext ? null : nameEnd(last.start, { ...context, isNext: false });
	if (last === undefined || whole === null || whole <= last.end) return {};
	const [alone, all] = [last.end, whole].map((end) => context.text.slice(last.start, end)) as [string, string];
	const message = say`Only ${quoted(alone)} is left out. To leave out ${quoted(all)} as a whole put it in quotes.`;
	return { remark: { code: "not-the-next", message } };
}

/** "No travel" says what does not matter, "no travel nurses" who is not wanted. */
function isHarmless(name: string): boolean {
	const [first = "", second] = name.split(/\s/u);
	return HARMLESS.test(first) && (second === undefined || HARMLESS.test(second) || !WORK.test(first));
}
const WORK = /^(?:remote|relocation|visa|travel)$/iu;

/** "agencies or freelancers" */
function namesFrom(at: number, context: NameContext): Span[] {
	const names: Span[] = [];
	for (let start = at; ; ) {
		const end = nameEnd(start, context);
		if (end === null) return names;
		names.push({ start, end });
		JOINT.lastIndex = end;
		const joint = JOINT.exec(context.text)?.[0];
		if (joint === undefined) return names;
		start = end + joint.length;
	}
}

/** Of a name of several words the one that is counted, and the ending that "keine" asks of what stands before it. */
function formsOf(name: string, isInflected: boolean, recognizer: Recognizer): string[] {
	// Jenkins has no singular.
	if (recognizer.vocabulary.skillByForm(name) !== undefined) return [name];
	const [, head = name, rest = ""] = /^(\S+)(\s+(?:(?:of|de|du|des|del)\s|d['’]).*)$/iu.exec(name) ?? [];
	const forms = numbersOf(head).map((form) => `${form}${rest}`);
	const adjective = isInflected ? /^(\p{L}+e)n(\s.+)$/u.exec(name) : null;
	return adjective === null ? forms : [`${adjective[1]}${adjective[2]}`, `${adjective[1]}r${adjective[2]}`, ...forms];
}

/** NOT takes words as they are written: "no agencies" means an agency, too. */
function numbersOf(word: string): string[] {
	const singular =
		/ies$/i.test(word) && word.length > 4
			? [word.replace(/ies$/i, "y")]
			: /(?:ungen|uren|oren|heiten|isten|anten|enten)$/i.test(word)
				? [word.replace(/en$/i, "")]
				: /[^s]s$/i.test(word) && word.length > 3
					? [word.replace(/s$/i, "")]
					: [];
	return [...singular, word];
}
