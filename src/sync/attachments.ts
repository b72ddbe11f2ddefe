import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import { tooLarge } from "../ingest/limits.ts";
import { sha256Of } from "../ingest/originals.ts";
import { removalOf } from "../ingest/remove-candidate.ts";
import { removeFile } from "../ingest/remove-file.ts";
import { type IngestDeps, type StoredResume, storeResume } from "../ingest/store-resume.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Outcome, type Prepared, runCall, type SyncDeps } from "./batch.ts";
import { type RecordRef, recordIdOf } from "./kinds.ts";
import { changesOfPeople, survivorsOf } from "./people.ts";
import { prepareRemoval, refuseAll } from "./remove.ts";
import { optional, required } from "./schemas.ts";
import { kindWithheld, readSyncSettings } from "./settings.ts";
import { type AtsRecord, ofCandidate, putStored, readByKeys, readStored, type Stored } from "./stored.ts";
import { living } from "./tombstones.ts";

/** Resumes that an ATS sends: parsed like any other, and tied to the candidate and the application they came with. */

/** What is told of a file. Its bytes come apart. */
export const Attachment = z.looseObject({
	candidateId: required(200),
	applicationId: optional(required(200)),
	attachmentType: optional(z.string().max(60)),
	fileName: optional(required(255)),
	contentType: optional(required(200)),
});
export type Attachment = z.output<typeof Attachment>;

export interface AttachmentDeps extends SyncDeps, IngestDeps {
	/** Most bytes of one file. */
	readonly fileBytes: number;
}

export interface SentFile {
	readonly ref: RecordRef;
	readonly about: unknown;
	readonly bytes: Uint8Array;
}

type Kept = Attachment & { readonly sha256: string; readonly size: number };

/**
 * Stores and reads a resume. A file that cannot be read is kept with the reason. When it resolves the candidate can be found by it.
 * That it came is written down first, and looked at again when it was read: whoever deletes or withholds it meanwhile finds it.
 * @throws TributaryError `withheld-by-settings` · `invalid-field` · `file-too-large` · `not-found` the candidate was deleted
 */
export async function storeAttachment(
	scope: Scope,
	deps: AttachmentDeps,
	{ ref, about, bytes }: SentFile,
): Promise<StoredResume> {
	const read = Attachment.safeParse(about);
	if (!read.success)
		return await refuse(scope, deps, ref, new TributaryError("invalid-field", { errors: faultsOf(read.error) }));
	if (bytes.length > deps.fileBytes) return await refuse(scope, deps, ref, tooLarge(deps.fileBytes));
	const kept: Kept = { ...read.data, sha256: sha256Of(bytes), size: bytes.length };
	const before = await note(scope, deps, ref, kept);
	const { candidateId, fileName = "resume" } = kept;
	const [id = ""] = await survivorsOf(scope, [recordIdOf(candidateId)]);
	const stored = await storeResume(scope, deps, { id, bytes, fileName });
	if (!(await confirm(scope, deps, ref, kept))) await undo(scope, deps, kept);
	// Under a legal hold the file of before stays the person's.
	if (holdOn(scope.tenant) !== null) return stored;
	if (before !== null && (before.sha256 !== kept.sha256 || before.candidateId !== candidateId))
		await dropFile(scope, deps, before, new Set());
	return stored;
}

/** Writes down what came. @returns what was there under the same ids */
async function note(scope: Scope, deps: SyncDeps, ref: RecordRef, entity: Kept): Promise<Kept | null> {
	let before: Kept | null = null;
	const [outcome] = await runCall(scope, deps, CALL, async ({ store }, now) => {
		const { settings } = await readSyncSettings(store);
		const owner = { kind: "candidate", path: [entity.candidateId] } as const;
		const [stored, candidate] = await readStored(store, [ref, owner]);
		const known = living(candidate ?? null, now);
		const gone = known !== null && known.record.entity === null;
		const error =
			kindWithheld(settings, "attachment") ??
			(gone ? new TributaryError("not-found", { detail: "The candidate was deleted." }) : null);
		if (error !== null) return refusal(ref, error);
		before = (stored?.record.entity as Kept | undefined) ?? null;
		const record: AtsRecord = {
			kind: "attachment",
			path: [...ref.path],
			entity,
			receivedAt: now.toISOString(),
			asOf: now.getTime(),
		};
		const became = before === null ? "created" : "updated";
		return {
			changes: [putStored(record, stored?.version ?? 0)],
			outcomes: [{ ok: true, became }],
			counts: [{ path: ref.path, became }],
			candidates: [],
		};
	});
	if (outcome?.ok === false) throw outcome.error;
	return before;
}

/** Makes the candidate anew, so that what the ATS has fields for stays the ATS's. @returns whether the attachment is still there */
async function confirm(scope: Scope, deps: SyncDeps, ref: RecordRef, { candidateId, sha256 }: Kept): Promise<boolean> {
	let isThere = false;
	await runCall(scope, deps, { ...CALL, count: 0 }, async (staged) => {
		const [stored] = await readStored(staged.store, [ref]);
		isThere = (stored?.record.entity as Kept | undefined)?.sha256 === sha256;
		const people = isThere ? await changesOfPeople(staged, deps, [candidateId], new Map()) : null;
		return { changes: people?.changes ?? [], outcomes: [], counts: [], candidates: people?.changed ?? [] };
	});
	return isThere;
}

/** What was deleted or withheld while it was read: the file goes, and who is there by nothing else. */
async function undo(scope: Scope, deps: AttachmentDeps, kept: Kept): Promise<never> {
	await dropFile(scope, deps, kept, new Set());
	await runCall(scope, deps, { action: "sync.delete", kind: "candidate", count: 0 }, async (staged) => {
		const [owner] = await readStored(staged.store, [{ kind: "candidate", path: [kept.candidateId] }]);
		if (owner?.record.entity !== null) {
			const { changes, changed } = await changesOfPeople(staged, deps, [kept.candidateId], new Map());
			return { changes, outcomes: [], counts: [], candidates: changed };
		}
		const { changes, removed } = await removalOf(staged, [recordIdOf(kept.candidateId)]);
		const candidates = removed.map(({ id }) => ({ candidateId: id, change: "deleted" as const }));
		return { changes, outcomes: [], counts: [], candidates };
	});
	throw new TributaryError("not-found", { detail: "It was deleted, or withheld, while it was read." });
}

const CALL = { action: "sync.write", kind: "attachment", count: 1 } as const;

const refusal = ({ path }: RecordRef, error: TributaryError): Prepared => ({
	changes: [],
	outcomes: [{ ok: false, error }],
	counts: [{ path, became: error }],
	candidates: [],
});

async function refuse(scope: Scope, deps: SyncDeps, ref: RecordRef, error: TributaryError): Promise<never> {
	await runCall(scope, deps, CALL, async () => refusal(ref, error));
	throw error;
}

/** Deletes resumes that came as attachments, and what was read in them. @returns an outcome for each ref */
export async function removeAttachments(
	scope: Scope,
	deps: SyncDeps,
	refs: readonly RecordRef[],
): Promise<readonly Outcome[]> {
	const held = holdOn(scope.tenant);
	if (held !== null) return refuseAll(scope, deps, { kind: "attachment", refs, error: held });
	const found = await readStored(scope.store, refs);
	await removeAttachmentsOf(
		scope,
		deps,
		found.filter((stored) => stored !== null),
	);
	return runCall(scope, deps, { action: "sync.delete", kind: "attachment", count: refs.length }, (staged, now) =>
		prepareRemoval(staged, deps, { kind: "attachment", refs, now, buried: false }),
	);
}

/** The files of attachments that are about to go. */
export async function removeAttachmentsOf(scope: Scope, deps: SyncDeps, attachments: readonly Stored[]): Promise<void> {
	const going = new Set(attachments.map(({ id }) => id));
	for (const { record } of attachments)
		if (record.entity !== null) await dropFile(scope, deps, record.entity as Kept, going);
}

/** Takes a file from the person it was sent for, unless another attachment of his that stays is the same file. */
async function dropFile(
	scope: Scope,
	deps: SyncDeps,
	{ candidateId, sha256 }: Kept,
	going: ReadonlySet<string>,
): Promise<void> {
	const others = await readByKeys(scope.store, [ofCandidate(candidateId)]);
	const isKept = others.some(
		({ id, record: { kind, entity } }) => kind === "attachment" && !going.has(id) && entity?.sha256 === sha256,
	);
	if (isKept) return;
	const own = recordIdOf(candidateId);
	await removeFile(scope, deps, [...new Set([own, ...(await survivorsOf(scope, [own]))])], sha256);
}
