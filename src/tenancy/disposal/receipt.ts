import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import { isSigned, type KeyPair, PublicJwk, Signature, signJson } from "../signed-json.ts";

/** What a person gets who asked to be erased: what was removed, and that it was looked whether anything is left. */
export const RECEIPT_FORMAT = "tributary/erasure-receipt/v1";

const Statement = z.strictObject({
	format: z.literal(RECEIPT_FORMAT),
	id: z.string(),
	tenant: z.string(),
	/** None where nothing was there but what waited for a candidate, or was noted of a profile. */
	candidateIds: z.array(z.string()),
	reason: z.string(),
	erasedAt: z.iso.datetime(),
	/** Records by collection. */
	removed: z.record(z.string(), z.int().nonnegative()),
	checks: z.array(z.strictObject({ check: z.string(), result: z.literal("passed") })).min(1),
	/** What this does not cover, in words. */
	remarks: z.array(z.string()),
});

export const ErasureReceipt = z.strictObject({
	receipt: Statement,
	publicKey: PublicJwk,
	/** RFC 7638 thumbprint. */
	fingerprint: z.string(),
	/** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of `receipt`. */
	signature: Signature,
});
export type ErasureReceipt = z.output<typeof ErasureReceipt>;

interface Erased extends Pick<z.output<typeof Statement>, "tenant" | "reason" | "erasedAt" | "removed"> {
	readonly candidateIds: readonly string[];
	readonly checks: readonly string[];
}

export function certifyErasure(erased: Erased, { privateKey, publicKey, fingerprint }: KeyPair): ErasureReceipt {
	const receipt: z.output<typeof Statement> = {
		...erased,
		format: RECEIPT_FORMAT,
		id: randomUUID(),
		candidateIds: [...erased.candidateIds],
		checks: erased.checks.map((check) => ({ check, result: "passed" })),
		remarks: REMARKS,
	};
	return { receipt, publicKey, fingerprint, signature: signJson(receipt, privateKey) };
}

/** Checks a receipt offline. @param trusted fingerprint that was noted earlier */
export async function verifyReceipt(
	{ receipt, publicKey, fingerprint, signature }: ErasureReceipt,
	trusted?: string,
): Promise<readonly { readonly check: string; readonly holds: boolean }[]> {
	return [
		{ check: "the signature is of the key that is named", holds: isSigned(receipt, signature, publicKey) },
		{ check: "the fingerprint is of that key", holds: (await calculateJwkThumbprint(publicKey)) === fingerprint },
		...(trusted === undefined ? [] : [{ check: "the key is the one that is trusted", holds: fingerprint === trusted }]),
	];
}

const REMARKS = [
	"A profile in the shared network is not the tenant's: its owner removes it there.",
	"The ATS keeps what it has of the person: erase it there too, or it may be sent again.",
	"The audit log keeps the ids of these candidates and of profiles that they are, and the digests of their files, with who saw them and when, and no other data of the person.",
	"Events for the tenant's own addresses that wait, or were given up, name these candidates by id until they are delivered or thrown away.",
];
