import type { Lint, QueryNode, Span } from "../../domain/query.ts";
import { type Sentence, say } from "../../domain/sentence.ts";
import { findAges } from "../phrases/years.ts";
import { LintLog, quoted } from "../query/lint.ts";

/** What a request says and nobody is searched by: left out, with a remark. */
export interface Silent extends Span {
	readonly code: string;
	readonly message: Sentence;
}

/** How old somebody is: never searched, and no years of experience. */
export const agesIn = (text: string): Silent[] =>
	findAges(text).map((at) => ({ ...at, code: "age", message: saysAge(text.slice(at.start, at.end)) }));

const saysAge = (words: string): Sentence =>
	say`${quoted(words)} says how old somebody is. Nobody is searched by age, so it is left out.`;
const saysSex = (words: string): Sentence =>
	say`${quoted(words)} says of what sex somebody is. Nobody is searched by that, so it is left out. Put it in quotes where it is part of a title.`;

/** Before a title or a word for people these say of what sex somebody is, or how old. */
const KIND_OF_PERSON =
	/(?<![\p{L}\p{N}-])(?:(?<age>young|junge[rnms]?|jeunes?|jóven(?:es)?)|female|male|wom[ae]n|weibliche[rnms]?|männliche[rnms]?)\s+(?=(?<who>\p{L}+(?:\s+\p{L}+){0,2}))/giu;
const PEOPLE =
	/^(?:candidates?|applicants?|people|persons?|professionals?|bewerber\p{L}*|kandidat\p{L}*|leute|candidats?)\b/iu;

/** @param isTitle whether a text begins with one */
export const sexesIn = (text: string, isTitle: (text: string) => boolean): Silent[] =>
	[...text.matchAll(KIND_OF_PERSON)].flatMap((match) => {
		const { age, who = "" } = match.groups ?? {};
		if (!PEOPLE.test(who) && !isTitle(who)) return [];
		const words = match[0].trimEnd();
		const at = { start: match.index, end: match.index + words.length };
		return [
			age === undefined
				? { ...at, code: "sex", message: saysSex(words) }
				: { ...at, code: "age", message: saysAge(words) },
		];
	});

/** The text with all else in its place; where a part was stands the sign, and blanks. */
export function blanked(text: string, spans: readonly Span[], sign = ","): string {
	let shown = text;
	for (const { start, end } of spans) shown = `${shown.slice(0, start)}${sign.padEnd(end - start)}${shown.slice(end)}`;
	return shown;
}

export interface Spoken {
	readonly root: QueryNode | null;
	readonly lint: readonly Lint[];
}

/**
 * The words without those that say nothing; where that would be all, they stay.
 * @param nodes what stands side by side in `root`
 */
export function withoutSilence(root: QueryNode | null, nodes: readonly QueryNode[], silent: readonly Silent[]): Spoken {
	const isWithin = ({ span }: QueryNode, { start, end }: Span) => span.start >= start && span.end <= end;
	const kept = nodes.filter((node) => !silent.some((one) => isWithin(node, one)));
	const [first] = kept;
	if (root === null || first === undefined || kept.length === nodes.length) return { root, lint: [] };
	const log = new LintLog();
	const left = silent.filter((one) => nodes.some((node) => isWithin(node, one)));
	for (const { code, message, ...span } of left) log.add("ignored", code, span, message);
	const spoken: QueryNode = kept.length === 1 ? first : { kind: "and", of: kept, explicit: false, span: root.span };
	return { root: spoken, lint: log.entries() };
}
