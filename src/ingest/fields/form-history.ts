import type { Education, Work } from "../../domain/resume.ts";
import { datePoints } from "../dates/points.ts";
import { isPresentWord } from "../dates/ranges.ts";
import { foldInPlace } from "../dates/words.ts";
import type { Line } from "../layout/line.ts";
import { findDegree } from "./features.ts";

/**
 * The history of a Japanese form (履歴書): each row is a year, a month and an event, and two events, "entered" and
 * "left", make one entry.
 */

export interface FormEntry<T> {
	readonly value: T;
	readonly lines: readonly Line[];
}

interface Event {
	readonly line: Line;
	/** YYYY or YYYY-MM, undefined where the form has no readable date. */
	readonly date: string | undefined;
	/** Without date, as printed. */
	readonly text: string;
}

interface Role {
	employer: string;
	position?: string;
	start?: string | undefined;
	end?: string | undefined;
	current: boolean;
	closed: boolean;
	lines: Line[];
}

interface Study {
	school: string;
	area: string;
	degree: string;
	start?: string | undefined;
	end?: string | undefined;
	closed: boolean;
	lines: Line[];
}

const BRACKETS = "(?:\\s*[(（][^)）]*[)）])?";
const ENTERED_SCHOOL = new RegExp(`^(.*?)\\s*(?:に|へ)?\\s*(?:入学|編入学?|転入学?|進学)${BRACKETS}$`, "u");
const LEFT_SCHOOL = new RegExp(
	`^(.*?)\\s*(?:を)?\\s*(?:卒業(?:見込み?|予定)?|修了(?:見込み?|予定)?|(?:中途|満期|単位取得(?:満期)?|依願)?退学|中退)${BRACKETS}$`,
	"u",
);
const JOINED = /^(.*?)\s*(?:に|へ)?\s*(?:入社|入職|入所|入行|入庁|入省|入局|入団|入店|就職|着任|勤務開始)\s*(.*)$/u;
const LEFT = /^(.*?)\s*(?:を)?\s*(?:退社|退職|退所|退行|退任|退局|離職|退店|契約満了)\s*(?:[(（][^)）]*[)）])?$/u;
/** What somebody did there, in a few signs. */
const DUTY = /^(?:([^\s、。]{2,12}?)(?:を担当|として(?:勤務|従事)|に従事)|([^\s、。]{2,10}担当))$/u;
/** "水戸市立緑岡小学校 教諭として勤務": where and as what, in one row. */
const WORKED_AS = /^(\S.*?)(?:にて|に|で|、|\s)\s*([^\s、。]{2,16}?)として(?:勤務|従事|採用)$/u;
/** Behind "入社": what somebody began as. */
const POST = /^(?!.*配属)[^\s、。()（）]{2,12}$/u;
/** Reasons for leaving, which stand where the employer's name might. */
const REASON = /(?:都合|満了|事情|理由|定年|倒産|閉鎖|解散|整理|のため|により|につき)/u;
const UNTIL_NOW = /現在に(?:至|到|いた)る|現在在籍中|在職中/u;
const SAME =
	/^(?:同|〃|同上)(?=$|\s|社|校|大学|大学院|学部|学校|学科|研究科|院|高校|高等学校|法人|店)(?:社|校|大学院|大学|学校|高等学校|高校|院|法人|店)?\s*/u;

const YEAR_CELL = /^(?:(?:昭和|平成|令和|[SHRＳＨＲ])\s?)?(?:\d{1,4}|元)\s*年?$/iu;
const MONTH_CELL = /^(?:0?[1-9]|1[0-2])\s*月?$/u;

/** What a row of a form says and when. */
export interface Dated {
	readonly date: string | undefined;
	readonly year: string | undefined;
	readonly text: string;
}

const isoOf = (text: string): string | undefined => {
	const point = datePoints(text, false)[0];
	if (point?.year === undefined) return undefined;
	return point.month === undefined ? String(point.year) : `${point.year}-${String(point.month).padStart(2, "0")}`;
};

const withYear = (text: string): string => (/年$/.test(text) ? text : `${text}年`);

/** The date at the front of a row; a year that is not repeated is that of the row above. */
export function takeDate(line: Pick<Line, "cells">, lastYear: string | undefined): Dated {
	const cells = line.cells.map((cell) => cell.text.trim());
	const folded = cells.map((text) => foldInPlace(text));
	if (YEAR_CELL.test(folded[0] ?? "") && MONTH_CELL.test(folded[1] ?? "")) {
		const year = withYear(cells[0] ?? "");
		const month = `${(folded[1] ?? "").replace(/\D/g, "")}月`;
		return { date: isoOf(`${year}${month}`), year, text: cells.slice(2).join(" ") };
	}
	if (MONTH_CELL.test(folded[0] ?? "") && cells.length > 1 && lastYear !== undefined)
		return {
			date: isoOf(`${lastYear}${(folded[0] ?? "").replace(/\D/g, "")}月`),
			year: lastYear,
			text: cells.slice(1).join(" "),
		};
	const text = cells.join(" ");
	const template = /^(?:\d\dXX|XXXX)$/u.test(cells[0] ?? "");
	if (template)
		return { date: undefined, year: undefined, text: cells.slice(MONTH_CELL.test(folded[1] ?? "") ? 2 : 1).join(" ") };
	const point = datePoints(text, false)[0];
	const leads = point?.year !== undefined && /^[\s・■●(（]*$/u.test(text.slice(0, point.from));
	if (point === undefined || !leads) return { date: undefined, year: lastYear, text };
	const rest = text.slice(point.to).replace(/^[\s)）:：、,，-]+/u, "");
	return { date: isoOf(text), year: `${point.year}年`, text: rest };
}

/** True for a row of a form whose first cells are a year and a month; XX stands where a template has no year. */
export function isFormRow(line: Pick<Line, "cells">): boolean {
	const [year, month] = line.cells.map((cell) => foldInPlace(cell.text.trim()));
	return (
		line.cells.length >= 3 &&
		/^(?:\d\dxx|.*\d.*|.*元.*)$/u.test(year ?? "") &&
		(year ?? "").length <= 8 &&
		MONTH_CELL.test(month ?? "")
	);
}

const bare = (text: string): string => text.replace(/^[\s・■●]+|[\s、,，]+$/gu, "").trim();

const SCHOOL =
	/^(.*?(?:大学大学院|大学院大学|大学院|短期大学部?|大学校|大学|高等専門学校|専門学校|高等学校|中等教育学校|中学校|小学校|高校|高専|学院|学園|スクール|アカデミー|カレッジ))\s*(.*)$/u;

class History {
	readonly roles: Role[] = [];
	readonly studies: Study[] = [];

	/** True where the event was understood. */
	add(event: Event): boolean {
		const text = bare(event.text);
		const nowAt = text.search(UNTIL_NOW);
		if (nowAt === 0 || isPresentWord(text)) return this.#goesOn(event.line);
		const rest = nowAt > 0 ? bare(text.slice(0, nowAt)) : text;
		const understood = this.#study(event, rest) || this.#role(event, rest) || this.#duty(event, rest);
		if (understood && nowAt > 0) this.#goesOn(event.line);
		return understood;
	}

	#goesOn(line: Line): boolean {
		const role = this.roles.findLast((known) => !known.closed);
		if (role === undefined) return false;
		role.current = true;
		role.lines.push(line);
		return true;
	}

	#study({ line, date }: Event, text: string): boolean {
		const entered = ENTERED_SCHOOL.exec(text)?.[1];
		const left = entered === undefined ? LEFT_SCHOOL.exec(text)?.[1] : undefined;
		const named = entered ?? left;
		if (named === undefined) return false;
		const last = this.studies.at(-1);
		const same = named.trim() === "" || (SAME.test(named) && last !== undefined);
		if (left !== undefined && last !== undefined && !last.closed && (same || last.school === schoolOf(named).school)) {
			Object.assign(last, { end: date, closed: true });
			last.lines.push(line);
			return true;
		}
		const read = schoolOf(same && last !== undefined ? `${last.school} ${named.replace(SAME, "")}` : named);
		if (read.school === "") return false;
		this.studies.push({
			...read,
			closed: left !== undefined,
			lines: [line],
			...(left === undefined ? { start: date } : { end: date }),
		});
		return true;
	}

	#role({ line, date }: Event, text: string): boolean {
		const joined = JOINED.exec(text);
		if (joined !== null) return this.#join({ line, date, text: joined[1] ?? "" }, POST.exec(joined[2] ?? "")?.[0]);
		const [, employer0 = "", post0] = WORKED_AS.exec(text) ?? [];
		if (post0 !== undefined && date !== undefined) return this.#join({ line, date, text: employer0 }, post0);
		const left = LEFT.exec(text)?.[1];
		if (left === undefined) return false;
		const open = this.roles.findLast((role) => !role.closed);
		const employer = bare(left.replace(SAME, ""));
		const named = employer !== "" && !REASON.test(employer) && !SAME.test(left);
		const role = named ? (this.roles.findLast((known) => !known.closed && known.employer === employer) ?? open) : open;
		if (role === undefined) return false;
		if (named && role.employer !== employer && !role.employer.includes(employer) && !employer.includes(role.employer))
			return false;
		Object.assign(role, { end: date, closed: true });
		role.lines.push(line);
		return true;
	}

	/** "営業事務を担当": a row without a date under the one that somebody joined in. */
	#duty({ line, date }: Event, text: string): boolean {
		const [, what, post] = DUTY.exec(text) ?? [];
		const position = what ?? post;
		const role = this.roles.at(-1);
		if (position === undefined || role === undefined || role.position !== undefined) return false;
		if (date !== undefined || role.closed) return false;
		role.position = position;
		role.lines.push(line);
		return true;
	}

	#join({ line, date, text }: Event, post?: string): boolean {
		const as = /^(.*?)(?:に|へ|、|\s)\s*([^\s、]{2,20}?)として$/u.exec(text);
		const employer = bare(
			(as?.[1] ?? text).replace(/[(（][^)）]*(?:社員|アルバイト|パート|派遣|契約)[^)）]*[)）]\s*$/u, ""),
		);
		if (employer === "" || employer.length > 60 || SAME.test(employer)) return false;
		const position = as?.[2] ?? post;
		this.roles.push({
			employer,
			start: date,
			current: false,
			closed: false,
			lines: [line],
			...(position === undefined ? {} : { position }),
		});
		return true;
	}
}

/** School, subject and degree of a study as the form names them. */
function schoolOf(text: string): { school: string; area: string; degree: string } {
	const match = SCHOOL.exec(bare(text));
	const school = bare(match?.[1] ?? text);
	const rest = bare(match?.[2] ?? "");
	const degree = findDegree(rest);
	const written = degree === null ? "" : (/^\S*/u.exec(rest.slice(degree.from))?.[0] ?? "");
	const area = degree === null ? rest : bare(rest.slice(0, degree.from));
	return { school, area, degree: written };
}

const defined = <T extends object>(value: T): T =>
	Object.fromEntries(
		Object.entries(value).filter(([, part]) => part !== undefined && part !== "" && part !== false),
	) as T;

function toWork({ employer, position, start, end, current, lines }: Role): FormEntry<Work> {
	return {
		value: defined({
			name: employer,
			position,
			startDate: start,
			endDate: end,
			current: current && end === undefined,
		}) as Work,
		lines,
	};
}

function toEducation({ school, area, degree, start, end, lines }: Study): FormEntry<Education> {
	return {
		value: defined({ institution: school, area, studyType: degree, startDate: start, endDate: end }) as Education,
		lines,
	};
}

export interface FormHistory {
	readonly work: readonly FormEntry<Work>[];
	readonly education: readonly FormEntry<Education>[];
}

/** Events that make a list of lines a form's history. */
const FEWEST_EVENTS = 2;
/** Rows that say nothing: the end of the list, the notes printed on the form. */
const NO_EVENT = /^(?:以\s*上|学\s*歴|職\s*歴|記入上の注意.*|※.*)$/u;

/** All words that tell an event are written with these signs. */
const HAN = /[\u4E00-\u9FFF]/;

/** The history that some lines of a form state, or null where they are not of that kind. */
export function readFormHistory(lines: readonly Line[]): FormHistory | null {
	if (!lines.some((line) => line.cells.some((cell) => HAN.test(cell.text)))) return null;
	const history = new History();
	let year: string | undefined;
	let understood = 0;
	let rows = 0;
	for (const line of lines) {
		const taken = takeDate(line, year);
		year = taken.year;
		if (taken.text === "" || NO_EVENT.test(taken.text.trim())) continue;
		rows += 1;
		if (history.add({ line, date: taken.date, text: taken.text })) understood += 1;
	}
	if (understood < FEWEST_EVENTS || understood < rows * 0.4) return null;
	return { work: history.roles.map(toWork), education: history.studies.map(toEducation) };
}
