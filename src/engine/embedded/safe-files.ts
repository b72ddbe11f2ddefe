/** Files and folders that only their owner can read and that survive a power loss. */
import {
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmdirSync,
	rmSync,
	writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const OWNER_FOLDER = 0o700;
const OWNER_FILE = 0o600;

/** Makes a folder and its parents, each entry durable. */
export function makeFolder(path: string): void {
	const first = mkdirSync(path, { recursive: true, mode: OWNER_FOLDER });
	if (first === undefined) return;
	for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** Makes an empty file where there is none: SQLite gives its own files the rights of the one it finds. */
export function makeFile(path: string): void {
	closeSync(openSync(path, "a", OWNER_FILE));
	syncFolder(dirname(path));
}

/** Writes a file so that at any time either the old or the new content is there. */
export function replaceFile(path: string, content: Uint8Array): void {
	const draft = `${path}.${process.pid}.draft`;
	const file = openSync(draft, "w", OWNER_FILE);
	try {
		writeSync(file, content);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(draft, path);
	syncFolder(dirname(path));
}

const DOOMED = ".dropped-";

/**
 * Removes a folder and all in it, then each parent up to `root` that is empty. The rename makes it one step: after a crash
 * the folder is whole or gone from its place, and the next removal beside it clears what was left.
 */
export function removeFolder(path: string, root: string): void {
	const parent = dirname(path);
	clearDoomed(parent);
	try {
		renameSync(path, join(parent, `${DOOMED}${basename(path)}`));
		syncFolder(parent);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
	}
	clearDoomed(parent);
	for (let folder = parent; folder !== root && folder.startsWith(root) && isEmpty(folder); folder = dirname(folder)) {
		rmdirSync(folder);
		syncFolder(dirname(folder));
	}
}

function clearDoomed(parent: string): void {
	const doomed = entriesOf(parent).filter((name) => name.startsWith(DOOMED));
	for (const name of doomed) rmSync(join(parent, name), { recursive: true, force: true });
	if (doomed.length > 0) syncFolder(parent);
}

function isEmpty(folder: string): boolean {
	return existsSync(folder) && entriesOf(folder).length === 0;
}

function entriesOf(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}

export function syncFolder(path: string): void {
	syncFile(path);
}

export function syncFile(path: string): void {
	const file = openSync(path, "r");
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}
