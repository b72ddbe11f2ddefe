import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { TributaryError } from "../../errors.ts";
import { openConnection } from "./connection.ts";
import type { StorePlace } from "./paths.ts";
import { makeFolder, syncFile, syncFolder } from "./safe-files.ts";

/**
 * Copies of stores as they were at one moment: writers of all of them wait while the files are copied, readers do not. What is copied is
 * encrypted; each copy is opened, checked page by page and left as a single file.
 */

export interface CopiedStore {
	readonly place: StorePlace;
	readonly key: Uint8Array;
	/** Where its copy goes. */
	readonly to: StorePlace;
}

/** @throws `not-found` · `wrong-key` · `store-corrupt` a copy is not sound · `store-unavailable` */
export function copyStores(stores: readonly CopiedStore[]): void {
	const held = stores.map(({ place, key }) => openConnection(place, key, { create: false, readOnly: false }));
	try {
		for (const connection of held) connection.exec("BEGIN IMMEDIATE");
		copyFiles(stores.flatMap(filesOf));
	} finally {
		for (const connection of held) {
			if (connection.inTransaction) connection.exec("ROLLBACK");
			connection.close();
		}
	}
	for (const store of stores) makeSound(store);
}

/**
 * The log after the file: what a checkpoint carries into the file meanwhile is in the log as well, and only a writer empties it.
 */
function filesOf({ place, to }: CopiedStore): (readonly [from: string, to: string])[] {
	rmSync(to.folder, { recursive: true, force: true });
	makeFolder(to.folder);
	const log = `${place.file}-wal`;
	return [
		[place.keyCheck, to.keyCheck],
		[place.file, to.file],
		...(existsSync(log) ? [[log, `${to.file}-wal`] as const] : []),
	];
}

/** Copies by reference where the file system can. */
const COPY = `const fs = require("node:fs");
for (let i = 1; i < process.argv.length; i += 2)
	fs.copyFileSync(process.argv[i], process.argv[i + 1], fs.constants.COPYFILE_FICLONE);`;

/**
 * In a process of its own: a process that closes a file loses the locks that it has on it (POSIX), those of its open stores too.
 */
function copyFiles(files: readonly (readonly [string, string])[]): void {
	const { status, stderr } = spawnSync(process.execPath, ["-e", COPY, ...files.flat()], { encoding: "utf8" });
	if (status !== 0)
		throw new TributaryError("store-unavailable", { detail: `It cannot be copied: ${stderr.slice(0, 500)}` });
}

function makeSound({ to, key }: CopiedStore): void {
	const connection = openConnection(to, key, { create: false, readOnly: false });
	try {
		connection.pragma("wal_checkpoint(TRUNCATE)");
		const found = connection.pragma("integrity_check", { simple: true });
		if (found !== "ok") throw new TributaryError("store-corrupt", { detail: `The copy of ${to.label} is not sound.` });
	} finally {
		connection.close();
	}
	for (const ending of ["-wal", "-shm"]) rmSync(`${to.file}${ending}`, { force: true });
	syncFile(to.file);
	syncFolder(to.folder);
}
