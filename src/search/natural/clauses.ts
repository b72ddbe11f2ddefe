import type { Recognizer } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { everyMatch, overlaps } from "../phrases/found.ts";
import { findRecency, type Recency } from "../phrases/recency.ts";
import { findYears, yearsQuery } from "../phrases/years.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import { alternatives } from "./alternatives.ts";
import { barePlaces, isWellKnown } from "./bare-places.ts";
import { demandClauses } from "./demands.ts";
import type { Draft } from "./draft.ts";
import { employerClauses } from "./employers.ts";
import { exclusionClauses } from "./exclusions.ts";
import { insistedOn } from "./insistence.ts";
import { languageDrafts } from "./languages.ts";
import { isSmall, type NamedPlace, placeAt } from "./place-words.ts";
import { placeClauses, radiusBehind, radiusClauses, regionClauses } from "./places.ts";
import { reorderedTitles } from "./reordered-titles.ts";
import { certifiedClauses, degreeDrafts, schoolClauses } from "./schooling.ts";

/** Longer requests are texts that somebody pasted: their words are searched, and nothing is read into them. */
export const LONGEST = 2000;
/** Small words that belong to what stands behind them. */
const LEAD =
	/(?:(?<![\p{L}\p{N}])(?:with|w\/|having|and|mit|und|avec|et|con|y|a|an|einem|einer|un|une|una|at least|mindestens|au moins|al menos)\s+)+$/iu;

/** What a profile of the network says of its member. */
const OPEN_TO_WORK =
	/(?<![\p{L}\p{N}])#?(?:open[ -]?to[ -]?work|open (?:to|for) (?:new )?(?:offers|opportunities|jobs)|looking for (?:a )?(?:new )?(?:job|work)|offen für (?:neue )?(?:angebote|stellen|jobs)|auf jobsuche|arbeit(?:s)?suchend|en recherche d['’]emploi|abiert[oa] a ofertas|en búsqueda de empleo)(?![\p{L}\p{N}])/giu;

/** "DATEV-Kenntnisse": what somebody knows, which no resume says in one word. */
const KNOWLEDGE =
	/(?<![\p{L}\p{N}-])(?<of>\p{L}[\p{L}\p{N}.+#]*)-(?:(?:grund|fach)?kenntnissen?|erfahrung(?:en)?|know-?how)(?![\p{L}\p{N}-])/giu;

export interface ReadClauses {
	readonly drafts: readonly Draft[];
	/** Cities that were taken for words, because they may be names of people. */
	readonly doubtful: readonly NamedPlace[];
}

/**
 * What a request in plain words asks for beside words, from left to right and without overlap. Words that are understood but searched
 * as they are (titles, skills, levels) and those that are not understood at all are clauses, too.
 */
export function readClauses(text: string, recognizer: Recognizer): ReadClauses {
	if (text.length > LONGEST) return { drafts: [], doubtful: [] };
	// All of it: a SAN is no part of San Francisco.
	const isSkill = (name: string) => {
		const tokens = tokenize(name);
		return recognizer.skills(tokens, { context: "list" }).some(({ start, end }) => end - start === tokens.length);
	};
	const isTitle = (name: string) => recognizer.titles(tokenize(name)).some(({ start }) => start === 0);
	const isWholeTitle = (name: string) => {
		const tokens = tokenize(name);
		return recognizer.titles(tokens).some(({ start, end }) => end - start === tokens.length);
	};
	const titleEnd = (name: string) => {
		const tokens = tokenize(name);
		return tokens[(recognizer.titles(tokens).at(-1)?.end ?? 0) - 1]?.end ?? 0;
	};
	const isPlace = (name: string) => placeAt(name, 0)?.end === name.length;
	const standingOf = (name: string) => {
		const place = isPlace(name) ? placeAt(name, 0) : null;
		if (place === null) return "none";
		return isWellKnown(place) ? "known" : isSmall(place) ? "small" : "town";
	};
	const isKnown = (name: string) => isSkill(name) || isWholeTitle(name);
	const placeNamed = (name: string) => {
		const place = isPlace(name) && !isKnown(name) ? placeAt(name, 0) : null;
		return place !== null && isWellKnown(place) ? place : null;
	};
	const wished = [
		...findRecency(text).map(({ value, ...at }) => ofRecency(at, value)),
		...radiusClauses(text),
		...radiusBehind(text),
		...regionClauses(text),
		...findYears(text).map(({ value, ...at }) => rule(text, at, "years", yearsQuery(value))),
		...degreeDrafts(text).map((draft) => ({ ...draft, ...rule(text, draft, draft.kind, draft.query) })),
		...everyMatch(text, OPEN_TO_WORK, () => "open-to-work:yes").map(({ value, ...at }) =>
			rule(text, at, "words", value),
		),
		...languageDrafts(text).map((draft) => ({ ...draft, ...rule(text, draft, draft.kind, draft.query) })),
		...everyMatch(text, KNOWLEDGE, ({ of = "" }) => phraseQuery(of)).map(
			({ value, ...at }): Draft => ({ ...at, kind: "skill", query: value, role: "wanted" }),
		),
		...schoolClauses(text, isPlace),
		...certifiedClauses(text, isTitle),
		// Two of LEED are no Leeds.
		...placeClauses(text, (name) => isSkill(name) && recognizer.vocabulary.skillByForm(name) !== undefined),
		...employerClauses(text, standingOf, (name) => isSkill(name) || isTitle(name)),
	];
	// First: what is demanded is no wish beside it.
	wished.unshift(...demandClauses(text, { others: wished, isKnown, isSkill, placeNamed, titleEnd }));
	// What was left out by its own rule is not left out again by its words.
	const excluded = wished.filter(({ role }) => role === "excluded");
	const kept = withoutOverlaps([...excluded, ...exclusionClauses(text, recognizer, wished), ...wished]);
	const words = withoutOverlaps([...reorderedTitles(text, kept, recognizer), ...wordClauses(text, kept, recognizer)]);
	const names = words.filter(({ kind }) => kind !== "words");
	const bare = barePlaces(text, kept, names, recognizer);
	const rules = insistedOn(text, [...kept, ...bare.drafts]);
	const all = withoutOverlaps([...rules, ...alternatives(text, names), ...words]);
	return { drafts: all.toSorted((one, other) => one.start - other.start), doubtful: bare.doubtful };
}

/** A date is known of everybody: who is asked for by it is not somebody else. */
const ofRecency = (at: Span, { query, isExcluded }: Recency): Draft =>
	isExcluded
		? { ...at, kind: "exclusion", query: `NOT ${query}`, role: "excluded" }
		: { ...at, kind: "words", query, role: "required" };

/** Distances alone: they have no sign of their own and mean nothing as words. */
export const readDistances = (text: string): Draft[] =>
	text.length > LONGEST ? [] : withoutOverlaps([...radiusClauses(text), ...radiusBehind(text)]);

/** Strongly wanted: a year less or a language that is not written down is no reason to lose somebody. */
function rule(text: string, { start, end }: Span, kind: Draft["kind"], query: string): Draft {
	const lead = LEAD.exec(text.slice(0, start))?.[0].length ?? 0;
	return { start: start - lead, end, kind, query, role: "must" };
}

function withoutOverlaps(drafts: readonly Draft[]): Draft[] {
	const kept: Draft[] = [];
	for (const draft of drafts) if (!kept.some((one) => overlaps(one, draft))) kept.push(draft);
	return kept;
}

/** Titles, levels and skills in what is left, and the words besides. */
function wordClauses(text: string, taken: readonly Span[], recognizer: Recognizer): Draft[] {
	const tokens = tokenize(text);
	const isFree = (token: Token) => !taken.some((span) => overlaps(span, token));
	const runs: Token[][] = [[]];
	for (const token of tokens) {
		if (isFree(token)) runs.at(-1)?.push(token);
		else if (runs.at(-1)?.length !== 0) runs.push([]);
	}
	return runs.flatMap((run) => namedIn(run, text, recognizer));
}

/** Titles, levels, skills and words besides of a text that holds nothing else; without overlap. */
export const namesIn = (text: string, recognizer: Recognizer): Draft[] =>
	text.length > LONGEST
		? []
		: withoutOverlaps([...reorderedTitles(text, [], recognizer), ...namedIn(tokenize(text), text, recognizer)]);

function namedIn(run: readonly Token[], text: string, recognizer: Recognizer): Draft[] {
	const draft = (kind: Draft["kind"], from: number, to: number): Draft => {
		const [start, end] = [(run[from] as Token).start, (run[to - 1] as Token).end];
		return { start, end, kind, query: text.slice(start, end), role: "wanted", asWritten: true };
	};
	const titles = recognizer.titles(run).map(({ start, end }) => draft("title", start, end));
	const levels = recognizer
		.levels(run)
		.filter(({ start, end }) => !run.slice(start, end).some(isFiller))
		.map(({ start, end }) => draft("seniority", start, end));
	const skills = recognizer.skills(run, { context: "list" }).map(({ start, end }) => draft("skill", start, end));
	// "Windows Server" serves nobody.
	const isPart = (title: Draft) =>
		skills.some(({ start, end }) => start <= title.start && end >= title.end && end - start > title.end - title.start);
	const named = [...titles.filter((title) => !isPart(title)), ...levels, ...skills];
	const isWord = (token: Token) => !isFiller(token) && !named.some((one) => overlaps(one, token));
	const words = wholeWords(run, text, isWord).map(({ from, to }) => draft("words", from, to));
	return [...named, ...words];
}

/** Tokens that overlap are pairs of characters of one word, as Chinese and Japanese have them; a hyphen joins two to one. */
function wholeWords(run: readonly Token[], text: string, isWord: (token: Token) => boolean) {
	const words: { from: number; to: number }[] = [];
	const goesOn = (one: Token, other: Token) => overlaps(one, other) || text.slice(one.end, other.start) === "-";
	for (const [at, token] of run.entries()) {
		if (!isWord(token)) continue;
		const last = words.at(-1);
		if (last !== undefined && last.to === at && goesOn(run[at - 1] as Token, token)) last.to = at + 1;
		else words.push({ from: at, to: at + 1 });
	}
	return words;
}
