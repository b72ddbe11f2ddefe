import { fold } from "../../analysis/fold.ts";
import { dateSpans } from "../dates/ranges.ts";
import type { Line } from "../layout/line.ts";
import type { Section } from "../sections/split.ts";
import { TITLE_WORD } from "./words.ts";

/** Roles right below the name and the contact data, with no name of a section over them. */

const CONTACT = /@|https?:|www\.|(?:\+?\d[\d\s().-]{7,}\d)/i;
/** Lines that may stand over the dates of a role. */
const MOST_LEAD = 2;
/** Name and contact data come first. */
const HEAD_LINES = 2;
const LEAST_ROLES = 2;
const SPACE = 1.4;

const isDated = ({ text, bullet }: Line): boolean => !bullet && dateSpans(text).some((span) => span.isRange);
const namesTitle = ({ text, bullet }: Line): boolean => !bullet && TITLE_WORD.test(fold(text));

/** Where the header of the first role begins: at the line below a space, where one is near. */
function beginOf(lines: readonly Line[], dated: number): number {
	for (let at = dated; at >= Math.max(HEAD_LINES, dated - MOST_LEAD); at -= 1) {
		if (CONTACT.test((lines[at - 1] as Line).text)) return at;
		if ((lines[at] as Line).gap >= SPACE) return at;
	}
	return dated;
}

/** Index of the line where roles begin in a head; -1 where it holds none. */
function rolesFrom(lines: readonly Line[]): number {
	const dated = lines.flatMap((line, at) => (at >= HEAD_LINES && isDated(line) ? [at] : []));
	const titled = dated.filter((at) => lines.slice(Math.max(HEAD_LINES, at - 1), at + 2).some(namesTitle));
	const [first] = dated;
	return first === undefined || titled.length < LEAST_ROLES || titled.length * 2 < dated.length
		? -1
		: beginOf(lines, first);
}

/** Sections in which such roles stand by themselves; where a section is called so, what stands in the head is none. */
export function partHeadless(sections: readonly Section[]): readonly Section[] {
	if (sections.some(({ kinds }) => kinds.includes("work"))) return sections;
	return sections.flatMap((section): readonly Section[] => {
		const from = section.heading === null && section.kinds[0] === "profile" ? rolesFrom(section.lines) : -1;
		if (from < 0) return [section];
		const { lines } = section;
		return [
			{ ...section, lines: lines.slice(0, from) },
			{ kinds: ["other"], heading: null, lines: lines.slice(from) },
		];
	});
}
