import * as z from "zod";

/**
 * A resume in the form of JSON Resume 1.0 (jsonresume.org/schema), with what was learned about each value in `meta`.
 * Dates are ISO 8601 of the precision that was printed: YYYY, YYYY-MM or YYYY-MM-DD.
 */

const text = (max: number) => z.string().trim().min(1).max(max);
export const PartialDate = z
	.string()
	.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "Use YYYY, YYYY-MM or YYYY-MM-DD.");

export const Location = z.strictObject({
	address: text(500).optional(),
	postalCode: text(40).optional(),
	city: text(200).optional(),
	region: text(200).optional(),
	/** ISO 3166-1 alpha-2. */
	countryCode: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.optional(),
});

export const AccountLink = z.strictObject({
	network: text(100),
	username: text(200).optional(),
	url: text(2000).optional(),
});

export const Basics = z.strictObject({
	name: text(300).optional(),
	/** Headline: the title a person gives himself. */
	label: text(500).optional(),
	email: text(320).optional(),
	phone: text(60).optional(),
	url: text(2000).optional(),
	summary: text(20_000).optional(),
	location: Location.optional(),
	profiles: z.array(AccountLink).max(50).optional(),
	/** All e-mail addresses and phones, where there are several; the first stands in `email` and `phone` too. */
	emails: z.array(text(320)).max(20).optional(),
	phones: z.array(text(60)).max(20).optional(),
	/** Given and family name, where they can be told apart. */
	givenName: text(200).optional(),
	familyName: text(200).optional(),
});

export const Work = z.strictObject({
	name: text(500).optional(),
	position: text(500).optional(),
	location: text(300).optional(),
	url: text(2000).optional(),
	startDate: PartialDate.optional(),
	/** Absent and `current` true for a role that is held now. */
	endDate: PartialDate.optional(),
	current: z.boolean().optional(),
	summary: text(20_000).optional(),
	highlights: z.array(text(5000)).max(200).optional(),
});

export const Education = z.strictObject({
	institution: text(500).optional(),
	area: text(500).optional(),
	studyType: text(300).optional(),
	startDate: PartialDate.optional(),
	endDate: PartialDate.optional(),
	score: text(100).optional(),
	location: text(300).optional(),
	url: text(2000).optional(),
	courses: z.array(text(1000)).max(100).optional(),
	summary: text(10_000).optional(),
});

export const Skill = z.strictObject({
	/** As written, or the label of the vocabulary where it is known. */
	name: text(300),
	level: text(100).optional(),
	keywords: z.array(text(300)).max(200).optional(),
	/** Id in the vocabulary, where it is known. */
	id: text(100).optional(),
	/** Months of use, from the dates of the roles that name it. */
	months: z.int().min(0).max(1200).optional(),
	/** Last month of use, YYYY-MM. */
	lastUsed: PartialDate.optional(),
});

export const SpokenLanguage = z.strictObject({ language: text(100), fluency: text(200).optional() });
export const Certificate = z.strictObject({
	name: text(500),
	date: PartialDate.optional(),
	issuer: text(300).optional(),
	url: text(2000).optional(),
});
export const Project = z.strictObject({
	name: text(500),
	description: text(10_000).optional(),
	startDate: PartialDate.optional(),
	endDate: PartialDate.optional(),
	url: text(2000).optional(),
	highlights: z.array(text(5000)).max(100).optional(),
	keywords: z.array(text(300)).max(100).optional(),
});
export const Publication = z.strictObject({
	name: text(1000),
	publisher: text(500).optional(),
	releaseDate: PartialDate.optional(),
	url: text(2000).optional(),
	summary: text(5000).optional(),
});

/** Where a value stands in the file and how sure the parser is of it. */
export const ValueEvidence = z.strictObject({
	/** 0 to 1: of the values given at 0.9, nine in ten are right. */
	confidence: z.number().min(0).max(1),
	/** From 1; formats without pages have page 1. */
	page: z.int().positive().optional(),
	/** First and last line of the value in reading order over the whole file, from 1. */
	lines: z.tuple([z.int().positive(), z.int().positive()]).optional(),
	/** Name of the rule that won. */
	rule: z.string(),
});

export const ParseWarning = z.strictObject({ code: z.string(), message: z.string(), pointer: z.string().optional() });

export const ResumeFormat = z.enum([
	"pdf",
	"docx",
	"doc",
	"odt",
	"rtf",
	"html",
	"markdown",
	"text",
	"eml",
	"image",
	"json-resume",
	"linkedin-export",
]);

export const ResumeMeta = z.strictObject({
	canonical: z.literal("https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json").optional(),
	/** Version of the parser that made this. */
	parser: z.string(),
	format: ResumeFormat,
	/** The day that "present" means: ISO date. */
	asOf: z.iso.date(),
	/** ISO 639-1 of the document, null where it cannot be told. */
	language: z
		.string()
		.regex(/^[a-z]{2}$/)
		.nullable(),
	pageCount: z.int().nonnegative(),
	characters: z.int().nonnegative(),
	/** SHA-256 over the words of the file, whatever its format and layout: the same resume in other bytes has the same. */
	textDigest: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.optional(),
	/** Total years of work, overlapping roles counted once; null where no role has dates. */
	yearsOfExperience: z.number().min(0).max(80).nullable(),
	/** Layout and quality: two-column, garbled-fonts, contact-in-header, partial ... */
	flags: z.array(z.string()).default([]),
	warnings: z.array(ParseWarning).default([]),
	/** RFC 6901 pointer of a value, to its evidence. */
	values: z.record(z.string(), ValueEvidence).default({}),
});

export const Volunteer = z.strictObject({
	organization: text(500).optional(),
	position: text(500).optional(),
	url: text(2000).optional(),
	startDate: PartialDate.optional(),
	endDate: PartialDate.optional(),
	summary: text(10_000).optional(),
	highlights: z.array(text(5000)).max(100).optional(),
});
export const Award = z.strictObject({
	title: text(500),
	date: PartialDate.optional(),
	awarder: text(500).optional(),
	summary: text(5000).optional(),
});
export const Interest = z.strictObject({ name: text(300), keywords: z.array(text(300)).max(100).optional() });
/** Kept, never indexed: they speak of other people. */
export const Reference = z.strictObject({ name: text(300).optional(), reference: text(10_000).optional() });

const sections = {
	basics: Basics.optional(),
	work: z.array(Work).max(200).optional(),
	education: z.array(Education).max(100).optional(),
	skills: z.array(Skill).max(1000).optional(),
	languages: z.array(SpokenLanguage).max(100).optional(),
	certificates: z.array(Certificate).max(200).optional(),
	projects: z.array(Project).max(200).optional(),
	publications: z.array(Publication).max(500).optional(),
	volunteer: z.array(Volunteer).max(100).optional(),
	awards: z.array(Award).max(200).optional(),
	interests: z.array(Interest).max(200).optional(),
	references: z.array(Reference).max(50).optional(),
};

/** What a person says of himself, without how we learned it. */
export const Resume = z.strictObject(sections);
/** What the parser makes of one file. */
export const ParsedResume = z.strictObject({ ...sections, meta: ResumeMeta });

export type Resume = z.output<typeof Resume>;
export type ParsedResume = z.output<typeof ParsedResume>;
export type ResumeMeta = z.output<typeof ResumeMeta>;
export type ResumeFormat = z.output<typeof ResumeFormat>;
export type ValueEvidence = z.output<typeof ValueEvidence>;
export type Work = z.output<typeof Work>;
export type Education = z.output<typeof Education>;
export type Location = z.output<typeof Location>;
