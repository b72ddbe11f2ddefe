import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import { isSigned, type KeyPair, PublicJwk, Signature, signJson } from "./signed-json.ts";
import { parseStrictJson } from "./strict-json.ts";
import { WrappedKey } from "./vault.ts";

/** What a backup holds, signed: `backup.json` beside its files. */

export const BACKUP_FORMAT = "tributary/backup";
export const BACKUP_VERSION = 1;
const NAME = "backup.json";

const File = z.strictObject({
	/** Below the backup, with slashes. */
	path: z.string().regex(/^(?!.*\.\.)[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/),
	bytes: z.int().nonnegative(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const Statement = z.strictObject({
	format: z.literal(BACKUP_FORMAT),
	version: z.literal(BACKUP_VERSION),
	/**
	 * The one tenant that it is of, with the wrapped key that opens its store, and the one that the keys of its people are wrapped by, absent
	 * in what was made before that could change; null: everything.
	 */
	tenant: z.strictObject({ id: z.string(), key: WrappedKey, persons: WrappedKey.optional() }).nullable(),
	/** Nothing in it is older than this: who was erased later has to be erased again. */
	startedAt: z.iso.datetime(),
	finishedAt: z.iso.datetime(),
	tool: z.strictObject({ name: z.string(), version: z.string() }),
	/** Entries in the file of erasures when it was made: the file that is there at the restore has at least these. */
	erasures: z.int().nonnegative(),
	files: z.array(File).min(1),
});
export type BackupStatement = z.output<typeof Statement>;

const Manifest = z.strictObject({
	backup: Statement,
	publicKey: PublicJwk,
	fingerprint: z.string(),
	signature: Signature,
});
export type BackupManifest = z.output<typeof Manifest>;

/** The last file of a backup: without it there is none. */
export function writeManifest(folder: string, backup: BackupStatement, key: KeyPair): BackupManifest {
	const { publicKey, fingerprint, privateKey } = key;
	const manifest = { backup, publicKey, fingerprint, signature: signJson(backup, privateKey) };
	writeFileSync(path.join(folder, NAME), `${JSON.stringify(manifest, null, 1)}\n`, {
		flag: "wx",
		mode: 0o600,
		flush: true,
	});
	return manifest;
}

/**
 * Reads a manifest and holds every file against it. Without `trusted` it is known only that the backup is whole: whoever makes one can
 * sign it with a key of his own.
 * @param trusted fingerprint of the key that has to have signed it
 * @throws TributaryError `file-not-found` · `backup-damaged` · `backup-version` · `backup-untrusted`
 */
export async function checkBackup(folder: string, trusted?: string): Promise<BackupManifest> {
	const file = path.join(folder, NAME);
	if (!existsSync(file)) throw new TributaryError("file-not-found", { detail: `There is no ${file}.` });
	const value = parsed(readFileSync(file, "utf8"));
	const { format, version } = Object(Object(value).backup) as { format?: unknown; version?: unknown };
	if (format === BACKUP_FORMAT && typeof version === "number" && version !== BACKUP_VERSION)
		throw new TributaryError("backup-version", {
			detail: `It has version ${version}; ${BACKUP_VERSION} is known here.`,
		});
	const read = Manifest.safeParse(value);
	if (!read.success) throw new TributaryError("backup-damaged", { errors: faultsOf(read.error) });
	const { backup, publicKey, fingerprint, signature } = read.data;
	if (!isSigned(backup, signature, publicKey) || (await calculateJwkThumbprint(publicKey)) !== fingerprint)
		throw damaged("The manifest is not signed by the key that it names.");
	if (trusted !== undefined) demandSigner(read.data, trusted);
	await demandFiles(folder, backup);
	return read.data;
}

/** @throws TributaryError `backup-untrusted` */
export function demandSigner({ fingerprint }: BackupManifest, trusted: string): void {
	if (fingerprint !== trusted)
		throw new TributaryError("backup-untrusted", { detail: `It is signed by ${fingerprint}.` });
}

/** Holds the files of a folder against a manifest. @throws TributaryError `backup-damaged` */
export async function demandFiles(folder: string, { files }: BackupStatement): Promise<void> {
	for (const { path: name, bytes, sha256 } of files) {
		const found = await fileOf(folder, name).catch(() => null);
		if (found === null) throw damaged(`${name} is missing.`);
		if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged(`${name} was changed.`);
	}
}

const damaged = (detail: string) => new TributaryError("backup-damaged", { detail });

function parsed(text: string): unknown {
	try {
		return parseStrictJson(text);
	} catch (cause) {
		throw damaged(`${NAME} cannot be read: ${(cause as Error).message}`);
	}
}

/** Every file below a folder. */
export async function filesOf(folder: string): Promise<BackupStatement["files"]> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const names = entries.map((entry) =>
		path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"),
	);
	return Promise.all(names.sort().map((name) => fileOf(folder, name)));
}

async function fileOf(folder: string, name: string) {
	const file = path.join(folder, ...name.split("/"));
	const hash = createHash("sha256");
	for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
	return { path: name, bytes: statSync(file).size, sha256: hash.digest("hex") };
}
