import * as z from "zod";
import type { Kind } from "./kinds.ts";

/**
 * Records as an ATS sends them, in names of neither generation (`createdAt` for `atsCreatedAt` and `externalCreatedAt`). Required and
 * optional as the protocol documents them. Members that we do not know are kept: the documented lists are not complete.
 */

/** The words of Rest.li's own validation, so that what an integration looks for in a message is there. */
export const MISSING = "field is required but not found and has no default value";
export const said = (type: string) => ({
	error: ({ input }: { readonly input?: unknown }) =>
		input === undefined || input === null ? MISSING : `value cannot be coerced to ${type}`,
});

export const string = (max: number) =>
	z
		.string(said("String"))
		// What is too long is looked at no further: no pattern has to cope with it.
		.max(max, { error: `value has more than ${max} characters`, abort: true })
		.refine((text) => text.isWellFormed(), "value is not well-formed Unicode");
export const required = (max: number) =>
	string(max)
		.min(1, "value is shorter than 1 character")
		.refine((text) => text.trim() !== "", "value holds nothing but blanks");
export const bool = z.boolean(said("Boolean"));
export const list = <T extends z.ZodType>(item: T, max: number) =>
	z.array(item, said("Array")).max(max, `value has more than ${max} items`);
/** Members that are null are as if they were not there. */
export const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => value ?? undefined, schema.optional());
/** The last millisecond of the year 9999. */
const LAST_MOMENT = 253_402_300_799_999;

/** Milliseconds since 1970. */
export const instant = z
	.int(said("Long"))
	.positive("value is not greater than 0")
	.max(LAST_MOMENT, "value is beyond the year 9999");

/** No part can match what the next one matches, so there is one way only to read a text: linear in its length. */
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

export const email = required(320).regex(EMAIL, "value is not of the form X@X.X");

const times = { createdAt: instant, lastModifiedAt: instant };
const inOrder = <T extends z.ZodType<{ createdAt: number; lastModifiedAt: number }>>(schema: T) =>
	schema.refine(({ createdAt, lastModifiedAt }) => lastModifiedAt >= createdAt, {
		path: ["lastModifiedAt"],
		error: "value is before the time of creation",
	});

const Address = z.looseObject({
	line1: optional(string(500)),
	line2: optional(string(500)),
	city: optional(string(200)),
	geographicArea: optional(string(200)),
	geographicAreaType: optional(string(60)),
	postalCode: optional(string(40)),
	/** Two letters, in lower case as a rule. */
	country: optional(string(60)),
});

const Actor = z.looseObject({ firstName: required(200), lastName: required(200) });

export const AtsCandidate = inOrder(
	z.looseObject({
		...times,
		addresses: list(Address, 20),
		firstName: required(200),
		lastName: required(200),
		middleInitial: optional(string(200)),
		prefix: optional(string(60)),
		suffix: optional(string(60)),
		/** May be absent only where a member is attached. */
		emailAddresses: optional(list(email, 20)),
		externalProfileUrl: required(2000),
		phoneNumbers: list(z.looseObject({ number: required(60), extension: optional(string(20)) }), 20),
		currentCompanyName: optional(string(500)),
		currentJobTitle: optional(string(500)),
		linkedInProfileUrl: optional(string(2000)),
		doNotContact: optional(bool),
	}),
);
export type AtsCandidate = z.output<typeof AtsCandidate>;

export const AtsNote = z.looseObject({
	createdAt: optional(instant),
	lastModifiedAt: optional(instant),
	note: optional(string(50_000)),
	author: optional(Actor),
});
export type AtsNote = z.output<typeof AtsNote>;

export const AtsApplication = inOrder(
	z.looseObject({
		...times,
		candidateId: optional(required(200)),
		jobId: required(200),
		jobName: required(500),
		candidateEmail: optional(email),
		firstName: optional(required(200)),
		lastName: optional(required(200)),
		source: optional(string(200)),
		dispositionReason: optional(string(1000)),
		accessRestricted: optional(bool),
	}),
);
export type AtsApplication = z.output<typeof AtsApplication>;

export const AtsFeedback = z.looseObject({
	createdAt: optional(instant),
	interviewer: optional(Actor),
	evaluations: optional(list(z.looseObject({ attribute: required(500), result: optional(string(2000)) }), 100)),
	feedback: optional(string(50_000)),
	interviewType: optional(z.enum(["PHONE_SCREEN", "ONSITE"], said("PHONE_SCREEN or ONSITE"))),
});
export type AtsFeedback = z.output<typeof AtsFeedback>;

export const AtsStage = z.looseObject({
	createdAt: instant,
	stage: required(200).refine((stage) => stage !== "Not Available", 'value "Not Available" is not accepted'),
});
export type AtsStage = z.output<typeof AtsStage>;

/** Access lists and their members are their keys; what stands in their bodies says nothing. */
export const AtsAcl = z.looseObject({});

/** Schemas of the kinds that come by `batch_update`. Jobs and attachments have rules of their own. */
export const SCHEMAS = {
	candidate: AtsCandidate,
	"candidate-note": AtsNote,
	application: AtsApplication,
	"application-note": AtsNote,
	"interview-feedback": AtsFeedback,
	stage: AtsStage,
	acl: AtsAcl,
	"acl-assignee": AtsAcl,
} as const satisfies Partial<Record<Kind, z.ZodType>>;
export type SyncedKind = keyof typeof SCHEMAS;
