/**
 * What an engine indexes for one person: tokens, facets, columns, keys. Made once by analysis/document.ts, the same for
 * every engine. An engine stores it and gives it back; it never looks into the record.
 */

/** Text fields in the order of their bit in a field mask. Append only: the bit is part of the stored format. */
export const TEXT_FIELDS = [
	"name",
	"currentTitle",
	"pastTitle",
	"skill",
	"currentCompany",
	"pastCompany",
	"school",
	"degree",
	"location",
	"certificate",
	"note",
	"body",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Where something that was asked for can stand: in each of the text fields, and, last, in none. */
export const WAYS: number = TEXT_FIELDS.length + 1;

/** Facets: many values for a person, matched exactly, counted. Append only, as fields. */
export const FACETS = [
	"skill",
	"title",
	"company",
	"country",
	"city",
	"education",
	"language",
	"source",
	"stage",
	"outcome",
	"tag",
	"job",
	/** The places that somebody lives in, each within the one before: `DE`, `DE/Bavaria`, `DE/Bavaria/Munich`. Country `-`: not known. */
	"location",
] as const;
export type Facet = (typeof FACETS)[number];

/** Numbers: at most one for a person, null where unknown. */
export const COLUMNS = [
	"years",
	"seniority",
	"educationLevel",
	"updatedAt",
	"confidence",
	"latitude",
	"longitude",
	"openToWork",
	"applications",
	"appliedAt",
	"resumeAt",
	"pastOutcome",
	"matchScore",
] as const;
/**
 * years: years of work experience · seniority: rank of ranking/vocabulary/seniority.tsv · educationLevel: ISCED 2011 level 0 to 8 ·
 * updatedAt: milliseconds since 1970 · confidence: of the parsed record, 0 to 1 · latitude, longitude: degrees ·
 * openToWork: 1 says so, 0 says not · applications: how many the person has in the tenant's ATS · appliedAt: of the latest,
 * milliseconds since 1970 · resumeAt: when the file of the resume came in, milliseconds since 1970 · pastOutcome: how well it went with
 * this tenant before, 0 to 1 · matchScore: how sure it is that candidate and profile are one person, 0 to 1. Append only, as the fields: the place is part of the stored format.
 */
export type Column = (typeof COLUMNS)[number];

/** Facets and columns that may hold what not everybody may see; see {@link Access}. Beside them only the field `note` does. */
export const GUARDED_FACETS = ["source", "stage", "outcome", "job"] as const satisfies readonly Facet[];
export const GUARDED_COLUMNS = [
	"updatedAt",
	"applications",
	"appliedAt",
	"pastOutcome",
] as const satisfies readonly Column[];

/** A part of what is indexed of a person: of the field `note`, of the guarded facets and columns, all that one source says. */
export interface Section {
	/** Runs of the tokens of `note`: from, and to (exclusive); ascending, none twice. */
	readonly note: readonly (readonly [from: number, to: number])[];
	readonly facets: Readonly<Partial<Record<(typeof GUARDED_FACETS)[number], readonly string[]>>>;
	/** Of several sections that say something the largest counts, of `applications` the sum. */
	readonly columns: Readonly<Partial<Record<(typeof GUARDED_COLUMNS)[number], number>>>;
}

/** Who may see what of a person's guarded values. What no section has is seen by no audience. */
export interface Access {
	/** Seen by whoever sees the person. */
	readonly common: Section;
	/** Whoever sees one of them sees the person. `labels`: by what it is protected; see Audience in engine/port.ts. */
	readonly sections: readonly (Section & { readonly labels: readonly string[] })[];
}

export interface IndexedDocument {
	/** ISO 639-1 of the text, for the stems of its words; null where unknown. */
	readonly language: string | null;
	/** Folded tokens in order. The empty string is a gap: no phrase reaches across it. */
	readonly fields: Readonly<Partial<Record<TextField, readonly string[]>>>;
	readonly facets: Readonly<Partial<Record<Facet, readonly string[]>>>;
	readonly columns: Readonly<Partial<Record<Column, number | null>>>;
	/** Secondary keys for exact look-up, as `kind:value`: `email:jane@example.com`, `phone:+4930...`, `sha256:...`. */
	readonly keys: readonly string[];
	/** Id of the network profile that this candidate is matched with. */
	readonly link: string | null;
	/** Absent: no audience sees this person; who reads without one sees everybody whole. */
	readonly access?: Access;
}
