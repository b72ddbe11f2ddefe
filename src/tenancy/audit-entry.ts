import { createHash } from "node:crypto";
import * as z from "zod";
import { Actor, Permission } from "../domain/actor.ts";
import { RecordId } from "../domain/candidate.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { ERRORS, type ErrorCode } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What can be done with a tenant's data, and is therefore written down. Append only: entries live for years. */
export const AUDIT_ACTIONS = [
	"search",
	"suggest",
	"candidate.read",
	"candidate.import",
	"candidate.write",
	"candidate.delete",
	"resume.store",
	"resume.read",
	"resume.reparse",
	"profile.read",
	"match.change",
	"job.read",
	"job.write",
	"job.delete",
	"task.create",
	"task.read",
	"task.cancel",
	"task.resume",
	"audit.read",
	"audit.verify",
	"token.issue",
	"client.create",
	"client.change",
	"client.read",
	"tenant.create",
	"tenant.change",
	"api.request",
	"match.read",
	"candidate.merge",
	"candidate.unmerge",
	"sync.write",
	"sync.delete",
	"sync.read",
	"settings.change",
	"settings.read",
	"integration.change",
	"integration.read",
	"application.provision",
	"application.read",
	"history.read",
	"export.request",
	"export.read",
	"activity.write",
	"activity.read",
	"webhook.change",
	"webhook.read",
	"webhook.deliver",
	"profile.remove",
	"candidate.open",
	"desk.read",
	"desk.change",
	"search.alert",
	"people.export",
	"relatedness.learn",
	"tenant.wipe",
	"embedding.update",
	"signal.write",
	"signal.read",
	"signal.forget",
	"experiment.change",
	"experiment.read",
	"audit.review",
	"ranking.read",
	"ranking.change",
	"ranking.run",
	"retention.run",
	"tenant.export",
	"tenant.import",
	"tenant.read",
	"account.create",
	"account.change",
	"account.read",
	"session.open",
	"session.close",
	"access.request",
	"access.decide",
	"access.review",
	"key.rotate",
	"operator.request",
	"operator.approve",
	"operator.break-glass",
	"operator.end",
	"operator.review",
	"operator.read",
	"operator.register",
	"operator.remove",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/**
 * Actions after which something that lasts is other than before. They are written down twice, before and after: a process that
 * dies between the two leaves a change that nobody was told of, but never one that is not in the log.
 */
const CHANGES: ReadonlySet<AuditAction> = new Set<AuditAction>([
	"candidate.import",
	"candidate.write",
	"candidate.delete",
	"resume.store",
	"resume.reparse",
	"match.change",
	"job.write",
	"job.delete",
	"task.create",
	"task.cancel",
	"task.resume",
	"client.create",
	"client.change",
	"tenant.create",
	"tenant.change",
	"sync.write",
	"sync.delete",
	"settings.change",
	"integration.change",
	"application.provision",
	"export.request",
	"activity.write",
	"webhook.change",
	"profile.remove",
	"desk.change",
	"search.alert",
	"relatedness.learn",
	"key.rotate",
	"tenant.wipe",
	"embedding.update",
	"signal.write",
	"signal.forget",
	"experiment.change",
	"audit.review",
	"ranking.change",
	"retention.run",
	"tenant.export",
	"tenant.import",
	"account.create",
	"account.change",
	"access.request",
	"access.decide",
	"access.review",
	"operator.request",
	"operator.approve",
	"operator.break-glass",
	"operator.end",
	"operator.review",
	"operator.register",
	"operator.remove",
]);
export const isChange = (action: AuditAction): boolean => CHANGES.has(action);

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Ids = z.array(RecordId).max(1000);
const Count = z.int().nonnegative();

/** Whom or what it was about: ids, digests and counts. Strict, so that no personal data can slip in under a new name. */
export const AuditSubject = z.strictObject({
	candidateId: RecordId.optional(),
	candidateIds: Ids.optional(),
	profileId: RecordId.optional(),
	jobId: RecordId.optional(),
	taskId: RecordId.optional(),
	clientId: RecordId.optional(),
	accountId: RecordId.optional(),
	/** A role of an account. */
	grantId: RecordId.optional(),
	keyId: RecordId.optional(),
	/** Somebody of the operator; `keyId`: the fingerprint of his key. */
	person: z
		.string()
		.regex(/^[A-Za-z][A-Za-z0-9._-]{0,59}$/)
		.optional(),
	requestId: RecordId.optional(),
	/** The recruiter on whose behalf it was asked. */
	seatId: RecordId.optional(),
	/** Of the bytes of a file. */
	sha256: Sha256.optional(),
	/** Of a query's text: `scope.digest(text)`. */
	queryDigest: Sha256.optional(),
	count: Count.optional(),
	page: Count.optional(),
	status: z.enum(["active", "disabled"]).optional(),
	/** What a token would have had to grant. */
	permission: Permission.optional(),
	/** What a new client may do. */
	permissions: z.array(Permission).optional(),
	/** What kind of record an ATS sent, which integration, which setting. */
	about: z
		.string()
		.regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/)
		.optional(),
});
export type AuditSubject = z.output<typeof AuditSubject>;

const errorCode = z.custom<ErrorCode>((value) => typeof value === "string" && Object.hasOwn(ERRORS, value));

/** How it ended, as told by who did it. `partial`: a batch of which some were refused. */
export const AuditResult = z.strictObject({
	outcome: z.enum(["ok", "partial", "failed"]),
	code: errorCode.optional(),
	/** Records that were answered, or stored. */
	count: Count.optional(),
	/** Of a batch: how many were refused. */
	failed: Count.optional(),
	/** The people that were shown or changed. */
	ids: Ids.optional(),
	/** Version of the record after a change. */
	version: Count.optional(),
});
export type AuditResult = z.output<typeof AuditResult>;

/** `begun`: a change that is about to be made; a later entry concludes it. `denied`: nothing was done, for lack of a right. */
const EntryResult = AuditResult.extend({ outcome: z.enum(["begun", "ok", "partial", "failed", "denied"]) });

/** Why a scope was opened, in words; printable, without personal data. */
export const Purpose = z.string().regex(/^[^\p{Cc}@]{1,200}$/u, "Use 1 to 200 printable characters without @");

/** One entry of a tenant's log. `hash` covers all the rest, `previous` is the hash of the entry before: a chain. */
export const AuditEntry = z.strictObject({
	/** From 1, without gaps. */
	seq: z.int().positive(),
	at: z.iso.datetime(),
	actor: Actor,
	action: z.enum(AUDIT_ACTIONS),
	purpose: Purpose,
	subject: AuditSubject,
	result: EntryResult,
	/** Of a change: number of the entry in which it was begun. */
	concludes: z.int().positive().optional(),
	/** SHA-256, lower-case hex; of the first entry: {@link genesisHash}. */
	previous: Sha256,
	hash: Sha256,
});
export type AuditEntry = z.output<typeof AuditEntry>;

/** An entry before it has its place in the chain. */
export type AuditDraft = Omit<AuditEntry, "seq" | "previous" | "hash">;

/** Where a chain ends: enough to continue it, and to find out later that it was cut. */
export interface AuditHead {
	readonly seq: number;
	readonly hash: string;
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** What the first entry links to. It names the tenant, so that no log can pass for another tenant's. */
export const genesisHash = (tenant: TenantId): string =>
	sha256(canonicalJson({ log: "audit", tenant: parseTenantId(tenant), version: 1 }));

/** SHA-256 of the canonical JSON of the entry without its hash. */
export const entryHash = (entry: Omit<AuditEntry, "hash">): string => sha256(canonicalJson(entry));

/** Gives a draft its place after `head`. */
export function link(draft: AuditDraft, head: AuditHead): AuditEntry {
	const entry = { ...draft, seq: head.seq + 1, previous: head.hash };
	return { ...entry, hash: entryHash(entry) };
}

/** Id of an entry: its number, padded so that byte order is the order of numbers. */
export const entryId = (seq: number): string => String(seq).padStart(16, "0");
