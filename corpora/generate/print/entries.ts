/** Jobs and studies as entries of a section, each with exactly what it tells. */
import { type JsonEducation, type JsonWork, placeLine } from "../json-resume.ts";
import { lexicon } from "../lexicon.ts";
import type { Role, Study } from "../person.ts";
import type { Random } from "../random.ts";
import { dateTold, monthText, type PrintedSpan, spanText } from "./dates.ts";
import type { EntryBlock } from "./document.ts";
import type { PrintStyle } from "./style.ts";

interface Head {
	readonly lines: string[];
	readonly dates?: string;
}

/** Puts the dates into the head lines, or hands them to the layout. */
function withDates(lines: readonly string[], dates: string, style: PrintStyle): Head {
	const [first = "", ...rest] = lines;
	if (dates === "") return { lines: [...lines] };
	if (style.datesAt === "own-line") return { lines: [...lines, dates] };
	if (style.datesAt === "before") return { lines: [`${dates}: ${first}`, ...rest] };
	if (style.datesAt === "brackets") return { lines: [`${first} (${dates})`, ...rest] };
	return { lines: [...lines], dates };
}

/** Title, employer and place in the style's order; '' stands for a place that is not printed. */
function workLines(title: string, employer: string, place: string, style: PrintStyle): string[] {
	const at = lexicon(`languages/${style.language}`).section("at")[0] as string;
	const located = (separator: string): string => (place === "" ? employer : `${employer}${separator}${place}`);
	switch (style.entryOrder) {
		case "T/E, L":
			return [title, located(", ")];
		case "E/T":
			return place === "" ? [employer, title] : [employer, title, place];
		case "E, L/T":
			return [located(", "), title];
		case "T, E":
			return place === "" ? [`${title}, ${employer}`] : [`${title}, ${employer}`, place];
		case "T at E":
			return [`${title} ${at} ${located(", ")}`];
		case "T | E | L":
			return [[title, employer, place].filter((part) => part !== "").join(" | ")];
		case "E — L/T":
			return [located(" — "), title];
		case "T – E (L)":
			return [place === "" ? `${title} – ${employer}` : `${title} – ${employer} (${place})`];
		case "E: T":
			return [place === "" ? `${employer}: ${title}` : `${employer}, ${place}: ${title}`];
	}
}

function workTold(
	role: Role,
	span: PrintedSpan,
	place: string,
	paragraph: string | undefined,
	bullets: string[],
): JsonWork {
	return {
		name: role.employer,
		position: role.title,
		...(place === "" ? {} : { location: place }),
		...(span.startDate === undefined ? {} : { startDate: span.startDate }),
		...(span.endDate === undefined ? {} : { endDate: span.endDate }),
		...(paragraph === undefined ? {} : { summary: paragraph }),
		highlights: bullets,
	};
}

/** A head line for an employer, under which the titles of a series of jobs there are listed. */
function employerHead(role: Role, place: string): EntryBlock {
	return { kind: "entry", lines: [place === "" ? role.employer : `${role.employer}, ${place}`], bullets: [] };
}

/** Jobs of a resume, newest first. */
export function printWork(
	roles: readonly Role[],
	style: PrintStyle,
	random: Random,
): { blocks: EntryBlock[]; told: JsonWork[] } {
	const blocks: EntryBlock[] = [];
	const told: JsonWork[] = [];
	roles.forEach((role, i) => {
		const place = style.shows.workPlace ? placeLine(role.place) : "";
		const span = spanText(role.start, role.end, style, random);
		const fewer = i > 3 ? 1 : 0;
		const bullets = role.highlights.slice(0, Math.max(1, style.mostHighlights - fewer));
		const paragraph = style.shows.roleSummaries ? role.summary : undefined;
		const same = (other: Role | undefined): boolean => other?.employer === role.employer;
		const inSeries = style.groupRoles && (same(roles[i - 1]) || same(roles[i + 1]));
		if (inSeries && !same(roles[i - 1])) blocks.push(employerHead(role, place));
		const lines = inSeries ? [role.title] : workLines(role.title, role.employer, place, style);
		blocks.push({
			kind: "entry",
			...withDates(lines, span.text, style),
			...(paragraph === undefined ? {} : { paragraph }),
			bullets,
		});
		told.push(workTold(role, span, place, paragraph, bullets));
	});
	return { blocks, told };
}

const AREA_JOINS: Readonly<Record<PrintStyle["language"], readonly string[]>> = {
	en: [" in ", " in ", ", "],
	de: [" ", " ", ", "],
	fr: [" ", " – ", ", "],
	es: [" en ", " en ", ", "],
};

function studySpan(study: Study, style: PrintStyle, random: Random): PrintedSpan {
	if (style.studyDates === "same") return spanText(study.start, study.end, style, random);
	if (style.studyDates === "years" || study.end === undefined) {
		return spanText(study.start, study.end, { ...style, dateForm: "year" }, random);
	}
	const form = style.dateForm === "year" ? "year" : random.pick(["year", style.dateForm] as const);
	return { text: monthText(study.end, form, style.language), endDate: dateTold(study.end, form) };
}

/** Studies of a resume, newest first. */
export function printStudies(
	studies: readonly Study[],
	style: PrintStyle,
	random: Random,
): { blocks: EntryBlock[]; told: JsonEducation[] } {
	const join = random.pick(AREA_JOINS[style.language]);
	const scoreLine = random.chance(0.5);
	const oneLine = random.chance(0.3);
	const printed = studies.map((study) => {
		const span = studySpan(study, style, random);
		const degree = study.area === undefined ? study.degree : `${study.degree}${join}${study.area}`;
		const order = style.studyFirst === "degree" ? [degree, study.institution] : [study.institution, degree];
		const lines = oneLine ? [order.join(", ")] : order;
		const score = style.shows.scores ? study.score : undefined;
		if (score !== undefined && !scoreLine) lines.push(`${lines.pop()} (${score})`);
		const block: EntryBlock = {
			kind: "entry",
			...withDates(lines, span.text, style),
			...(score !== undefined && scoreLine ? { paragraph: score } : {}),
			bullets: [],
		};
		const told: JsonEducation = {
			institution: study.institution,
			...(study.area === undefined ? {} : { area: study.area }),
			studyType: study.degree,
			...(span.startDate === undefined ? {} : { startDate: span.startDate }),
			...(span.endDate === undefined ? {} : { endDate: span.endDate }),
			...(score === undefined ? {} : { score }),
		};
		return { block, told };
	});
	return { blocks: printed.map((p) => p.block), told: printed.map((p) => p.told) };
}
