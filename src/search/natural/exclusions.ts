import type { Recognizer } from "../../analysis/recognizer.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import { joinedQuery, phraseQuery } from "../requirement/query-text.ts";
import { isWellKnown } from "./bare-places.ts";
import type { Draft } from "./draft.ts";
import { type Listed, leftOutAlone, namesListed, placesListed } from "./excluded-list.ts";
import { isPlural, type NameContext, nameEnd } from "./excluded-name.ts";
import { nameBefore } from "./name-before.ts";
import { type Negation, negationsIn } from "./negations.ts";
import { anyOf } from "./place-words.ts";

/** "no agencies", "not from Siemens", "keine Praktikanten", "sans stagiaires", "sin becarios". */

/** Behind a negation these say what does not matter, not who is not wanted. */
const HARMLESS =
	/^(?:prior|previous|formal|experience|erfahrung|expérience|experiencia|degree|studium|abschluss|diplôme|matter|problem|necessarily|necessary|required|requirement|need|needed|only|just|more|less|over|under|fewer|older|younger|later|preference|limit|mehr|weniger|über|unter|älter|jünger|nur|unbedingt|nötig|zwingend|importe|plus|moins|solo|más|menos|importa|remote|relocation|visa|travel|umzug|reisetätigkeit|reisebereitschaft|visum|déplacements?|déménagement|viajes|traslado|active|aktiv|actifs?|activ[oa]s?)$/iu;

const LAST_WORDS =
	"gearbeitet|tätig|beschäftigt|angestellt|wohn(?:en|t|haft)|leb(?:en|t)|please|thanks|thank you|bitte|danke|merci|gracias";
const LAST = new RegExp(`^(?:${LAST_WORDS}|thank)$`, "iu");
/** "Nicht in Berlin wohnen", "nicht bei einer Agentur gearbeitet haben", "no agencies please": these say nothing more. */
const BEHIND = new RegExp(
	String.raw`^,?\s+(?:${LAST_WORDS})(?:\s+(?:hat|haben|ist|sind|war|waren))?(?![\p{L}\p{N}])`,
	"iu",
);

/**
 * Everything that people must not have.
 * @param others what else was understood: no part of a name
 */
export function exclusionClauses(text: string, recognizer: Recognizer, others: readonly Draft[]): Draft[] {
	const before = negationsIn(text).flatMap((negation) => {
		const context: NameContext = {
			text,
			recognizer,
			others,
			isEmployer: isOfEmployer(negation, text.slice(negation.at)),
			isGerman: negation.isInflected,
			isNext: negation.isNext && !negation.isFrom,
			isEnd: (word) => HARMLESS.test(word) || LAST.test(word),
		};
		const around = others.find((other) => other.start === negation.at && isLimit(other, negation));
		const left =
			excludedPlaces(negation, context) ??
			(around === undefined ? null : { ...around, remark: null }) ??
			(negation.isOutside ? null : excludedNames(negation, context));
		if (left === null) return [];
		const { query, remark } = left;
		const end = left.end + (BEHIND.exec(text.slice(left.end))?.[0].length ?? 0);
		const draft = { start: negation.start, end, kind: "exclusion", role: "excluded", query: `NOT ${query}` } as const;
		return [remark === null ? draft : { ...draft, remark }];
	});
	return [...excludedBehind(text, recognizer), ...before];
}

/** "Freelancers excluded", "agencies need not apply", "Freelancer nicht erwünscht". */
const UNWANTED =
	/(?<![\p{L}\p{N}-])(?:(?:are|is|sind|ist|sont|est)\s+)?(?:excluded|not\s+(?:wanted|welcome|considered|accepted)|need\s+not\s+apply|ausgeschlossen|(?:nicht\s+|un)erwünscht|exclue?s?|excluid[oa]s?)(?![\p{L}\p{N}-])/giu;

const excludedBehind = (text: string, recognizer: Recognizer): Draft[] =>
	[...text.matchAll(UNWANTED)].flatMap(({ index, 0: words }): Draft[] => {
		const of = nameBefore(text, index);
		if (of === null) return [];
		const query = joinedQuery(
			formsOf(text.slice(of.start, of.end), false, recognizer).map((form) => phraseQuery(form)),
		);
		return [{ start: of.start, end: index + words.length, kind: "exclusion", role: "excluded", query: `NOT ${query}` }];
	});

/** "Not near London", "who don't speak German", "que no tenga menos de 5 años": the opposite of what was understood. */
const isLimit = ({ kind }: Draft, { isNext }: Negation): boolean =>
	kind === "place" || kind === "language" || (kind === "years" && isNext);

const isOfEmployer = ({ isFrom, isAny }: Negation, name: string): boolean => isFrom && !isAny && /^\p{Lu}/u.test(name);

interface LeftOut {
	readonly end: number;
	readonly query: string;
	readonly remark: Remark | null;
}
type Remark = NonNullable<Draft["remark"]>;

/** "Not in Berlin or Potsdam", "except Berlin": without a small word only what is sure to be a place, and nothing more. */
function excludedPlaces({ at, isFrom, isInside, isOutside, isOfAll }: Negation, context: NameContext): LeftOut | null {
	const { text, recognizer } = context;
	const isSaid = isFrom || isInside || isOutside;
	const places = isOfAll ? null : placesListed(text, at, isSaid);
	const [first] = places?.items ?? [];
	if (places === null || first === undefined) return null;
	const isSure = isWellKnown(first) && recognizer.vocabulary.skillByForm(first.name) === undefined;
	if (!isSaid && !(isSure && (nameEnd(at, context) ?? at) <= first.end)) return null;
	const end = places.items.at(-1)?.end ?? at;
	return { end, query: anyOf(places.items), remark: listRemark(places, text) };
}

function excludedNames({ at, isInflected, isOfAll }: Negation, context: NameContext): LeftOut | null {
	const { text, recognizer } = context;
	const list = namesListed(at, context);
	const names = (list?.items ?? []).map(({ start, end }) => text.slice(start, end)).filter((name) => name.length > 1);
	if (list === null || names.length === 0 || names.some(isHarmless)) return null;
	if (isOfAll && !names.every(isPlural)) return null;
	const isEmployer = context.isEmployer && names.every((name) => /^\p{Lu}/u.test(name));
	const queries = names.flatMap((name) =>
		isEmployer
			? [phraseQuery(name, "company")]
			: formsOf(name, isInflected, recognizer).map((form) => phraseQuery(form)),
	);
	const remark = listRemark(list, text) ?? aloneRemark(list.items, context);
	return { end: list.items.at(-1)?.end ?? at, query: joinedQuery(queries), remark };
}

/** An "and" may join what is wanted as well, and a comma may end what is not. */
function listRemark({ items, isRead, next }: Listed<Span>, text: string): Remark | null {
	const [start = 0, end = 0] = [items[0]?.start, items.at(-1)?.end];
	const left = quoted(text.slice(start, end));
	if (isRead) {
		const message = say`Whoever has any of ${left} is left out. What is wanted goes before the word that leaves out.`;
		return { code: "left-out-together", message };
	}
	if (next === null) return null;
	return leftOutAlone(left, quoted(text.slice(next.start, next.end)));
}

/** Where words follow that another reader may take with the last name: "not freelance developer". */
function aloneRemark(names: readonly Span[], context: NameContext): Remark | null {
	const last = names.at(-1);
	const whole = last === undefined || !context.isNext ? null : nameEnd(last.start, { ...context, isNext: false });
	if (last === undefined || whole === null || whole <= last.end) return null;
	const [alone, all] = [last.end, whole].map((end) => context.text.slice(last.start, end)) as [string, string];
	const message = say`Only ${quoted(alone)} is left out. To leave out ${quoted(all)} as a whole put it in quotes.`;
	return { code: "not-the-next", message };
}

/** "No travel" says what does not matter, "no travel nurses" who is not wanted. */
function isHarmless(name: string): boolean {
	const [first = "", second] = name.split(/\s/u);
	return HARMLESS.test(first) && (second === undefined || HARMLESS.test(second) || !WORK.test(first));
}
const WORK = /^(?:remote|relocation|visa|travel)$/iu;

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
