import { isLanguageLabel, readLanguage } from "../fields/languages.ts";
import type { Line } from "../layout/line.ts";
import type { SectionKind } from "./kinds.ts";
import { type HeadingMatch, matchHeading } from "./match-heading.ts";

/** Kinds that are often written as "Languages: English, German" on one line. */
const INLINE: ReadonlySet<SectionKind> = new Set(["skills", "languages", "certificates", "interests", "references"]);
/** In these sections such a label belongs to an entry. */
const LABELLED: ReadonlySet<SectionKind> = new Set([
	"summary",
	"work",
	"projects",
	"skills",
	"publications",
	"volunteering",
]);

/** Here every point of a list may be about something else. */
const MIXED: ReadonlySet<SectionKind> = new Set(["skills", "other", "personal", "interests", "languages"]);

/** Kinds that a line of a list of skills may be about instead, where what it lists bears its label out. */
const AMONG_SKILLS: ReadonlySet<SectionKind> = new Set(["languages", "certificates", "courses", "interests"]);
/** In these sections "Courses: forklift, first aid" lists certificates; among studies it says what was heard. */
const WITH_COURSES: ReadonlySet<SectionKind> = new Set(["skills", "other", "personal"]);

/** "OSPlus, Excel   Sprachen: Englisch", "Jira. Languages: Spanish": a label behind what the label before it lists. */
const LABEL_BEHIND = /(?:(?<=[.;)]|\p{L}{2})\s+|\s[|•·]\s)(?=\p{Lu}[\p{L}&/ -]{2,28}[:：]\s*\S)/gu;

/** True where the label at its front names a section that is none of skills. */
function namesOther(text: string): boolean {
	const match = matchHeading(text.split(/[:：]/u, 1)[0] ?? "");
	return match?.exact === true && AMONG_SKILLS.has(match.kinds[0] as SectionKind);
}

/** A line of a list of skills, parted before the labels in it that name sections. */
export function partedAtLabels(line: Line, current: SectionKind): readonly Line[] {
	if (!MIXED.has(current)) return [line];
	const [cell] = line.cells;
	const at = line.cells.findIndex(({ text }, index) => index > 0 && /[:：]\s*\S/u.test(text) && namesOther(text));
	if (at > 0) {
		const part = (cells: Line["cells"]): Line => ({ ...line, cells, text: cells.map(({ text }) => text).join("\t") });
		return [part(line.cells.slice(0, at)), part(line.cells.slice(at))];
	}
	if (cell === undefined || line.cells.length > 1 || !/\S.*[:：]/u.test(cell.text)) return [line];
	for (const { index } of cell.text.matchAll(LABEL_BEHIND)) {
		const behind = cell.text.slice(index).replace(/^[\s|•·]+/u, "");
		if (!namesOther(behind)) continue;
		const part = (text: string): Line => ({ ...line, cells: [{ ...cell, text }], text });
		return [part(cell.text.slice(0, index).trim()), ...partedAtLabels(part(behind), current)];
	}
	return [line];
}

const namesLanguage = (text: string): boolean =>
	text.split(/[\t,;•|]|\s(?:and|und|et|y|e|en|och|og|i|ve)\s/u).some((part) => readLanguage(part.trim()) !== null);

const NATIVE_LINE: HeadingMatch = { kinds: ["languages"], exact: true };
/** "Langue maternelle: français" among the skills of a form. */
const isMotherTongue = (text: string): boolean => isLanguageLabel(text) && namesLanguage(text.replaceAll("\t", " "));

export interface InlineHeading {
	readonly kinds: readonly SectionKind[];
	readonly rest: Line;
	/** Only this line: the section around it goes on with the next label. */
	readonly lineOnly: boolean;
}

/** The section that a label at the front of a line opens, and the line without it. */
export function inlineHeading(line: Line, current: SectionKind): InlineHeading | null {
	if ((LABELLED.has(current) && current !== "skills") || (line.bullet && !MIXED.has(current))) return null;
	const first = line.cells[0];
	const second = line.cells[1];
	const colon = /^([^:：]{2,40})[:：]\s*(\S.*)$/u.exec(first?.text ?? "");
	const styled = first?.styles?.length === 2 && second === undefined && colon === null ? first.styles : null;
	const label = colon?.[1] ?? styled?.[0] ?? (second === undefined ? "" : (first?.text ?? "").replace(/[:：]$/, ""));
	const native = current === "skills" && isMotherTongue(line.text);
	const match = native ? NATIVE_LINE : matchHeading(label);
	const isCourses = match?.kinds[0] === "courses" && WITH_COURSES.has(current);
	if (first === undefined || match?.exact !== true || !(isCourses || INLINE.has(match.kinds[0] as SectionKind)))
		return null;
	if (native) return { kinds: NATIVE_LINE.kinds, rest: line, lineOnly: true };
	const behind = colon?.[2] ?? styled?.[1];
	const cells = behind === undefined ? line.cells.slice(1) : [{ ...first, text: behind }, ...line.cells.slice(1)];
	const text = cells.map((cell) => cell.text).join("\t");
	const lineOnly = current === "skills" || current === "personal" || current === "contact";
	const kind = match.kinds[0] as SectionKind;
	if (current === "skills" && (!AMONG_SKILLS.has(kind) || (kind === "languages" && !namesLanguage(text)))) return null;
	return { kinds: match.kinds, rest: { ...line, cells, text }, lineOnly };
}
