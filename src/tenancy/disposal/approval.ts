import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { PublicJwk, Signature, signJson } from "../signed-json.ts";
import { ApproverName } from "./approvers.ts";

/** What an approver puts his name to: this one request, with its reason and its times, and whether it may be done at once. */
export const WipeStatement = z.strictObject({
	statement: z.literal("tributary/wipe-approval/v1"),
	request: z.string(),
	tenant: z.string(),
	organization: z.int().positive(),
	reason: z.string(),
	requestedAt: z.iso.datetime(),
	coolingOffUntil: z.iso.datetime(),
	/** The approver wants no cooling-off. */
	waivesCoolingOff: z.boolean(),
	approver: ApproverName,
	at: z.iso.datetime(),
});
export type WipeStatement = z.output<typeof WipeStatement>;

/** A statement with its Ed25519 signature (RFC 8032) over the statement's canonical JSON (RFC 8785). */
export const Approval = z.strictObject({
	statement: WipeStatement,
	/** Public key of the approver, as it was registered. */
	publicKey: PublicJwk,
	fingerprint: z.string(),
	signature: Signature,
});
export type Approval = z.output<typeof Approval>;

/** A statement with the signature of the person who makes it. */
export type Signed<T> = Omit<Approval, "statement"> & { readonly statement: T };

/**
 * Signs a statement with a person's own private key.
 * @param pem PKCS 8, Ed25519
 * @throws TributaryError `invalid-field` it is no such key
 */
export async function signStatement<T extends object>(statement: T, pem: string): Promise<Signed<T>> {
	const key = readPrivateKey(pem);
	const publicKey = PublicJwk.parse(createPublicKey(key).export({ format: "jwk" }));
	return {
		statement,
		publicKey,
		fingerprint: await calculateJwkThumbprint(publicKey),
		signature: signJson(statement, key),
	};
}

function readPrivateKey(pem: string): KeyObject {
	try {
		const key = createPrivateKey(pem);
		if (key.asymmetricKeyType === "ed25519") return key;
	} catch {
		// Told below: what the parser says of a key must not be repeated.
	}
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "/key", detail: "Give the PEM file of an Ed25519 private key." }],
	});
}
