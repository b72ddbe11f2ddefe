import { dateSpans } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import type { SectionKind } from "../sections/kinds.ts";
import type { Section } from "../sections/split.ts";
import type { EvidenceLog } from "./evidence.ts";

interface Part {
	readonly section: Section;
	readonly kind: SectionKind;
	readonly paragraphs: Paragraph[];
}

/** Kinds of sections without entries. */
const WITHOUT_ENTRIES: ReadonlySet<SectionKind> = new Set(["profile", "other"]);

const isDated = ({ section }: Part): boolean =>
	section.lines.some(({ text }) => dateSpans(text).some(({ isRange }) => isRange));

/** Notes dated entries below a named section that stand under no name themselves and went into no field; true where there are some. */
export function leftUnnamed(parts: readonly Part[], log: EvidenceLog): boolean {
	const named = parts.findIndex(({ section }) => section.heading !== null);
	const left = parts.filter(
		(part, at) =>
			at > named && named >= 0 && part.section.heading === null && WITHOUT_ENTRIES.has(part.kind) && isDated(part),
	);
	for (const part of left) log.leftOut("", part.paragraphs);
	return left.length > 0;
}
