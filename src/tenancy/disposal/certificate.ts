import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import { faultsOf } from "../../domain/faults.ts";
import { parseTenantId } from "../../domain/tenant.ts";
import { TributaryError } from "../../errors.ts";
import { AuditEntry, entryHash } from "../audit-entry.ts";
import { entryLeaf, isHeadSigned, SignedHead } from "../audit-tree.ts";
import { canonicalJson } from "../canonical-json.ts";
import { isIncluded } from "../merkle.ts";
import { isSigned, type KeyPair, PublicJwk, Signature, signJson } from "../signed-json.ts";
import { Approval } from "./approval.ts";

/**
 * The certificate of sanitization, with the fields that NIST SP 800-88 (r1 appendix G, r2) asks for, in the terms of a store
 * instead of a disk. It can be checked without us: by the file alone, and the public key that was noted earlier.
 */
export const CERTIFICATE_FORMAT = "tributary/wipe-certificate/v2";
/** Named the data key only, and proved nothing of the log. */
const FORMAT_BEFORE = "tributary/wipe-certificate/v1";

/** The entry of the wipe, and that it is in the log whose head is signed (RFC 9162, 2.1.3). */
const Inclusion = z.strictObject({
	entry: AuditEntry,
	signedHead: SignedHead,
	path: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

const Statement = z.strictObject({
	format: z.enum([CERTIFICATE_FORMAT, FORMAT_BEFORE]),
	id: z.string(),
	tenant: z.strictObject({
		id: z.string().transform((value) => parseTenantId(value)),
		name: z.string(),
		organization: z.int().positive(),
	}),
	reason: z.string(),
	/** What was sanitized. */
	media: z.strictObject({
		stores: z.array(z.string()).min(1),
		/** Records by collection just before; null where the store could not be read any more. */
		records: z.record(z.string(), z.int().nonnegative()).nullable(),
		registryRecords: z.int().nonnegative(),
	}),
	sanitization: z.strictObject({
		method: z.literal("purge"),
		techniques: z.array(z.enum(["cryptographic erase", "deletion"])).min(1),
		/**
		 * All that were destroyed. `id`: SHA-256 of the wrapped key, hex. `of`: what it opened; `data`, the store; `nextData`, the store, that was
		 * about to be given it; `persons`, the keys of people's files; `nextPersons`, those that were about to be wrapped by it.
		 */
		keys: z.array(
			z.strictObject({
				of: z.enum(["data", "nextData", "persons", "nextPersons"]).optional(),
				id: z.string(),
				version: z.int().positive(),
				algorithm: z.string(),
				bits: z.int().min(128),
			}),
		),
		tool: z.strictObject({ name: z.string(), version: z.string() }),
		startedAt: z.iso.datetime(),
		finishedAt: z.iso.datetime(),
	}),
	verification: z.strictObject({
		method: z.literal("full"),
		checks: z.array(z.strictObject({ check: z.string(), result: z.literal("passed") })).min(1),
		verifier: z.string(),
	}),
	approvals: z.array(Approval),
	/** The tenant's audit log, which stays: number and hash of its last entry. */
	audit: z.strictObject({
		entries: z.int().positive(),
		head: z.string().regex(/^[0-9a-f]{64}$/),
		inclusion: Inclusion.optional(),
	}),
	/** What this does not cover, in words. */
	remarks: z.array(z.string()),
});
export type CertificateStatement = z.output<typeof Statement>;

export const Certificate = z.strictObject({
	certificate: Statement,
	/** Of who signs, with its RFC 7638 thumbprint. */
	publicKey: PublicJwk,
	fingerprint: z.string(),
	/** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of `certificate`, base64url. */
	signature: Signature,
});
export type Certificate = z.output<typeof Certificate>;

/** @param keys the certificate key of this deployment */
export const certify = (
	certificate: CertificateStatement,
	{ privateKey, publicKey, fingerprint }: KeyPair,
): Certificate => ({ certificate, publicKey, fingerprint, signature: signJson(certificate, privateKey) });

export interface CertificateVerdict {
	readonly ok: boolean;
	/** Each check in words, with whether it holds. */
	readonly checks: readonly { readonly check: string; readonly holds: boolean }[];
	/** Of the key that signed: whoever has not noted it before has to ask for it, or nothing is proved. */
	readonly fingerprint: string;
	readonly certificate: CertificateStatement;
}

/** People who have to say yes. */
export const APPROVALS_NEEDED = 2;

/**
 * Checks a certificate offline.
 * @param input the parsed JSON of the file
 * @param trusted fingerprint that was noted earlier; without it only that the file is whole can be told
 * @throws TributaryError `invalid-certificate` it is no certificate, with the places of what is wrong
 */
export async function verifyCertificate(input: unknown, trusted?: string): Promise<CertificateVerdict> {
	const read = Certificate.safeParse(input);
	if (!read.success) throw new TributaryError("invalid-certificate", { errors: faultsOf(read.error) });
	const { certificate, publicKey, fingerprint, signature } = read.data;
	const checks = [
		{ check: "the signature is of the key that is named", holds: isSigned(certificate, signature, publicKey) },
		{
			check: "the fingerprint is of that key",
			holds: (await calculateJwkThumbprint(publicKey)) === fingerprint,
		},
		...(trusted === undefined ? [] : [{ check: "the key is the one that is trusted", holds: fingerprint === trusted }]),
		...(await approvalChecks(certificate)),
		{
			check: "it was not done before the cooling-off was over or waived",
			holds: certificate.approvals.every(({ statement }) => mayStart(statement, certificate.sanitization.startedAt)),
		},
		...(certificate.format === FORMAT_BEFORE ? [] : await auditChecks(certificate)),
	];
	return { ok: checks.every(({ holds }) => holds), checks, fingerprint, certificate };
}

async function auditChecks({ id, tenant, audit }: CertificateStatement) {
	const { inclusion } = audit;
	if (inclusion === undefined) return [{ check: "the log's entry of the wipe is in it", holds: false }];
	const { entry, signedHead, path } = inclusion;
	const { head, publicKey, fingerprint } = signedHead;
	const { hash, ...content } = entry;
	const leaf = entryLeaf(canonicalJson(entry));
	const bytes = (hex: string) => Buffer.from(hex, "hex");
	const of = { leaf, index: entry.seq - 1, size: head.size, path: path.map(bytes), root: bytes(head.root) };
	return [
		{
			check: "the head of the log is the tenant's, and signed by the key that it names",
			holds:
				isHeadSigned(signedHead) &&
				(await calculateJwkThumbprint(publicKey)) === fingerprint &&
				head.tenant === tenant.id &&
				head.size >= audit.entries,
		},
		{
			check: "the log has the entry that this wipe was done",
			holds:
				entry.action === "tenant.wipe" &&
				entry.subject.requestId === id &&
				entry.subject.about === "erasing" &&
				entry.result.outcome === "ok" &&
				entryHash(content) === hash &&
				isIncluded(of),
		},
	];
}

const mayStart = (
	{ waivesCoolingOff, coolingOffUntil }: { readonly waivesCoolingOff: boolean; readonly coolingOffUntil: string },
	startedAt: string,
) => waivesCoolingOff || Date.parse(startedAt) >= Date.parse(coolingOffUntil);

async function approvalChecks({ id, tenant, approvals, reason }: CertificateStatement) {
	const valid = await Promise.all(
		approvals.map(
			async ({ statement, signature, publicKey, fingerprint }) =>
				isSigned(statement, signature, publicKey) && (await calculateJwkThumbprint(publicKey)) === fingerprint,
		),
	);
	const isOfThis = ({ statement }: Approval) =>
		statement.request === id &&
		statement.tenant === tenant.id &&
		statement.organization === tenant.organization &&
		statement.reason === reason;
	const people = new Set(approvals.map(({ fingerprint }) => fingerprint));
	const names = new Set(approvals.map(({ statement }) => statement.approver));
	return [
		{ check: "every approval is signed by its approver", holds: valid.every(Boolean) },
		{ check: "every approval is of this request", holds: approvals.every(isOfThis) },
		{
			check: "two different people approved",
			holds: people.size >= APPROVALS_NEEDED && names.size >= APPROVALS_NEEDED,
		},
	];
}
