import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { type FieldFault, TributaryError } from "../errors.ts";
import { bool, email, instant, list, optional, required, said, string } from "./schemas.ts";

/** A job as an ATS posts it. Fields, lengths and faults as documented; what is optional there is optional here. */

const OPERATIONS = ["CREATE", "UPDATE", "RENEW", "CLOSE"] as const;
const STATES = ["LISTED", "CLOSED"] as const;
const AVAILABILITIES = ["PUBLIC", "PRIVATE_TO_ATS_INTEGRATION", "INTERNAL"] as const;
const EMPLOYMENT = ["FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER"] as const;
const EXPERIENCE = [
	"ENTRY_LEVEL",
	"MID_SENIOR_LEVEL",
	"DIRECTOR",
	"EXECUTIVE",
	"INTERNSHIP",
	"ASSOCIATE",
	"NOT_APPLICABLE",
] as const;

const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values, said(`one of ${values.join(", ")}`));

/** Clients send seconds here and milliseconds there; no job was listed before 2001 in milliseconds. */
const SECONDS_BELOW = 100_000_000_000;
const time = z.preprocess(
	(value) => (typeof value === "number" && value > 0 && value < SECONDS_BELOW ? value * 1000 : value),
	instant,
);

const Money = z.looseObject({ amount: required(40), currencyCode: required(3) });
const Compensation = z.looseObject({
	period: optional(oneOf(["YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY"])),
	type: optional(
		oneOf([
			"BASE_SALARY",
			"TIPS",
			"COMMISSION",
			"PROFIT_SHARING",
			"STOCK_OPTIONS",
			"STOCK",
			"BONUS",
			"SIGN_ON_BONUS",
			"OVER_TIME",
			"OTHER",
		]),
	),
	value: optional(
		z.union([
			z.looseObject({ range: z.looseObject({ start: optional(Money), end: optional(Money) }) }),
			z.looseObject({ exactAmount: Money }),
		]),
	),
});

/** Blanks name no company, and take the place of none that was named before. */
const companyName = z.preprocess(
	(value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
	optional(string(300)),
);

const optionalFields = {
	accessRestricted: optional(bool),
	requisitionOwnerEmail: optional(email),
	requisitionOwnerFirstName: optional(string(200)),
	requisitionOwnerLastName: optional(string(200)),
	alternateLocations: optional(list(string(500), 7)),
	categories: optional(list(string(200), 3)),
	skillsDescription: optional(string(4000)),
	companyJobCode: optional(string(200)),
	workplaceTypes: optional(list(string(40), 100)),
	industries: optional(
		list(string(200).regex(/^urn:li:industry:\d+$/, "value is not a urn:li:industry:{number}"), 100),
	),
	employmentStatus: optional(oneOf(EMPLOYMENT)),
	experienceLevel: optional(oneOf(EXPERIENCE)),
	companyName,
	companyPageUrl: optional(string(2000)),
	trackingPixelUrl: optional(string(10_000)),
	compensation: optional(z.looseObject({ compensations: list(Compensation, 100) })),
	expireAt: optional(time),
	listingType: optional(oneOf(["BASIC", "PREMIUM"])),
	availability: optional(oneOf(AVAILABILITIES)),
};

/** An element of `simpleJobPostings`. */
export const JobPosting = z.looseObject({
	...optionalFields,
	integrationContext: optional(string(200)),
	externalJobPostingId: required(200),
	jobPostingOperationType: optional(oneOf(OPERATIONS)),
	state: optional(oneOf(STATES)),
	title: required(200),
	description: string(25_000).min(100, "value has fewer than 100 characters"),
	companyApplyUrl: required(2000),
	listedAt: time,
	location: required(500),
});
export type JobPosting = z.output<typeof JobPosting>;

/**
 * What closes a job needs no more than to name it. Old clients send the whole posting once more: that is not looked at, so that no job
 * stays open for a title that is too long.
 */
const JobClosing = z.object({
	integrationContext: optional(string(200)),
	externalJobPostingId: required(200),
	jobPostingOperationType: optional(oneOf(OPERATIONS)),
	state: optional(oneOf(STATES)),
	companyName,
	companyPageUrl: optional(string(2000)),
});

/** A value of `jobRequisitions`, whose fields no public page lists: those of a posting, of which only the title is needed. */
export const JobRequisition = z.looseObject({
	...optionalFields,
	title: required(200),
	description: optional(string(25_000)),
	companyApplyUrl: optional(string(2000)),
	location: optional(string(500)),
	listedAt: optional(time),
	state: optional(oneOf(STATES)),
	jobPostingOperationType: optional(oneOf(OPERATIONS)),
	vanityIdentifier: optional(string(200)),
});
export type JobRequisition = z.output<typeof JobRequisition>;

export type Operation = (typeof OPERATIONS)[number];

/** What is to be done with a job. Old clients send a state instead. */
export const operationOf = (job: Record<string, unknown>): Operation => {
	const { jobPostingOperationType: operation, state } = job;
	const named = OPERATIONS.find((one) => one === operation);
	return named ?? (state === "CLOSED" ? "CLOSE" : "CREATE");
};

/**
 * Reads an element of `simpleJobPostings`.
 * @throws TributaryError `invalid-field` (422) missing, wrong or too long fields · `invalid-request` (400) no company, a bad apply URL,
 *   more than one workplace type
 */
export function readPosting(element: unknown, now: Date): JobPosting | z.output<typeof JobClosing> {
	if (typeof element !== "object" || element === null || Array.isArray(element))
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "", detail: "value cannot be coerced to Record" }],
		});
	const given = element as Record<string, unknown>;
	if (given.jobPostingOperationType === undefined && given.state === undefined) {
		const detail = "field is required but not found and has no default value";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/jobPostingOperationType", detail }] });
	}
	const closes = operationOf(given) === "CLOSE";
	const job = parse<JobPosting>(closes ? JobClosing : JobPosting, element);
	const { integrationContext, companyName, companyPageUrl } = job;
	if (![integrationContext, companyName, companyPageUrl].some((named) => (named ?? "").trim() !== ""))
		throw badRequest({
			pointer: "/integrationContext",
			detail: "no company: give this, companyPageUrl or companyName",
		});
	if (!closes) checkMore(job, now);
	return closes ? withoutAbsent(job) : job;
}

/** What is not there must not hide what was told before. */
const withoutAbsent = <T extends object>(members: T): T =>
	Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

/** @throws as {@link readPosting} */
export function readRequisition(value: unknown, now: Date): JobRequisition {
	const job = parse<JobRequisition>(JobRequisition, value);
	checkMore(job, now);
	return job;
}

function parse<T>(schema: z.ZodType, value: unknown): T {
	const read = schema.safeParse(value);
	if (!read.success) throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
	return read.data as T;
}

const MINUTE = 60_000;

function checkMore(job: JobRequisition, now: Date): void {
	const { workplaceTypes, companyApplyUrl, listedAt, expireAt } = job;
	if ((workplaceTypes ?? []).length > 1)
		throw badRequest({ pointer: "/workplaceTypes", detail: "only one is accepted" });
	const type = workplaceTypes?.[0];
	if (type !== undefined && !/^(?:on-?site|hybrid|remote)$/i.test(type))
		throw unprocessable({ pointer: "/workplaceTypes/0", detail: "value is not On-site, Hybrid or Remote" });
	if (companyApplyUrl !== undefined && !isWebUrl(companyApplyUrl))
		throw badRequest({ pointer: "/companyApplyUrl", detail: "value is not a URL" });
	// Clocks of two companies are never quite the same.
	if (listedAt !== undefined && listedAt > now.getTime() + 5 * MINUTE)
		throw unprocessable({ pointer: "/listedAt", detail: "value is in the future" });
	if (expireAt !== undefined && expireAt <= now.getTime())
		throw unprocessable({ pointer: "/expireAt", detail: "value is in the past" });
}

const isWebUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? "");
const badRequest = (place: FieldFault) => new TributaryError("invalid-request", { errors: [place] });
const unprocessable = (place: FieldFault) => new TributaryError("invalid-field", { errors: [place] });
