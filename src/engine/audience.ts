import {
	type Access,
	GUARDED_COLUMNS,
	GUARDED_FACETS,
	type IndexedDocument,
	type Section,
} from "../domain/document.ts";
import type { Audience } from "./port.ts";

/** What an audience sees of a document: the specification that engines are tested against. */

/** Tells which sections an audience sees. */
export function seeing({ seen, unless }: Audience): (labels: readonly string[]) => boolean {
	const own = new Set(seen);
	const shut = unless === null ? null : new Set(unless);
	return (labels) =>
		labels.some((label) => own.has(label)) || (shut !== null && !labels.some((label) => shut.has(label)));
}

/** The sections of a person that are seen, the common one first; none where the person is not seen. */
export function seenSections(access: Access | undefined, sees: (labels: readonly string[]) => boolean): Section[] {
	const own = (access?.sections ?? []).filter(({ labels }) => sees(labels));
	return access === undefined || own.length === 0 ? [] : [access.common, ...own];
}

/** The document as it would be without what is not seen; null where the person is not seen. */
export function seenDocument(
	document: IndexedDocument,
	sees: (labels: readonly string[]) => boolean,
): IndexedDocument | null {
	const { access, ...rest } = document;
	const sections = seenSections(access, sees);
	if (sections.length === 0) return null;
	const note = seenNote(document.fields.note ?? [], sections);
	return {
		...rest,
		fields: { ...document.fields, note },
		facets: {
			...document.facets,
			...Object.fromEntries(GUARDED_FACETS.map((facet) => [facet, sections.flatMap((own) => own.facets[facet] ?? [])])),
		},
		columns: {
			...document.columns,
			...Object.fromEntries(GUARDED_COLUMNS.map((column) => [column, combined(column, sections)])),
		},
	};
}

/** Runs of the tokens of `note` that are seen, ascending. */
export const seenRuns = (sections: readonly Section[]): (readonly [from: number, to: number])[] =>
	sections.flatMap(({ note }) => note).toSorted(([one], [other]) => one - other);

/** The runs with a gap between each two: no phrase reaches from one into another. */
const seenNote = (tokens: readonly string[], sections: readonly Section[]): string[] =>
	seenRuns(sections).flatMap(([from, to]) => [...tokens.slice(from, to), ""]);

/** What the sections say of a column; null where none says anything. */
export function combined(column: (typeof GUARDED_COLUMNS)[number], sections: readonly Section[]): number | null {
	const said = sections.flatMap(({ columns }) => columns[column] ?? []);
	if (said.length === 0) return null;
	return column === "applications" ? said.reduce((sum, one) => sum + one, 0) : Math.max(...said);
}
