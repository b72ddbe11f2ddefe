import * as z from "zod";
import { Application, Feedback, Job, Note, RecordId } from "./candidate.ts";

/** What became of a person's applications, and the short form of it beside a profile. */

/** One application with all that belongs to it. */
export const HistoryApplication = z.strictObject({
	id: RecordId,
	candidateId: RecordId,
	jobId: RecordId,
	jobTitle: z.string().nullable(),
	/** The latest one. */
	stage: z.string().nullable(),
	outcome: Application.shape.outcome.unwrap().nullable(),
	source: z.string().nullable(),
	appliedAt: z.string().nullable(),
	updatedAt: z.string().nullable(),
	/** Why it ended, in the words of the ATS. */
	dispositionReason: z.string().nullable(),
	/** The earliest first. */
	stages: z.array(z.strictObject({ stage: z.string(), at: z.string() })),
	feedback: z.array(Feedback),
	notes: z.array(Note),
});

export const History = z.strictObject({
	/** Records of the person in the tenant's ATS. */
	candidateIds: z.array(RecordId),
	/** The latest first. */
	applications: z.array(HistoryApplication),
	/** On the person rather than on one application. */
	notes: z.array(z.strictObject({ ...Note.shape, candidateId: RecordId })),
	feedback: z.array(z.strictObject({ ...Feedback.shape, candidateId: RecordId })),
});

export const IndicatorRequest = z.strictObject({ profileIds: z.array(RecordId).min(1).max(100) });

/** Whether a person of the network is in the tenant's ATS, as far as who asks may know it. */
export const Indicator = z.strictObject({
	profileId: RecordId,
	inAts: z.boolean(),
	candidateIds: z.array(RecordId),
	/** How many may be seen. */
	applications: z.int().nonnegative(),
	/** The one that changed last. */
	latest: z
		.strictObject({
			jobTitle: z.string().nullable(),
			stage: z.string().nullable(),
			outcome: Application.shape.outcome.unwrap().nullable(),
			at: z.string().nullable(),
		})
		.nullable(),
	notes: z.int().nonnegative(),
});

/** A job as a picker shows it. */
export const ExportableJob = z.strictObject({
	id: RecordId,
	title: Job.shape.title,
	location: Job.shape.location,
	company: Job.shape.company,
	availability: Job.shape.availability,
});

export type HistoryApplication = z.output<typeof HistoryApplication>;
export type History = z.output<typeof History>;
export type Indicator = z.output<typeof Indicator>;
export type ExportableJob = z.output<typeof ExportableJob>;
