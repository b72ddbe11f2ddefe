import { createHash, randomUUID } from "node:crypto";
import { TributaryError } from "../errors.ts";
import { packageVersion } from "../package-root.ts";
import { exportLog } from "../tenancy/audit-export.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { AuditReader } from "../tenancy/journals.ts";
import { eachPage } from "../tenancy/listing.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type StatementKey, signJson } from "../tenancy/signed-json.ts";
import { encrypt } from "./age.ts";
import { leaves, leaving, RETURNED, type Returned, schemas } from "./collections.ts";
import {
	ARCHIVE_FORMAT,
	ARCHIVE_VERSION,
	AUDIT_LOG,
	LEFT_OUT,
	type Line,
	MANIFEST,
	type Manifest,
	type ManifestStatement,
	NOT_IMPORTED,
	OPENING,
	type Opening,
	originalName,
	partName,
	README,
	README_TEXT,
	registryName,
	schemaName,
} from "./format.ts";
import { REGISTRY_PARTS, type Registry } from "./registry-parts.ts";
import { type ArchiveWriter, createArchiveWriter } from "./write-archive.ts";

/** The return of everything that a tenant holds: one archive, encrypted to a key whose private half we never see. */

export interface ExportDeps {
	readonly audit: Pick<AuditReader, "read" | "signedHead">;
	readonly registry: Registry;
	/** Signs the manifest. */
	readonly manifestKey: StatementKey;
	readonly clock: Clock;
	/** Called once it stands in the log that it was begun. */
	readonly begun?: () => void;
	/** Told as it goes on. */
	readonly progress?: (done: Progress) => void;
	/** Asked as it goes on: throws where whoever has it made may not any more. */
	readonly demandStill?: () => Promise<unknown>;
}

export interface Progress {
	/** What is being written. */
	readonly part: string;
	readonly records: number;
	readonly files: number;
}

/** Bytes of a member below `records/`. */
const PART_BYTES = 4 * 1024 * 1024;
/** Files read at once: each may have tens of megabytes. */
const FILES_AT_ONCE = 4;

/**
 * Writes the archive. In the log it is a change: begun before the first byte, and concluded when `write` has taken the last. With it
 * stands the SHA-256 of the recipient, by which it can be told for whose key an archive was made.
 * @param recipient as `recipientOf` of age.ts gives it
 * @param write takes the encrypted bytes, and resolves when they are where they belong
 */
export function exportTenant(
	scope: Scope,
	deps: ExportDeps,
	recipient: string,
	write: (sealed: ReadableStream<Uint8Array>) => Promise<void>,
): Promise<Manifest> {
	const sha256 = createHash("sha256").update(recipient, "utf8").digest("hex");
	return scope.record("tenant.export", { about: "recipient", sha256 }, async () => {
		deps.begun?.();
		const archive = createArchiveWriter(deps.clock());
		const [manifest] = await Promise.all([
			fill(scope, deps, archive).catch((error: unknown) => {
				archive.fail(error);
				throw error;
			}),
			encrypt(archive.output, recipient)
				.then(write)
				.catch((error: unknown) => {
					archive.fail(error);
					throw error;
				}),
		]);
		const count = Object.values(manifest.manifest.counts).reduce((sum, one) => sum + one, 0);
		return { value: manifest, result: { outcome: "ok", count } };
	});
}

async function fill(scope: Scope, deps: ExportDeps, archive: ArchiveWriter): Promise<Manifest> {
	const opening: Opening = {
		format: ARCHIVE_FORMAT,
		version: ARCHIVE_VERSION,
		id: randomUUID(),
		madeAt: deps.clock().toISOString(),
		tenant: scope.tenant,
	};
	await archive.add(OPENING, json(opening));
	await archive.add(README, README_TEXT);
	for (const [name, schema] of schemas()) await archive.add(schemaName(name), json(schema));
	const counts: Record<string, number> = {};
	const done = { records: 0, files: 0 };
	for (const collection of RETURNED) {
		const told = async (more: number, files: number) => {
			done.records += more;
			done.files += files;
			deps.progress?.({ part: collection, ...done });
			await deps.demandStill?.();
		};
		counts[collection] = await addCollection(scope, archive, collection, told);
	}
	Object.assign(counts, await addRegistry(scope, deps, archive));
	const audit = await addLog(scope, deps, archive);
	await deps.demandStill?.();
	const manifest = await signed(deps, {
		format: ARCHIVE_FORMAT,
		version: ARCHIVE_VERSION,
		id: opening.id,
		tenant: scope.tenant.id,
		madeAt: opening.madeAt,
		tool: { name: "Tributary", version: packageVersion() },
		atRest: scope.tenant.status === "disabled",
		counts,
		audit,
		leftOut: LEFT_OUT,
		notImported: NOT_IMPORTED,
		members: [...archive.members],
	});
	await archive.add(MANIFEST, json(manifest));
	archive.finish();
	return manifest;
}

const json = (value: object) => `${JSON.stringify(value, null, 1)}\n`;

async function signed({ manifestKey }: ExportDeps, manifest: ManifestStatement): Promise<Manifest> {
	const { privateKey, publicKey, fingerprint } = await manifestKey();
	return { manifest, publicKey, fingerprint, signature: signJson(manifest, privateKey) };
}

/** @returns how many records */
async function addCollection(
	{ store }: Scope,
	archive: ArchiveWriter,
	collection: Returned,
	told: (records: number, files: number) => Promise<void>,
): Promise<number> {
	let count = 0;
	let parts = 0;
	let lines: string[] = [];
	let bytes = 0;
	const flush = async () => {
		if (lines.length === 0) return;
		await archive.add(partName(collection, ++parts), lines.join(""));
		lines = [];
		bytes = 0;
	};
	for await (const page of eachPage(store, collection, { keys: true })) {
		for (const { id, record, keys = [] } of page) {
			if (!leaves(collection, id)) continue;
			const line = { id, keys: [...keys], record: leaving(collection, id, record) } as Line;
			const text = `${JSON.stringify(line)}\n`;
			lines.push(text);
			bytes += Buffer.byteLength(text);
			count++;
			if (bytes >= PART_BYTES) await flush();
		}
		await told(page.length, 0);
		// The records of files stand before their bytes, so that whoever reads them need not hold the bytes.
		if (collection === "original") {
			await flush();
			const ids = page.map(({ id }) => id);
			await addFiles(store, archive, ids, (files) => told(0, files));
		}
	}
	await flush();
	return count;
}

async function addFiles(
	store: Scope["store"],
	archive: ArchiveWriter,
	ids: readonly string[],
	told: (files: number) => Promise<void>,
): Promise<void> {
	for (let start = 0; start < ids.length; start += FILES_AT_ONCE) {
		const found = await store.read("original", { ids: ids.slice(start, start + FILES_AT_ONCE) });
		for (const one of found) if (one !== null) await archive.add(originalName(one.id), one.blob ?? new Uint8Array());
		await told(found.length);
	}
}

/** @returns how many of each */
async function addRegistry(
	{ tenant }: Scope,
	{ registry }: ExportDeps,
	archive: ArchiveWriter,
): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const [name, part] of Object.entries(REGISTRY_PARTS)) {
		const all = await part.list(registry, tenant.id);
		await archive.add(registryName(name), all.map((one) => `${JSON.stringify(one)}\n`).join(""));
		counts[name] = all.length;
	}
	return counts;
}

/** The log as it stands now. Its entries never change, so it is gone through twice: the archive has to know the length beforehand. */
async function addLog(
	scope: Scope,
	{ audit }: ExportDeps,
	archive: ArchiveWriter,
): Promise<ManifestStatement["audit"]> {
	const signedHead = await audit.signedHead(scope.tenant.id);
	const lines = () => exportLog({ ...audit, signedHead: async () => signedHead }, scope.tenant.id);
	let bytes = 0;
	for await (const line of lines()) bytes += Buffer.byteLength(line) + 1;
	await archive.addPieces(AUDIT_LOG, bytes, withEnds(lines()));
	const { size, root } = signedHead.head;
	if (size === 0) throw new TributaryError("audit-unavailable");
	return { entries: size, root };
}

async function* withEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
	for await (const line of lines) yield `${line}\n`;
}
