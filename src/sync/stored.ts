import * as z from "zod";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { eachPage } from "../tenancy/listing.ts";
import { idOf, KINDS, type Kind, prefixOf, type RecordRef } from "./kinds.ts";

/** A record of the collection `ats`. */
export const AtsRecord = z.strictObject({
	kind: z.enum(KINDS),
	path: z.array(z.string()),
	/** As it was sent, in our names for its members; null of one that was deleted and is remembered for a while. */
	entity: z.record(z.string(), z.unknown()).nullable(),
	receivedAt: z.iso.datetime(),
	/**
	 * Milliseconds since 1970 of what is known: the ATS's own time of the latest change where the kind has one. Of a deleted one when it
	 * was deleted: what is older must not bring it back.
	 */
	asOf: z.int().nonnegative(),
});
export type AtsRecord = z.output<typeof AtsRecord>;

export interface Stored {
	readonly id: string;
	readonly version: number;
	readonly record: AtsRecord;
}

export const parseStored = ({ id, version, record }: StoredRecord): Stored => ({
	id,
	version,
	record: AtsRecord.parse(JSON.parse(record)),
});

/** Secondary key of everything that belongs to one candidate: the record itself, its notes, its applications. */
export const ofCandidate = (candidateId: string): string => `of:${candidateId}`;
/** Of everything below one application. */
export const ofApplication = (applicationId: string): string => `app:${applicationId}`;
/** Of applications to one job, and of access lists that protect it. */
export const ofJob = (jobId: string): string => `job:${jobId}`;
/** Of applications that name no candidate: found by their e-mail address when the candidate comes. */
export const byEmail = (email: string): string => `mail:${email.trim().toLowerCase()}`;
/** Of candidates by their addresses: the first of them is whose applications without a candidate are. */
export const holderOf = (email: string): string => `holder:${email.trim().toLowerCase()}`;
/** Of what one seat is a member of, and of the members of one list. */
export const ofAssignee = (person: string): string => `seat:${person}`;
export const ofAcl = (aclId: string): string => `acl:${aclId}`;

/** What the id of every job's place on one access list begins with. */
export const prefixOfList = (aclId: string): string => `${idOf({ kind: "acl", path: [aclId] })}/`;

/** Of deleted records by the day, UTC, so that they are forgotten in time. */
export const goneOn = (at: string): string => `gone:${at.slice(0, 10)}`;

/** Under what a record is found again. */
export function keysOf({ kind, path, entity, receivedAt }: AtsRecord): string[] {
	if (entity === null) return [goneOn(receivedAt)];
	const [first = "", second = ""] = path;
	const text = (name: string) => (typeof entity[name] === "string" ? (entity[name] as string) : null);
	switch (kind) {
		case "candidate":
			return [ofCandidate(first), ...emailsOf(entity).map(holderOf)];
		case "candidate-note":
			return [ofCandidate(first)];
		case "application": {
			const candidate = text("candidateId");
			const email = text("candidateEmail");
			const owner = candidate !== null ? [ofCandidate(candidate)] : email !== null ? [byEmail(email)] : [];
			return [...owner, ofJob(text("jobId") ?? ""), ofApplication(first)];
		}
		case "application-note":
		case "interview-feedback":
		case "stage":
			return [ofApplication(first)];
		case "acl":
			return [ofAcl(first), ofJob(second)];
		case "acl-assignee":
			return [ofAcl(first), ofAssignee(second)];
		case "attachment": {
			const application = text("applicationId");
			return [ofCandidate(text("candidateId") ?? ""), ...(application === null ? [] : [ofApplication(application)])];
		}
		case "job":
			return [];
	}
}

/** E-mail addresses of a candidate, as they were sent. */
export function emailsOf(entity: Readonly<Record<string, unknown>>): string[] {
	const { emailAddresses } = entity;
	return Array.isArray(emailAddresses) ? [...new Set(emailAddresses.filter((email) => typeof email === "string"))] : [];
}

/** @param ifVersion what it was read at, 0 for a new one */
export const putStored = (record: AtsRecord, ifVersion: number): Change => ({
	op: "put",
	collection: "ats",
	id: idOf(record),
	record: JSON.stringify(record),
	keys: keysOf(record),
	ifVersion,
});

export const dropStored = ({ id, version }: Stored): Change => ({
	op: "delete",
	collection: "ats",
	id,
	ifVersion: version,
});

/** In the order asked for; null for what is not there, deleted ones included as they are. */
export async function readStored(store: Pick<Store, "read">, refs: readonly RecordRef[]): Promise<(Stored | null)[]> {
	if (refs.length === 0) return [];
	const found = await store.read("ats", { ids: refs.map(idOf) });
	return found.map((stored) => (stored === null ? null : parseStored(stored)));
}

/** @param atMost of each key only the first so many, by id; all when absent */
export async function readByKeys(
	store: Pick<Store, "read">,
	keys: readonly string[],
	atMost?: number,
): Promise<Stored[]> {
	if (keys.length === 0) return [];
	return (await store.read("ats", atMost === undefined ? { keys } : { keys, atMost })).map(parseStored);
}

/** All records of a kind, in pages. */
export async function* pagesOf(store: Pick<Store, "list">, kind: Kind): AsyncGenerator<readonly Stored[]> {
	for await (const page of eachPage(store, "ats", { prefix: prefixOf(kind) })) yield page.map(parseStored);
}
