import type { Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { languageNamed, languageQuery } from "../phrases/languages.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { type NamedPlace, placeQuery } from "./place-words.ts";

/** "must have Salesforce, nice to have HubSpot", "Python zwingend, AWS von Vorteil": what is demanded of people, and what only moves them up. */

type Demand = "required" | "wish";

const BEFORE = String.raw`(?<![\p{L}\p{N}-])`;
const BEHIND = String.raw`(?![\p{L}\p{N}-])`;
const pattern = (words: string) => new RegExp(`${BEFORE}(?:${words})${BEHIND}`, "giu");

const LEADS: readonly (readonly [Demand, RegExp])[] = [
	[
		"required",
		pattern(
			String.raw`(?:who\s+)?must[ -](?:haves?|know|speak|live|reside|be(?:\s+(?:based|located|living|resident|residing))?)|(?:required|mandatory|essential|zwingend|unbedingt|obligatoire|imprescindible)(?=\s*:)|muss\s+(?:haben|können)|debe\s+(?:tener|saber)|doit\s+(?:avoir|connaître)`,
		),
	],
	[
		"wish",
		pattern(
			String.raw`nice[ -]to[ -]haves?|would be nice|(?:preferably|ideally|idealerweise|idéalement|idealmente|preferiblemente)(?:\s+(?:with|mit|avec|con))?|(?:preferred|desirable|optional|bonus|wünschenswert|souhaitée?s?|deseable)(?=\s*:)`,
		),
	],
];
const TAILS: readonly (readonly [Demand, RegExp])[] = [
	[
		"required",
		pattern(
			String.raw`(?:is\s+|are\s+|ist\s+)?(?:required|mandatory|essential|a must|ein muss|zwingend(?: erforderlich)?|erforderlich|obligatoire|exigée?|obligatori[oa]|imprescindible)`,
		),
	],
	[
		"wish",
		pattern(
			String.raw`(?:is\s+|are\s+|ist\s+|would be\s+)?(?:preferred|desirable|desired|optional|a\s+plus|an advantage|nice[ -]to[ -]have|von vorteil|wünschenswert|souhaitée?|un plus|deseable|una ventaja)`,
		),
	],
];

/** What ends a list. */
const END = /[;.\n]|$/u;
const PART = /[,;.\n]|$/u;
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
	/** What nothing but a place is called. */
	readonly placeNamed: (name: string) => NamedPlace | null;
}

export function demandClauses(text: string, { others, isKnown, placeNamed }: DemandContext): Draft[] {
	const leads = LEADS.flatMap(([demand, lead]) =>
		[...text.matchAll(lead)].map((match) => ({ demand, ...spanOf(match) })),
	).toSorted((one, other) => one.start - other.start);
	const behind = leads.flatMap((lead, at) => listBehind(text, lead, leads[at + 1]?.start ?? text.length));
	const before = TAILS.flatMap(([demand, tail]) =>
		[...text.matchAll(tail)].flatMap((match) => partBefore(text, { demand, ...spanOf(match) }, leads)),
	);
	return [...behind, ...before].flatMap((one) => {
		const own = others.filter((other) => overlaps(other, one.rest));
		if (own.length > 0) return own.flatMap((other) => demandedOf(one, other));
		return one.names.every(isNameOf(one.demand, isKnown)) ? [draftOf(one, placeNamed)] : [];
	});
}

/** "Must have 5+ years": a wish that is demanded leaves people out. */
function demandedOf({ start, end, demand, rest }: Demanded, wish: Draft): Draft[] {
	const isAll = wish.role === "must" && wish.start <= rest.start && wish.end >= rest.end;
	if (demand !== "required" || !isAll) return [];
	return [{ ...wish, start: Math.min(start, wish.start), end: Math.max(end, wish.end), role: "required" }];
}

const isNameOf = (demand: Demand, isKnown: DemandContext["isKnown"]) => (name: string) =>
	!SAYS_NOTHING.test(name) && (demand === "wish" || !/\s/u.test(name) || isKnown(name));

/** "No degree required", "experience a plus". */
const SAYS_NOTHING =
	/^(?:(?:no|not|keine?[nrms]?|nicht|sans|pas|sin)(?:\s|$)|(?:(?:work(?:ing)? )?experience|knowledge|erfahrung|kenntnisse|expérience|experiencia|\p{L})$)/iu;
/** "Must have (python or java)". */
const BRACKETS = /^[([{]+|[)\]}]+$/gu;
/** "Ideally someone familiar with React". */
const ASKING =
	/^(?:(?:some|any)(?:one|body)\s+)?(?:(?:who\s+)?(?:is|has|knows?)\s+)?(?:(?:familiar(?:ity)?|experienced?|proficien(?:t|cy)|skilled|knowledge|background)\s+(?:with|in|of)\s+)?/iu;
const ARTICLE = /^(?:an?|the|some|eine?[nmrs]?|der|die|das|une?|le|la|les|el|los|las)\s+/iu;

interface Demanded extends Span {
	readonly demand: Demand;
	/** Without the words that demand them. */
	readonly rest: Span;
	/** Of which any will do. */
	readonly names: readonly string[];
}

const spanOf = ({ index, 0: words }: RegExpMatchArray & { index: number }): Span => ({
	start: index,
	end: index + words.length,
});

/** With a colon all up to the end of the sentence, else up to the next comma; each name for itself. */
function listBehind(text: string, lead: Span & { readonly demand: Demand }, next: number): Demanded[] {
	const colon = /^\s*:/u.exec(text.slice(lead.end, next))?.[0] ?? "";
	const from = lead.end + colon.length;
	const length = (colon === "" ? PART : END).exec(text.slice(from, next))?.index ?? 0;
	const named = pieces(text, from, from + length);
	return named.map((rest, at) => ({
		...rest,
		...(at === 0 ? { start: lead.start } : {}),
		demand: lead.demand,
		rest,
		names: namesOf(text, rest),
	}));
}

/** ", BSN required", "nurse with BSN required": what stands alone before it, or behind "with". */
function partBefore(text: string, tail: Span & { readonly demand: Demand }, leads: readonly Span[]): Demanded[] {
	if (leads.some((lead) => overlaps(lead, tail))) return [];
	const part = Math.max(...[",", ";", ".", "\n", ":"].map((sign) => text.lastIndexOf(sign, tail.start - 1))) + 1;
	const begin = [...text.slice(part, tail.start).matchAll(BEGIN)].at(-1);
	const start = begin === undefined ? null : part + begin.index;
	const named = pieces(text, start === null ? part : start + (begin?.[0].length ?? 0), tail.start);
	if (start === null && named.length > 1) return [];
	return named.map((rest, at) => ({
		start: at === 0 ? (start ?? rest.start) : rest.start,
		end: at === named.length - 1 ? tail.end : rest.end,
		demand: tail.demand,
		rest,
		names: namesOf(text, rest),
	}));
}

const SENTENCE_END = /[!?…。！？]+\s*$/u;

/** Names that commas or small words part; none where it is a sentence. */
function pieces(text: string, from: number, to: number): Span[] {
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
	const isName = (piece: Span) => text.slice(piece.start, piece.end).split(/\s+/u).length <= MOST_WORDS;
	return found.every(isName) ? found : [];
}

const namesOf = (text: string, { start, end }: Span): string[] =>
	text
		.slice(start, end)
		.split(OR)
		.map((name) => name.replace(BRACKETS, "").replace(ASKING, "").replace(ARTICLE, ""));

function draftOf({ start, end, demand, names }: Demanded, placeNamed: DemandContext["placeNamed"]): Draft {
	const queries = names.map((name) => {
		const language = languageNamed(name);
		if (language !== null) return languageQuery(language);
		const place = placeNamed(name);
		if (place !== null) return placeQuery(place);
		return WORDS.test(name) ? `(${name})` : phraseQuery(name);
	});
	const either = queries.length === 1 ? queries.join("") : `(${queries.join(" OR ")})`;
	const at = { start, end, kind: "words" as const };
	if (demand === "required") return { ...at, query: either, role: "required" };
	return { ...at, query: `%${either}`, role: "wanted" };
}

/** Read as words they stand for their other names, too. */
const WORDS = /^[\p{L}\p{N}]+(?: (?!(?:and|or|not|near)(?: |$))[\p{L}\p{N}]+)+$/iu;
