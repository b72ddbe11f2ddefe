import type { Recognizer } from "../../analysis/recognizer.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import { everyMatch, overlaps } from "../phrases/found.ts";
import { skillQuery } from "../requirement/query-text.ts";
import type { Mention } from "./mentions.ts";
import { meantIn } from "./passing-words.ts";

/** Skills that a sentence of an ad names; those that "or" joins are one requirement. */

/** Behind these a name that is an everyday word, too, is that of a skill: "maîtrise de Sage et d'Excel". */
const KNOWING =
	/(?<!\p{L})(?:(?:knowledge|command|understanding|mastery|maîtrise|connaissances?|pratique|conocimientos?|dominio|manejo|kenntnisse?) (?:of|in|von|de(?:s| la)?|du|en)|(?:experienced?|proficien(?:t|cy)|skilled|skills|expertise|expérience|experiencia|erfahrung(?:en)?|umgang|vertraut|sicher|versiert|routiniert) (?:with|in|using|mit|im|avec|sur|en|con)|(?:maîtrise|connaissance) d['’])\s*(?<rest>[^.;:!?\n]{1,80})/giu;
/** Names in capitals before such a word: "strong Excel skills", "Word and Outlook knowledge". */
const KNOWN =
	/(?<names>(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}+#.]*(?:(?:\s*[,/&]\s*|\s+(?:and|or|und|oder)\s+)\p{Lu}[\p{L}\p{N}+#.]*){0,4})\s+(?:skills|knowledge|proficiency|expertise|know-how|kenntnisse)(?!\p{L})/gu;
/** Behind these a word in small letters is a verb: "where you excel", "the ability to react". */
const BEFORE_VERB =
	/(?<!\p{L})(?:to|you|we|they|who|can|will|must|should|may|could|would|always|consistently)\s+(?:\p{Ll}+\s+(?:and|or)\s+)?$/iu;
/** "We are hiring" asks for no recruiter. */
const HIRING =
	/(?<!\p{L})(?:we['’]?re|we are|are|is|currently|now|actively)\s+(?:currently\s+|now\s+)?(?:hiring|recruiting)(?!\p{L})/giu;
const OR = /^(?:\s*,)?\s+(?:and\/or|or|oder|und\/oder|ou|et\/ou|o|y\/o)\s+(?:(?:in|with|mit|en|avec|con|d['’])\s*)?$/iu;
const COMMA = /^\s*,\s*$/u;
/** Kinds of skills whose names are everyday words, too. */
const EVERYDAY: ReadonlySet<string> = new Set(["domain", "method", "trade", "soft"]);
/** Words in capitals that may all be names: "SQL, AWS, ETL". */
const MOST_CAPITALS = 4;
/** Alternatives that one requirement is written with. */
const MOST_ALTERNATIVES = 8;

export function skillsIn(sentence: string, recognizer: Recognizer): Mention[] {
	const text = plainCase(sentence);
	const found = namedIn(text, 0, isListOfNames(text, recognizer) ? "list" : "prose", recognizer);
	const isVerb = ({ start }: Mention) => /^\p{Ll}/u.test(text.slice(start)) && BEFORE_VERB.test(text.slice(0, start));
	const listed = [
		...everyMatch(text, KNOWING, ({ rest = "" }) => rest).map(({ end, value }) => ({
			value,
			start: end - value.length,
			end,
		})),
		...everyMatch(text, KNOWN, ({ names = "" }) => names).map(({ start, value }) => ({
			value,
			start,
			end: start + value.length,
		})),
	];
	for (const { value, start } of listed) {
		const more = namedIn(value, start, "list", recognizer).filter((one) => !isVerb(one));
		found.push(...more.filter((one) => !found.some((other) => overlaps(one, other))));
	}
	const meant = meantIn(text, found, listed, recognizer);
	const hiring = everyMatch(text, HIRING, () => true);
	const kept = meant.filter((one) => !hiring.some((verb) => overlaps(one, verb)));
	return alternatives(
		text,
		kept.toSorted((one, other) => one.start - other.start),
	);
}

/** "Outlook, Word and Excel": a line of names in capitals and of nothing else. */
function isListOfNames(text: string, recognizer: Recognizer): boolean {
	const tokens = tokenize(text);
	const names = recognizer.skills(tokens, { context: "list" });
	const isNamed = (at: number) => names.some(({ start, end }) => at >= start && at < end);
	const isCapital = ({ start }: { readonly start: number }) => /^\p{Lu}/u.test((tokens[start] as Token).written);
	return (
		names.length > 0 &&
		names.every(isCapital) &&
		tokens.every((token, at) => isNamed(at) || /^(?:and|or|und|oder|et|ou|y|o)$/u.test(token.text))
	);
}

/** In "YOU CAN ALSO" capitals say nothing of CAN. */
function plainCase(sentence: string): string {
	const lower = sentence.toLowerCase();
	const isShouted = !/\p{Ll}/u.test(sentence) && (sentence.match(/\p{L}{2,}/gu) ?? []).length > MOST_CAPITALS;
	return isShouted && lower.length === sentence.length ? lower : sentence;
}

function namedIn(text: string, offset: number, context: "prose" | "list", recognizer: Recognizer): Mention[] {
	const tokens = tokenize(text);
	return recognizer.skills(tokens, { context }).flatMap(({ id, label, start, end }): Mention[] => {
		const kind = recognizer.vocabulary.skill(id)?.kind;
		const query = skillQuery(id, recognizer);
		// Spoken languages are known better by the words beside them.
		if (kind === "spoken" || query === null) return [];
		const at = {
			start: offset + (tokens[start] as Token).start,
			end: offset + (tokens[end - 1] as Token).end,
		};
		const mention = { ...at, kind: kind === "certification" ? ("certificate" as const) : ("skill" as const), label };
		const isEveryday = EVERYDAY.has(kind ?? "");
		const nature = kind === "soft" ? { soft: true } : kind === "domain" ? { ofField: true } : {};
		return [{ ...mention, query, isEveryday, ...nature }];
	});
}

/** "Python, Go or Rust": whoever has one of them has what is asked for. */
function alternatives(text: string, skills: readonly Mention[]): Mention[] {
	const kept: Mention[] = [];
	for (let from = 0; from < skills.length; ) {
		const to = endOfList(text, skills, from);
		const list = skills.slice(from, to);
		const [first] = list;
		if (first === undefined) break;
		kept.push(list.length === 1 ? first : eitherOf(list));
		from = to;
	}
	return kept;
}

/** Behind the last skill of a list that ends with an "or"; behind the first one where it begins no such list. */
function endOfList(text: string, skills: readonly Mention[], from: number): number {
	const first = skills[from];
	for (let at = from + 1; at < Math.min(skills.length, from + MOST_ALTERNATIVES); at++) {
		const [before, next] = [skills[at - 1], skills[at]];
		if (first === undefined || before === undefined || next === undefined) break;
		if (next.kind !== first.kind || next.soft !== first.soft) break;
		const between = text.slice(before.end, next.start);
		if (OR.test(between)) {
			const further = endOfList(text, skills, at);
			return further > at + 1 && OR.test(text.slice(next.end, skills[at + 1]?.start)) ? further : at + 1;
		}
		if (!COMMA.test(between)) break;
	}
	return from + 1;
}

function eitherOf(list: readonly Mention[]): Mention {
	const [first, last] = [list[0] as Mention, list.at(-1) as Mention];
	if (list.every(({ query }) => query === first.query)) return { ...first, end: last.end };
	const queries = [
		...new Set(list.map(({ query }) => (/\s/u.test(query) && !query.startsWith('"') ? `(${query})` : query))),
	];
	const label = [...new Set(list.map((one) => one.label))].join(" / ");
	return { ...first, end: last.end, label, query: queries.join(" OR ") };
}
