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
}
