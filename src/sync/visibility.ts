import { jobLabel, RESTRICTED } from "../analysis/access-labels.ts";
import { Job } from "../domain/candidate.ts";
import type { Audience, Store } from "../engine/port.ts";
import { eachRecord } from "../tenancy/listing.ts";
import { atsIdOf, idOf, recordIdOf } from "./kinds.ts";
import { ofAssignee, ofJob, pagesOf, parseStored, prefixOfList, readByKeys } from "./stored.ts";
import { type Viewers, viewers } from "./tenant-switches.ts";

/**
 * Which jobs and applications a recruiter may see. Access lists protect jobs and, with them, their applications:
 * - who is on a list of a job sees the job and its applications, for as long as he is on it;
 * - what is marked as restricted, or has a list, is seen by nobody else;
 * - the rest is hidden from everybody, unless the tenant's configuration opens it to all users of the product.
 * Everything is read when it is asked for, so that whoever is taken off a list has lost it with the next question.
 */

/** Person id of the recruiter who looks; null: a client on its own behalf, which sees what its permissions give. */
export type Viewer = string | null;

type Reader = Pick<Store, "read">;

/** A job, or an application by the job it is to. */
export interface Protected {
	readonly jobId: string;
	readonly accessRestricted?: boolean | undefined;
}

/** @returns for each job whether it may be seen */
export const visibleJobs = (store: Reader, viewer: Viewer, jobs: readonly Protected[]): Promise<readonly boolean[]> =>
	visible(store, viewer, jobs, "jobs");

/** @returns for each application whether it may be seen, with all that belongs to it */
export const visibleApplications = (
	store: Reader,
	viewer: Viewer,
	applications: readonly Protected[],
): Promise<readonly boolean[]> => visible(store, viewer, applications, "applications");

async function visible(
	store: Reader,
	viewer: Viewer,
	asked: readonly Protected[],
	what: keyof Viewers,
): Promise<readonly boolean[]> {
	if (viewer === null || asked.length === 0) return asked.map(() => true);
	const jobIds = [...new Set(asked.map(({ jobId }) => jobId))];
	const [open, own] = await Promise.all([viewers(store), memberOf(store, viewer, jobIds)]);
	if (!open[what]) return asked.map(({ jobId }) => own.has(jobId));
	const shut = await protectedAmong(
		store,
		jobIds.filter((jobId) => !own.has(jobId)),
	);
	return asked.map(({ jobId, accessRestricted }) => own.has(jobId) || (accessRestricted !== true && !shut.has(jobId)));
}

/** Ids, in the ATS, of the lists that somebody is on; few, as the protocol has it. */
async function listsOf(store: Reader, viewer: string): Promise<string[]> {
	const found = await readByKeys(store, [ofAssignee(viewer)]);
	return found.flatMap(({ record: { kind, path, entity } }) =>
		kind === "acl-assignee" && entity !== null ? [path[0] ?? ""] : [],
	);
}

/** Of these jobs the ones that a list which the viewer is on protects. */
async function memberOf(store: Reader, viewer: string, jobIds: readonly string[]): Promise<ReadonlySet<string>> {
	const lists = await listsOf(store, viewer);
	const pairs = lists.flatMap((list) =>
		jobIds.map((jobId) => ({ jobId, ref: { kind: "acl", path: [list, atsIdOf(jobId)] } as const })),
	);
	if (pairs.length === 0) return new Set();
	const found = await store.read("ats", { ids: pairs.map(({ ref }) => idOf(ref)) });
	const isThere = found.map((stored) => stored !== null && parseStored(stored).record.entity !== null);
	return new Set(pairs.filter((_, place) => isThere[place]).map(({ jobId }) => jobId));
}

/** Of these jobs the ones that are restricted or that any list protects. */
async function protectedAmong(store: Reader, jobIds: readonly string[]): Promise<ReadonlySet<string>> {
	if (jobIds.length === 0) return new Set();
	const [jobs, firsts] = await Promise.all([
		store.read("job", { ids: jobIds }),
		// Ids of access lists come before those of applications, which share the key and may be thousands: one is enough to know.
		store.read("ats", { keys: jobIds.map((jobId) => ofJob(atsIdOf(jobId))), atMost: 1 }),
	]);
	const restricted = jobs.filter((job) => job !== null && Job.parse(JSON.parse(job.record)).accessRestricted === true);
	const listed = firsts.map((stored) => parseStored(stored).record).filter(({ kind }) => kind === "acl");
	return new Set([
		...restricted.map((job) => job?.id ?? ""),
		...listed.map(({ path: [, jobId = ""] }) => recordIdOf(jobId)),
	]);
}

/**
 * The same for an engine: sections of people's documents that somebody sees. What belongs to applications is labelled by their job
 * (analysis/access-labels.ts), so that a change of a list changes no document.
 */
export async function audienceOf(store: Pick<Store, "read" | "list">, viewer: string): Promise<Audience> {
	const [open, own] = await Promise.all([viewers(store), jobsOfMember(store, viewer)]);
	const seen = own.map(jobLabel);
	if (!open.applications) return { seen, unless: null };
	return { seen, unless: [RESTRICTED, ...(await protectedJobs(store)).map(jobLabel)] };
}

/** Ids of all jobs that are restricted or that any list protects, in byte order. */
async function protectedJobs(store: Pick<Store, "list">): Promise<readonly string[]> {
	const jobs = new Set<string>();
	for await (const lists of pagesOf(store, "acl"))
		for (const { record } of lists) if (record.entity !== null) jobs.add(recordIdOf(record.path[1] ?? ""));
	for await (const { id, record } of eachRecord(store, "job")) if (isRestricted(record)) jobs.add(id);
	return inOrder(jobs);
}

/** Few jobs are; the others need not be read through. */
const isRestricted = (record: string): boolean =>
	record.includes('"accessRestricted"') && Job.parse(JSON.parse(record)).accessRestricted === true;

const inOrder = (ids: ReadonlySet<string>): string[] => [...ids].sort((one, other) => (one < other ? -1 : 1));

/** Ids of all jobs that somebody sees as a member of their lists, in byte order. */
export async function jobsOfMember(store: Pick<Store, "read" | "list">, viewer: string): Promise<readonly string[]> {
	const jobs = new Set<string>();
	for (const list of await listsOf(store, viewer)) {
		const prefix = prefixOfList(list);
		for await (const stored of eachRecord(store, "ats", { prefix })) {
			const { record } = parseStored(stored);
			if (record.entity !== null) jobs.add(recordIdOf(record.path[1] ?? ""));
		}
	}
	return inOrder(jobs);
}
