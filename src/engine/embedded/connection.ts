/** One connection to one store's file, with the settings that keep it encrypted, durable and clean. */
import { existsSync, readFileSync, statSync } from "node:fs";
import Database, { type Connection } from "better-sqlite3-multiple-ciphers";
import { TributaryError } from "../../errors.ts";
import { withStoreFaults } from "./faults.ts";
import { checkKey, KEY_BYTES, writeKeyCheck } from "./key-check.ts";
import { mappingPath, type StorePlace } from "./paths.ts";
import { makeFile, makeFolder } from "./safe-files.ts";
import { finishSwap } from "./swap.ts";

export type { Connection };

/** Version of the mapping, in PRAGMA user_version. */
const MAPPING_VERSION = 1;
/** Milliseconds to wait for the write lock of another process. */
export const LOCK_TIMEOUT = 15_000;
/** KiB of decrypted pages held for each connection. */
const PAGE_CACHE = 65_536;

/**
 * Settings in force on each connection, each with the value that PRAGMA gives back (see test/engine/settings.test.ts).
 * temp_store: otherwise plaintext spills into temporary files. trusted_schema, cell_size_check, mmap_size: a file may have been
 * tampered with. secure_delete: what is erased is overwritten.
 */
export const SETTINGS: readonly (readonly [name: string, value: string, readBack: number | string])[] = [
	["journal_mode", "WAL", "wal"],
	["synchronous", "FULL", 2],
	["temp_store", "MEMORY", 2],
	["secure_delete", "ON", 1],
	["trusted_schema", "OFF", 0],
	["cell_size_check", "ON", 1],
	["mmap_size", "0", 0],
	["foreign_keys", "ON", 1],
	["cache_size", `-${PAGE_CACHE}`, -PAGE_CACHE],
];

export interface OpenOptions {
	readonly create: boolean;
	/** Refuse every statement that would write. */
	readonly readOnly: boolean;
	/** Milliseconds to wait for a lock while it is opened; {@link LOCK_TIMEOUT} if absent. */
	readonly lockTimeout?: number;
}

/** @throws `not-found` · `wrong-key` · `store-corrupt` · `store-unavailable` */
export function openConnection(place: StorePlace, key: Uint8Array, options: OpenOptions): Connection {
	return withStoreFaults(() => {
		if (key.length !== KEY_BYTES) throw new TributaryError("wrong-key");
		finishSwap(place);
		const isThere = isStored(place);
		if (!isThere && !options.create) throw new TributaryError("not-found");
		if (isThere && checkKey(place, key) === false) throw new TributaryError("wrong-key");
		if (!isThere) prepareFolder(place, key);
		return unlock(place, key, options);
	});
}

/**
 * What `build` makes of a new connection, which is closed again where building fails.
 * @throws as {@link openConnection}
 */
export function openWith<T>(
	place: StorePlace,
	key: Uint8Array,
	options: OpenOptions,
	build: (connection: Connection) => T,
): T {
	const connection = openConnection(place, key, options);
	try {
		return withStoreFaults(() => build(connection));
	} catch (thrown) {
		connection.close();
		throw thrown;
	}
}

/** Whether anything was ever written there: a file that is empty is a creation that was cut off. */
function isStored(place: StorePlace): boolean {
	return existsSync(place.file) && statSync(place.file).size > 0;
}

function prepareFolder(place: StorePlace, key: Uint8Array): void {
	makeFolder(place.folder);
	writeKeyCheck(place, key);
	makeFile(place.file);
}

function unlock(place: StorePlace, key: Uint8Array, options: OpenOptions): Connection {
	const connection = applyRawKey(place.file, key, options.lockTimeout);
	try {
		connection.pragma(`page_size = ${place.pageSize}`);
		for (const [name, value] of SETTINGS) connection.pragma(`${name} = ${value}`);
		connection.pragma(`wal_autocheckpoint = ${place.logBytes / place.pageSize}`);
		if (options.create) createTables(connection, place);
		checkIdentity(connection, place);
		if (!options.readOnly) demandWritable(connection);
		connection.pragma(`query_only = ${options.readOnly ? "ON" : "OFF"}`);
		return connection;
	} catch (thrown) {
		connection.close();
		throw thrown;
	}
}

/** A connection as SQLite makes it, with its key and none of the settings. */
export function applyRawKey(file: string, key: Uint8Array, lockTimeout = LOCK_TIMEOUT): Connection {
	const connection = new Database(file, { fileMustExist: true, timeout: lockTimeout });
	connection.pragma("cipher = 'sqlcipher'");
	const raw = rawKey(key);
	connection.key(raw);
	raw.fill(0);
	return connection;
}

/**
 * A raw key (no key derivation from a passphrase), handed over outside of SQL text. To be overwritten after use; written byte by byte, because a
 * string cannot be.
 */
export function rawKey(key: Uint8Array): Buffer {
	const raw = Buffer.alloc(2 * key.length + 3);
	raw.write("x'", "latin1");
	for (const [at, byte] of key.entries()) {
		raw[2 * at + 2] = HEX[byte >> 4] as number;
		raw[2 * at + 3] = HEX[byte & 15] as number;
	}
	raw.write("'", raw.length - 1, "latin1");
	return raw;
}

const HEX = Buffer.from("0123456789abcdef", "latin1");

function createTables(connection: Connection, place: StorePlace): void {
	if (connection.pragma("user_version", { simple: true }) !== 0) return;
	const create = connection.transaction(() => {
		// Another process may have been faster between the look and the lock.
		if (connection.pragma("user_version", { simple: true }) !== 0) return;
		connection.exec(readFileSync(mappingPath(`embedded.v${MAPPING_VERSION}.sql`), "utf8"));
		connection.prepare("INSERT INTO identity (store) VALUES (?)").run(place.label);
		connection.pragma(`user_version = ${MAPPING_VERSION}`);
	});
	create.immediate();
}

function checkIdentity(connection: Connection, place: StorePlace): void {
	const version = connection.pragma("user_version", { simple: true });
	if (version === 0) throw new TributaryError("not-found");
	if (version !== MAPPING_VERSION)
		throw new TributaryError("store-unavailable", { detail: `Mapping version ${String(version)} is not known here.` });
	const store = connection.prepare("SELECT store FROM identity").pluck().get();
	if (store !== place.label)
		throw new TributaryError("store-corrupt", { detail: "The file belongs to another store." });
}

/**
 * Where a file cannot be opened for writing SQLite opens it for reading, and would refuse every write from then on, long after files can be opened
 * again. It says so at the first statement that writes; a transaction alone may begin.
 */
function demandWritable(connection: Connection): void {
	connection.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${MAPPING_VERSION}; ROLLBACK`);
}

/** Runs `work` with another patience for locks than usual. */
export function withLockTimeout<T>(connection: Connection, milliseconds: number, work: () => T): T {
	connection.pragma(`busy_timeout = ${milliseconds}`);
	try {
		return work();
	} finally {
		connection.pragma(`busy_timeout = ${LOCK_TIMEOUT}`);
	}
}
