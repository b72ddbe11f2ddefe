import type { Resume, Work } from "../../domain/resume.ts";
import { covers } from "../dates/covers.ts";
import { dateSpans, isDuration } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { assignAll, type ExplainedAssignment, type Piece } from "./assign.ts";
import type { Atom } from "./atoms.ts";
import { type Entry, otherDates, toEntries } from "./entries.ts";
import { type EvidenceLog, type Found, found, IMPOSSIBLE_DATE } from "./evidence.ts";
import type { Features } from "./features.ts";
import { foundPiece } from "./found-piece.ts";
import { isGap } from "./gaps.ts";
import { workSense } from "./header-sense.ts";
import { BRANCH, DEPARTMENT, EMPLOYMENT_KIND, EXAMINED_BY } from "./no-employer.ts";
import { placeBelow, wholePlace } from "./place-below.ts";
import { bodyText, cleanName, entryUrl } from "./role-text.ts";
import type { Curve } from "./rules.ts";
import { SELF_EMPLOYED, WORK_TABLES, type WorkLabel } from "./work-rules.ts";

type Volunteer = NonNullable<Resume["volunteer"]>[number];

interface Role {
	readonly entry: Entry;
	readonly pieces: ReadonlyMap<WorkLabel, Piece<WorkLabel>>;
	/** Given to the roles below that name no employer of their own. */
	employer: Piece<WorkLabel> | undefined;
	inherited: boolean;
	readonly rivals: ExplainedAssignment<WorkLabel>["rivals"];
}

/** From this score a piece is a title or employer by its own words. */
const SURE = 2;

function label(entries: readonly Entry[], featuresOf: (text: string) => Features): ExplainedAssignment<WorkLabel>[] {
	const isKind = ({ text, separator }: Atom): boolean =>
		(EMPLOYMENT_KIND.test(text) && (separator === "bracket" || !SELF_EMPLOYED.test(text))) ||
		(separator === "bracket" && EXAMINED_BY.test(text));
	const searches = entries.map((entry, index) => ({
		atoms: joinAt(
			entry.atoms.filter((atom) => !isKind(atom)),
			featuresOf,
		),
		tables: isAboveRoles(entry, entries[index + 1], featuresOf) ? WITHOUT_TITLE : WORK_TABLES,
		featuresOf,
		comma: BETWEEN_NAMES,
	}));
	return assignAll(searches);
}

const OPENS_NAME: ReadonlySet<Atom["separator"]> = new Set(["start", "line", "cell", "bar", "at"]);

/** "Pets at Play | Store Manager": what stands before "at" is no title, and another text of the header is: the word is part of a name. */
function joinAt(atoms: readonly Atom[], featuresOf: (text: string) => Features): readonly Atom[] {
	if (!atoms.some(({ separator }) => separator === "at")) return atoms;
	const isTitle = ({ text }: Atom): boolean => featuresOf(text).knownTitle > 0 || featuresOf(text).titleWord;
	const joined: Atom[] = [];
	for (const atom of atoms) {
		const before = joined.at(-1);
		const word = before === undefined ? "" : before.cell.text.slice(before.to, atom.from);
		const inName =
			before !== undefined &&
			before.cell === atom.cell &&
			/^\s+at\s+$/u.test(word) &&
			OPENS_NAME.has(before.separator) &&
			/^\p{Lu}[\p{L}'’&]+(?:\s\p{Lu}[\p{L}'’&]+){0,2}$/u.test(before.text) &&
			!isTitle(before) &&
			!featuresOf(before.text).jobWord &&
			(before.separator === "at" || atoms.some((other) => other !== before && isTitle(other)));
		if (!inName) joined.push(atom);
		else joined[joined.length - 1] = { ...before, text: `${before.text}${word}${atom.text}`, to: atom.to };
	}
	return joined;
}

/** "Second in Department, The Malling School": a comma parts title and employer more often than it stands inside of one. */
const BETWEEN_NAMES = 0.5;
const WITHOUT_TITLE = WORK_TABLES.filter((table) => table.label !== "title");

/** "EPICOR, Minneapolis  2009 – 2016" over the roles of those years: it names who employed, and no title. */
function isAboveRoles(entry: Entry, next: Entry | undefined, featuresOf: (text: string) => Features): boolean {
	if (next === undefined || !covers(entry.dates, next.dates)) return false;
	const isTitle = ({ text }: Atom): boolean => featuresOf(text).knownTitle >= 0.5 || featuresOf(text).titleWord;
	const first = next.atoms.find(({ text }) => !BRANCH.test(text));
	return first !== undefined && isTitle(first) && !entry.atoms.some(isTitle);
}

/** An employer printed once above several roles. */
function inherit(roles: readonly Role[]): Role[] {
	const kept: Role[] = [];
	let group: Piece<WorkLabel> | undefined;
	/** Years of a group that stands above its roles with all of its years. */
	let over: Entry["dates"] = null;
	/** The group has a line of its own, or says how long all of it took: its other roles name no employer. */
	let named = false;
	for (const [index, role] of roles.entries()) {
		const next = roles[index + 1];
		const hasTitle = role.pieces.has("title");
		if (named && hasTitle && isBelowDates(role)) takeAsPlace(role);
		const isOver = covers(role.entry.dates, next?.entry.dates ?? null);
		const isGroup =
			!hasTitle &&
			role.employer !== undefined &&
			(role.entry.body.length === 0 || isOver) &&
			next?.pieces.has("title") &&
			(!surelyEmployed(next) || (isOver && surelyEmployed(role)));
		if (isGroup) {
			group = role.employer;
			over = isOver && surelyEmployed(role) ? role.entry.dates : null;
			named = true;
			continue;
		}
		// "Teacher, McKay High School" below "Salem School District  2013 – 2021": where in it.
		if (hasTitle && covers(over, role.entry.dates)) takeAsPlace(role);
		else over = null;
		if (role.employer === undefined && group !== undefined && hasTitle && !isOwnMaster(role))
			Object.assign(role, { employer: group, inherited: true });
		if (!role.inherited) named = role.entry.header.some((line) => isDuration(line.text));
		group = role.employer;
		kept.push(role);
	}
	return kept;
}

/** "Freelance Web Developer": the title says that nobody employed. */
const isOwnMaster = ({ pieces }: Role): boolean => FREELANCE.test(pieces.get("title")?.text ?? "");
const FREELANCE =
	/(?<!\p{L})(?:freelanc(?:e|er|ing)|self[- ]employed|selbst(?:st)?ändig\p{L}*|freiberufl\p{L}+|en freelance|à son compte|por cuenta propia|libero professionista|lavoratore autonomo|zelfstandig\p{L}*|egenföretagare)(?!\p{L})/iu;

/** Unsure, and in a line under the dates, where the place of a role stands. */
function isBelowDates({ entry, employer }: Role): boolean {
	const paragraph = employer?.atoms[0]?.paragraph;
	if (employer === undefined || paragraph === undefined || employer.score >= SURE) return false;
	const dated = entry.header.findIndex((line) => dateSpans(line.text).some((span) => span.isRange));
	return dated >= 0 && entry.header.indexOf(paragraph) > dated;
}

function takeAsPlace(role: Role): void {
	const { employer } = role;
	if (employer !== undefined && !role.pieces.has("place") && !DEPARTMENT.test(employer.text))
		Object.assign(role, { pieces: new Map([...role.pieces, ["place", { ...employer, label: "place" }]]) });
	role.employer = undefined;
}

const surelyEmployed = (role: Role): boolean => role.employer !== undefined && role.employer.score >= SURE;

function toRole(entry: Entry, assignment: ExplainedAssignment<WorkLabel>): Role {
	const pieces = new Map(assignment.pieces.map((piece) => [piece.label, piece]));
	return { entry, pieces, employer: pieces.get("employer"), inherited: false, rivals: assignment.rivals };
}

const CURVES: Record<WorkLabel, Curve> = {
	title: { atThreshold: 0.4, scale: 1 },
	employer: { atThreshold: 0.91, scale: 2.2 },
	place: { atThreshold: 0.8, scale: 2 },
};

const toFound = (piece: Piece<WorkLabel>, rule?: string): Found<string> =>
	foundPiece(piece, CURVES[piece.label], rule === undefined ? {} : { rule });

function toPlace(piece: Piece<WorkLabel>): Found<string> {
	const value = wholePlace(piece.atoms[0]?.paragraph);
	return foundPiece(piece, CURVES.place, value === undefined ? {} : { value });
}

function dateFields(entry: Entry, pointer: string, log: EvidenceLog): Pick<Work, "startDate" | "endDate" | "current"> {
	const span = entry.dates;
	if (span === null) return {};
	const lines = entry.header.flatMap((paragraph) => paragraph.lines);
	const rule = span.isRange ? "date range in the header" : "single date in the header";
	const sure = span.impossible === true ? IMPOSSIBLE_DATE : span.isRange ? 0.98 : 0.8;
	if (span.impossible === true) log.impossibleDate(pointer, entry.header);
	log.lost(`${pointer}/${span.start === undefined && span.end === undefined ? "current" : "startDate"}`, () =>
		otherDates(entry),
	);
	// One date alone is when the role began, unless a word says that it ended then.
	const start = span.start ?? (span.isEnd === true ? undefined : span.end);
	const end = span.start === undefined && span.isEnd !== true ? undefined : span.end;
	return {
		...(start === undefined ? {} : { startDate: log.take(`${pointer}/startDate`, found(start, sure, rule, lines)) }),
		...(end === undefined ? {} : { endDate: log.take(`${pointer}/endDate`, found(end, sure, rule, lines)) }),
		...(span.current ? { current: log.take(`${pointer}/current`, found(true, sure, rule, lines)) } : {}),
	};
}

function toWork(role: Role, pointer: string, log: EvidenceLog, owner = "name"): Work {
	const title = role.pieces.get("title");
	const place = role.pieces.get("place");
	const below = place === undefined ? placeBelow(role.entry) : null;
	const { summary, highlights } = bodyText(below?.entry ?? role.entry);
	const url = entryUrl(role.entry);
	const employer =
		role.employer === undefined
			? undefined
			: toFound(role.employer, role.inherited ? "employer above several roles" : undefined);
	if (employer !== undefined && !role.inherited) log.lost(`${pointer}/name`, () => role.rivals("employer"));
	if (title !== undefined) log.lost(`${pointer}/position`, () => role.rivals("title"));
	if (place !== undefined) log.lost(`${pointer}/location`, () => role.rivals("place"));
	return {
		...(employer === undefined || employer.value === "" ? {} : { name: log.take(`${pointer}/${owner}`, employer) }),
		...(title === undefined || cleanName(title.text) === ""
			? {}
			: { position: log.take(`${pointer}/position`, toFound(title)) }),
		...(place === undefined ? {} : { location: log.take(`${pointer}/location`, toPlace(place)) }),
		...(below === null ? {} : { location: log.take(`${pointer}/location`, below.place) }),
		...(url === null ? {} : { url: log.take(`${pointer}/url`, url) }),
		...dateFields(role.entry, pointer, log),
		...(summary === null ? {} : { summary: log.take(`${pointer}/summary`, summary) }),
		...(highlights.length === 0
			? {}
			: { highlights: highlights.map((text, index) => log.take(`${pointer}/highlights/${index}`, text)) }),
	};
}

export interface WorkContext {
	readonly featuresOf: (text: string) => Features;
	readonly monthFirst: boolean;
	readonly log: EvidenceLog;
}

function rolesOf(sections: readonly (readonly Paragraph[])[], context: WorkContext, pointer: string): Role[] {
	const roles: Role[] = [];
	for (const paragraphs of sections) {
		const made = toEntries(paragraphs, context.monthFirst, workSense(context.featuresOf));
		context.log.leftOut(pointer, made.left);
		const entries = made.entries.filter((entry) => entry.atoms.length > 0 || entry.dates !== null);
		const labelled = label(entries, context.featuresOf);
		roles.push(
			...inherit(entries.map((entry, index) => toRole(entry, labelled[index] as ExplainedAssignment<WorkLabel>))),
		);
	}
	const worked = roles.filter(
		({ employer, inherited, pieces }) =>
			(employer !== undefined && !inherited) || !isGap(pieces.get("title")?.text ?? ""),
	);
	return worked.filter(
		(role) => role.pieces.has("title") || (role.employer !== undefined && role.entry.dates !== null),
	);
}

/** Roles of the work sections, in the order of the file. */
export const extractWork = (sections: readonly (readonly Paragraph[])[], context: WorkContext): Work[] =>
	rolesOf(sections, context, "/work")
		.slice(0, 200)
		.map((role, index) => toWork(role, `/work/${index}`, context.log));

/** Unpaid roles, read as the paid ones are. */
export const extractVolunteer = (sections: readonly (readonly Paragraph[])[], context: WorkContext): Volunteer[] =>
	rolesOf(sections, context, "/volunteer")
		.slice(0, 100)
		.map((role, index) => {
			const {
				name,
				location: _,
				current: __,
				highlights,
				...rest
			} = toWork(role, `/volunteer/${index}`, context.log, "organization");
			return {
				...rest,
				...(name === undefined ? {} : { organization: name }),
				...(highlights === undefined ? {} : { highlights: highlights.slice(0, 100) }),
				...(rest.summary === undefined ? {} : { summary: rest.summary.slice(0, 10_000) }),
			};
		});
