import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import { tooLarge } from "../ingest/limits.ts";
import { sha256Of } from "../ingest/originals.ts";
import { removeFile } from "../ingest/remove-file.ts";
import { type IngestDeps, type StoredResume, storeResume } from "../ingest/store-resume.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Outcome, runCall, type SyncDeps } from "./batch.ts";
import { idOf, type RecordRef, recordIdOf } from "./kinds.ts";
import { changesOfPeople } from "./people.ts";
import { prepareRemoval } from "./remove.ts";
import { optional, required } from "./schemas.ts";
import { kindWithheld, readSyncSettings } from "./settings.ts";
import { type AtsRecord, putStored, readStored, type Stored } from "./stored.ts";

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

/**
 * Stores and reads a resume. A file that cannot be read is kept with the reason. When it resolves the candidate can be found by it.
 * @throws TributaryError `withheld-by-settings` · `invalid-field` · `file-too-large` · `not-found` the candidate was deleted
 */
export async function storeAttachment(
	scope: Scope,
	deps: AttachmentDeps,
	{ ref, about, bytes }: SentFile,
): Promise<StoredResume> {
	const { settings } = await readSyncSettings(scope.store);
	const read = Attachment.safeParse(about);
	const refused =
		kindWithheld(settings, "attachment") ??
		(read.success ? null : new TributaryError("invalid-field", { errors: faultsOf(read.error) }));
	if (refused !== null || !read.success)
		return await refuse(scope, deps, ref, refused ?? new TributaryError("invalid-field"));
	if (bytes.length > deps.fileBytes) return await refuse(scope, deps, ref, tooLarge(deps.fileBytes));
	const { candidateId, fileName = "resume" } = read.data;
	const [owner] = await readStored(scope.store, [{ kind: "candidate", path: [candidateId] }]);
	if (owner?.record.entity === null)
		return await refuse(scope, deps, ref, new TributaryError("not-found", { detail: "The candidate was deleted." }));
	const stored = await storeResume(scope, deps, { id: recordIdOf(candidateId), bytes, fileName });
	const entity = { ...read.data, sha256: sha256Of(bytes), size: bytes.length };
	await note(scope, deps, ref, entity);
	return stored;
}

/** Writes down what came, and makes the candidate anew: what the ATS has fields for stays the ATS's. */
async function note(scope: Scope, deps: SyncDeps, ref: RecordRef, entity: Attachment): Promise<void> {
	await runCall(scope, deps, { action: "sync.write", kind: "attachment", count: 1 }, async (staged, now) => {
		const [before] = await readStored(staged.store, [ref]);
		const record: AtsRecord = {
			kind: "attachment",
			path: [...ref.path],
			entity,
			receivedAt: now.toISOString(),
			asOf: now.getTime(),
		};
		const people = await changesOfPeople(staged, deps, [entity.candidateId], new Map([[idOf(record), record]]));
		const became = before?.record.entity == null ? "created" : "updated";
		return {
			changes: [putStored(record, before?.version ?? 0), ...people.changes],
			outcomes: [{ ok: true, became }],
			counts: [{ path: ref.path, became }],
			candidates: people.changed,
		};
	});
}

async function refuse(scope: Scope, deps: SyncDeps, { path }: RecordRef, error: TributaryError): Promise<never> {
	await runCall(scope, deps, { action: "sync.write", kind: "attachment", count: 1 }, async () => ({
		changes: [],
		outcomes: [{ ok: false, error }],
		counts: [{ path, became: error }],
		candidates: [],
	}));
	throw error;
}

/** Deletes resumes that came as attachments, and what was read in them. @returns an outcome for each ref */
export async function removeAttachments(
	scope: Scope,
	deps: SyncDeps,
	refs: readonly RecordRef[],
): Promise<readonly Outcome[]> {
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
	for (const { record } of attachments) {
		if (record.entity === null) continue;
		const { candidateId, sha256 } = record.entity as { readonly candidateId: string; readonly sha256: string };
		await removeFile(scope, deps, recordIdOf(candidateId), sha256);
	}
}
