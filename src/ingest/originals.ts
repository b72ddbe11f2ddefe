import { createHash } from "node:crypto";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import { isConflict, retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Files as they were received, by the digest of their bytes. A file lies here once, however often it is sent. */
export const OriginalRecord = z.strictObject({
	sha256: z.string(),
	/** Bytes. */
	size: z.int().nonnegative(),
	receivedAt: z.iso.datetime(),
	/** Whose file it is: everything of a person has to be found again when it is erased. */
	candidates: z.array(RecordId),
});
type OriginalRecord = z.output<typeof OriginalRecord>;

/** Where a file was put, and for whom. */
export interface StoredOriginal {
	/** Lower-case hex of the bytes. */
	readonly sha256: string;
	/** Bytes. */
	readonly size: number;
	readonly candidateId: string;
}

/**
 * Keeps a file. When it resolves the bytes are durable; the same bytes again change nothing.
 * @param input id: whose file it is. Without it: the candidate that has the same bytes already (for no bytes there is none), else
 *   `resume-` and the first 16 hex digits of their SHA-256
 * @throws TributaryError `invalid-field` for an id that is none
 */
export async function storeOriginal(
	{ store }: Pick<Scope, "store">,
	{ clock }: { readonly clock: Clock },
	input: { readonly id?: string; readonly bytes: Uint8Array },
): Promise<StoredOriginal> {
	const { bytes } = input;
	if (input.id !== undefined && !RecordId.safeParse(input.id).success) {
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "/id", detail: "This is not an id of a record." }],
		});
	}
	const sha256 = createHash("sha256").update(bytes).digest("hex");
	const fallback = input.id ?? `resume-${sha256.slice(0, 16)}`;
	const stored = (candidateId: string) => ({ sha256, size: bytes.length, candidateId });
	const fresh = { sha256, size: bytes.length, receivedAt: clock().toISOString(), candidates: [fallback] };
	try {
		await store.write([putOriginal(fresh, bytes, 0)]);
		return stored(fallback);
	} catch (error) {
		if (!isConflict(error)) throw error;
	}
	return stored(await joinHolders(store, sha256, { id: input.id ?? null, fallback, bytes, fresh }));
}

/** Lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** @throws TributaryError `invalid-field` */
export function checkedId(id: string): string {
	const read = RecordId.safeParse(id);
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "/id", detail: "This is not the id of a record." }],
	});
}

/** The bytes of a stored file, null when it is not there. */
export async function readOriginal({ store }: Pick<Scope, "store">, sha256: string): Promise<Uint8Array | null> {
	const [found] = await store.read("original", { ids: [sha256] });
	return found == null ? null : (found.blob ?? new Uint8Array(0));
}

/**
 * To be written with what was read of a candidate's file: whoever was erased while it was read does not come back by it.
 * @throws TributaryError `not-found` it is his no longer
 */
export async function demandHeld(
	{ store }: Pick<Scope, "store">,
	sha256: string,
	candidateId: string,
): Promise<Change> {
	const [found] = await store.read("original", { ids: [sha256] });
	const isHis = found != null && OriginalRecord.parse(JSON.parse(found.record)).candidates.includes(candidateId);
	if (!isHis) throw new TributaryError("not-found", { detail: "It was deleted while it was read." });
	return { op: "check", collection: "original", id: sha256, ifVersion: found.version };
}

/** By what a file is found when somebody is erased. */
export const holderKey = (candidateId: string) => `candidate:${candidateId}`;

const putOriginal = (record: OriginalRecord, blob: Uint8Array, ifVersion: number) =>
	({
		op: "put",
		collection: "original",
		id: record.sha256,
		record: JSON.stringify(record),
		blob,
		keys: record.candidates.map(holderKey),
		ifVersion,
	}) as const;

interface Joining {
	/** Whose file it is, if the sender said so. */
	readonly id: string | null;
	readonly fallback: string;
	readonly bytes: Uint8Array;
	/** What to store if the file has gone in the meantime. */
	readonly fresh: OriginalRecord;
}

/** Adds a candidate to those that have the file already, and says which candidate it is. */
function joinHolders(store: Store, sha256: string, { id, fallback, bytes, fresh }: Joining): Promise<string> {
	return retryOnConflict(async () => {
		const [found] = await store.read("original", { ids: [sha256] });
		const record = found == null ? fresh : OriginalRecord.parse(JSON.parse(found.record));
		// Bytes tell whose file it is, and of an empty one there are none.
		const known = record.size === 0 ? null : await currentHolder(store, record);
		const holder = id ?? known ?? fallback;
		const candidates = [...new Set([...record.candidates, holder])];
		if (found != null && candidates.length === record.candidates.length) return holder;
		await store.write([putOriginal({ ...record, candidates }, bytes, found?.version ?? 0)]);
		return holder;
	});
}

const WithFile = z.looseObject({ id: RecordId, file: z.looseObject({ sha256: z.string() }).nullable() });

/** The first candidate that still has this very file. */
async function currentHolder(store: Store, { sha256, candidates }: OriginalRecord): Promise<string | null> {
	const found = await store.read("person", { ids: candidates });
	const hasIt = (person: StoredRecord | null) =>
		person !== null && WithFile.parse(JSON.parse(person.record)).file?.sha256 === sha256;
	return found.find(hasIt)?.id ?? null;
}

/** The files of candidates, whole. */
export async function filesOf(store: Pick<Store, "read">, candidateIds: readonly string[]) {
	const found = await store.read("original", { keys: candidateIds.map(holderKey) });
	return found.map(({ record, blob }) => {
		const { sha256, size, receivedAt } = OriginalRecord.parse(JSON.parse(record));
		return { sha256, size, receivedAt, base64: Buffer.from(blob ?? []).toString("base64") };
	});
}

/** The changes after which candidates hold no file any more: a file that nobody else holds goes. */
export async function holdersAfter(store: Pick<Store, "read">, gone: readonly string[]): Promise<Change[]> {
	if (gone.length === 0) return [];
	const left = new Set(gone);
	const found = await store.read("original", { keys: gone.map(holderKey) });
	return found.map(({ id, version, record, blob }): Change => {
		const original = OriginalRecord.parse(JSON.parse(record));
		const candidates = original.candidates.filter((holder) => !left.has(holder));
		if (candidates.length === 0) return { op: "delete", collection: "original", id, ifVersion: version };
		return putOriginal({ ...original, candidates }, blob ?? new Uint8Array(0), version);
	});
}

/** A candidate does not hold a file any more: it goes where nobody else does. */
export function releaseOriginal(store: Store, candidateId: string, sha256: string): Promise<void> {
	return retryOnConflict(async () => {
		const [found] = await store.read("original", { ids: [sha256] });
		if (found == null) return;
		const original = OriginalRecord.parse(JSON.parse(found.record));
		const candidates = original.candidates.filter((holder) => holder !== candidateId);
		if (candidates.length === original.candidates.length) return;
		const change: Change =
			candidates.length === 0
				? { op: "delete", collection: "original", id: sha256, ifVersion: found.version }
				: putOriginal({ ...original, candidates }, found.blob ?? new Uint8Array(0), found.version);
		await store.write([change]);
	});
}
