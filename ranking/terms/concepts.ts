/** What is read of a published classification, before it has ids of ours. */

export interface RawConcept {
	readonly kind: "skill" | "title";
	/** The name that the source has for it: a URI, a code. */
	readonly uri: string;
	label: string;
	/** Other names by language, ISO 639-1. */
	readonly forms: Map<string, string[]>;
	/** Kind of a skill, family of a title. */
	readonly group: string;
	/** Why a family may hold one title only; empty for a skill. */
	readonly reason: string;
	/** File that it goes into. */
	readonly area: string;
	/** Names, in the source, of what is near. */
	readonly related: string[];
	/** Names, in the source, of broader skills; of the skills of a title. */
	readonly last: string[];
}

/** By name in the source. */
export type RawConcepts = Map<string, RawConcept>;

/** The name of a concept of a source that names none but by kind and label. */
export const nameByLabel = (kind: RawConcept["kind"], label: string) => `${kind} ${label.trim().toLowerCase()}`;

/** The reverse; null for a name of another form. */
export function labelOfName(name: string): { readonly kind: RawConcept["kind"]; readonly label: string } | null {
	const [, kind, label] = /^(skill|title) (.+)$/.exec(name) ?? [];
	return kind === undefined || label === undefined ? null : { kind: kind as RawConcept["kind"], label };
}

/** Who made a classification, and what they ask of whoever uses it. */
export interface Source {
	readonly source: string;
	readonly licence: string;
	readonly attribution: string;
	readonly url: string;
}

/** The concept of this name in the source, made where it is new. */
export function conceptOf(
	concepts: RawConcepts,
	uri: string,
	made: () => Omit<RawConcept, "uri" | "forms" | "related" | "last">,
): RawConcept {
	const known = concepts.get(uri);
	if (known !== undefined) return known;
	const concept: RawConcept = { uri, forms: new Map(), related: [], last: [], ...made() };
	concepts.set(uri, concept);
	return concept;
}

export function addForms({ forms }: RawConcept, language: string, more: readonly string[]): void {
	forms.set(language, [...(forms.get(language) ?? []), ...more]);
}

/** Longer ones are sentences, and stand in no resume. */
const LONGEST_FORM = 80;

/**
 * Names as they may stand in a resume: without remarks in brackets, of which an abbreviation is a name of its own
 * (`CEO (Chief Executive Officer)` is both).
 */
export function cleanForms(text: string): string[] {
	const bracket = /\(([^()]*)\)/.exec(text)?.[1]?.trim() ?? "";
	const bare = text.replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, " ");
	const isAbbreviation = (form: string) => /^[A-Z][A-Za-z&./-]{1,9}$/.test(form) && /[A-Z].*[A-Z]/.test(form);
	const both = isAbbreviation(bracket) || isAbbreviation(bare.trim()) ? [bare, bracket] : [bare];
	return both
		.map((form) =>
			form
				.replaceAll(/["|\t\r\n[\](){}]/g, " ")
				.replaceAll(/\s+/g, " ")
				.trim(),
		)
		.filter((form) => /[\p{L}\p{N}]/u.test(form) && form.length <= LONGEST_FORM);
}
