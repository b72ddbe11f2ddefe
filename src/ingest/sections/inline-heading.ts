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
const AMONG_SKILLS: ReadonlySet<SectionKind> = new Set(["languages", "certificates", "interests"]);

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
	if (first === undefined || match?.exact !== true || !INLINE.has(match.kinds[0] as SectionKind)) return null;
	if (native) return { kinds: NATIVE_LINE.kinds, rest: line, lineOnly: true };
	const behind = colon?.[2] ?? styled?.[1];
	const cells = behind === undefined ? line.cells.slice(1) : [{ ...first, text: behind }, ...line.cells.slice(1)];
	const text = cells.map((cell) => cell.text).join("\t");
	const lineOnly = current === "skills" || current === "personal" || current === "contact";
	const kind = match.kinds[0] as SectionKind;
	if (current === "skills" && (!AMONG_SKILLS.has(kind) || (kind === "languages" && !namesLanguage(text)))) return null;
	return { kinds: match.kinds, rest: { ...line, cells, text }, lineOnly };
}
