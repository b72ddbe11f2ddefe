import { generateKeyPairSync } from "node:crypto";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { expect, test } from "vitest";
import { identityOf, recipientOf } from "../../src/transfer/age.ts";

/** Keys that archives are sealed for. */

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);

test("are age's own or X25519 in PEM, and the two halves fit", async () => {
	const { publicKey, privateKey } = generateKeyPairSync("x25519");
	const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
	const secret = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
	expect(await identityToRecipient(identityOf(secret))).toBe(recipientOf(pem));
	expect(recipientOf(`# mine\n${recipient}\n`)).toBe(recipient);
	expect(identityOf(`# created\n${identity}\n`)).toBe(identity);
});

test("that are private, of another kind, or none are refused by name", () => {
	const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "pem", type: "spki" });
	const secret = generateKeyPairSync("x25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
	for (const text of [rsa.toString(), secret, identity, "", "age1nothing", `${recipient}x`])
		expect(() => recipientOf(text)).toThrow(expect.objectContaining({ code: "invalid-field" }));
	expect(() => identityOf(recipient)).toThrow(expect.objectContaining({ code: "invalid-field" }));
});
