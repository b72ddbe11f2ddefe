import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";

/**
 * Addresses that were handed out for one resume each, as they lie in the collection `ats` until they are used. Their ids begin with the
 * time at which they end, so those that were never used are the first of them.
 */

const PREFIX = "upload/";
/** Milliseconds. */
const LIFETIME = 15 * 60_000;
const SECRET_BYTES = 32;
/** Milliseconds since 1970 in base 36, of one length until the year 5188. */
const STAMP = 9;

export const Upload = z.strictObject({
	/** What was told of the file; names the candidate. */
	about: z.record(z.string(), z.unknown()),
	expiresAt: z.iso.datetime(),
});
export type Upload = z.output<typeof Upload>;

export interface NewUpload {
	/** The secret part of the address. Only its digest is stored. */
	readonly secret: string;
	readonly id: string;
	readonly expiresAt: Date;
	readonly change: Change;
}

export function newUpload(about: Readonly<Record<string, unknown>> & { readonly candidateId: string }, now: Date) {
	const expiresAt = new Date(now.getTime() + LIFETIME);
	const stamp = stampOf(expiresAt);
	const secret = `${stamp}${randomBytes(SECRET_BYTES).toString("base64url")}`;
	const id = uploadIdOf(secret) as string;
	const record = JSON.stringify({ about, expiresAt: expiresAt.toISOString() } satisfies Upload);
	const keys = [ofCandidate(about.candidateId)];
	const change: Change = { op: "put", collection: "ats", id: `${PREFIX}${id}`, record, keys, ifVersion: 0 };
	return { secret, id, expiresAt, change } satisfies NewUpload;
}

const stampOf = (at: Date): string => at.getTime().toString(36).padStart(STAMP, "0");

/** What the secret of an address is known by; null for what is no such secret. */
export function uploadIdOf(secret: string): string | null {
	if (!/^[0-9a-z]{9}[A-Za-z0-9_-]{43}$/.test(secret)) return null;
	return `${secret.slice(0, STAMP)}-${createHash("sha256").update(secret).digest("hex")}`;
}

/** Not `of:`, under which the records lie that an ATS sent. */
const ofCandidate = (candidateId: string): string => `upload-of:${candidateId}`;

/** @returns null for one that was used, or has ended */
export async function readUpload(store: Pick<Store, "read">, id: string, now: Date) {
	const [found] = await store.read("ats", { ids: [`${PREFIX}${id}`] });
	if (found == null) return null;
	const upload = Upload.parse(JSON.parse(found.record));
	if (Date.parse(upload.expiresAt) <= now.getTime()) return null;
	const spend: Change = { op: "delete", collection: "ats", id: found.id, ifVersion: found.version };
	return { upload, spend };
}

/** Removes what names candidates who are about to be removed. @param candidateIds ids of the ATS */
export async function uploadsOf(store: Pick<Store, "read">, candidateIds: readonly string[]): Promise<Change[]> {
	const ids = [...new Set(candidateIds)];
	if (ids.length === 0) return [];
	const found = await store.read("ats", { keys: ids.map(ofCandidate) });
	return found.map(({ id }): Change => ({ op: "delete", collection: "ats", id }));
}

/** Addresses that ended unused: more at once than one call makes. */
export async function endedUploads(store: Pick<Store, "list">, now: Date): Promise<Change[]> {
	const found = await store.list("ats", { after: PREFIX, limit: 100 });
	const end = `${PREFIX}${stampOf(now)}`;
	return found
		.filter(({ id }) => id.startsWith(PREFIX) && id < end)
		.map(({ id }): Change => ({ op: "delete", collection: "ats", id }));
}
