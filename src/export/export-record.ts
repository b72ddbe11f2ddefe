import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { ClosedMember, Export } from "../domain/export.ts";
import type { Change, Store } from "../engine/port.ts";

/**
 * How exports lie in the tenant's store, in the collection `export`: the exports themselves, which of them is open for a profile and a
 * job, how many each seat has asked for, and members who left. No data of a profile but its id: whatever an ATS is given of it is
 * read from the network at that moment, so there is nothing to be forgotten when the member leaves.
 */

const EXPORTS = "exp-";
const CLOSED = "closed-";

export interface StoredExport {
	readonly version: number;
	readonly record: Export;
}

/** Grows with time, cannot be guessed, and may stand in a URL and in the audit log. */
const timed = (prefix: string, at: Date): string =>
	`${prefix}${at.toISOString().replace(/[-:.]/g, "")}-${randomBytes(12).toString("base64url")}`;

export const newExportId = (at: Date): string => timed(EXPORTS, at);

const ofProfile = (profileId: string): string => `profile:${profileId}`;

export const putExport = (record: Export, ifVersion: number): Change => ({
	op: "put",
	collection: "export",
	id: record.id,
	record: JSON.stringify(Export.parse(record)),
	keys: [ofProfile(record.profileId)],
	ifVersion,
});

const parse = ({ version, record }: { readonly version: number; readonly record: string }): StoredExport => ({
	version,
	record: Export.parse(JSON.parse(record)),
});

export async function readExport(store: Store, id: string): Promise<StoredExport | null> {
	if (!id.startsWith(EXPORTS)) return null;
	const [found] = await store.read("export", { ids: [id] });
	return found == null ? null : parse(found);
}

/** All exports of a profile, the oldest first. */
export async function exportsOf(store: Store, profileId: string): Promise<readonly StoredExport[]> {
	return (await store.read("export", { keys: [ofProfile(profileId)] })).map(parse);
}

/** A page, the oldest first. */
export async function listExports(
	store: Store,
	{ after = EXPORTS, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Export[]> {
	// Ids of other records of the collection stand before or after all of these.
	const found = await store.list("export", { after: after < EXPORTS ? EXPORTS : after, limit });
	return found.filter(({ id }) => id.startsWith(EXPORTS)).map((one) => parse(one).record);
}

const digest = (...parts: readonly string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** Which export is open for a profile and a job. */
const Open = z.strictObject({ id: z.string() });
const openId = ({ profileId, jobId }: Pick<Export, "profileId" | "jobId">) => `open-${digest(profileId, jobId)}`;

export async function readOpen(store: Store, of: Pick<Export, "profileId" | "jobId">) {
	const [found] = await store.read("export", { ids: [openId(of)] });
	return { id: found == null ? null : Open.parse(JSON.parse(found.record)).id, version: found?.version ?? 0 };
}

export const putOpen = (record: Export, ifVersion: number): Change => ({
	op: "put",
	collection: "export",
	id: openId(record),
	record: JSON.stringify({ id: record.id }),
	ifVersion,
});

/** Ends what is open for the profile and the job, if it is this export. */
export async function dropOpen(store: Store, record: Export): Promise<Change[]> {
	const { id, version } = await readOpen(store, record);
	return id === record.id ? [{ op: "delete", collection: "export", id: openId(record), ifVersion: version }] : [];
}

/** Exports of one seat in one month, UTC. */
const Count = z.strictObject({ count: z.int().nonnegative() });
const countId = (seat: string, at: Date) => `quota-${at.toISOString().slice(0, 7)}-${digest(seat)}`;

export async function readCount(store: Store, seat: string, at: Date) {
	const [found] = await store.read("export", { ids: [countId(seat, at)] });
	return { count: found == null ? 0 : Count.parse(JSON.parse(found.record)).count, version: found?.version ?? 0 };
}

export const putCount = (seat: string, at: Date, { count, version }: { count: number; version: number }): Change => ({
	op: "put",
	collection: "export",
	id: countId(seat, at),
	record: JSON.stringify({ count }),
	ifVersion: version,
});

/** Secondary key of a notice: the removal that it tells of, so that it is written once. */
const ofRemoval = (removalId: string): string => `removal:${removalId}`;

export const putClosed = (member: ClosedMember, removalId: string): Change => ({
	op: "put",
	collection: "export",
	id: timed(CLOSED, new Date(member.closedAt)),
	record: JSON.stringify(ClosedMember.parse(member)),
	keys: [ofRemoval(removalId)],
	ifVersion: 0,
});

export async function isToldOf(store: Store, removalId: string): Promise<boolean> {
	return (await store.read("export", { keys: [ofRemoval(removalId)], atMost: 1 })).length > 0;
}

export interface ClosedPage {
	/** The latest id of a page before. */
	readonly after?: string | undefined;
	/** From this time on, itself included. */
	readonly since?: Date | undefined;
	readonly limit: number;
}

/** Members who left, in the order in which the tenant's data followed. @returns with the ids that pages go on from */
export async function listClosed(store: Store, { after, since, limit }: ClosedPage) {
	const from = `${CLOSED}${since === undefined ? "" : since.toISOString().replace(/[-:.]/g, "")}`;
	const found = await store.list("export", { after: after === undefined || after < from ? from : after, limit });
	return found
		.filter(({ id }) => id.startsWith(CLOSED))
		.map(({ id, record }) => ({ id, member: ClosedMember.parse(JSON.parse(record)) }));
}
