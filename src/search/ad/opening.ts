import type { Recognizer } from "../../analysis/recognizer.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Vocabulary } from "../../analysis/vocabulary.ts";
import type { Span } from "../../domain/query.ts";
import { isWellKnown } from "../natural/bare-places.ts";
import { placeAt } from "../natural/place-words.ts";
import { beforeAnybodyMark, hasAnybodyMark, leads } from "./read-title.ts";
import { type AdBody, linesOfAd } from "./sections.ts";

/** The title and the place of an ad that was pasted as one text: those of the lines above it, else those of "We are looking for ...". */

export interface Opening {
	readonly title: Span | null;
	readonly place: Span | null;
}

/** Lines that stand above an ad: the company, the title, the place. */
const MOST_LINES = 5;
/** Characters of the text that they stand in. */
const FURTHEST = 2000;
const LONGEST_LINE = 120;
const MOST_WORDS = 14;
/** Words before a known title that are still its own: "Embedded Real-Time Software Engineer". */
const MOST_BEFORE = 3;
/** Titles that must end with a word before it makes a title of words that nobody knows. */
const FEWEST_OF_A_HEAD = 2;
/** Words of "team lead" and "head of", which a title begins with. */
const MOST_OF_A_LEVEL = 2;
/** Words between "looking for" and the title. */
const MOST_BETWEEN = 12;

const MARKS = /^[\s#*_>]+/u;
const LABEL =
	/^(?:job ?title|title|position|vacancy|stelle|stellen(?:titel|bezeichnung|angebot)|berufsbezeichnung|poste|intitulé(?: du poste)?|titre|puesto|cargo)[*_]*\s*[:：][*_\s]*/iu;
/** Only sentences have these. */
const SPEAKS =
	/(?<![\p{L}])(?:we|you|our|your|is|are|was|will|has|have|wir|sie|ihre?|unsere?[mnrs]?|ist|sind|suchen|sucht|nous|vous|notre|votre|est|sommes|recherch(?:e|ons)|somos|buscamos|busca|nuestr[oa]s?)(?![\p{L}])/iu;
/** Numbers that the company finds its ad by. */
const REFERENCE =
	/[([]?(?:\b(?:ref(?:erence|erenz)?|job|req(?:uisition)?|kennziffer|stellen|id|r[ée]f[ée]rence)\b[\s.:#-]*(?:(?:id|nr|no|nummer|number|code)\b[\s.:#-]*)?|#)\p{Lu}{0,4}[-_/]?\d[\p{L}\d/_-]*[)\]]?/giu;
/** What stands between title, company, place and kind of contract. */
const BETWEEN = /\s[-–—/]\s|\s?[–—|·•,;:]\s|\s?[|·•]\s?|[()[\]]|\s(?:@|in|at|near|für|bei|pour|chez|à|en|para)\s/giu;
const LOOKING =
	/(?<![\p{L}])(?:look(?:s|ing)? for|seek(?:s|ing)?|searching for|hiring|hire|recruit(?:s|ing)?|in search of|suchen|sucht|recherch(?:e|ons)|recrut(?:e|ons)|busca(?:mos)?)(?![\p{L}])/iu;
/** "You are a skilled nurse": right behind it stands who is looked for. */
const YOU_ARE =
	/(?<!\p{L})(?:(?:you(?:['’]re| are)|are you|(?<=^\s*(?:so,? )?)as) an?|(?:sie sind|du bist|sind sie|bist du) (?:ein[e]?[nrms]?)|(?:gesucht (?:wird|werden|ist))(?: ein[e]?[nrms]?)?|vous êtes une?|eres una?|se busca(?:n)?)(?!\p{L})/iu;
/** "Full-time chauffeurs are wanted": right before it. */
const WANTED =
	/(?<!\p{L})(?:(?:is|are|urgently)\s+(?:\p{L}+\s+)?)?(?:wanted|needed|sought(?: after)?|gesucht|recherchée?s?|demandée?s?)(?!\p{L})/iu;
/** Words between "you are a" and the title, or between the title and "wanted". */
const MOST_BESIDE = 3;
/** Behind these it is no longer the one who is looked for. */
const NO_LONGER = /(?<![\p{L}])(?:who|whose|that|with|to|mit|zu|qui|avec|que|con)(?![\p{L}])/iu;
const BEFORE_PLACE = /(?<=\s)(?:in|near|at|for|für|bei|nach|à|en)\s+(?:\d{4,5}\s+)?(?=\p{L})/giu;
/** The sentence that the cue stands in; longer ones are cut. */
const SENTENCE = /[^.!?]{1,400}/gu;

/** Title and place of the text as written; a place is one that the gazetteer knows. */
export async function openingOf(body: AdBody): Promise<Opening> {
	const { text, recognizer } = body;
	const above = headingOf(text, recognizer);
	if (above.title !== null && above.place !== null) return above;
	const marked = above.title === null ? markedIn(text, recognizer) : NOTHING;
	const said = marked.title === null ? await soughtIn(body) : marked;
	return { title: above.title ?? said.title, place: above.place ?? said.place };
}

const NOTHING: Opening = { title: null, place: null };

/** "Java Entwickler (m/w/d) in Berlin mit 5 Jahren Erfahrung.": an ad of one sentence that begins with the title. */
function markedIn(text: string, recognizer: Recognizer): Opening {
	const { index, 0: line } = /\S[^\r\n]*/u.exec(text.slice(0, FURTHEST)) ?? { index: 0, 0: "" };
	const title =
		hasAnybodyMark(line) && !SPEAKS.test(beforeAnybodyMark(line))
			? titleIn(line, partsOf(line).slice(0, 1), recognizer)
			: null;
	if (title === null) return NOTHING;
	const place = placeBehind(line, recognizer);
	return { title: moved(title, index), place: place === null ? null : moved(place, index) };
}

/** The first place behind an "in". */
const placeBehind = (sentence: string, recognizer: Recognizer): Span | null =>
	[...sentence.matchAll(BEFORE_PLACE)]
		.map(({ index, 0: word }) => placeOf(sentence, index + word.length, recognizer))
		.find((found) => found !== null) ?? null;

/** "Java Developer in München", "Nurse - Berlin". */
export function placeOfTitle(title: string, recognizer: Recognizer): Span | null {
	const behind = placeBehind(title, recognizer);
	if (behind !== null) return behind;
	const beside = placeIn(title, partsOf(title).slice(1), recognizer);
	const place = beside === null ? null : placeAt(title, beside.start);
	return place !== null && isWellKnown(place) ? beside : null;
}

/** The first title of the lines above the text, and the place beside it or below it. */
function headingOf(text: string, recognizer: Recognizer): Opening {
	let lines = 0;
	let title: Span | null = null;
	for (const { index, 0: line } of text.slice(0, FURTHEST).matchAll(/[^\r\n]+/g)) {
		if (line.trim() === "") continue;
		lines += 1;
		if (lines > MOST_LINES || !isHeading(line)) break;
		const parts = partsOf(line);
		const own = title === null ? titleIn(line, parts, recognizer) : null;
		if (title === null && own === null) continue;
		title ??= moved(own as Span, index);
		const place = placeIn(line, own === null ? parts.slice(0, 1) : parts.filter((part) => part !== own), recognizer);
		if (place !== null) return { title, place: moved(place, index) };
		// "Mercy Hospital, Phoenix, AZ".
		const behind = own === null ? placeIn(line, parts.slice(1), recognizer) : null;
		const named = behind === null ? null : placeAt(line, behind.start);
		if (behind !== null && named !== null && isWellKnown(named)) return { title, place: moved(behind, index) };
	}
	return { title, place: null };
}

function isHeading(line: string): boolean {
	const body = line.replace(MARKS, "").replace(/[\s*_#]+$/u, "");
	if (body.length > LONGEST_LINE || body.split(/\s+/).length > MOST_WORDS) return false;
	return (
		!/[.!?:;]$/u.test(body) &&
		!/^[•·▪●◦‣–—-]/u.test(body) &&
		!SPEAKS.test(beforeAnybodyMark(body)) &&
		isOutsideSections(body)
	);
}

/** Not "Requirements", and nothing behind it. */
const isOutsideSections = (line: string) => {
	const [only] = linesOfAd(line);
	return only?.kind === "intro";
};

/**
 * The part of a line that the vocabulary knows as a title; without such a part one that ends as many titles do, else the first one of a
 * line that says that it is a title.
 */
function titleIn(line: string, parts: readonly Part[], recognizer: Recognizer): Part | null {
	const isSaid = labelOf(line).label > 0;
	const known = parts.find(({ start, end }) => {
		const [title] = recognizer.titles(tokenize(line.slice(start, end)));
		return title !== undefined && (isSaid || title.start <= MOST_BEFORE);
	});
	const heads = headsOf(recognizer.vocabulary);
	const likely = parts.find(({ start, end }) => {
		const tokens = tokenize(line.slice(start, end));
		return heads.has(tokens.at(-1)?.text ?? "") || leads(tokens.slice(0, MOST_OF_A_LEVEL), recognizer);
	});
	return known ?? likely ?? (isSaid || hasAnybodyMark(line) ? (parts[0] ?? null) : null);
}

const headsByVocabulary = new WeakMap<Vocabulary, ReadonlySet<string>>();

/** Words that titles of the vocabulary end with: operator, director, technician. */
function headsOf(vocabulary: Vocabulary): ReadonlySet<string> {
	const known = headsByVocabulary.get(vocabulary);
	if (known !== undefined) return known;
	const counts = new Map<string, number>();
	for (const { label } of vocabulary.titles) {
		const tokens = tokenize(label);
		const head = tokens.at(-1)?.text;
		if (head !== undefined && tokens.length > 1) counts.set(head, (counts.get(head) ?? 0) + 1);
	}
	const heads = new Set([...counts].filter(([, count]) => count >= FEWEST_OF_A_HEAD).map(([head]) => head));
	headsByVocabulary.set(vocabulary, heads);
	return heads;
}

/** Characters of the signs before a line, and of the label behind them. */
function labelOf(line: string): { readonly marks: number; readonly label: number } {
	const marks = MARKS.exec(line)?.[0].length ?? 0;
	return { marks, label: LABEL.exec(line.slice(marks))?.[0].length ?? 0 };
}

interface Part extends Span {
	/** Behind "at": the company. */
	readonly isCompany: boolean;
}

/** Pieces of a line, without its label, between the signs that part title, company and place. */
function partsOf(line: string): Part[] {
	const clean = line.replace(REFERENCE, (found) => " ".repeat(found.length)).replace(/[*_#]/g, " ");
	const parts: Part[] = [];
	const { marks, label } = labelOf(line);
	let start = marks + label;
	let isCompany = false;
	const add = (end: number) => {
		const piece = clean.slice(start, end);
		if (!/\p{L}{2}/u.test(piece)) return;
		parts.push({ start: end - piece.trimStart().length, end: start + piece.trimEnd().length, isCompany });
	};
	for (const { index, 0: sign } of clean.matchAll(BETWEEN)) {
		if (index < start) continue;
		add(index);
		start = index + sign.length;
		isCompany = /^(?:@|at|bei|chez)$/i.test(sign.trim());
	}
	add(clean.length);
	return parts;
}

/** The first part that is a place and nothing else. */
function placeIn(line: string, parts: readonly Part[], recognizer: Recognizer): Span | null {
	for (const { start, end, isCompany } of parts) {
		const code = /^\d{4,5}\s+/.exec(line.slice(start, end))?.[0].length ?? 0;
		const place = isCompany ? null : placeOf(line, start + code, recognizer);
		if (place !== null && place.end >= end) return place;
	}
	return null;
}

/** "Mobile" is a town, too. */
function placeOf(text: string, at: number, recognizer: Recognizer): Span | null {
	const place = placeAt(text, at);
	if (place === null) return null;
	const { start } = place;
	const name = place.name.trimEnd();
	const end = start + text.slice(start, place.end).trimEnd().length;
	const skills = recognizer.skills(tokenize(name), { context: "list" });
	return skills.some(({ label }) => label.toLowerCase().startsWith(name.toLowerCase())) ? null : { start, end };
}

/** "We are looking for a nurse in Aberdeen": who, and where. */
async function soughtIn({ lines, recognizer, pause }: AdBody): Promise<Opening> {
	for (const { kind, text: line, start } of lines) {
		if (kind === "aside") continue;
		await pause();
		for (const { index, 0: sentence } of line.matchAll(SENTENCE)) {
			const title = soughtTitle(sentence, recognizer);
			if (title === null) continue;
			const place = placeBehind(sentence, recognizer);
			const from = start + index;
			return { title: moved(title, from), place: place === null ? null : moved(place, from) };
		}
	}
	return { title: null, place: null };
}

function soughtTitle(sentence: string, recognizer: Recognizer): Span | null {
	return (
		titleBehind(sentence, LOOKING, MOST_BETWEEN, recognizer) ??
		titleBehind(sentence, YOU_ARE, MOST_BESIDE, recognizer) ??
		titleBefore(sentence, recognizer)
	);
}

/** "Chauffeurs are wanted". */
function titleBefore(sentence: string, recognizer: Recognizer): Span | null {
	const cue = WANTED.exec(sentence);
	const tokens = cue === null ? [] : tokenize(sentence.slice(0, cue.index));
	const title = recognizer.titles(tokens).at(-1);
	if (title === undefined || title.start > MOST_BESIDE || tokens.length - title.end > MOST_BESIDE) return null;
	return { start: (tokens[title.start] as Token).start, end: (tokens[title.end - 1] as Token).end };
}

function titleBehind(sentence: string, cued: RegExp, most: number, recognizer: Recognizer): Span | null {
	const cue = cued.exec(sentence);
	if (cue === null) return null;
	const from = cue.index + cue[0].length;
	const tokens = tokenize(sentence.slice(from));
	const isLevel = ({ start, end }: Span) =>
		tokens.slice(start, end).every((one) => recognizer.seniority([one]) !== null);
	const titles = recognizer.titles(tokens);
	const title = titles.find((one) => !isLevel(one)) ?? titles[0];
	if (title === undefined || title.start > most) return null;
	const level = tokens[title.start - 1];
	const hasLevel = level !== undefined && recognizer.seniority([level]) !== null;
	const start = (hasLevel ? level : (tokens[title.start] as Token)).start;
	if (NO_LONGER.test(sentence.slice(from, from + start))) return null;
	return { start: from + start, end: from + (tokens[title.end - 1] as Token).end };
}

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
