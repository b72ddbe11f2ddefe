import {
	type DateSpan,
	dateSpans,
	isDuration,
	isOnlyDates,
	isPresentWord,
	twoYears,
	withoutDates,
} from "../dates/ranges.ts";
import { openStatus } from "../dates/status.ts";
import type { Cell } from "../layout/line.ts";
import { allBold, lineSize } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { splitDottedHeads } from "./dotted-heads.ts";
import { drawnPoints } from "./drawn-points.ts";
import { isGradeBehind } from "./education-rules.ts";
import { type EntryField, entryField, takeEntryLabel } from "./entry-labels.ts";
import { findDegree } from "./features.ts";
import { splitHeadSentences } from "./head-sentences.ts";
import { joinLabelCells } from "./label-cells.ts";
import { unmarkHeads } from "./marked-heads.ts";
import { endsAsSentence, isNameLike, isProse, LONGEST_HEADER } from "./prose.ts";
import { sentencesOf, toldCells } from "./prose-roles.ts";
import { toldStudy } from "./prose-studies.ts";
import { namesStudy, withoutLonePoints } from "./study-lines.ts";
import { readTables } from "./table-heads.ts";
import { isWebAddress } from "./web-address.ts";

/** Paragraphs of a section with their dates taken out, and what may stand in the header of an entry. */

export interface Marked {
	readonly paragraph: Paragraph;
	readonly span: DateSpan | null;
	/** Cells with their dates taken out; empty ones are gone. */
	readonly rest: readonly { readonly cell: Cell; readonly text: string; readonly says?: EntryField }[];
	readonly prose: boolean;
	/** A form says that the line names the employer or the school; it may stand below the text. */
	readonly owner: boolean;
	/** Begins right of where the headers of its section begin: the text of an entry, though no bullet says so. */
	readonly indented: boolean;
}

/** What the lines of a section's headers are about. */
export interface HeaderSense {
	/** Names that a full header has: a role has a title and an employer, a project its name alone. */
	readonly names: 1 | 2;
	/** True for a job's title, or for a degree. */
	readonly isLead: (text: string) => boolean;
	/** True for a text that may be the employer, or for a school. */
	readonly isOwner: (text: string) => boolean;
	/** True for a place and nothing else. */
	readonly isPlace: (text: string) => boolean;
	/** The parts of a line that may be values of their own. */
	readonly partsOf: (text: string) => readonly string[];
	/** Courses of study: "in progress" may stand for their dates, or nothing. */
	readonly isStudies: boolean;
}

/** "Grad. June 2015": says of which date it is. */
const GRADUATED =
	/(?<!\p{L})(?:grad(?:uat(?:ed|ion))?|class of|conferred|awarded|completed|expected|conclu(?:são|íd[oa])(?: em)?|término(?: en| em)?|finalizad[oa](?: en)?|egreso(?: en)?|abgeschlossen|abschluss|obtenue?(?: en)?|conseguit[oa](?: nel)?|ukończon[aey](?: w)?)\.?\s*$/iu;

/** "2009 – 2013. Titulado." */
const STATUS_BEHIND =
	/[\s.,;]+(?:titulad[oa]|graduad[oa]|egresad[oa]|diplômée?|abgeschlossen|completed|graduated|conseguit[oa]|concluíd[oa])\.?$|\s*(?<=[\u3040-\u9FFF]\s*)(?:卒業|修了|畢業|毕业)(?:見込み?|予定)?$/iu;

/** Words behind dates and a colon that may still be a title, an employer and a place. */
const LONGEST_LEAD = 18;

/** A date belongs to the header when it stands at an edge of its cell and what is left is short. */
function atEdge(cell: Cell, span: DateSpan): boolean {
	if (cell.text.length > LONGEST_HEADER) return false;
	const before = cell.text
		.slice(0, span.from)
		.replace(GRADUATED, "")
		.replace(/[\s\p{P}\p{S}]+/gu, "");
	const after = cell.text
		.slice(span.to)
		.replace(/[\s\p{P}\p{S}]+/gu, "")
		.replace(/^(?:畢業|毕业|卒業|修了|肄業|結業)$/u, "");
	const lead = cell.text.slice(0, span.from).replace(GRADUATED, "");
	// "Förstelärare i svenska sedan 2022.": a sentence, not a header.
	if (span.isRange && before !== "" && after === "" && /\.\s*$/.test(cell.text) && /\p{Ll}[,\s]*$/u.test(lead))
		return /,\s*$/u.test(lead) && isNameLike(lead);
	const bracketed = /^\s*[([（【]/u.test(cell.text.slice(span.from));
	const parted = bracketed || /[|•·–—»›>,;\t(-]\s*$|\s\/\s*$/u.test(lead);
	// "B.S. | June 2018 | Bigtown College": one date alone is a value of its own between two bars.
	const barred =
		(/[|•·]\s*$/u.test(cell.text.slice(0, span.from)) && /^\s*[|•·]/u.test(cell.text.slice(span.to))) ||
		(!/\p{L}$/u.test(lead.trimEnd()) && isGradeBehind(cell.text.slice(span.to))) ||
		// "Master 2 Droit social, Université de Rennes, 2016, mention bien"
		(/,\s*$/u.test(cell.text.slice(0, span.from)) && /^\s*[,;–-]\s*\p{L}[^,.]{0,30}$/u.test(cell.text.slice(span.to)));
	if (before !== "" && after !== "" && !(span.isRange && parted) && !barred) return false;
	const rest = withoutDates(cell.text, [span])
		.replace(STATUS_BEHIND, "")
		.replace(after === "" ? GRADUATED : "", "");
	// "Desde 2018: Enfermera de UCI en el Hospital de Navarra (Pamplona)." is a header that is written as a sentence.
	const parting = before === "" ? /^\s*[:：.]\s/u.exec(cell.text.slice(span.to))?.[0] : undefined;
	// "2009 – 2011. Grado en Derecho. IES Txurdinaga, Bilbao."
	const leads =
		parting !== undefined &&
		rest.split(/\s+/).length <= LONGEST_LEAD &&
		(!parting.includes(".") || findDegree(rest.replace(/^[\s.]+/u, ""))?.from === 0);
	if (leads) return true;
	// "Assistant contrôle de gestion (apprentissage) – SEB, Écully – 2014 à 2016" is long and no sentence.
	if (after === "" && span.isRange && parted && rest.split(/\s+/).length <= LONGEST_LEAD && !/[.!?;]\s/u.test(rest))
		return true;
	if (isProse(after === "" ? rest.replace(/[\s.,;–—-]+$/u, "") : rest)) return false;
	return (
		span.isRange || rest.replace(/[\s\p{P}]/gu, "") === "" || parted || after !== "" || rest.split(/\s+/).length <= 8
	);
}

/** "Periode", "期間", "Aktuell, ": what stands before the dates when they are taken out. */
const isDatesWord = (text: string, span: DateSpan | null): boolean =>
	span !== null && (isPresentWord(text) || takeEntryLabel(`${text.replace(/[\s:：]+$/u, "")}:`)?.field === "dates");

/** "Employees: 250", "https://acme.example.com": says something of the employer, and is no part of a header. */
export const isOther = ({ span, paragraph }: Marked): boolean =>
	span === null &&
	(isWebAddress(paragraph.text) ||
		takeEntryLabel(paragraph.text)?.field === "other" ||
		(paragraph.cells.length > 1 && entryField(paragraph.cells[0]?.text ?? "") === "other"));

/** "in progress" where the dates would be. */
const OPEN_SPAN = { current: true, isRange: false } as const;
/** True for dates that are a word alone. */
export const isOpenSpan = (span: DateSpan | null): boolean =>
	span !== null && span.start === undefined && span.end === undefined;

/** A mark whose cells end in such a word, with the word taken out. */
function withStatus(marked: Marked): Marked {
	if (marked.paragraph.bullet || marked.prose) return marked;
	let span = marked.span;
	const rest = marked.rest.flatMap(({ cell, text }) => {
		const status = openStatus(text);
		if (status === null) return [{ cell, text }];
		span ??= { ...OPEN_SPAN, ...status };
		const left = text.slice(0, status.from).trim();
		return left === "" ? [] : [{ cell, text: left }];
	});
	return { ...marked, span, rest };
}

/** A cell's text without its dates and the word before them that says of what they are. */
function textBeside({ text }: Cell, span: DateSpan | null): string {
	if (span === null) return text;
	const lead = text.slice(0, span.from).replace(GRADUATED, "");
	return withoutDates(lead + text.slice(span.from), [
		{ ...span, from: lead.length, to: lead.length + span.to - span.from },
	]);
}

/** "Global consultancy; retail and consumer practice": what is said of an employer, not its name. */
const goesOnSmall = (text: string, span: DateSpan | null): boolean => span === null && /\p{L};\s\p{Ll}/u.test(text);

/** "Cedarmount Vets, Bangor. Registered Veterinary Nurse. June 2015 to February 2020.": names that full stops part. */
function isDotted(text: string, span: DateSpan | null): boolean {
	if (span?.isRange !== true) return false;
	const parts = withoutDates(text, [span])
		.split(/\.\s+|\.$/u)
		.map((part) => part.trim())
		.filter((part) => part !== "");
	return parts.length > 1 && parts.length < 5 && parts.every((part) => isNameLike(part));
}

const NAMES: ReadonlySet<EntryField | undefined> = new Set(["employer", "title", "school", "degree", "area"]);
/** "kierunek: bezpieczeństwo i higiena pracy (studia podyplomowe)": a label says that it is a name. */
const namesByLabel = (text: string): boolean =>
	NAMES.has(takeEntryLabel(text)?.field) && text.split(/\s+/).length <= 12 && !endsAsSentence(text);

function mark(paragraph: Paragraph, monthFirst: boolean, isStudies: boolean): Marked {
	const told = (isStudies ? toldStudy : toldCells)(paragraph, monthFirst);
	if (told !== null) return { paragraph, ...told, prose: false, owner: false, indented: false };
	let span: DateSpan | null = null;
	const rest: { cell: Cell; text: string }[] = [];
	const lead = paragraph.cells[0]?.text ?? "";
	const joined = paragraph.cells.length > 1 && !isOnlyDates(lead) && isProse(lead);
	for (const [index, cell] of paragraph.cells.entries()) {
		// A point of a list beside the dates is text of the entry.
		if (index > 0 && cell.bullet === true) continue;
		const years = paragraph.cells.length === 1 ? twoYears(cell.text) : null;
		const spans = (years === null ? dateSpans(cell.text, monthFirst) : [years]).filter((candidate) =>
			atEdge(cell, candidate),
		);
		const chosen = spans.find((candidate) => candidate.isRange) ?? spans[0] ?? null;
		const wins = chosen !== null && (span === null || (chosen.isRange && !span.isRange));
		if (wins) span = chosen;
		const text = textBeside(cell, chosen)
			.replace(FORM_LABEL, "")
			.replace(STATUS_BEHIND, "")
			.replace(/^[\s,;:|•·–—»›>/-]+|[\s,;:|•·–—»›>/(-]+$/gu, "")
			.replace(/\(\s*\)|\[\s*\]/g, "")
			.replace(chosen === null ? /$^/u : /\.\s+\.?$/u, "")
			.trim();
		const label = takeEntryLabel(text);
		const isLabel = label !== null && label.rest === "" && chosen !== null;
		if (/[\p{L}\p{N}]/u.test(text) && !isLabel && !isDuration(text) && !isDatesWord(text, chosen))
			rest.push({ cell, text });
	}
	const sentence = span === null && endsAsSentence(paragraph.text) && takeEntryLabel(paragraph.text) === null;
	// "Técnico em Eletrotécnica. SENAI Areias, conclusão em 2010." is a header.
	const study = isStudies && span !== null && rest.length > 0 && findDegree(paragraph.text)?.from === 0;
	const runs =
		(span === null || joined || paragraph.bullet) &&
		isProse(paragraph.text) &&
		!namesByLabel(paragraph.text) &&
		!isDotted(paragraph.text, span);
	const prose = !study && (sentence || goesOnSmall(paragraph.text, span) || runs);
	const owner = FORM_OWNER.test(lead) || namesOwner(lead);
	return { paragraph, span, rest: joinPlace(rest), prose: prose || FORM_TEXT.test(lead), owner, indented: false };
}

/** Labels of forms such as the Europass, which may wrap in their column. */
const FORM_OWNER = /^name and (?:address|type) of(?: employer| organi[sz]ation(?: providing)?)?(?=\s|$)/iu;
/** The same row in other languages: "Nombre y dirección de la empresa o empleador: Astilleros S.A.". */
const namesOwner = (text: string): boolean => {
	const field = takeEntryLabel(text)?.field;
	return (field === "employer" || field === "school") && /^n(?:ame|om|ombre|ome|aam|azwa|umele)\s/iu.test(text);
};
const FORM_TEXT = /^(?:main activities and|principal subjects|responsibilities$|level in national)/iu;
const FORM_LABEL =
	/^(?:(?:grad(?:uat(?:ed|ion))?|class of|conferred|awarded|completed|expected)\.?(?=\s*(?:[|•·,;–—-]|$))|dates?(?=\s*$)|(?:dates?\s+)?(?=$)|occupation or position(?: held)?(?=\s|$)|name and (?:address|type) of(?: employer| organi[sz]ation(?: providing(?: education and training)?)?)?(?=\s|$)|title of qualification(?: awarded)?(?=\s|$)|(?:held|awarded|employer|training|providing|organisation providing|education and training)$)/iu;
const ALIGNED = 5;
/** Where the text of a line begins, dates in a column left of it apart. */
function leftOf(marked: Marked): number {
	const cells = marked.paragraph.lines[0]?.cells ?? [];
	const first = cells[0]?.x ?? 0;
	const dates = cells.find((cell) => isOnlyDates(cell.text) && cell.x < first + ALIGNED);
	return cells.find((cell) => dates === undefined || cell.x > dates.right)?.x ?? first;
}
/** Dates, employer and title over the width of a line. */
const SPREAD_CELLS = 3;
const firstEdge = (marked: Marked): number => marked.paragraph.lines[0]?.cells[0]?.x ?? 0;
/** Where the text of a header begins whose dates ran into it, nearly: as far along as its dates are long. */
function textBehindDates({ paragraph }: Marked): number | null {
	const [cell, ...rest] = paragraph.lines[0]?.cells ?? [];
	const span = cell === undefined || rest.length > 0 ? undefined : dateSpans(cell.text)[0];
	if (cell === undefined || span?.isRange !== true || span.from > 1 || span.to >= cell.text.length) return null;
	return cell.x + (cell.right - cell.x) * (span.to / cell.text.length);
}
const NEARLY = 15;

/** Headers begin at most this far from the left edge of their section, in points; else they are set centred. */
const DEEPEST = 40;

/** "期間 | 業務内容", "Period | Employer": what the columns of a table are. */
const isTableHead = ({ cells, lines }: Paragraph): boolean =>
	cells.length > 1 &&
	lines.length === 1 &&
	cells.filter(({ text }) => entryField(text) === null).length <= Number(cells.length > 3);

/** Paragraphs of a section, marked. */
export function markAll(paragraphs: readonly Paragraph[], monthFirst: boolean, sense: HeaderSense): Marked[] {
	const { isStudies } = sense;
	const tells = isStudies ? toldStudy : toldCells;
	const isTold = (paragraph: Paragraph): boolean => tells(paragraph, monthFirst) !== null;
	const listed = isStudies ? withoutLonePoints(paragraphs) : paragraphs;
	const marked = splitDottedHeads(splitHeadSentences(unmarkHeads(joinLabelCells(readTables(listed, isStudies)))))
		.filter((paragraph) => !isTableHead(paragraph))
		.flatMap((paragraph) => sentencesOf(paragraph, isTold))
		.map((paragraph) => mark(paragraph, monthFirst, isStudies))
		.map((line) => (isStudies ? withStatus(line) : line));
	const dated = marked.filter((line) => line.span !== null && !line.prose && !line.paragraph.bullet);
	const ranges = dated.filter((line) => line.span?.isRange === true);
	// "Closed $4M in 2023" under an entry is no header: where entries have ranges, a lone year makes none.
	const likely = ranges.length > 0 ? ranges : dated;
	const points = drawnPoints(marked, likely, leftOf, sense);
	const headers = likely.filter((line) => !points.has(line));
	// Behind dates at the left edge, texts that are spread over the line begin anywhere.
	const spread =
		headers.every(({ paragraph }) => paragraph.cells.length >= SPREAD_CELLS) &&
		Math.max(...headers.map(leftOf)) - Math.min(...headers.map(leftOf)) > DEEPEST;
	const edgeOf = spread ? firstEdge : leftOf;
	const beside = marked.filter((line) => line.span === null || line.rest.length > 0).map(edgeOf);
	const edge = Math.max(...headers.map(edgeOf));
	// Nothing but dates in a column of their own: the names begin where the text does.
	const base = beside.every((x) => x > edge + ALIGNED) ? Math.min(...beside) : edge;
	const left = Math.min(...marked.map(edgeOf));
	if (headers.length === 0 || base - left > DEEPEST) return marked;
	const behind = headers.map(textBehindDates).filter((x) => x !== null);
	const below = (x: number): boolean => behind.some((edge) => Math.abs(edge - x) < NEARLY);
	const isBelow = (line: Marked): boolean => edgeOf(line) > base + ALIGNED && !below(edgeOf(line));
	const isHeader = (line: Marked): boolean => isStudies && !line.paragraph.bullet && namesStudy(line.paragraph.text);
	return marked.map((line) => ({ ...line, indented: isBelow(line) && !isHeader(line) }));
}

/** "City: Vienna | Country: Austria" is one place. */
const LABELLED_PLACE =
	/^(?:city|ort|stadt|ville|ciudad|città|cidade|plaats|stad|miasto|şehir)\s*:\s*([^|:]+?)(?:\s*\|\s*(?:country|land|pays|país|paese|kraj|ülke)\s*:\s*([^|:]+?))?$/iu;

const joinPlace = (rest: Marked["rest"]): Marked["rest"] =>
	rest.map(({ cell, text }) => {
		const place = LABELLED_PLACE.exec(text);
		return place === null ? { cell, text } : { cell, text: [place[1], place[2]].filter(Boolean).join(", ") };
	});

/** What an entry may begin with: text of its own, not a bullet, not a sentence. */
export const isHeaderLike = (marked: Marked): boolean =>
	!marked.paragraph.bullet &&
	!marked.prose &&
	!marked.indented &&
	!BODY_LABEL.test(marked.paragraph.text) &&
	marked.paragraph.text.length <= 160 &&
	!isLabelledList(marked.paragraph.text);

/** Over the text of an entry: says what comes, is nothing by itself. */
const BODY_LABEL =
	/^(?:(?:key|main|major|selected|core)\s+)?(?:responsibilities|achievements|accomplishments|tasks|duties|highlights|projects|aufgaben|tätigkeiten|hauptaufgaben|erfolge|missions?|tâches|réalisations|responsabilités|funciones|tareas|logros|responsabilidades|mansioni|attività|taken|atividades|funções|zakres obowiązków|arbetsuppgifter)(?:(?:\s*[/&]\s*|\s+(?:and|und|et|y|e)\s+)\p{L}+)?\s*:?$/iu;
/** "Technologies: Java, Spring": belongs to the text of an entry. */
const isLabelledList = (text: string): boolean =>
	/^\p{L}[\p{L} &/-]{2,30}[:：]\s*\S/u.test(text) &&
	(text.match(/[,、，;]/gu)?.length ?? 0) >= 1 &&
	["grade", undefined].includes(takeEntryLabel(text)?.field) &&
	findDegree(text.split(/[:：]/u, 1)[0] ?? "") === null &&
	dateSpans(text).length === 0 &&
	!/\t/.test(text);

export const styleOf = (paragraph: Paragraph): string => {
	const line = paragraph.lines[0];
	return line === undefined
		? ""
		: [line.cells[0]?.font, Math.round(lineSize(line)), allBold(line), line.heading].join("/");
};

/** "Salary: ...", "Hours per week: 40": how many such lines stand here. */
export function othersFrom(marked: readonly Marked[], from: number, ceiling: number): number {
	let at = from;
	while (at < ceiling && isOther(marked[at] as Marked)) at += 1;
	return at - from;
}
