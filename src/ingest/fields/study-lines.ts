import type { Paragraph } from "../layout/paragraphs.ts";
import { type EntryField, takeEntryLabel } from "./entry-labels.ts";
import { findDegree } from "./features.ts";
import type { HeaderSense, Marked } from "./header-lines.ts";
import { isSubject } from "./study-subjects.ts";

/** Lines of a course of study that stand below its school and its degree. */

const OF_STUDIES: ReadonlySet<EntryField> = new Set(["area", "grade", "degree", "school"]);

/** "Kierunek: Informatyka" under a course of study: a label says what it is. */
export function saysMore(line: Marked | undefined, sense: HeaderSense): boolean {
	const label = line === undefined || !sense.isStudies ? null : takeEntryLabel(line.paragraph.text);
	return (
		line !== undefined &&
		line.span === null &&
		!line.prose &&
		label?.rest !== "" &&
		OF_STUDIES.has(label?.field ?? "other")
	);
}

/** The name of a subject and nothing else, right below a header that says none. */
export function namesArea(header: readonly Marked[], line: Marked | undefined, sense: HeaderSense): boolean {
	const [only, ...more] = line?.rest ?? [];
	if (!sense.isStudies || line === undefined || only === undefined || more.length > 0) return false;
	if (line.span !== null || line.paragraph.bullet || line.indented || !isSubject(only.text)) return false;
	const texts = header.flatMap(({ rest }) => rest.map(({ text }) => text));
	return (
		texts.some(sense.isLead) &&
		!texts.some((text) => sense.partsOf(text).some((part) => isSubject(part) && !sense.isLead(part)))
	);
}

/** The name of a subject or of a degree, with no text behind it. */
export const namesStudy = (text: string): boolean =>
	text.split(/\s+/).length <= 6 && !/[.:;!?]$/u.test(text) && (isSubject(text) || findDegree(text)?.from === 0);

/** Below a school one point alone, with no other beside it, is the subject or the degree, and no text. */
export const withoutLonePoints = (paragraphs: readonly Paragraph[]): readonly Paragraph[] =>
	paragraphs.map((paragraph, at) => {
		const alone = paragraph.bullet && paragraphs[at - 1]?.bullet !== true && paragraphs[at + 1]?.bullet !== true;
		return alone && namesStudy(paragraph.text) ? { ...paragraph, bullet: false } : paragraph;
	});
