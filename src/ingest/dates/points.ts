import { foldInPlace, MONTHS, PRESENT_WORDS } from "./words.ts";

/** One date, or a word for today, at a place in a text. */
export interface DatePoint {
	readonly year?: number;
	readonly month?: number;
	readonly day?: number;
	readonly present: boolean;
	/** No calendar has it ("13/2019", "31.02.2020"): without what cannot be, or without anything. */
	readonly impossible?: true;
	/** UTF-16 offsets into the text. */
	readonly from: number;
	readonly to: number;
}

const literal = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const longestFirst = (words: Iterable<string>): string =>
	[...words]
		.toSorted((a, b) => b.length - a.length)
		.map(literal)
		.join("|");

const MONTH = `(?<![\\p{L}])(?:${longestFirst(MONTHS.keys())})(?![\\p{L}])`;
const YEAR = "(?<![\\d.,])(?:19[4-9]\\d|20[0-4]\\d)(?!\\d|[.,]\\d{3})";
/** "06.2018 r.", "06.2018 г.": a word for year behind it. */
const OF_YEAR = "(?:\\s?[rгр]\\.(?!\\p{L}))?";
/** Inside a numeric date the dot before the year is a separator. */
const DATE_YEAR = "(?:19[4-9]\\d|20[0-4]\\d)(?!\\d)";
const NUMBER_OF_MONTH = "(?:0?[1-9]|1[0-2])";
/** "IX 2019": months are counted so in the east of Europe. Behind another word it is a number of something else. */
const ROMAN_MONTH = "(?<![\\p{L}\\p{N}][\\s.]?)(?:xii|xi|ix|x|viii|vii|vi|iv|v|iii|ii|i)";
/** "4/18 - 9/21", "04.18 – 09.21": a year of two digits is one where a range is made of it. */
const SHORT = `(?:${NUMBER_OF_MONTH}\\/|(?:0[1-9]|1[0-2])\\.)\\d{2}(?![\\d/.]\\d|\\d)`;
const TO = "\\s*(?:[-–—]|to|until|till|bis|thru|through)\\s*";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const NO_MONTH = "(?:00|1[3-9]|[2-9]\\d)";
/** What a month of thirteen ranges to or from: "81/2008" alone is the number of a law. */
const MONTH_AND_YEAR = `(?:\\d{1,2}[./]${DATE_YEAR}|${DATE_YEAR}-\\d{2}(?!\\d))`;
const OF = "(?:\\s+(?:de|del|do|da|di|d'|of|van))?";

/** Each alternative is a way in which dates are printed; the earlier wins where two begin at the same place. */
const PATTERNS: readonly string[] = [
	`(?<era>令和|平成|昭和|民國|民国)\\s*(?<eraYear>\\d{1,3}|元)\\s*(?:年(?:\\s*(?<eraMonth>${NUMBER_OF_MONTH})\\s*月(?:\\s*(?<eraDay>${DAY})\\s*日)?)?|[./]\\s*(?<eraMonth2>${NUMBER_OF_MONTH})(?!\\d))`,
	`(?<![\\p{L}\\p{N}])(?<eraLetter>[shr])\\s?(?<eraYear3>\\d{1,2}|元)\\s*年(?:\\s*(?<eraMonth3>${NUMBER_OF_MONTH})\\s*月)?`,
	// Years of the Republic of China are written without their era as often as with it.
	`(?<!\\d)(?<roc>1[01]\\d)\\s*年\\s*(?<eraMonth4>${NUMBER_OF_MONTH})\\s*月`,
	`(?<y1>${YEAR})\\s*[年년]\\s*(?<m1>${NUMBER_OF_MONTH})\\s*[月월](?:\\s*(?<d1>${DAY})\\s*[日일])?`,
	`(?<y2>${YEAR})\\s*[年년]`,
	`(?<!\\d)(?<d3>${DAY})(?:st|nd|rd|th|\\.|er|º|ª|e)?${OF}\\s*(?<n3>${MONTH})\\.?,?${OF}\\s*(?<y3>${YEAR})`,
	`(?<n4>${MONTH})\\.?\\s*(?<d4>${DAY})(?:st|nd|rd|th)?,\\s*(?<y4>${YEAR})`,
	`(?<n5>${MONTH})\\s*[.,/'’‘-]?${OF}\\s*(?<y5>${YEAR})(?:\\s*(?:г|року?|r|m)\\.?(?!\\p{L}))?`,
	`(?<n6>${MONTH})\\.?\\s*['’‘](?<s6>\\d{2})(?!\\d)`,
	`(?<y7>${YEAR})\\s*[,./-]?\\s*(?<n7>${MONTH})`,
	`(?<!\\d[./-]?)(?<a8>${DAY})(?<sep8>[./-])(?<b8>${DAY})\\k<sep8>(?<y8>${DATE_YEAR})${OF_YEAR}`,
	`(?<y9>${YEAR})(?<sep9>[./-]\\s?)(?<m9>${NUMBER_OF_MONTH})(?:\\k<sep9>(?<d9>${DAY}))?(?!\\d)`,
	`(?<!\\d)(?<m10>${NUMBER_OF_MONTH})\\s?[./-]\\s?(?<y10>${DATE_YEAR})${OF_YEAR}`,
	`(?:tháng|thang)\\s*(?<m11>${NUMBER_OF_MONTH})\\s*[/,]?\\s*(?:năm|nam)?\\s*(?<y11>${YEAR})`,
	`(?<r15>${ROMAN_MONTH})\\s?[\\s./-]\\s?(?<y15>${YEAR})`,
	`(?<!\\d[./-]?)\\d{2}(?<sep17>[./-])(?<m17>${NUMBER_OF_MONTH})\\k<sep17>(?<y17>${DATE_YEAR})(?<cut17>)`,
	`(?<!\\d[./-]?)\\d{1,2}(?<sep18>[./-])\\d{1,2}\\k<sep18>${DATE_YEAR}(?<none18>)`,
	`(?<![\\d./-])(?<none19>${NO_MONTH}[./]${DATE_YEAR}|${DATE_YEAR}-${NO_MONTH}(?!\\d))(?:(?=${TO}(?:${MONTH_AND_YEAR}|(?:${longestFirst(PRESENT_WORDS)})(?![\\p{L}])))|(?<=${MONTH_AND_YEAR}${TO}${MONTH_AND_YEAR}))`,
	`(?<=^\\s*[(\\[]?)(?<none20>${NO_MONTH}[./]${DATE_YEAR})(?=\\s*[)\\]]?\\s*$)`,
	`(?<y12>${YEAR})${OF_YEAR}`,
	`(?<n13>${MONTH})\\.?`,
	`(?<![\\d/.])(?=${SHORT}(?:${TO}(?:${SHORT}|(?:${longestFirst(PRESENT_WORDS)})(?![\\p{L}]))|(?<=${SHORT}${TO}${SHORT})))(?<m16>${NUMBER_OF_MONTH})[/.](?<s16>\\d{2})(?!\\d)`,
	`(?<!\\d)(?<m14>${NUMBER_OF_MONTH})\\s*[月월]`,
	`(?<now>(?:至今|迄今|现在|現在(?:に(?:至|到|いた)る|まで|在籍中)?|目前|현재(?:까지)?|在[职職籍](?:中)?|재직\\s?중)|(?<![\\p{L}])(?:${longestFirst(PRESENT_WORDS)})(?![\\p{L}]))`,
];

/** Groups are read by their number: an object with all their names, made for each date, costs more than finding it. */
const { source, groups: GROUPS } = numbered(PATTERNS.join("|"));
const POINT = new RegExp(source, "uy");

/** A pattern without the names of its groups, and the number that each had. */
function numbered(pattern: string): { source: string; groups: ReadonlyMap<string, number> } {
	const groups = new Map<string, number>();
	const source = pattern.replace(/\(\?<(\w+)>/g, (_, name: string) => {
		groups.set(name, groups.size + 1);
		return "(";
	});
	return { source: source.replace(/\\k<(\w+)>/g, (_, name: string) => `\\${groups.get(name)}`), groups };
}

type Read = (name: string) => string | undefined;

const numbersOf = (letter: string): number[] =>
	[...GROUPS].filter(([name]) => new RegExp(`^${letter}\\d+$`).test(name)).map(([, number]) => number);
const YEARS = numbersOf("y");
const NAMES = numbersOf("n");
const MONTH_NUMBERS = numbersOf("m");
const DAYS = numbersOf("d");
/** Where one of them can begin: trying all of them at every letter is what costs. */
const BEGINNING = /(?<!\d)\d|(?<!\p{L})\p{L}|th[áa]ng|[令平昭民至迄现現目在현재]/gu;
const WORDS = [...MONTHS.keys(), ...PRESENT_WORDS];
const ROMAN_NUMBERS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
/** First two letters of all words that a date may begin with, and words of one letter. */
const FIRST_LETTERS: ReadonlySet<string> = new Set(["th", ...WORDS.map((word) => word.slice(0, 2))]);
const SHORT_WORDS: ReadonlySet<string> = new Set(WORDS.filter((word) => word.length === 1));

const ROMAN_BEGINNING = /^[ivx]{1,4}\s?[\s./-]/;

/** Digits, letters of eras and signs of other scripts may begin a date; of other words few have the letters for it. */
function mayBegin(folded: string, index: number): boolean {
	const unit = folded[index] as string;
	if (unit < "a" || unit > "z" || SHORT_WORDS.has(unit)) return true;
	const pair = folded.slice(index, index + 2);
	if ((unit === "i" || unit === "v" || unit === "x") && ROMAN_BEGINNING.test(folded.slice(index, index + 6)))
		return true;
	return FIRST_LETTERS.has(pair) || ("shr".includes(unit) && /^[shr][\s\d元]/u.test(pair));
}

/** First year of an era less one. */
const ERAS: Record<string, number> = {
	令和: 2018,
	平成: 1988,
	昭和: 1925,
	民國: 1911,
	民国: 1911,
	r: 2018,
	h: 1988,
	s: 1925,
};

const shortYear = (digits: string): number => (Number(digits) > 50 ? 1900 : 2000) + Number(digits);

function dayAndMonth(a: number, b: number, monthFirst: boolean): { month: number; day: number } {
	const swap = b > 12 || (monthFirst && a <= 12);
	return swap ? { month: a, day: b } : { month: b, day: a };
}

/** Year of an era as a year of our count. */
function eraDate(era: string, read: Read): Omit<DatePoint, "from" | "to"> {
	const written = read("eraYear") ?? read("eraYear3") ?? read("roc");
	const month = read("eraMonth") ?? read("eraMonth2") ?? read("eraMonth3") ?? read("eraMonth4");
	const day = read("eraDay");
	return {
		present: false,
		year: (ERAS[era] ?? 0) + (written === "元" ? 1 : Number(written)),
		...(month === undefined ? {} : { month: Number(month) }),
		...(day === undefined ? {} : { day: Number(day) }),
	};
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A day that its month does not have is left out, and all of a date whose month no year has. */
function inCalendar(point: Omit<DatePoint, "from" | "to">): Omit<DatePoint, "from" | "to"> {
	const { year, month = 1, day = 1 } = point;
	if (month > 12) return { present: false, impossible: true };
	// Without a year the 29th of February may be.
	if (day <= daysOf(year ?? 2020, month)) return point;
	const { day: _, ...rest } = point;
	return { ...rest, impossible: true };
}

const IMPOSSIBLE = ["none18", "none19", "none20"] as const;

function fromMatch(match: RegExpExecArray, monthFirst: boolean): Omit<DatePoint, "from" | "to"> {
	const read: Read = (name) => match[GROUPS.get(name) ?? 0];
	if (read("now") !== undefined) return { present: true };
	const era = read("era") ?? read("eraLetter") ?? (read("roc") === undefined ? undefined : "民國");
	if (era !== undefined) return eraDate(era, read);
	const pick = (numbers: readonly number[]): string | undefined => {
		for (const number of numbers) if (match[number] !== undefined) return match[number];
		return undefined;
	};
	const short = read("s6") ?? read("s16");
	if (IMPOSSIBLE.some((name) => read(name) !== undefined)) return { present: false, impossible: true };
	const cut = read("cut17") === undefined ? {} : ({ impossible: true } as const);
	const year = pick(YEARS) ?? (short === undefined ? undefined : String(shortYear(short)));
	const first = read("a8");
	if (first !== undefined)
		return { present: false, year: Number(year), ...dayAndMonth(Number(first), Number(read("b8")), monthFirst) };
	const name = pick(NAMES);
	const roman = read("r15");
	const month =
		roman !== undefined
			? ROMAN_NUMBERS.indexOf(roman) + 1
			: name === undefined
				? Number(pick(MONTH_NUMBERS) ?? 0)
				: (MONTHS.get(name) ?? 0);
	const day = Number(pick(DAYS) ?? 0);
	return {
		present: false,
		...cut,
		...(year === undefined ? {} : { year: Number(year) }),
		...(month === 0 ? {} : { month }),
		...(day === 0 ? {} : { day }),
	};
}

const YEAR_FORM =
	/19[4-9]\d|20[0-4]\d|['’‘]\d\d|\d[/.]\d\d\s*[-–—tbu]|令和|平成|昭和|民國|民国|(?:1[01]\d|[shr]\s?\d{1,2})\s*年/i;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;
/** False for a text in which no date can have a year; most lines of a resume are done with that. */
export const hasYear = (text: string): boolean =>
	YEAR_FORM.test(text) || (OTHER_DIGIT.test(text) && YEAR_FORM.test(foldInPlace(text)));

/** "GS-2005-07", "ISO-2015": a number of a code. A month's letters would have been read together with the year. */
const CODE = /(?<![\p{L}\p{N}])\p{Lu}{2,4}-$/u;

/** Every date in a text, from left to right. `monthFirst` decides 03/04/2020, which nothing else can. */
export function datePoints(text: string, monthFirst: boolean): DatePoint[] {
	const points: DatePoint[] = [];
	const folded = foldInPlace(text);
	// Every date has a digit (or is the first year of an era): most texts are done here.
	if (!/[\d元]/.test(folded)) return points;
	let done = 0;
	for (const { index } of folded.matchAll(BEGINNING)) {
		if (index < done || !mayBegin(folded, index)) continue;
		if (text[index - 1] === "-" && CODE.test(text.slice(Math.max(0, index - 6), index))) continue;
		POINT.lastIndex = index;
		const match = POINT.exec(folded);
		if (match === null) continue;
		done = index + match[0].length;
		points.push({ ...inCalendar(fromMatch(match, monthFirst)), from: index, to: done });
	}
	return points;
}
