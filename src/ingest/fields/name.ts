import { fold } from "../../analysis/fold.ts";
import { joinText } from "../layout/hyphens.ts";
import { allBold, type Line } from "../layout/line.ts";
import { DOCUMENT_TITLE } from "../sections/document-title.ts";
import { labelledField } from "../sections/field-labels.ts";
import { matchHeading } from "../sections/match-heading.ts";
import type { HeadPiece } from "./contact-pieces.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import type { Features } from "./features.ts";
import type { FoundName } from "./headline.ts";
import { hasNameShape, isCjk, isLongName, isParticle, words } from "./name-shape.ts";
import { confidenceOf, losersOf, type Rule, rank } from "./rules.ts";

const HONORIFIC =
	/^(?:(?:dr\.?-ing|dr|prof|pd|priv\.?-doz|mr|mrs|ms|mx|miss|sir|dame|herr|frau|dipl\.?-?ing|ing|mag|m|mme|mlle|sr|sra|srta|dott|dott\.?ssa|eng|rev|hon|capt|col|lt|sgt|cpl|(?:chief )?petty officer|chief warrant officer|captain|colonel|lieutenant|sergeant|hauptmann|oberst(?:leutnant)?|\(ret|med|rer|nat|phil)\.?\)?\s+)+(?=\p{Lu})/iu;
const CREDENTIAL =
	/(?:,\s*|\s+(?=\(?(?:Ph|MD|MBA|CPA|PMP|RN|BSN|MSN|CFA|PE|JD|Esq|BSc|MSc|DDS|CISSP|SHRM|PhD|ACCA|CEng)\b))\(?(?:(?:ph\.?\s?d|m\.?\s?d|mba|cpa|pmp|rn|bsn|msn|cfa|p\.?\s?eng|p\.?e|j\.?d|esq|b\.?sc|m\.?sc|b\.?a|m\.?a|m\.?eng|b\.?eng|dds|cissp|shrm(?:-s?cp)?|acca|ceng|dnp|fnp|np|pa-c|lcsw|cfp|cma|csm|phr|sphr|ll\.?m|mph|edd|pmi-acp|aws|rd|pt|dpt|ccrn|facs|frcs|mrcp)\b\.?(?:-\w+)?[,/\s]*)+\)?$/iu;

/** "Jane Roe, FCIPD": capitals alone behind a name that has small letters are a degree or a membership. */
const LETTERS_BEHIND = /^\s*\p{Lu}{2,6}(?:,\s*\p{Lu}{2,6})*$/u;

function withoutLetters(text: string): string {
	const comma = text.indexOf(",");
	const name = text.slice(0, Math.max(0, comma));
	return /\p{Ll}/u.test(name) && hasNameShape(name) && LETTERS_BEHIND.test(text.slice(comma + 1)) ? name : text;
}

interface Candidate {
	readonly text: string;
	readonly piece: HeadPiece;
	readonly order: number;
	readonly size: number;
	readonly largest: number;
	readonly bold: boolean;
	readonly features: Features;
	readonly fromDocumentTitle: boolean;
	/** Share of its words that stand in the e-mail address, and in the name of the file. */
	readonly inMail: number;
	readonly inFileName: number;
}

/** How many words of the name stand in the address before the @. */
function mailShare(text: string, mail: string): number {
	const local = fold(mail.split("@")[0] ?? "").replace(/\d+/g, "");
	const parts = words(fold(text))
		.map((part) => part.replace(/[^\p{L}]/gu, ""))
		.filter((part) => part.length > 1);
	if (local === "" || parts.length === 0) return 0;
	return (
		parts.filter((part) => local.includes(part) || (part.length > 5 && local.includes(part.slice(0, 5)))).length /
		parts.length
	);
}

/** Nobody is called so: words of sentences, of documents and of offices, in languages of Latin script. */
const NOT_OF_NAMES =
	/(?<![\p{L}'’-])(?:the|of|our|us|we|you|your|for|with|to|is|are|this|how|what|why|when|at|from|about|and|und|für|mit|wir|ihre?|uns|über|pour|avec|nous|notre|votre|para|con|nuestr[oa]s?|nosotros|minutes|meeting|agenda|invoice|report|policy|guide|guides|manual|readme|documentation|installation|install|usage|license|licence|contents|description|requirements|overview|introduction|abstract|chapter|appendix|conditions|privacy|terms|press|release|notes|changelog|newsletter|proposal|contract|agreement|specification|tutorial|workshop|protokoll|sitzung|rechnung|bericht|angebot|vertrag|handbuch|anleitung|stellenanzeige|facture|rapport|compte rendu|procès-verbal|informe|acta|factura|manuale|verbale|fattura|profile|contact|skills|experience|education|details|information|page|confidential|draft|template|sample|example|company|department|project|team|software|system|library|dear|sehr geehrte|hello|welcome|untitled|document|resume|parser|tool|app|api)(?![\p{L}'’-])/iu;

/** Beside it stands the name as it is. */
const LATIN_LABEL = /^(?:英文(?:姓名|名字?)|ローマ字(?:氏名)?|영문\s?(?:성명|이름))$/u;

const RULES: readonly Rule<Candidate>[] = [
	{ name: "labelled as name", weight: 6, when: (c) => labelledField(c.piece.label) === "name" },
	{ name: "labelled as the name in Latin letters", weight: -3, when: (c) => LATIN_LABEL.test(c.piece.label) },
	{ name: "shape of a name", weight: 2.5, when: (c) => hasNameShape(c.text) },
	{ name: "largest type", weight: 3, when: (c) => c.largest > 0 && c.size >= c.largest - 0.5 },
	{
		name: "large type",
		weight: 1,
		when: (c) => c.largest > 0 && c.size >= c.largest * 0.7 && c.size < c.largest - 0.5,
	},
	{ name: "first line", weight: 1.5, when: (c) => c.order === 0 },
	{ name: "among the first lines", weight: 0.8, when: (c) => c.order > 0 && c.order <= 2 },
	{ name: "declared as the first heading", weight: 1.5, when: (c) => c.piece.line.heading === 1 },
	{ name: "alone in its line", weight: 0.5, when: (c) => c.piece.count === 1 },
	{ name: "bold", weight: 0.4, when: (c) => c.bold },
	{ name: "the e-mail address says so", weight: 3, when: (c) => c.inMail >= 0.6 },
	{
		name: "part of it stands in the e-mail address",
		weight: 1.5,
		when: (c) => c.inMail > 0 && c.inMail < 0.6,
	},
	{ name: "the file is called so", weight: 1.5, when: (c) => c.inFileName >= 0.6 },
	{ name: "after the document's title", weight: 1, when: (c) => c.fromDocumentTitle },
	{ name: "a title", weight: -3.5, when: (c) => c.features.knownTitle >= 0.5 || c.features.titleWord },
	{
		name: "a heading",
		weight: -6,
		when: (c) => matchHeading(c.text)?.exact === true && c.inMail < 0.6,
	},
	{ name: "a place", weight: -4, when: (c) => c.features.place === "sure" && !isCjk(c.text) },
	{
		name: "an organisation",
		weight: -3,
		when: (c) => c.features.legalForm || c.features.organisationWord || c.features.schoolWord,
	},
	{ name: "a label", weight: -8, when: (c) => labelledField(c.text) !== null },
	{ name: "digits", weight: -6, when: (c) => /\d/.test(c.text) },
	{ name: "an address", weight: -8, when: (c) => /[@/]|www\./.test(c.text) },
	{ name: "other label", weight: -4, when: (c) => c.piece.label !== "" && labelledField(c.piece.label) !== "name" },
	{
		name: "words of a sentence or a document",
		weight: -9,
		when: (c) => NOT_OF_NAMES.test(c.text) && c.inMail < 0.6,
	},
	{ name: "not the shape of a name", weight: -2.5, when: (c) => !hasNameShape(c.text) && !isCjk(c.text) },
	{ name: "a bullet", weight: -6, when: (c) => c.piece.line.bullet && c.piece.count === 1 },
	{ name: "one word", weight: -1.5, when: (c) => words(c.text).length === 1 && !isCjk(c.text) },
	{ name: "long", weight: -4, when: (c) => isLongName(c.text) },
];
const THRESHOLD = 3;
const CURVE = { atThreshold: 0.85, scale: 2.5 };

/** The document's title before or after the name; inside a text it belongs to something else. */
const TITLE_AT_EDGE = new RegExp(`^\\P{L}*${DOCUMENT_TITLE.source}|${DOCUMENT_TITLE.source}\\P{L}*$`, "giu");

const ANY_TITLE = new RegExp(DOCUMENT_TITLE.source, "iu");

/** "Hello, I'm Jane Roe": some templates greet. */
const GREETING =
	/^(?:(?:hello|hi|hey|olá|oi|hola|hallo|ciao|bonjour|salut|hej|cześć|merhaba)\s*[,!.]?\s*)?(?:i['’]m|i am|my name is|ich bin|mein name ist|soy|me llamo|sou|sono|mi chiamo|je suis|je m['’]appelle|ik ben|jag är|jestem|nazywam się)\s+(?=\p{Lu}\S+\s\p{Lu})/iu;

/** The name without titles, degrees and the word "Resume" around it. */
export function bareName(text: string): string {
	return withoutLetters(text.replace(GREETING, ""))
		.replace(TITLE_AT_EDGE, " ")
		.trim()
		.replace(/['’]s\s*$/u, "")
		.replace(/^(?:of|von|de|di|van|för|–|-|:)\s+/iu, "")
		.replace(HONORIFIC, "")
		.replace(CREDENTIAL, "")
		.replace(/\([^)]*\)\s*$/u, "")
		.replace(/^[\s\p{P}\p{S}]+|[\s,;:|–—-]+$/gu, "")
		.replace(/\s+/g, " ")
		.trim();
}

export interface NameContext {
	readonly featuresOf: (text: string) => Features;
	readonly mail: string;
	readonly fileName: string;
	readonly log: EvidenceLog;
}

interface Head {
	readonly pieces: readonly HeadPiece[];
	readonly lines: readonly Line[];
	/** Largest font size. */
	readonly largest: number;
	/** False where all type has one size: then size says nothing about lines that belong together. */
	readonly largeType: boolean;
	readonly context: NameContext;
}

function headOf(pieces: readonly HeadPiece[], lines: readonly Line[], context: NameContext): Head {
	const sizes = lines.flatMap((line) => line.cells.map((cell) => cell.size));
	const largest = Math.max(0, ...sizes);
	return { pieces, lines, largest, largeType: largest > Math.min(...sizes) + 1, context };
}

/** "Jane Doe, Executive Assistant": the title behind the comma is not part of the name. */
function withoutTitle(text: string, { featuresOf }: NameContext): string {
	const [name, title] = text.split(/\s*,\s*/);
	if (name === undefined || title === undefined || !hasNameShape(name)) return text;
	const features = featuresOf(title);
	return features.titleWord || features.knownTitle >= 0.5 ? name : text;
}

function toCandidate(raw: string, piece: HeadPiece, order: number, { largest, context }: Head): Candidate {
	// A person may be called what documents are called, where the form says that it is the name.
	const text = labelledField(piece.label) === "name" ? raw.trim() : withoutTitle(bareName(raw), context);
	return {
		text,
		piece,
		order,
		largest,
		size: piece.cell.size,
		bold: allBold(piece.line),
		features: context.featuresOf(text),
		fromDocumentTitle: ANY_TITLE.test(raw) && text !== "",
		inMail: mailShare(text, context.mail),
		inFileName: mailShare(text, context.fileName),
	};
}

/** Words of a name without its particles. */
const properWords = (text: string): number => words(text).filter((word) => !isParticle(word)).length;

/** A side column may be read first. */
const MOST_BEFORE = 40;
/** Given name and family name on two lines of large type. */
function overTwoLines(head: Head): Candidate[] {
	return head.lines.slice(0, MOST_BEFORE).flatMap((line, index) => {
		const next = head.lines[index + 1];
		const [a, b] = [line.cells[0], next?.cells[0]];
		const piece = head.pieces.find((entry) => entry.line === line);
		if (next === undefined || a === undefined || b === undefined || piece === undefined || !head.largeType) return [];
		const tooLong = properWords(a.text) > 2 || properWords(b.text) > 3;
		if (line.cells.length > 1 || next.cells.length > 1 || tooLong) return [];
		const text = joinText(a.text, b.text);
		const big = Math.abs(a.size - b.size) < 0.6 && a.size >= head.largest - 0.5;
		return big && hasNameShape(text) ? [toCandidate(text, { ...piece, count: 1, label: "" }, index, head)] : [];
	});
}

/** A name whose words stand so far apart that they are cells. */
function overCells(head: Head): Candidate[] {
	return head.lines.slice(0, 6).flatMap((line, index) => {
		const text = line.cells.map((cell) => cell.text).join(" ");
		const piece = head.pieces.find((entry) => entry.line === line);
		const same = line.cells.every((cell) => Math.abs(cell.size - (line.cells[0]?.size ?? 0)) < 0.6);
		const cells = line.cells.length > 1 && line.cells.length <= 4 && same && head.largeType;
		const big = piece !== undefined && piece.cell.size >= head.largest - 0.5;
		return cells && big && hasNameShape(text) ? [toCandidate(text, piece, index, head)] : [];
	});
}

/** Candidates: names over two lines or several cells, and the pieces of the head. */
function candidates(pieces: readonly HeadPiece[], lines: readonly Line[], context: NameContext): Candidate[] {
	const head = headOf(pieces, lines, context);
	const single = pieces.map((piece) => toCandidate(piece.text, piece, Math.max(0, lines.indexOf(piece.line)), head));
	const all = [...overTwoLines(head), ...overCells(head), ...single];
	return all.filter((candidate) => candidate.text !== "" && candidate.text.length <= 80);
}

/**
 * The name where the head has none: a text anywhere that the e-mail address is made of. Pages without positions put a
 * side column before the name.
 */
export function findNameByMail(lines: readonly Line[], context: NameContext): FoundName | null {
	if (context.mail === "") return null;
	const line = lines.find(
		({ cells, bullet, text }) =>
			cells.length === 1 && !bullet && hasNameShape(text) && mailShare(text, context.mail) >= 0.6,
	);
	if (line === undefined) return null;
	const name = bareName(line.text);
	context.log.take("/basics/name", found(name, 0.8, "the e-mail address says so", [line]));
	return { name, line };
}

/** The person's name, or null where nothing in the head looks like one. */
export function findName(pieces: readonly HeadPiece[], lines: readonly Line[], context: NameContext): FoundName | null {
	const ranked = rank(candidates(pieces, lines, context), RULES);
	const best = ranked[0];
	if (best === undefined || best.score < THRESHOLD) return null;
	const { text, piece } = best.candidate;
	const next = ranked.find((entry) => entry.candidate.text !== text);
	context.log.take(
		"/basics/name",
		found(text, confidenceOf(best.score, next?.score ?? 0, THRESHOLD, CURVE), best.rules[0] ?? "name", [piece.line]),
	);
	context.log.lost("/basics/name", () => losersOf(ranked, (candidate) => candidate.text));
	return { name: text, line: piece.line };
}
