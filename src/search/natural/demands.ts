import type { Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { languageNamed, languageQuery } from "../phrases/languages.ts";
import { joinedQuery, phraseQuery } from "../requirement/query-text.ts";
import { type Demand, EITHER_SIDE, END, LEADS, nameAsked, PART, TAILS, VERB_BEHIND } from "./demand-words.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { negates } from "./negations.ts";
import { type NamedPlace, placeQuery } from "./place-words.ts";

/** "must have Salesforce, nice to have HubSpot", "Python zwingend, AWS von Vorteil": what is demanded of people, and what only moves them up. */

const BEFORE = String.raw`(?<![\p{L}\p{N}-])`;
const BETWEEN = String.raw`\s*,\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|und|et|y|&)\s+`;
/** In "ICU nurse with BSN required" only what is behind it is demanded. */
const BEGIN = new RegExp(
	String.raw`${BEFORE}(?:(?:with|w\/|having|mit|avec|con)|(?:and|und|et|y)(?=\s+(?:an?|eine?[nmr]?|une?|una)\s))\s+`,
	"giu",
);
const OR = new RegExp(String.raw`\s+${EITHER}\s+`, "iu");
/** More are a sentence. */
const MOST_WORDS = 4;

export interface DemandContext {
	/** What has a rule of its own: years, places, languages. It is a wish, unless it is all that is demanded. */
	readonly others: readonly Draft[];
	/** Whether a name of several words is one of something that can be demanded: of a phrase that nobody writes so nobody would be left. */
	readonly isKnown: (name: string) => boolean;
	readonly isSkill: (name: string) => boolean;
	/** What nothing but a place is called. */
	readonly placeNamed: (name: string) => NamedPlace | null;
	/** Where the last title in it ends; 0 where there is none. */
	readonly titleEnd: (name: string) => number;
}

export function demandClauses(text: string, context: DemandContext): Draft[] {
	const { others, isKnown } = context;
	const either = spansOf(text, EITHER_SIDE).filter((word) => isLead(text, word, context));
	// "HubSpot nice to have"
	const isFollowed = ({ end }: Span) => /^\s*:?\s*[^\s,;.:]/u.test(text.slice(end));
	const leads = [
		...LEADS.flatMap(([demand, lead]) =>
			spansOf(text, lead)
				.filter(isFollowed)
				.map((at) => ({ demand, ...at })),
		),
		...either.map((at) => ({ demand: "required" as const, ...at })),
	].toSorted((one, other) => one.start - other.start);
	const behind = leads.flatMap((lead, at) => listBehind(text, lead, leads[at + 1]?.start ?? text.length));
	const before = TAILS.flatMap(([demand, tail]) =>
		spansOf(text, tail).flatMap((at) => partBefore(text, { demand, ...at }, leads, context)),
	);
	return [...behind, ...before].flatMap((one) => {
		const own = others.filter((other) => overlaps(other, one.rest));
		if (own.length > 0) return own.flatMap((other) => demandedOf(one, other));
		const names = namesOf(text, one.rest, context).concat(one.more ?? []);
		return names.every(isNameOf(one.demand, isKnown)) ? [draftOf({ ...one, names }, context)] : [];
	});
}

/** "Must have 5+ years": a wish that is demanded leaves people out. */
function demandedOf({ start, end, demand, rest }: Demanded, wish: Draft): Draft[] {
	const isAll = wish.role !== "excluded" && wish.start <= rest.start && wish.end >= rest.end;
	if (!isAll) return [];
	const at = { ...wish, start: Math.min(start, wish.start), end: Math.max(end, wish.end) };
	return demand === "required" ? [{ ...at, role: demand }] : [{ ...at, query: `%${wish.query}`, role: "wanted" }];
}

/** "Accountant imprescindible inglés": where something follows, and before it stands nothing or what somebody is. */
function isLead(text: string, word: Span, { titleEnd }: DemandContext): boolean {
	const before = text.slice(partStart(text, word.start), word.start).trim();
	const behind = text.slice(word.end, word.end + (PART.exec(text.slice(word.end))?.index ?? 0)).trim();
	return /^\p{L}/u.test(behind) && titleEnd(before) === before.length;
}

const isNameOf = (demand: Demand, isKnown: DemandContext["isKnown"]) => (name: string) =>
	!SAYS_NOTHING.test(name) && (demand === "wish" || !/\s/u.test(name) || isKnown(name));

/** "No degree required", "experience a plus". */
const SAYS_NOTHING =
	/^(?:(?:no|not|keine?[nrms]?|nicht|sans|pas|sin)(?:\s|$)|(?:(?:work(?:ing)? )?experience|knowledge|erfahrung|kenntnisse|expérience|experiencia|\p{L})$)/iu;
interface Demanded extends Span {
	readonly demand: Demand;
	/** Without the words that demand them. */
	readonly rest: Span;
	/** Of which any will do, beside those in it. */
	readonly more?: readonly string[];
}

const spansOf = (text: string, words: RegExp): Span[] =>
	[...text.matchAll(words)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** With a colon all up to the end of the sentence, else up to the next comma; each name for itself. */
function listBehind(text: string, lead: Span & { readonly demand: Demand }, next: number): Demanded[] {
	const colon = /^\s*:/u.exec(text.slice(lead.end, next))?.[0] ?? "";
	const from = lead.end + colon.length;
	const length = (colon === "" ? PART : END).exec(text.slice(from, next))?.index ?? 0;
	const listed = listIn(text, from, withLanguages(text, from + length, next));
	const named = namesOnly(
		text,
		listed.flatMap((piece) => wantedOf(text, piece)),
	);
	return named.map((piece, at) => {
		const verb = VERB_BEHIND.exec(text.slice(piece.start, piece.end))?.[0].length ?? 0;
		const rest = { start: piece.start, end: piece.end - verb };
		return { ...piece, ...(at === 0 ? { start: lead.start } : {}), demand: lead.demand, rest };
	});
}

/** "Must speak English, German and French": a list of languages goes on behind its commas, but for those that are only wished for. */
function withLanguages(text: string, end: number, next: number): number {
	const areLanguages = (from: number, to: number) => {
		const all = pieces(text, from, to);
		return all.length > 0 && all.every((one) => languageNamed(text.slice(one.start, one.end)) !== null);
	};
	const last = Math.max(text.lastIndexOf(" ", end - 1), 0);
	if (text[end] !== "," || !areLanguages(last, end)) return end;
	const to = end + 1 + (PART.exec(text.slice(end + 1, next))?.index ?? 0);
	return areLanguages(end + 1, to) ? withLanguages(text, to, next) : end;
}

/** "Java but not php", "no php": up to what must not be. */
function wantedOf(text: string, { start, end }: Span): Span[] {
	const words = [...text.slice(start, end).matchAll(/(?<=^|\s)\S/gu)];
	const not = words.find(({ index }) => negates(text, start + index));
	const length = text.slice(start, not === undefined ? end : start + not.index).trimEnd().length;
	return length === 0 ? [] : [{ start, end: start + length }];
}

const partStart = (text: string, before: number): number =>
	Math.max(...[",", ";", ".", "\n", ":"].map((sign) => text.slice(0, before).lastIndexOf(sign))) + 1;

/** ", BSN required", "nurse with BSN required", "nurse BSN required": what stands alone before it, or behind "with" or a title. */
function partBefore(
	text: string,
	tail: Span & { readonly demand: Demand },
	leads: readonly Span[],
	context: DemandContext,
): Demanded[] {
	if (leads.some((lead) => overlaps(lead, tail))) return [];
	const part = partStart(text, tail.start);
	const begin = [...text.slice(part, tail.start).matchAll(BEGIN)].at(-1);
	const start = begin === undefined ? null : part + begin.index;
	const [first, ...others] = pieces(text, start === null ? part : start + (begin?.[0].length ?? 0), tail.start);
	if (first === undefined) return [];
	const named = [start === null ? behindTitle(text, first, context) : first, ...others];
	if (start === null && named.length > 1 && !named.every((one) => isAsked(text, one, context))) return [];
	const either = orBehind(text, tail.end, context);
	return named.map((rest, at) => {
		const isLast = at === named.length - 1;
		return {
			start: at === 0 ? (start ?? rest.start) : rest.start,
			end: isLast ? (either?.end ?? tail.end) : rest.end,
			demand: tail.demand,
			rest,
			...(isLast && either !== null ? { more: either.names } : {}),
		};
	});
}

/** "CISSP required or CISM" */
function orBehind(text: string, from: number, context: DemandContext) {
	const length = PART.exec(text.slice(from))?.index ?? 0;
	const or = OR.exec(text.slice(from, from + length));
	if (or?.index !== 0) return null;
	const rest = { start: from + or[0].length, end: from + length };
	return isAsked(text, rest, context) ? { end: rest.end, names: namesOf(text, rest, context) } : null;
}

/** "Accountant SAP" of "accountant SAP required": what is demanded of somebody is not what he is; else all of it. */
function behindTitle(text: string, piece: Span, context: DemandContext): Span {
	const written = text.slice(piece.start, piece.end);
	const title = context.isKnown(written) ? 0 : context.titleEnd(written);
	const rest = { start: piece.end - written.slice(title).trimStart().length, end: piece.end };
	return isAsked(text, rest, context) ? rest : piece;
}

/** "BSN": in a text in capitals it says nothing. */
const ABBREVIATION = /^\p{Lu}[\p{Lu}\p{N}]{1,5}$/u;

/** What can be nothing but what somebody knows, has or speaks. */
function isAsked(text: string, rest: Span, { others, isSkill }: DemandContext): boolean {
	const name = text.slice(rest.start, rest.end);
	if (isSkill(name) || languageNamed(name) !== null) return true;
	if (ABBREVIATION.test(name) && /\p{Ll}/u.test(text)) return true;
	return others.some((other) => other.start <= rest.start && other.end >= rest.end);
}

const SENTENCE_END = /[!?…。！？]+\s*$/u;

/** Names that commas or small words part; none where it is a sentence. */
const pieces = (text: string, from: number, to: number): readonly Span[] => namesOnly(text, listIn(text, from, to));

const namesOnly = (text: string, found: readonly Span[]): readonly Span[] =>
	found.every(({ start, end }) => text.slice(start, end).split(/\s+/u).length <= MOST_WORDS) ? found : [];

function listIn(text: string, from: number, to: number): Span[] {
	const found: Span[] = [];
	let start = from;
	for (const between of [...text.slice(from, to).matchAll(new RegExp(BETWEEN, "giu")), null]) {
		const end = between === null ? to : from + between.index;
		const written = text.slice(start, end);
		const name = written.replace(SENTENCE_END, "").trim();
		const at = start + written.indexOf(name);
		if (name !== "") found.push({ start: at, end: at + name.length });
		start = between === null ? to : end + between[0].length;
	}
	return found;
}

const namesOf = (text: string, { start, end }: Span, { isKnown, placeNamed }: DemandContext): readonly string[] =>
	text
		.slice(start, end)
		.split(OR)
		.map((name) => nameAsked(name, isKnown, (place) => placeNamed(place) !== null));

function draftOf(
	{ start, end, demand, names }: Demanded & { readonly names: readonly string[] },
	{ placeNamed }: DemandContext,
): Draft {
	const queries = names.map((name) => {
		const language = languageNamed(name);
		if (language !== null) return languageQuery(language);
		const place = placeNamed(name);
		if (place !== null) return placeQuery(place);
		return WORDS.test(name) ? `(${name})` : phraseQuery(name);
	});
	const either = joinedQuery(queries);
	const at = { start, end, kind: "words" as const };
	if (demand === "required") return { ...at, query: either, role: "required" };
	return { ...at, query: `%${either}`, role: "wanted" };
}

/** Read as words they stand for their other names, too. */
const WORDS = /^[\p{L}\p{N}]+(?: (?!(?:and|or|not|near)(?: |$))[\p{L}\p{N}]+)+$/iu;
