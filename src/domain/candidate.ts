import * as z from "zod";
import { ParsedResume, Resume, ResumeFormat } from "./resume.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

/** Id of a record in the tenant's ATS, as the ATS writes it. */
export const RecordId = z.string().regex(/^[A-Za-z0-9._:@-]{1,128}$/, "Use 1 to 128 characters A-Z a-z 0-9 . _ : @ -");

export const Note = z.strictObject({
	id: RecordId,
	text: text(50_000),
	author: text(200).optional(),
	createdAt: z.iso.datetime().optional(),
	/** Of a note on one application. */
	applicationId: RecordId.optional(),
});

export const Feedback = z.strictObject({
	id: RecordId,
	jobId: RecordId.optional(),
	interviewer: text(200).optional(),
	recommendation: z.enum(["strong-yes", "yes", "no", "strong-no"]).optional(),
	text: text(50_000).optional(),
	createdAt: z.iso.datetime().optional(),
	applicationId: RecordId.optional(),
	interviewType: text(100).optional(),
	/** What was judged, and how it came out. */
	evaluations: z
		.array(z.strictObject({ attribute: text(500), result: text(2000).optional() }))
		.max(100)
		.optional(),
});

export const Application = z.strictObject({
	id: RecordId,
	jobId: RecordId,
	jobTitle: text(500).optional(),
	stage: text(200).optional(),
	outcome: z.enum(["open", "hired", "rejected", "withdrawn"]).optional(),
	source: text(200).optional(),
	appliedAt: z.iso.datetime().optional(),
	updatedAt: z.iso.datetime().optional(),
	/** Why it ended, in the words of the ATS. */
	dispositionReason: text(1000).optional(),
	/** The stages it went through, the earliest first; `stage` is the last of them. */
	stages: z
		.array(z.strictObject({ stage: text(200), at: z.iso.datetime() }))
		.max(500)
		.optional(),
	/** Only members of its job's access lists see it. */
	accessRestricted: z.boolean().optional(),
});

export const Job = z.strictObject({
	id: RecordId,
	title: text(500),
	description: text(100_000).optional(),
	skills: z.array(text(300)).max(200).optional(),
	location: text(300).optional(),
	company: text(300).optional(),
	status: z.enum(["open", "closed"]).default("open"),
	/** Only members of its access lists see it and its applications, whatever the tenant's settings for viewers say. */
	accessRestricted: z.boolean().optional(),
	/** Shown outside the company. */
	availability: z.enum(["public", "private"]).optional(),
	updatedAt: z.iso.datetime().optional(),
});

/** The original file of a resume. The bytes lie in the collection `original` under `sha256`. */
export const ResumeFile = z.strictObject({
	/** Lower-case hex of the bytes. */
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	/** The uploader's name for it: shown, never used as a path. */
	fileName: text(255),
	/** Size in bytes. */
	size: z.int().nonnegative(),
	format: ResumeFormat.nullable(),
	receivedAt: z.iso.datetime(),
	/** The bulk upload that it came with. */
	taskId: RecordId.optional(),
	/** Absent when it was parsed. */
	failure: z.strictObject({ code: z.string(), title: z.string(), detail: z.string().optional() }).optional(),
});

/** One part of a score: what was compared, how it came out (never the values themselves), and what that says. */
export const Evidence = z.strictObject({
	kind: z.enum(["email", "phone", "profile-url", "name", "employer", "manual", "school", "location"]),
	detail: z.string().optional(),
	/** Bits: log2 of how much likelier this is between records of one person than of two. */
	weight: z.number().optional(),
});

/** The link between a candidate and a network profile, with the evidence for it. It can be undone. */
export const Match = z.strictObject({
	profileId: RecordId,
	/** 0 to 1. */
	score: z.number().min(0).max(1),
	evidence: z.array(Evidence),
	linkedAt: z.iso.datetime(),
	by: z.enum(["rule", "person"]),
});

/** A word of the tenant's own on a person. */
export const Tag = text(100);

const atsFields = {
	source: text(200).optional(),
	/** Address of the record in the ATS. */
	externalUrl: z
		.url({ protocol: /^https?$/ })
		.max(2000)
		.optional(),
	/** The person does not want to be written to. */
	doNotContact: z.boolean().optional(),
	tags: z.array(Tag).max(100).optional(),
	applications: z.array(Application).max(500).optional(),
	notes: z.array(Note).max(1000).optional(),
	feedback: z.array(Feedback).max(500).optional(),
};

/** One line of `POST /v1/candidates/import`: what an ATS or a script knows of a person. */
export const CandidateImport = z.strictObject({
	id: RecordId,
	/** JSON Resume sections; `basics.name` is the person's name. */
	resume: Resume,
	...atsFields,
	updatedAt: z.iso.datetime().optional(),
});

/** A person's record in the tenant's ATS, as it is stored: one document. */
export const Candidate = z.strictObject({
	id: RecordId,
	/** Parsed from the file, or given by the import (then without `meta`). Empty object when nothing could be read. */
	resume: z.union([ParsedResume, Resume]),
	file: ResumeFile.nullable(),
	/** Files that were the candidate's resume before, the latest first. Their bytes are kept. */
	olderFiles: z.array(ResumeFile).max(100).optional(),
	match: Match.nullable(),
	/** Whom a person said this is not, so that no rule says otherwise again. */
	distinctFrom: z
		.strictObject({ profiles: z.array(RecordId).max(1000), candidates: z.array(RecordId).max(1000) })
		.optional(),
	/** Candidates that a person merged into this one, in that order. Their records are kept and can be had back. */
	mergedFrom: z.array(RecordId).max(100).optional(),
	/** Tags that recruiters put. `tags` are the ATS's and change with it; these stay. */
	recruiterTags: z.array(Tag).max(100).optional(),
	...atsFields,
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	/** When anything but the applications changed; absent where `updatedAt` says that. */
	ownUpdatedAt: z.iso.datetime().optional(),
});

/** What was decided about who is one person, and stands. */
export const Decision = z.strictObject({
	candidateId: RecordId,
	name: z.string().nullable(),
	/** `link`: it is this profile. `distinct-profile`, `distinct-candidate`: it is not. `merge`: it took in this candidate. */
	kind: z.enum(["link", "distinct-profile", "distinct-candidate", "merge"]),
	otherId: RecordId,
	by: z.enum(["rule", "person"]),
	/** null where it was not kept. */
	at: z.iso.datetime().nullable(),
});
export type Decision = z.output<typeof Decision>;

/** Two candidates that a person merged: all that is needed to part them again. Stored under the id of the one that is gone. */
export const Merge = z.strictObject({
	survivorId: RecordId,
	/** The records as they were stored, JSON text: of the survivor before, of the one that is gone, and of what became of both. */
	before: z.string(),
	absorbed: z.string(),
	merged: z.string(),
	at: z.iso.datetime(),
});

/** A person in the shared network, the same for every tenant. E-mails are used for matching only and never shown. */
export const Profile = z.strictObject({
	id: RecordId,
	resume: Resume,
	emails: z.array(text(320)).max(20).default([]),
	openToWork: z.boolean().optional(),
	url: text(2000).optional(),
	updatedAt: z.iso.datetime(),
});

/** A profile as it is shown: without addresses and numbers, which serve to match records of one person and nothing else. */
export const ShownProfile = Profile.omit({ emails: true });

/** Records that may be of one person, for a person to decide. */
export const Suggestion = z.strictObject({
	candidateId: RecordId,
	/** What the other record is: a profile of the network, or another candidate of the same ATS. */
	kind: z.enum(["profile", "candidate"]),
	otherId: RecordId,
	/** Probability that both are one person, 0 to 1. */
	score: z.number().min(0).max(1),
	evidence: z.array(Evidence),
	/** Of a profile, what it says of the person: nobody can decide about an id. */
	profile: ShownProfile.optional(),
});

export type Candidate = z.output<typeof Candidate>;
export type CandidateImport = z.output<typeof CandidateImport>;
export type Profile = z.output<typeof Profile>;
export type ShownProfile = z.output<typeof ShownProfile>;
export type Job = z.output<typeof Job>;
export type Note = z.output<typeof Note>;
export type Feedback = z.output<typeof Feedback>;
export type Application = z.output<typeof Application>;
export type ResumeFile = z.output<typeof ResumeFile>;
export type Suggestion = z.output<typeof Suggestion>;
export type Merge = z.output<typeof Merge>;
export type Match = z.output<typeof Match>;
