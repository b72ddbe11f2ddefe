import {
	createReadStream,
	createWriteStream,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { BackupStatement } from "../tenancy/backup-manifest.ts";
import type { Erasures } from "../tenancy/erasures.ts";

/**
 * Where a backup is put together before it takes its place. What lies there opens by the same master key as the data do, so nothing stays of
 * it: not after a restore that was cut off, and not while somebody is erased.
 */

export const stagedFolder = (dataDir: string, tenant?: TenantId): string =>
	tenant === undefined ? `${dataDir}.restoring` : `${dataDir}.restoring-${tenant}`;

/** What is kept of how new the stores are that are put together. */
export const stagedAnchor = (anchorFolder: string, tenant?: TenantId): string => stagedFolder(anchorFolder, tenant);

/** Says in the folder which process works on it. */
const OWNER = "restoring.pid";
/** Folders that this process works on. */
const ours = new Set<string>();

/** Before anything is changed for a restore. @throws TributaryError `restore-running` */
export function demandNoOther(folder: string): void {
	if (!isRunning(folder)) return;
	const owner = readFileSync(path.join(folder, OWNER), "utf8");
	const detail = `Process ${owner} puts ${folder} together. Where that process is no restore, remove the folder.`;
	throw new TributaryError("restore-running", { detail });
}

/**
 * Runs `work` on an empty folder, and has the anchor's empty: of both nothing is left in the end.
 * @throws TributaryError `restore-running` somebody else works on it
 */
export async function withStaged<T>(folder: string, anchor: string, work: () => Promise<T>): Promise<T> {
	demandNoOther(folder);
	for (const left of [folder, anchor]) rmSync(left, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	writeFileSync(path.join(folder, OWNER), String(process.pid), { mode: 0o600 });
	ours.add(folder);
	try {
		return await work();
	} finally {
		ours.delete(folder);
		for (const left of [folder, anchor]) await rm(left, { recursive: true, force: true });
	}
}

/** The folder is about to be the data's. */
export const disown = (folder: string): Promise<void> => rm(path.join(folder, OWNER), { force: true });

/** Removes what restores left that were cut off. */
export function removeAbandoned(dataDir: string): void {
	for (const folder of stagedFolders(dataDir)) if (!isRunning(folder)) rmSync(folder, { recursive: true, force: true });
}

/**
 * Removes every copy that may hold something of a tenant: a restore that is at work on it fails, and is to be called again.
 * @param tenant absent: every copy, as all of them hold the registry, and with it every wrapped key
 */
export function removeStaged(dataDir: string, tenant?: TenantId): void {
	const wanted = tenant === undefined ? stagedFolders(dataDir) : [stagedFolder(dataDir), stagedFolder(dataDir, tenant)];
	for (const folder of wanted) rmSync(folder, { recursive: true, force: true });
}

export const hasStaged = (dataDir: string): boolean => stagedFolders(dataDir).length > 0;

/** Erasures that no copy beside the data outlives. What is copied later finds them written down. */
export function erasuresBeside(erasures: Erasures, dataDir: string): Erasures {
	const removed = (tenant: TenantId) => {
		removeStaged(dataDir, tenant);
		removeAbandoned(dataDir);
	};
	return {
		...erasures,
		person: async (tenant, whom, what) => {
			const done = await erasures.person(tenant, whom, what);
			removed(tenant);
			return done;
		},
		account: async (tenant, id) => {
			const done = await erasures.account(tenant, id);
			removed(tenant);
			return done;
		},
		tenant: async (record) => {
			await erasures.tenant(record);
			removeStaged(dataDir);
		},
	};
}

function stagedFolders(dataDir: string): readonly string[] {
	const whole = path.basename(stagedFolder(dataDir));
	const parent = path.dirname(path.resolve(dataDir));
	try {
		const names = readdirSync(parent).filter((name) => name === whole || name.startsWith(`${whole}-`));
		return names.map((name) => path.join(parent, name));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}

/** Where the process is one of another machine it seems to be gone: then its restore fails, and is to be called again. */
function isRunning(folder: string): boolean {
	try {
		const owner = Number.parseInt(readFileSync(path.join(folder, OWNER), "utf8"), 10);
		if (owner === process.pid) return [...ours].some((one) => path.resolve(one) === path.resolve(folder));
		process.kill(owner, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

export async function copyFiles(from: string, to: string, { files }: BackupStatement): Promise<void> {
	for (const { path: name } of files) {
		const target = path.join(to, ...name.split("/"));
		await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
		const source = createReadStream(path.join(from, ...name.split("/")));
		await pipeline(source, createWriteStream(target, { flags: "wx", mode: 0o600, flush: true }));
	}
}
