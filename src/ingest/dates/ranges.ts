import { type DatePoint, datePoints, hasYear } from "./points.ts";
import { FROM_WORDS, foldInPlace, MONTHS, PRESENT_WORDS, RANGE_WORDS, SINCE_WORDS, UNTIL_WORDS } from "./words.ts";

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
	/** A date of it is none that a calendar has: what cannot be was left out. */
	readonly impossible?: true;
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
	/(?:spring|summers?|fall|autumn|winters?|q[1-4]|h[12]|frühjahr|sommer|herbst|sommersemester|wintersemester|ss|ws|wise|sose|printemps|étés?|etes?|automne|hiver|primavera|veranos?|otoño|invierno|estate|autunno|inverno|verão|outono|lente|voorjaar|zomer|najaar|sommaren|vintern|våren|hösten|vår|høst|sommeren|kesä|wiosna|lato|jesień|zima|yaz|kış|early|mid|late|anfang|mitte|ende|fin|début|debut)(?:\s(?:de|del|do|of|des))?[-\s.]*$/u;

/** "Between 2014 and 2018" */
const BETWEEN_LEAD =
	/(?<!\p{L})(?:between|zwischen|entre|tussen|mellan|mellem|tra|miedzy|pomiedzy)\s+(?:(?:il|el|de|o)\s+)?$/u;
const BETWEEN_AND = /^\s*(?:and|und|et|y|e|en|och|og|i|a)\s+(?:(?:il|el|de|o)\s+)?$/u;

interface Context {
	readonly folded: string;
	readonly points: readonly DatePoint[];
}

/** "WS 2019/20", "winter term 2019/2020": one semester, called by both of its years, began in the first. */
const WINTER = /(?<!\p{L})(?:ws|wise|wintersemester|winter(?: semester| term)?)[\s.]*$/u;
const BOTH_YEARS = /^(?:19|20)\d{2}\s?\/\s?(?:(?:19|20)\d{2}|\d{2})(?!\d)/u;

function joinSemesters(folded: string, points: readonly DatePoint[]): readonly DatePoint[] {
	if (!folded.includes("/") || !/w(?:s|ise|inter)/u.test(folded)) return points;
	return points
		.map((point) => {
			const years = point.year === undefined ? null : BOTH_YEARS.exec(folded.slice(point.from));
			if (years === null || !WINTER.test(folded.slice(Math.max(0, point.from - LONGEST_LEAD), point.from)))
				return point;
			const { month: _, ...rest } = point;
			return { ...rest, to: point.from + years[0].length };
		})
		.filter(({ from }, index, all) => from >= (all[index - 1]?.to ?? 0));
}

/** "Summers 2021 and 2022": the same season of two years, one after the other. */
function areNeighbours({ folded, points }: Context, index: number): boolean {
	const [first, second] = points.slice(index, index + 2);
	return (
		first?.year !== undefined &&
		first.month === undefined &&
		second?.month === undefined &&
		second?.year === first.year + 1 &&
		/^\s*(?:and|und|et|y|e|en|och|og|i|&|\+)\s*$/u.test(folded.slice(first.to, second.from)) &&
		(SEASON.test(folded.slice(Math.max(0, first.from - LONGEST_LEAD), first.from)) || areApart(folded, first, second))
	);
}

/** ", 2011 och 2012": nothing but the two years between commas, bars or the edges of the text. */
const areApart = (folded: string, first: DatePoint, second: DatePoint): boolean =>
	/(?:^|[,|;(\t]|\s[–—-])\s*$/u.test(folded.slice(Math.max(0, first.from - 3), first.from)) &&
	/^\s*(?:$|[,|;)\t])/u.test(folded.slice(second.to, second.to + 3));

/** Characters before a date in which a word that says what it is stands. */
const LONGEST_LEAD = 32;

/** Where a word begins that stands before a date or before its season; null where none does. */
function wordBefore({ folded }: Context, { from }: DatePoint, word: RegExp): number | null {
	const start = Math.max(0, from - LONGEST_LEAD);
	const lead = folded.slice(start, from);
	const direct = word.exec(lead);
	if (direct !== null) return start + direct.index;
	const season = SEASON.exec(lead);
	if (season === null || /\p{L}$/u.test(lead.slice(0, season.index))) return null;
	const found = word.exec(lead.slice(0, season.index));
	return found === null ? null : start + found.index;
}

/** "a.a. 2016/2017", "année scolaire 2019/2020": a year of teaching is a range. */
const ACADEMIC =
	/(?<!\p{L})(?:a\.\s?[as]\.?|aa|anno (?:accademico|scolastico)|annee (?:universitaire|scolaire|academique)|ano (?:lectivo|letivo|academico)|curso(?: academico| escolar)?|academic year|school year|schuljahr|studienjahr|schooljaar|studiejaar|lasar|rok (?:akademicki|szkolny))[\s.:]*$/u;
function academicFrom({ folded }: Context, first: DatePoint, second: DatePoint, between: string): number | null {
	if (!/^\s?\/\s?$/.test(between) || first.month !== undefined || second.year !== (first.year ?? 0) + 1) return null;
	const start = Math.max(0, first.from - LONGEST_LEAD);
	const lead = ACADEMIC.exec(folded.slice(start, first.from));
	return lead === null ? null : start + lead.index;
}

const impossibleIn = (...points: readonly DatePoint[]): { impossible?: true } =>
	points.some(({ impossible }) => impossible === true) ? { impossible: true } : {};

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
	const academic = academicFrom(context, first, second, between);
	const bound = connected || lead !== null || academic !== null || areNeighbours(context, index);
	if (!bound && !(second.present && /^[\s,]*$/.test(between))) return null;
	const isLost = ({ impossible, year }: DatePoint): boolean => impossible === true && year === undefined;
	if (second.year === undefined && !second.present && !isLost(second)) return null;
	// "Jan - Mar 2020": the year is printed once.
	const start = isLost(first) ? undefined : iso(first, first.year ?? second.year);
	const end = second.present ? undefined : iso(second);
	if (start === undefined && !isLost(first)) return null;
	return {
		span: {
			...(start === undefined ? { isEnd: true } : { start }),
			...(end === undefined ? {} : { end }),
			current: second.present,
			isRange: true,
			...impossibleIn(first, second),
			from: lead !== null ? first.from - lead[0].length : (academic ?? wordBefore(context, first, FROM) ?? first.from),
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

/** "2016 (juni–aug)", "2022 (Summer)": of which part of the year, in brackets behind it. */
const PART_BEHIND = /^\s*\(\s*(\p{L}+)\.?(?:\s*(?:[-–—]|to|bis|till|al?|à|tot|do)\s*(\p{L}+)\.?)?\s*\)/u;

function partOfYear({ folded }: Context, { year, month, from, to }: DatePoint): DateSpan | null {
	const part = year === undefined || month !== undefined ? null : PART_BEHIND.exec(folded.slice(to, to + LONGEST_LEAD));
	if (part === null) return null;
	const [whole, first = "", last] = part;
	const [starts, ends] = [MONTHS.get(first), MONTHS.get(last ?? "")];
	const span = { current: false, from, to: to + whole.length };
	if (starts !== undefined && ends !== undefined)
		return { start: `${year}-${two(starts)}`, end: `${year}-${two(ends)}`, isRange: true, ...span };
	if (last !== undefined) return null;
	if (starts !== undefined) return { end: `${year}-${two(starts)}`, isRange: false, ...span };
	return SEASON.exec(first)?.index === 0 ? { end: String(year), isRange: false, ...span } : null;
}

function single(context: Context, point: DatePoint): DateSpan | null {
	const date = iso(point);
	const wrong = impossibleIn(point);
	if (date === undefined)
		return wrong.impossible === true
			? { current: false, isRange: false, ...wrong, from: point.from, to: point.to }
			: null;
	const since = wordBefore(context, point, SINCE);
	if (since !== null) return { start: date, current: true, isRange: true, ...wrong, from: since, to: point.to };
	if (OPEN.test(context.folded.slice(point.to))) {
		return { start: date, current: true, isRange: true, ...wrong, from: point.from, to: point.to };
	}
	const until = wordBefore(context, point, UNTIL);
	const isEnd = until === null ? {} : ({ isEnd: true } as const);
	return { end: date, current: false, isRange: false, ...isEnd, ...wrong, from: until ?? point.from, to: point.to };
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

const TWO_YEARS = /^\s*((?:19|20)\d{2})\s+((?:19|20)\d{2})\s*$/;
/** "2008 2012" and nothing else: from one to the other, which no dash says. To be asked of a line, not of a column's. */
export function twoYears(text: string): DateSpan | null {
	const [, start = "", end = ""] = TWO_YEARS.exec(text) ?? [];
	const years = Number(end) - Number(start);
	if (start === "" || years < 1 || years > LONGEST_UNMARKED) return null;
	return {
		start,
		end,
		current: false,
		isRange: true,
		from: text.indexOf(start),
		to: text.lastIndexOf(end) + end.length,
	};
}
/** In years: further apart they are two dates. */
const LONGEST_UNMARKED = 12;

function findSpans(text: string, monthFirst: boolean): DateSpan[] {
	if (!hasYear(text)) return [];
	const folded = foldInPlace(text);
	const context: Context = { folded, points: joinSemesters(folded, datePoints(text, monthFirst)) };
	const spans: DateSpan[] = [];
	for (let index = 0; index < context.points.length; ) {
		const point = context.points[index] as DatePoint;
		const range = ranged(context, index);
		const span =
			range?.span ??
			(point.present ? null : (shortEnded(context, point) ?? partOfYear(context, point) ?? single(context, point)));
		if (span !== null && span.from >= (spans.at(-1)?.to ?? 0)) spans.push(widen(span, text));
		index += range?.used ?? 1;
	}
	return spans;
}

const NOISE =
	/[\s\p{P}\p{S}]|(?:\d{1,2}\s?)?(?:yrs?|years?|months?|monate?n?|mos?|jahre?n?|ans?|mois|años?|meses|anos?|mes[ei]?|anni|anno|jaar|maanden|maand|år|mån(?:ader)?|lata?|miesięcy|yıl|ay|лет|года?|год|месяц(?:ев|а)?|年|个月|か月|ヶ月|個月|since|seit|depuis|desde)(?![\p{sc=Latin}\p{sc=Cyrillic}])/giu;

/** What is left of a text without its dates; empty for a text that is nothing but dates and durations. */
export function withoutDates(text: string, spans: readonly DateSpan[]): string {
	let rest = "";
	let from = 0;
	for (const span of spans) {
		rest += `${text.slice(from, span.from)} `;
		from = span.to;
	}
	return `${rest}${text.slice(from)}`.trim();
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

/** From a day to an earlier one: dates of two entries, the newer above. */
export function isBackwards({ start = "", end = "9999" }: DateSpan): boolean {
	const shared = Math.min(start.length, end.length);
	return end.slice(0, shared) < start.slice(0, shared);
}

/** True for a text that is one range from end to end, or how long it took and the range: "3 Jahre, Aug. 2015 - Juli 2018". */
export const isWholeRange = (text: string): boolean => {
	const spans = dateSpans(text);
	const rest = withoutDates(text, spans);
	return (
		spans.length === 1 &&
		spans[0]?.isRange === true &&
		!isBackwards(spans[0]) &&
		(/^\P{N}*$/u.test(rest) ? !/\p{L}/u.test(rest) : isDuration(rest))
	);
};
