import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Kind } from "./kinds.ts";

/** What a tenant lets its ATS synchronize. Candidates and applications are what the product is for; the rest is optional. */

/** Members of a job that a rule may look at. */
export const JOB_RULE_FIELDS = ["title", "location", "companyJobCode", "requisitionOwnerEmail", "companyName"] as const;

export const JobRule = z.strictObject({
	field: z.enum(JOB_RULE_FIELDS),
	/** Part of the value, upper and lower case alike. */
	contains: z.string().trim().min(1).max(200),
});

export const SyncSettings = z.strictObject({
	/** Notes on candidates and on applications. */
	notes: z.boolean().default(true),
	interviewFeedback: z.boolean().default(true),
	resumes: z.boolean().default(true),
	/** Jobs that are not taken, nor anything of their applications. */
	withheldJobs: z
		.strictObject({
			ids: z.array(z.string().min(1).max(200)).max(10_000).default([]),
			rules: z.array(JobRule).max(100).default([]),
		})
		.prefault({}),
});
export type SyncSettings = z.output<typeof SyncSettings>;

/** What is to be other than it is; of jobs either list by itself. */
export const SyncSettingsChange = z.strictObject({
	notes: z.boolean().optional(),
	interviewFeedback: z.boolean().optional(),
	resumes: z.boolean().optional(),
	withheldJobs: z
		.strictObject({
			ids: z.array(z.string().min(1).max(200)).max(10_000).optional(),
			rules: z.array(JobRule).max(100).optional(),
		})
		.optional(),
});
export type SyncSettingsChange = z.output<typeof SyncSettingsChange>;

const ID = "sync-settings";

export async function readSyncSettings(
	store: Pick<Store, "read">,
): Promise<{ readonly settings: SyncSettings; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [ID] });
	return {
		settings: SyncSettings.parse(found == null ? {} : JSON.parse(found.record)),
		version: found?.version ?? 0,
	};
}

export const putSyncSettings = (settings: SyncSettings, ifVersion: number) =>
	({ op: "put", collection: "setting", id: ID, record: JSON.stringify(settings), ifVersion }) as const;

/** There while a removal of what is withheld is under way, or waits for the end of a legal hold: whoever finds it goes on. */
export const PENDING_ID = "sync-settings-pending";
export const PUT_PENDING: Change = { op: "put", collection: "setting", id: PENDING_ID, record: "{}" };
export const DROP_PENDING: Change = { op: "delete", collection: "setting", id: PENDING_ID };

/** Whether something is kept out that was let in before. */
export function withholdsMore(before: SyncSettings, next: SyncSettings): boolean {
	const isSwitched = Object.values(SWITCHES).some((name) => before[name] && !next[name]);
	const known = new Set([...before.withheldJobs.ids, ...before.withheldJobs.rules.map((rule) => JSON.stringify(rule))]);
	const wanted = [...next.withheldJobs.ids, ...next.withheldJobs.rules.map((rule) => JSON.stringify(rule))];
	return isSwitched || wanted.some((one) => !known.has(one));
}

const SWITCHES: Partial<Record<Kind, "notes" | "interviewFeedback" | "resumes">> = {
	"candidate-note": "notes",
	"application-note": "notes",
	"interview-feedback": "interviewFeedback",
	attachment: "resumes",
};

/** Why nothing of a kind is taken; null when it is. */
export function kindWithheld(settings: SyncSettings, kind: Kind): TributaryError | null {
	const name = SWITCHES[kind];
	return name === undefined || settings[name] ? null : withheld(name);
}

/** The rule that keeps a job out; undefined where none does. @param job its members, as they were sent */
export function ruleFor({ withheldJobs }: SyncSettings, job: Readonly<Record<string, unknown>>) {
	return withheldJobs.rules.find(({ field, contains }) => {
		const value = job[field];
		return typeof value === "string" && value.toLowerCase().includes(contains.toLowerCase());
	});
}

/** Why a job is not taken; null when it is. @param job its members as they were sent, where they are known */
export function jobWithheld(
	settings: SyncSettings,
	id: string,
	job: Readonly<Record<string, unknown>>,
): TributaryError | null {
	if (settings.withheldJobs.ids.includes(id)) return withheld("withheldJobs.ids");
	return ruleFor(settings, job) === undefined ? null : withheld("withheldJobs.rules");
}

/** The same for an application, of whose job no more is known than its name. @param marked jobs that a rule keeps out */
export function applicationWithheld(
	settings: SyncSettings,
	{ jobId, jobName }: { readonly jobId: string; readonly jobName: string },
	marked: ReadonlySet<string>,
): TributaryError | null {
	return (
		jobWithheld(settings, jobId, { title: jobName }) ?? (marked.has(jobId) ? withheld("withheldJobs.rules") : null)
	);
}

export const withheld = (setting: string): TributaryError =>
	new TributaryError("withheld-by-settings", {
		detail: `The setting ${setting} of the tenant's synchronization keeps it out.`,
	});
