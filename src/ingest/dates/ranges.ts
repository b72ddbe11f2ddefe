import { type DatePoint, datePoints, hasYear } from "./points.ts";
import { FROM_WORDS, foldInPlace, PRESENT_WORDS, RANGE_WORDS, SINCE_WORDS, UNTIL_WORDS } from "./words.ts";

/** A stretch of time as it was printed. */
export interface DateSpan {
	readonly start?: string;
	readonly end?: string;
	/** Goes on until today. */
	readonly current: boolean;
	/** Two ends were printed, or one with a word such as "since". */
	readonly isRange: boolean;
	/** A single date before which a word such as "until" or "graduated" stands. */
	readonly isEnd?: true;
	/** UTF-16 offsets into the text, connectors and brackets included. */
	readonly from: number;
	readonly to: number;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** ISO 8601 of the precision that was printed. */
function iso(point: DatePoint, year = point.year): string | undefined {
	if (year === undefined) return undefined;
	if (point.month === undefined) return String(year);
	return point.day === undefined ? `${year}-${two(point.month)}` : `${year}-${two(point.month)}-${two(point.day)}`;
}

const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const alternatives = (words: readonly string[]): string =>
	words
		.toSorted((a, b) => b.length - a.length)
		.map(literal)
		.join("|");

const BETWEEN = `(?:[-–—−‒―•~∼〜～ー→>›»➔➜]+\\s*(?:(?:${alternatives(RANGE_WORDS)})\\.?(?!\\p{L}))?|(?:${alternatives(RANGE_WORDS)})\\.?(?!\\p{L}))`;
const CONNECTOR = new RegExp(`^[\\s,،(]*${BETWEEN}[\\s(]*(?:(?:the|la|el|o|zum|den|al|le|من|до|по)\\s+)?$`, "u");
const FROM = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives(FROM_WORDS)})\\.?\\s*:?\\s*$`, "u");
const HALF_OPEN = new RegExp(`${BETWEEN}\\s*$`, "u");
const SINCE = new RegExp(`(?<!\\p{L})(?:${alternatives(SINCE_WORDS)})\\s*:?\\s*$`, "u");
const UNTIL = new RegExp(
	`(?<!\\p{L})(?:${alternatives(UNTIL_WORDS)})\\s*:?(?:\\s+(?:in|im|em|en|w|nel|den|år))?\\s*$`,
	"u",
);
/** An open end: "2019 -" with nothing after it. */
const OPEN = /^\s*[-–—−]\s*(?:\.{2,4}|…)?\s*(?:$|[)\]|\t])/u;
const SHORT_END = /^\s?[-–—/]\s?(\d{2})(?!\d|[./-])/u;
const SEASON =
	/(?:spring|summer|fall|autumn|winter|q[1-4]|h[12]|frühjahr|sommer|herbst|sommersemester|wintersemester|ss|ws|wise|sose|printemps|été|ete|automne|hiver|primavera|verano|otoño|invierno|estate|autunno|inverno|verão|outono|lente|voorjaar|zomer|najaar|sommaren|vintern|våren|hösten|vår|høst|sommeren|kesä|wiosna|lato|jesień|zima|yaz|kış|early|mid|late|anfang|mitte|ende|fin|début|debut)(?:\s(?:de|del|do|of|des))?[-\s.]*$/u;

/** "Between 2014 and 2018" */
const BETWEEN_LEAD =
	/(?<!\p{L})(?:between|zwischen|entre|tussen|mellan|mellem|tra|miedzy|pomiedzy)\s+(?:(?:il|el|de|o)\s+)?$/u;
const BETWEEN_AND = /^\s*(?:and|und|et|y|e|en|och|og|i|a)\s+(?:(?:il|el|de|o)\s+)?$/u;

interface Context {
	readonly folded: string;
	readonly points: readonly DatePoint[];
}

function ranged(context: Context, index: number): { span: DateSpan; used: number } | null {
	const first = context.points[index];
	const second = context.points[index + 1];
	if (first === undefined || first.present) return null;
	if (second === undefined) return null;
	const between = context.folded.slice(first.to, second.from).replace(SEASON, "");
	// "June 2018 to date": the word for today carries the connector.
	const connected = CONNECTOR.test(between);
	const lead =
		connected || !BETWEEN_AND.test(between)
			? null
			: BETWEEN_LEAD.exec(context.folded.slice(Math.max(0, first.from - 20), first.from));
	const bound = connected || lead !== null;
	if (!bound && !(second.present && /^[\s,]*$/.test(between))) return null;
	if (second.year === undefined && !second.present) return null;
	// "Jan - Mar 2020": the year is printed once.
	const start = iso(first, first.year ?? second.year);
	const end = second.present ? undefined : iso(second);
	if (start === undefined) return null;
	return {
		span: {
			start,
			...(end === undefined ? {} : { end }),
			current: second.present,
			isRange: true,
			from:
				lead !== null
					? first.from - lead[0].length
					: first.from - (FROM.exec(context.folded.slice(Math.max(0, first.from - 12), first.from))?.[0].length ?? 0),
			to: second.to,
		},
		used: 2,
	};
}

function shortEnded(context: Context, point: DatePoint): DateSpan | null {
	const match =
		point.month === undefined && point.year !== undefined ? SHORT_END.exec(context.folded.slice(point.to)) : null;
	if (match === null || point.year === undefined) return null;
	const end = Math.floor(point.year / 100) * 100 + Number(match[1]);
	if (end < point.year || end > point.year + 20) return null;
	return {
		start: String(point.year),
		end: String(end),
		current: false,
		isRange: true,
		from: point.from,
		to: point.to + match[0].length,
	};
}

function single(context: Context, point: DatePoint): DateSpan | null {
	const date = iso(point);
	if (date === undefined) return null;
	const before = context.folded.slice(Math.max(0, point.from - 24), point.from);
	const since = SINCE.exec(before);
	if (since !== null) {
		return { start: date, current: true, isRange: true, from: point.from - since[0].length, to: point.to };
	}
	if (OPEN.test(context.folded.slice(point.to))) {
		return { start: date, current: true, isRange: true, from: point.from, to: point.to };
	}
	const until = UNTIL.exec(before);
	const from = until === null ? point.from : point.from - until[0].length;
	return { end: date, current: false, isRange: false, ...(until === null ? {} : { isEnd: true }), from, to: point.to };
}

/** Characters before and after a span in which what belongs to it stands. */
const LONGEST_SEASON = 60;

/** Takes in the season before and the brackets around a span, which belong to it. */
function widen(span: DateSpan, text: string): DateSpan {
	const start = Math.max(0, span.from - LONGEST_SEASON);
	const found = SEASON.exec(foldInPlace(text.slice(start, span.from)));
	const season = found === null ? span.from : start + found.index;
	let from = /\p{L}/u.test(text[season - 1] ?? " ") ? span.from : season;
	let to = span.to;
	const open = /[([（【]\s*$/u.exec(text.slice(Math.max(0, from - LONGEST_SEASON), from));
	const close = /^\s*[^()[\]（）]{0,24}?[)\]）】]/u.exec(text.slice(to, to + LONGEST_SEASON));
	if (open !== null && close !== null) {
		from -= open[0].length;
		to += close[0].length;
	}
	return { ...span, from, to };
}

/** Answers of the texts asked about last: layout and fields ask about the same cells. */
const answers = {
	monthFirst: new Map<string, readonly DateSpan[]>(),
	dayFirst: new Map<string, readonly DateSpan[]>(),
};
const MOST_ANSWERS = 5000;

/** Every stretch of time in a text, from left to right; a single date counts as its end. */
export function dateSpans(text: string, monthFirst = false): readonly DateSpan[] {
	const given = monthFirst ? answers.monthFirst : answers.dayFirst;
	const known = given.get(text);
	if (known !== undefined) return known;
	if (given.size >= MOST_ANSWERS) given.clear();
	const spans = findSpans(text, monthFirst);
	given.set(text, spans);
	return spans;
}

function findSpans(text: string, monthFirst: boolean): DateSpan[] {
	if (!hasYear(text)) return [];
	const context: Context = { folded: foldInPlace(text), points: datePoints(text, monthFirst) };
	const spans: DateSpan[] = [];
	for (let index = 0; index < context.points.length; ) {
		const point = context.points[index] as DatePoint;
		const range = ranged(context, index);
		const span = range?.span ?? (point.present ? null : (shortEnded(context, point) ?? single(context, point)));
		if (span !== null && span.from >= (spans.at(-1)?.to ?? 0)) spans.push(widen(span, text));
		index += range?.used ?? 1;
	}
	return spans;
}

const NOISE =
	/[\s\p{P}\p{S}]|(?:\d{1,2}\s?)?(?:yrs?|years?|months?|monate?n?|mos?|jahre?n?|ans?|mois|años?|meses|anos?|mes[ei]?|anni|anno|jaar|maanden|maand|år|mån(?:ader)?|lata?|miesięcy|yıl|ay|лет|года?|год|месяц(?:ев|а)?|年|个月|か月|ヶ月|個月|since|seit|depuis|desde)/giu;

/** What is left of a text without its dates; empty for a text that is nothing but dates and durations. */
export function withoutDates(text: string, spans: readonly DateSpan[]): string {
	let rest = text;
	for (const span of spans.toReversed()) rest = `${rest.slice(0, span.from)} ${rest.slice(span.to)}`;
	return rest.trim();
}

/** "3 Jahre und 9 Monate": a word between two numbers of a duration. */
const AND = /(?<=\d\s\p{L}{1,9})\s(?:und|and|et|y|e|i|en|och|og|ve)\s(?=\d{1,2}\s)/u;

/** True for a text that is a date, a range or a duration and nothing else. */
export function isOnlyDates(text: string): boolean {
	const spans = dateSpans(text);
	if (spans.length === 0 && !DURATION.test(text)) return false;
	return withoutDates(text, spans).replace(AND, " ").replace(NOISE, "") === "";
}

/** "2019 –", "mars 2019 à": a date and a word or dash for "until", which the next line of a narrow column goes on from. */
export function isHalfOpenRange(text: string): boolean {
	const end = HALF_OPEN.exec(foldInPlace(text));
	return end !== null && end.index > 0 && isOnlyDates(text.slice(0, end.index));
}

const PRESENT = new RegExp(`^[^\\p{L}\\p{N}]*(?:${alternatives(PRESENT_WORDS)})[^\\p{L}\\p{N}]*$`, "u");
/** "today", "heute": the end of a range that was broken over two lines. */
export const isPresentWord = (text: string): boolean => text.length < 24 && PRESENT.test(foldInPlace(text.trim()));

const DURATION =
	/^\W*(?:\d+\s*(?:yrs?|years?|jahre?|ans?|años?|anos?|anni|anno|jaar|år|rok|lat|lata|yıl|лет|года?|год|年)\W*(?:(?:und|and|et|y|e|i|en|och|og|ve)\s)?)?(?:\d+\s*(?:mos?|months?|monate?|mois|meses|mes|mesi|mese|maanden?|månader|mån|miesięcy|miesiące|miesiąc|mies\.?|ay|luni|lună|месяц(?:ев|а)?|мес\.?|个月|か月|ヶ月|個月))?\W*$/iu;
/** "2 years 10 months". */
export const isDuration = (text: string): boolean => /\d/.test(text) && DURATION.test(text.trim());
