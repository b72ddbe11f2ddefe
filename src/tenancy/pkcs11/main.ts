/**
 * Wraps and unwraps keys by an AES key on a PKCS#11 token (CKM_AES_GCM, a random nonce each time); key-service.ts says what it reads and writes.
 * With --generate it makes that key: 256 bits, sensitive, never extractable.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import type { KeyRequest } from "../key-service.ts";
import { openToken } from "./token.ts";

const NONCE_BYTES = 12;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			module: { type: "string" },
			token: { type: "string" },
			key: { type: "string" },
			"pin-file": { type: "string" },
			generate: { type: "boolean", default: false },
		},
	});
	const { module = "", token: label = "", key = "", "pin-file": pinFile = "", generate } = values;
	const token = await openToken({ module, label, pin: readPin(pinFile) });
	try {
		if (generate) return token.generateKey(key);
		const { format, operation, data: given } = JSON.parse(readFileSync(0, "utf8")) as KeyRequest;
		if (format !== "tributary/key-service/v1") throw new Error(`The request has the format ${format}.`);
		const data = Buffer.from(given, "base64");
		const answer = operation === "wrap" ? wrap(data) : unwrap(data);
		process.stdout.write(`${JSON.stringify({ data: answer.toString("base64") })}\n`);
	} finally {
		token.close();
	}

	function wrap(data: Buffer): Buffer {
		const nonce = randomBytes(NONCE_BYTES);
		return Buffer.concat([nonce, token.encrypt(key, nonce, data)]);
	}
	function unwrap(data: Buffer): Buffer {
		return token.decrypt(key, data.subarray(0, NONCE_BYTES), data.subarray(NONCE_BYTES));
	}
}

function readPin(file: string): Buffer {
	if ((statSync(file).mode & 0o077) !== 0) throw new Error(`Other accounts may read ${file}: chmod 600 it.`);
	return Buffer.from(readFileSync(file, "utf8").trim(), "utf8");
}

main().catch((error: unknown) => {
	process.stderr.write(`pkcs11: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
