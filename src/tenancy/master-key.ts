import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, constants, fsyncSync, openSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { TributaryError } from "../errors.ts";

/**
 * Where the master key comes from: a file that only its owner can read, or a command that prints it (a KMS client, `pass`).
 * Never an argument or an environment variable: both can be read by other processes and end in logs.
 */
export type MasterKeySource = { readonly file: string } | { readonly command: readonly string[] };

export const KEY_BYTES = 32;
/** The longest form is 64 hex digits with a line end; what is longer is no key. */
const MAX_SOURCE_BYTES = 256;
/** A command may ask a server, but a start must not hang on it. Milliseconds. */
const COMMAND_TIMEOUT = 30_000;

/**
 * Reads the master key.
 * @returns 32 bytes
 * @throws TributaryError `unsafe-configuration` file open to others, or a key that was typed · `invalid-configuration` no key there
 */
export async function readMasterKey(source: MasterKeySource): Promise<Buffer> {
	if ("file" in source) return decodeKey(await readKeyFile(source.file), source.file);
	return decodeKey(await runKeyCommand(source.command), "The key command's output");
}

/**
 * Writes a new random master key, as hex, for the owner's eyes only.
 * @throws TributaryError `invalid-configuration` when something is there already, or it cannot be written
 */
export function createMasterKeyFile(file: string): void {
	writeOwned(file, `${randomBytes(KEY_BYTES).toString("hex")}\n`);
}

/**
 * Writes a new file for its owner only; durable when it returns.
 * @throws TributaryError `invalid-configuration` when something is there already, or it cannot be written
 */
export function writeOwned(file: string, text: string): void {
	try {
		writeDurably(file, text);
	} catch (cause) {
		const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
		const reason = exists ? "exists already, and a key is never overwritten" : "cannot be written";
		throw new TributaryError("invalid-configuration", { detail: `The master key file ${file} ${reason}.`, cause });
	}
}

function writeDurably(file: string, text: string): void {
	const descriptor = openSync(file, "wx", 0o600);
	try {
		writeSync(descriptor, text);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
	const folder = openSync(path.dirname(path.resolve(file)), constants.O_RDONLY);
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

async function readKeyFile(file: string): Promise<Buffer> {
	const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: NodeJS.ErrnoException) => {
		throw new TributaryError("invalid-configuration", {
			detail: `The master key file ${file} cannot be opened (${cause.code}).`,
			cause,
		});
	});
	try {
		// The rights of the file that is open, not of what the name points at by now.
		const { mode, size } = await handle.stat();
		if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw noKey(file, "is not a regular file");
		if ((mode & 0o077) !== 0) {
			const rights = (mode & 0o777).toString(8).padStart(3, "0");
			const detail = `The master key file ${file} has the rights ${rights}, so others can read it: chmod 600 it.`;
			throw new TributaryError("unsafe-configuration", { detail });
		}
		if (size > MAX_SOURCE_BYTES) throw noKey(file, `holds ${size} bytes`);
		return await handle.readFile();
	} finally {
		await handle.close();
	}
}

function runKeyCommand(command: readonly string[]): Promise<Buffer> {
	const [program, ...args] = command;
	if (program === undefined) throw noKey("The key command", "is empty");
	return new Promise((resolve, reject) => {
		const fail = (reason: string, cause?: unknown) => reject(noKey("The key command", reason, cause));
		// No shell: nothing in the configuration is ever interpreted. What it prints on stderr might hold secrets: dropped.
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"], shell: false, timeout: COMMAND_TIMEOUT });
		const chunks: Buffer[] = [];
		let length = 0;
		child.stdout.on("data", (chunk: Buffer) => {
			length += chunk.length;
			if (length <= MAX_SOURCE_BYTES) chunks.push(chunk);
			else child.kill("SIGKILL");
		});
		child.on("error", (cause: NodeJS.ErrnoException) => fail(`cannot be run (${cause.code})`, cause));
		child.on("close", (code, signal) => {
			if (length > MAX_SOURCE_BYTES) fail(`printed more than ${MAX_SOURCE_BYTES} bytes`);
			else if (code !== 0) fail(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`);
			else resolve(Buffer.concat(chunks));
		});
	});
}

function decodeKey(bytes: Buffer, origin: string): Buffer {
	const key = bytes.length === KEY_BYTES ? bytes : decodeText(bytes.toString("latin1").trim());
	if (key === null) {
		throw noKey(origin, `holds ${bytes.length} bytes that are no key: it takes 32 raw bytes, 64 hex digits or base64`);
	}
	if (isTyped(key)) {
		const detail = `${origin} holds readable text or a repeated byte, not a random key. Make one: openssl rand -hex 32`;
		throw new TributaryError("unsafe-configuration", { detail });
	}
	return key;
}

function decodeText(text: string): Buffer | null {
	if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
	if (!/^(?:[A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43}=?)$/.test(text)) return null;
	return Buffer.from(text, "base64");
}

/** 32 random bytes are all printable once in 10^13 keys; a passphrase always is. */
const isTyped = (key: Buffer): boolean =>
	key.every((byte) => byte >= 0x20 && byte < 0x7f) || key.every((byte) => byte === key[0]);

const noKey = (what: string, reason: string, cause?: unknown) =>
	new TributaryError("invalid-configuration", { detail: `${what} ${reason}.`, cause });
