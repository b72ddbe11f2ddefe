import type { Candidate, ResumeFile } from "../domain/candidate.ts";
import { ParsedResume } from "../domain/resume.ts";
import type { TenantId } from "../domain/tenant.ts";
import { ERRORS, type ErrorCode, TributaryError } from "../errors.ts";
import type { AuditResult } from "../tenancy/audit-entry.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Erasures } from "../tenancy/erasures.ts";
import type { Recorded, Scope } from "../tenancy/scope.ts";
import {
	type Announcing,
	type CandidateDocument,
	changeCandidate,
	matchOf,
	readCandidate,
	textKey,
} from "./candidate-record.ts";
import { withoutPersonalLines } from "./drop-personal-data.ts";
import { withParsed } from "./merge-resume.ts";
import { checkedId, demandHeld, readOriginal, sha256Of, storeOriginal } from "./originals.ts";
import { FILE_CODES } from "./sandbox/messages.ts";

/** What storing needs from outside. */
export interface IngestDeps extends Announcing {
	/** Reads files away from this process. Throws the file codes of the error table. */
	readonly pool: {
		parse(input: {
			readonly tenant: TenantId;
			readonly bytes: Uint8Array;
			readonly fileName: string;
			/** The day that "present" means: ISO date. */
			readonly asOf: string;
		}): Promise<ParsedResume>;
	};
	readonly candidateDocument: CandidateDocument;
	readonly clock: Clock;
	/** Where it is kept who was erased. */
	readonly erasures?: Pick<Erasures, "person">;
}

/** Why a file was not read, as it is kept with the candidate. */
export interface ParseFailure {
	readonly code: ErrorCode;
	readonly title: string;
	readonly detail?: string;
}

export interface StoredResume {
	readonly candidate: Candidate;
	/** Of the candidate's record. */
	readonly version: number;
	/** null: it was read. Else the file is kept, and {@link reparse} can try again. */
	readonly failure: ParseFailure | null;
	/** Not null: the candidate has this very resume already, as the same file or as the same text; nothing was changed. */
	readonly duplicate: "same-bytes" | "same-text" | null;
}

/** A resume as it was sent. */
export interface ResumeInput {
	/** Whose resume it is; without it see {@link storeOriginal}. */
	readonly id?: string;
	readonly bytes: Uint8Array;
	/** The sender's name for it: shown, never used as a path. */
	readonly fileName: string;
}

/**
 * Stores a resume: file, parse, match, candidate. When it resolves all of it is durable, searchable and in the audit log. A
 * file that cannot be read is kept with the reason. What is known of the candidate besides (notes, applications, tags ...)
 * stays. The same bytes again, or the same text in other bytes, change nothing and are reported; a newer resume replaces what
 * was parsed, and the older file is kept.
 * @throws TributaryError `invalid-field` · `audit-unavailable` · `store-unavailable` · `overloaded` · `not-found` he was erased meanwhile
 */
export async function storeResume(scope: Scope, deps: IngestDeps, input: ResumeInput): Promise<StoredResume> {
	const { bytes } = input;
	const subject = { sha256: sha256Of(bytes), ...(input.id === undefined ? {} : { candidateId: checkedId(input.id) }) };
	return scope.record("resume.store", subject, async () => {
		const { sha256, size, candidateId } = await storeOriginal(scope, deps, input);
		const file = { sha256, size, fileName: displayName(input.fileName), receivedAt: deps.clock().toISOString() };
		return recorded(await readInto(scope, deps, { candidateId, file, bytes, named: input.id !== undefined }));
	});
}

/**
 * Reads a file that was stored before by {@link storeOriginal}. As {@link storeResume} otherwise.
 * @throws TributaryError `not-found` when the file is gone
 */
export function storeFromOriginal(
	scope: Scope,
	deps: IngestDeps,
	input: { readonly candidateId: string; readonly sha256: string; readonly fileName: string; readonly taskId?: string },
): Promise<StoredResume> {
	const { candidateId, sha256, fileName, taskId } = input;
	const subject = { candidateId, sha256, ...(taskId === undefined ? {} : { taskId }) };
	return scope.record("resume.store", subject, async () => {
		const bytes = await originalOf(scope, sha256);
		const receivedAt = deps.clock().toISOString();
		const task = taskId === undefined ? {} : { taskId };
		const file = { sha256, size: bytes.length, fileName: displayName(fileName), receivedAt, ...task };
		return recorded(await readInto(scope, deps, { candidateId, file, bytes, named: true }));
	});
}

/**
 * Reads a candidate's kept file again: after a failure, or with a newer parser.
 * @throws TributaryError `not-found` no such candidate, or it has no file · `conflict` the file was replaced meanwhile
 */
export function reparse(scope: Scope, deps: IngestDeps, candidateId: string): Promise<StoredResume> {
	return scope.record("resume.reparse", { candidateId }, async () => {
		const found = await readCandidate(scope.store, candidateId);
		if (found?.candidate.file == null) throw new TributaryError("not-found");
		const { failure: _, format: __, ...file } = found.candidate.file;
		const bytes = await originalOf(scope, file.sha256);
		const stored = await readInto(scope, deps, { candidateId, file, bytes, named: true, onlyIfCurrent: true });
		if (stored.candidate.file?.sha256 !== file.sha256) throw new TributaryError("conflict");
		return recorded(stored);
	});
}

async function originalOf(scope: Scope, sha256: string): Promise<Uint8Array> {
	const bytes = await readOriginal(scope, sha256);
	if (bytes === null) throw new TributaryError("not-found");
	return bytes;
}

interface Reading {
	readonly candidateId: string;
	readonly file: Omit<ResumeFile, "format" | "failure">;
	readonly bytes: Uint8Array;
	/** Whether the sender said whose resume it is. */
	readonly named: boolean;
	/** Leave the candidate alone when it has another file by now. */
	readonly onlyIfCurrent?: boolean;
}

/** Parse, match, store the candidate. */
async function readInto(scope: Scope, deps: IngestDeps, reading: Reading): Promise<StoredResume> {
	const { file } = reading;
	const again = reading.onlyIfCurrent === true ? null : await sameBytes(scope, reading);
	if (again !== null) return again;
	const read = await parse(scope.tenant.id, deps, reading);
	const drop = scope.tenant.settings.dropPersonalData && !("code" in read);
	const outcome = drop ? withoutPersonalLines(read) : read;
	const candidateId = await holderOf(scope, deps, reading, outcome);
	let duplicate: StoredResume["duplicate"] = null;
	const change = async (known: Candidate | null) => {
		if (reading.onlyIfCurrent && known?.file?.sha256 !== file.sha256) return stillThere(known);
		duplicate = reading.onlyIfCurrent !== true && isSameText(known, outcome) ? "same-text" : null;
		if (duplicate !== null) return null;
		const now = deps.clock();
		// Of a file that cannot be read nothing is known; what was known before stays.
		const resume = "code" in outcome ? (known?.resume ?? {}) : withParsed(known?.resume, outcome);
		return {
			...known,
			id: candidateId,
			resume,
			file: "code" in outcome ? { ...file, format: null, failure: outcome } : { ...file, format: outcome.meta.format },
			...withOlder(known, file.sha256),
			match: await matchOf(scope, known, { id: candidateId, resume }, now),
			createdAt: known?.createdAt ?? now.toISOString(),
			updatedAt: now.toISOString(),
			ownUpdatedAt: undefined,
		};
	};
	// A file that is read again may have come with somebody who was merged into him.
	const still = async () => (reading.onlyIfCurrent ? [] : [await demandHeld(scope, file.sha256, candidateId)]);
	const stored = await changeCandidate(scope, deps, candidateId, change, still);
	return { ...stored, failure: "code" in outcome ? outcome : null, duplicate };
}

/** The candidate as he is, where the file that he has was read from the same bytes. */
async function sameBytes(scope: Scope, { candidateId, file }: Reading): Promise<StoredResume | null> {
	const found = await readCandidate(scope.store, candidateId);
	const current = found?.candidate.file;
	const same = current?.sha256 === file.sha256 && current.failure === undefined;
	return found !== null && same ? { ...found, failure: null, duplicate: "same-bytes" } : null;
}

function isSameText(known: Candidate | null, outcome: ParsedResume | ParseFailure): boolean {
	if (known === null || known.file === null || known.file.failure !== undefined || "code" in outcome) return false;
	const before = "meta" in known.resume ? known.resume.meta.textDigest : undefined;
	return before !== undefined && before === outcome.meta.textDigest;
}

/** Whose resume it is: without a name on it, his who has the same text in other bytes. */
async function holderOf(
	scope: Scope,
	deps: IngestDeps,
	{ candidateId, named, bytes }: Reading,
	outcome: ParsedResume | ParseFailure,
): Promise<string> {
	if (named || "code" in outcome || outcome.meta.textDigest === undefined) return candidateId;
	const [found] = await scope.store.read("person", { keys: [textKey(outcome.meta.textDigest)] });
	if (found == null || found.id === candidateId) return candidateId;
	return (await storeOriginal(scope, deps, { id: found.id, bytes })).candidateId;
}

const MOST_OLDER = 100;

/** The file that is replaced joins the older ones; the one that comes back leaves them. */
function withOlder(known: Candidate | null, sha256: string): Pick<Candidate, "olderFiles"> {
	const before = known?.file ?? null;
	const older = [...(before === null ? [] : [before]), ...(known?.olderFiles ?? [])];
	const olderFiles = older.filter((file) => file.sha256 !== sha256).slice(0, MOST_OLDER);
	return olderFiles.length === 0 ? { olderFiles: undefined } : { olderFiles };
}

function stillThere(known: Candidate | null): Candidate {
	if (known === null) throw new TributaryError("not-found");
	return known;
}

async function parse(
	tenant: TenantId,
	{ pool, clock }: IngestDeps,
	{ bytes, file }: Reading,
): Promise<ParsedResume | ParseFailure> {
	const asOf = clock().toISOString().slice(0, 10);
	try {
		const parsed = ParsedResume.safeParse(await pool.parse({ tenant, bytes, fileName: file.fileName, asOf }));
		// It comes from a process that read a stranger's file: what is not of the agreed form is not believed.
		return parsed.success ? parsed.data : failureOf(new TributaryError("parser-failed", { cause: parsed.error }));
	} catch (error) {
		if (error instanceof TributaryError && FILE_CODES.has(error.code)) return failureOf(error);
		throw error;
	}
}

function failureOf({ code, detail, fault }: TributaryError): ParseFailure {
	return { code, title: ERRORS[code].title, ...(detail === undefined || fault === "ours" ? {} : { detail }) };
}

function recorded(value: StoredResume): Recorded<StoredResume> {
	const { failure, version } = value;
	const ids = [value.candidate.id];
	const result: AuditResult =
		failure === null ? { outcome: "ok", ids, version } : { outcome: "failed", code: failure.code, ids, version };
	return { value, result };
}

const MAX_FILE_NAME = 255;

/** The sender's file name as it may be shown: no folders, no control characters, not too long. */
export function displayName(fileName: string): string {
	const name = fileName.split(/[\\/]/).at(-1) ?? "";
	const printable = name
		.toWellFormed()
		.replace(/\p{Cc}+/gu, " ")
		.trim();
	// A character of two units is not cut in half.
	const shown = printable
		.slice(0, MAX_FILE_NAME)
		.replace(/[\ud800-\udbff]$/, "")
		.trim();
	return shown === "" ? "unnamed" : shown;
}
