import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { TributaryError } from "../errors.ts";

/**
 * A master key that never comes into this process: whoever holds it (an HSM, a KMS) wraps and unwraps 32 bytes for us. One exchange is one
 * run of a program: a JSON line on its standard input, a JSON line on its standard output, exit code 0.
 */
export interface KeyService {
	/** Names the master key, in every key that it wrapped. */
	readonly id: string;
	/** @throws TributaryError `master-key-unavailable` */
	wrap(key: Uint8Array): Promise<Buffer>;
	/** @throws TributaryError `master-key-unavailable`, also where the holder refuses what is none of his */
	unwrap(wrapped: Uint8Array): Promise<Buffer>;
}

/** What the program reads. `data`: base64 of 32 bytes to be wrapped, or of what `wrap` answered earlier. */
export const KeyRequest = z.strictObject({
	format: z.literal("tributary/key-service/v1"),
	operation: z.enum(["wrap", "unwrap"]),
	/** As configured. */
	key: z.string(),
	data: z.base64(),
});
export type KeyRequest = z.output<typeof KeyRequest>;

/** What the program writes. */
export const KeyAnswer = z.strictObject({ data: z.base64() });

/** A holder that asks a server must answer within that. Milliseconds. */
const TIMEOUT = 30_000;
const MAX_ANSWER = 64 * 1024;

export function commandKeyService(id: string, command: readonly string[]): KeyService {
	const ask = async (operation: KeyRequest["operation"], data: Uint8Array) => {
		const request: KeyRequest = {
			format: "tributary/key-service/v1",
			operation,
			key: id,
			data: Buffer.from(data).toString("base64"),
		};
		const answer = await exchange(id, command, `${JSON.stringify(request)}\n`);
		const read = KeyAnswer.safeParse(parsed(answer));
		if (!read.success) throw unavailable(id, "did not answer with data");
		return Buffer.from(read.data.data, "base64");
	};
	return { id, wrap: (key) => ask("wrap", key), unwrap: (wrapped) => ask("unwrap", wrapped) };
}

export interface Pkcs11Key {
	/** Path of the holder's library. */
	readonly module: string;
	/** Labels of the token and of the AES key on it. */
	readonly token: string;
	readonly key: string;
	/** File with the user's PIN, for its owner only. */
	readonly pinFile: string;
}

/**
 * A key on a PKCS#11 token. The holder's library is loaded by a process of its own, so that no fault of it reaches the keys and data
 * here.
 */
export function pkcs11KeyService({ module, token, key, pinFile }: Pkcs11Key): KeyService {
	return commandKeyService(pkcs11Id({ token, key }), [
		process.execPath,
		pkcs11Program(),
		...["--module", module, "--token", token, "--key", key, "--pin-file", pinFile],
	]);
}

export const pkcs11Id = ({ token, key }: Pick<Pkcs11Key, "token" | "key">): string => `pkcs11:${token}/${key}`;

/** @throws TributaryError `invalid-configuration` the package that reaches the library is not installed */
export function pkcs11Program(): string {
	try {
		createRequire(import.meta.url).resolve("koffi");
	} catch (cause) {
		const detail = "PKCS#11 needs the package koffi: npm install koffi";
		throw new TributaryError("invalid-configuration", { detail, cause });
	}
	const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
	return fileURLToPath(new URL(`./pkcs11/main.${extension}`, import.meta.url));
}

function exchange(id: string, [program = "", ...args]: readonly string[], request: string): Promise<string> {
	return new Promise((resolve, reject) => {
		// No shell, as for every command. Its stderr goes to ours: what the holder says of a failure is for the operator.
		const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], shell: false, timeout: TIMEOUT });
		const chunks: Buffer[] = [];
		let length = 0;
		child.stdout.on("data", (chunk: Buffer) => {
			length += chunk.length;
			if (length > MAX_ANSWER) child.kill("SIGKILL");
			else chunks.push(chunk);
		});
		// A program that ends without reading is told of by its exit code.
		child.stdin.on("error", () => {});
		child.on("error", (cause: NodeJS.ErrnoException) =>
			reject(unavailable(id, `cannot be run (${cause.code})`, cause)),
		);
		child.on("close", (code, signal) => {
			if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
			else reject(unavailable(id, code === null ? `was ended by ${signal}` : `ended with exit code ${code}`));
		});
		child.stdin.end(request);
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

const unavailable = (id: string, reason: string, cause?: unknown) =>
	new TributaryError("master-key-unavailable", { detail: `The program of the master key ${id} ${reason}.`, cause });
