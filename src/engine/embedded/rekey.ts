/**
 * Another key for a store: its files are copied, the copy is given the new key page by page, and then its folder takes the place of the old
 * one. Whoever has the old files open goes on reading them, and finds at the next call that the place holds others (OpenStores).
 */
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Connection } from "better-sqlite3-multiple-ciphers";
import { TributaryError } from "../../errors.ts";
import { applyRawKey, openConnection, rawKey } from "./connection.ts";
import { checkKey, writeKeyCheck } from "./key-check.ts";
import type { StorePlace } from "./paths.ts";
import { makeFolder, syncFile, syncFolder } from "./safe-files.ts";
import { copyOf, finishSwap, leavingsOf, swap } from "./swap.ts";

interface Keys {
	readonly from: Uint8Array;
	readonly to: Uint8Array;
}

/** Tries without holding writers up; then they wait while the last one is made. */
const FREE_TRIES = 2;

/** @throws `not-found` · `wrong-key` · `store-corrupt` · `store-unavailable` */
export function rekeyStore(place: StorePlace, { from, to }: Keys): void {
	finishSwap(place);
	if (!existsSync(place.file)) throw new TributaryError("not-found");
	if (checkKey(place, to) === true) {
		clearLeavings(place);
		return;
	}
	const source = openConnection(place, from, { create: false, readOnly: false });
	try {
		for (let tries = 0; tries < FREE_TRIES; tries++) if (tryFree(source, place, { from, to })) return;
		locked(source, () => {
			copyAside(place);
			renew(place, { from, to });
			swap(place);
		});
	} finally {
		source.close();
		clearLeavings(place);
	}
}

/** The store in another place takes this one's, under a new key. @throws `not-found` there is none in the other place · as {@link rekeyStore} */
export function replaceStore(place: StorePlace, keys: Keys, source: Source): void {
	finishSwap(place);
	if (checkKey(place, keys.to) === true) {
		clearLeavings(place);
		return;
	}
	if (!existsSync(source.place.file)) throw new TributaryError("not-found");
	try {
		copyAside(source.place, copyOf(place));
		renew(place, { from: source.key, to: keys.to });
		const old = openSound(place, keys.from);
		if (old === null) {
			makeFolder(place.folder);
			swap(place);
			return;
		}
		try {
			locked(old, () => swap(place));
		} finally {
			old.close();
		}
	} finally {
		clearLeavings(place);
	}
}

interface Source {
	readonly place: StorePlace;
	readonly key: Uint8Array;
}

/** null where there is nothing that anybody could be writing to. */
function openSound(place: StorePlace, key: Uint8Array): Connection | null {
	try {
		return openConnection(place, key, { create: false, readOnly: false });
	} catch (error) {
		if (error instanceof TributaryError && ["not-found", "store-corrupt"].includes(error.code)) return null;
		throw error;
	}
}

/** Makes the copy while others write, and takes it if nobody did. */
function tryFree(source: Connection, place: StorePlace, keys: Keys): boolean {
	let seen: unknown;
	locked(source, () => {
		seen = source.pragma("data_version", { simple: true });
		copyAside(place);
	});
	renew(place, keys);
	return locked(source, () => {
		if (source.pragma("data_version", { simple: true }) !== seen) return false;
		swap(place);
		return true;
	});
}

/** Nobody else writes meanwhile. */
function locked<T>(connection: Connection, work: () => T): T {
	connection.exec("BEGIN IMMEDIATE");
	try {
		return work();
	} finally {
		connection.exec("ROLLBACK");
	}
}

/**
 * The log is copied after the file: what a checkpoint carries into the file meanwhile is in the log as well, and only a writer empties it.
 */
function copyAside(place: StorePlace, copy = copyOf(place)): void {
	rmSync(copy.folder, { recursive: true, force: true });
	makeFolder(copy.folder);
	copyFileSync(place.file, copy.file);
	const log = `${place.file}-wal`;
	if (existsSync(log)) copyFileSync(log, `${copy.file}-wal`);
}

function renew(place: StorePlace, { from, to }: Keys): void {
	const copy = copyOf(place);
	const connection = applyRawKey(copy.file, from);
	try {
		// Nobody knows of the copy yet: it may be lost, so nothing of it is synced before it is whole.
		connection.pragma("temp_store = MEMORY");
		connection.pragma("journal_mode = DELETE");
		connection.pragma("journal_mode = OFF");
		connection.pragma("synchronous = OFF");
		const raw = rawKey(to);
		connection.rekey(raw);
		raw.fill(0);
	} finally {
		connection.close();
	}
	writeKeyCheck(copy, to);
	syncFile(copy.file);
	syncFolder(copy.folder);
}

function clearLeavings(place: StorePlace): void {
	for (const folder of leavingsOf(place)) rmSync(folder, { recursive: true, force: true });
	syncFolder(dirname(place.folder));
}
