import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import type { JobAd, Requirement, RequirementEvidence, RequirementRole } from "../../domain/requirement.ts";
import { createPauses } from "../../tenancy/pauses.ts";
import { phraseQuery, skillQuery } from "../requirement/query-text.ts";
import { asksNothing, demands } from "./blurb.ts";
import { cuesOf, type Wanted } from "./cues.ts";
import { type Mention, mentionsIn, saysWhatToBring } from "./mentions.ts";
import { openingOf, placeOfTitle } from "./opening.ts";
import { placeOfAd } from "./place-of-ad.ts";
import { plainMentions } from "./plain-lines.ts";
import { readTitle } from "./read-title.ts";
import { type AdBody, type AdLine, linesOfAd, type SectionKind } from "./sections.ts";

/** Requirements that are kept; the weakest go first. */
const MOST = 40;
/** Lines of a list that are taken as they are written. */
const MOST_PLAIN = 12;
/** Places shown as evidence of one requirement. */
const MOST_EVIDENCE = 5;
const WEIGHT = { title: 2, skillOfTitle: 1.5, listed: 1, soft: 0.4, named: 0.5, again: 0.25, most: 2 } as const;

/** A requirement while it is collected: each further mention adds to it. */
type Draft = Omit<Requirement, "evidence"> & { readonly evidence: RequirementEvidence[] };

/**
 * What an ad asks for, by rules: its title, its list of skills, its place, and what its text names, each with the places that say so.
 * What stands under "Requirements" must be there, what stands under "Nice to have" or is called a plus is a wish; words of the
 * sentence win over the heading; a short line of such a list that nothing known covers is a weak wish for its words. Skills of the tasks alone are weak wishes; what the company says of itself asks for nothing.
 * The strongest come first. Others get their turn while a long ad is read.
 */
export async function readAd(ad: JobAd, recognizer: Recognizer): Promise<Requirement[]> {
	const { description: text } = ad;
	const body: AdBody = { text, lines: linesOfAd(text), recognizer, pause: createPauses() };
	const drafts = new Map<string, Draft>();
	const add = (draft: Omit<Draft, "evidence">, evidence: RequirementEvidence) => merge(drafts, draft, evidence);
	const { title, place } = ad.title === undefined ? await openingOf(body) : UNTITLED;
	const inTitle = ad.title === undefined ? null : placeOfTitle(ad.title, recognizer);
	if (ad.title !== undefined) {
		addTitle({ source: "title", start: 0, text: without(ad.title, inTitle) }, recognizer, add);
	}
	if (title !== null) addTitle(partOf(text, title), recognizer, add);
	for (const skill of ad.skills) addListed(skill, recognizer, add);
	const beside = inTitle === null ? place : { ...inTitle, source: "title" };
	const where = await placeOfAd(ad, beside, body);
	if (where !== null) add(where.place, where.evidence);
	await addText(body, title, add);
	return ordered([...drafts.values()]);
}

type Add = (draft: Omit<Draft, "evidence">, evidence: RequirementEvidence) => void;

const whole = (source: string, text: string): RequirementEvidence => ({
	source,
	start: 0,
	end: text.length,
	text: text.slice(0, 200),
});

/** A text of the ad, or a piece of one, and where it begins in it. */
interface Part {
	readonly source: string;
	readonly start: number;
	readonly text: string;
}

const UNTITLED = { title: null, place: null };

/** With blanks for a place behind an "in", so that offsets stay. */
const without = (title: string, place: Span | null): string =>
	place === null ? title : title.slice(0, place.start) + " ".repeat(place.end - place.start) + title.slice(place.end);

const partOf = (description: string, { start, end }: Span): Part => ({
	source: "description",
	start,
	text: description.slice(start, end),
});

function addTitle({ source, start: from, text: title }: Part, recognizer: Recognizer, add: Add): void {
	const { occupation, seniority } = readTitle(title, recognizer);
	const said = (start: number, end: number) => {
		return { source, start: from + start, end: from + end, text: title.slice(start, end) };
	};
	if (occupation !== null) {
		const { start, end, label, query } = occupation;
		add({ kind: "title", label, query, role: "must", weight: WEIGHT.title }, said(start, end));
	}
	if (seniority !== null) {
		const { start, end, label, query } = seniority;
		add({ kind: "seniority", label, query, role: "wish", weight: 1 }, said(start, end));
	}
	for (const { start, end, kind, label, query } of mentionsIn(title, recognizer)) {
		if (kind !== "skill" && kind !== "certificate") continue;
		add({ kind, label, query, role: "must", weight: WEIGHT.skillOfTitle }, said(start, end));
	}
}

function addListed(written: string, recognizer: Recognizer, add: Add): void {
	const tokens = tokenize(written);
	const known = recognizer
		.skills(tokens, { context: "list" })
		.find(({ start, end }) => start === 0 && end === tokens.length);
	const query = known === undefined ? phraseQuery(written) : skillQuery(known.id, recognizer);
	if (tokens.length === 0 || query === null) return;
	const label = known?.label ?? written;
	add({ kind: "skill", label, query, role: "must", weight: WEIGHT.listed }, whole("skills", written));
}

/** @param title what was read as the title; its skills are not counted again */
async function addText({ text, lines, recognizer, pause }: AdBody, title: Span | null, add: Add): Promise<void> {
	const hasList = lines.some(({ kind }) => kind === "must" || kind === "wish");
	let plain = 0;
	for (const line of lines) {
		if (line.kind === "aside") continue;
		for (const sentence of sentencesOf(line)) {
			await pause();
			if (asksNothing(sentence.text, line.kind === "intro")) continue;
			const known = mentionsIn(sentence.text, recognizer, line.kind === "must" || line.kind === "wish");
			const isWhole = sentence.text.trim() === line.text.trim();
			const unknown = known.length === 0 && isWhole && plain < MOST_PLAIN ? plainMentions(text, line) : [];
			plain += unknown.length;
			const mentions = [...known, ...unknown];
			if (mentions.length === 0) continue;
			const said = saidBy(sentence.text, line.kind, hasList);
			for (const mention of mentions) {
				const graded = gradeOf(mention, said, line.kind);
				if (graded === null) continue;
				const start = sentence.start + mention.start;
				const end = sentence.start + mention.end;
				if (title !== null && start < title.end && title.start < end && mention.kind !== "years") continue;
				const { kind, label, query } = mention;
				add({ kind, label, query, ...graded }, { source: "description", start, end, text: text.slice(start, end) });
			}
		}
	}
}

/** Longer ones are cut: what looks at the words around a word must not look at a whole book. */
const SENTENCE =
	/.{1,800}?(?:(?<!(?<!\p{L})(?:[Mm]ind|[Mm]in|[Mm]ax|ca|inkl|incl|bzw|approx|e\.g|z\. ?B|p\. ?ej|Nr|No))[.](?=\s+[\p{Lu}\d])|[;!?](?=\s+[\p{Lu}\d])|$)|.{800}/gsu;

/** Pieces between ends of sentences; an abbreviation goes on in small letters. */
function sentencesOf({ text, start }: AdLine): { readonly text: string; readonly start: number }[] {
	return [...text.matchAll(SENTENCE)].map(({ index, 0: piece }) => ({
		text: piece,
		start: start + index,
	}));
}

/** A whole statement: "Kubernetes is required". */
const STATED =
	/(?<!\p{L})(?:(?:is|are|sind|ist|est|sont|es|son)\s+(?:\p{L}+\s+)?(?:required|mandatory|essential|a must|erforderlich|zwingend|voraussetzung|obligatoires?|exigée?s?|requise?s?|imprescindibles?|obligatori[oa]s?)|must have)(?!\p{L})/iu;

/** What a sentence says of all that it names. */
interface Said {
	readonly cueAt: (at: Span) => Wanted | null;
	readonly isStated: boolean;
	readonly asks: boolean;
}

const saidBy = (sentence: string, section: SectionKind, hasList: boolean): Said => ({
	cueAt: cuesOf(sentence),
	isStated: STATED.test(sentence),
	// An ad without lists says all that it asks for in its sentences; one with lists may say some of it before them.
	asks: section === "intro" && (hasList ? saysWhatToBring(sentence) : demands(sentence)),
});

/** How strongly something is asked for; null where it is only talked about. */
function gradeOf(
	{ kind, soft, isSubject, inPassing, said, start, end }: Mention,
	{ cueAt, isStated, asks }: Said,
	section: SectionKind,
): { readonly role: RequirementRole; readonly weight: number } | null {
	const cue = cueAt(said ?? { start, end });
	if (isSubject === true && cue !== "unneeded") return { role: "wish", weight: WEIGHT.named };
	const weight = soft === true ? WEIGHT.soft : WEIGHT.listed;
	if (cue === "unneeded") return null;
	// Whether they are a requirement at all only the reader can tell.
	if (kind === "words" || inPassing === true) return { role: "wish", weight: WEIGHT.named };
	// "At least one of": an amount of what is preferred makes no must of it.
	if (section === "wish" && (cue === null || !isStated)) return { role: "wish", weight };
	if (cue !== null) return { role: cue, weight };
	if (section === "must") return { role: soft === true ? "wish" : section, weight };
	if (asks) return { role: soft === true ? "wish" : "must", weight };
	return kind === "skill" || kind === "certificate" ? { role: "wish", weight: Math.min(weight, WEIGHT.named) } : null;
}

/** Said again it weighs more; said as a must it is one. */
function merge(drafts: Map<string, Draft>, draft: Omit<Draft, "evidence">, evidence: RequirementEvidence): void {
	const key =
		draft.kind === "years" || draft.kind === "degree" ? draft.kind : `${draft.kind} ${draft.query.toLowerCase()}`;
	const known = drafts.get(key);
	if (known === undefined) {
		drafts.set(key, { ...draft, evidence: [evidence] });
		return;
	}
	const counts = known.kind === "skill" || known.kind === "certificate";
	const stronger = isStronger(draft, known) ? draft : known;
	const weight = counts
		? Math.min(WEIGHT.most, Math.max(known.weight, draft.weight) + WEIGHT.again)
		: Math.max(known.weight, draft.weight);
	if (known.evidence.length < MOST_EVIDENCE) known.evidence.push(evidence);
	drafts.set(key, { ...stronger, weight, evidence: known.evidence });
}

/** Of two demands for years the larger holds. */
function isStronger(draft: Omit<Draft, "evidence">, known: Draft): boolean {
	if (draft.role !== known.role) return draft.role === "must";
	return draft.kind === "years" && leastYears(draft) > leastYears(known);
}

const leastYears = ({ query }: Pick<Draft, "query">): number => Number(/\d+(?:\.\d+)?/u.exec(query)?.[0] ?? 0);

const RANK: Readonly<Record<RequirementRole, number>> = { required: 0, must: 1, wish: 2, excluded: 3 };

function ordered(drafts: readonly Draft[]): Requirement[] {
	const byStrength = (one: Draft, other: Draft) => RANK[one.role] - RANK[other.role] || other.weight - one.weight;
	return drafts.toSorted(byStrength).slice(0, MOST);
}
