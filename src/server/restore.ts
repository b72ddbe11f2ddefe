import { existsSync, readdirSync } from "node:fs";
import { rename, rm, rmdir } from "node:fs/promises";
import type { Config } from "../config.ts";
import type { Actor } from "../domain/actor.ts";
import type { Tenant, TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import {
	type BackupManifest,
	type BackupStatement,
	checkBackup,
	demandFiles,
	demandSigner,
} from "../tenancy/backup-manifest.ts";
import type { Erasures } from "../tenancy/erasures.ts";
import { type ErasedAgain, eraseSince, sinceOf } from "./erase-again.ts";
import type { Platform } from "./platform.ts";
import { restoreTenant } from "./restore-tenant.ts";
import { copyFiles, disown, stagedAnchor, stagedFolder, withStaged } from "./staged-backup.ts";

/**
 * A backup comes back: all of it is put together and checked beside the place where it belongs, whoever was erased since it was made is
 * erased in it, and only then is it moved there, in one step. Cut off anywhere, nothing is there, and the same call begins anew.
 */

export interface RestoreDeps {
	/** Opens the platform as it is. */
	openLive(): Promise<Platform>;
	/** Opens a platform on another data folder, with the file of erasures that is given, and takes its stores as they are. */
	open(dataDir: string, anchor: string): Promise<Platform>;
	readonly erasures: Erasures;
	readonly erasuresFile: string;
	/** Where it is kept how new the stores are. */
	readonly anchorFolder: string;
	/** To be called when something else lies there. */
	anchored(): Promise<void>;
}

export interface RestoreOptions {
	/** Only this tenant's data, of a backup of it alone. */
	readonly tenant?: TenantId;
	/** Also where the file of erasures is lost: people who were erased come back. */
	readonly withoutErasures?: boolean;
	/** Fingerprint of the key that has to have signed the backup, checked before its data are touched. Absent: the key that the data hold. */
	readonly trusted?: string;
	/** Who does it, as the people know him whom the data hold; the command line if absent. Asked before anything is changed. */
	readonly actorOn?: (platform: Platform) => Promise<Actor>;
}

export interface Restored extends ErasedAgain {
	readonly manifest: BackupManifest;
	/** Of a tenant alone. `restored`: who gets in and where data go is as the backup says, because its store did not open. */
	readonly tenant?: { readonly status: Tenant["status"]; readonly settings: "kept" | "restored" };
}

/** @throws TributaryError `backup-unsupported` · `place-occupied` · `erasures-missing` · `wrong-key` · as {@link checkBackup} */
export async function restoreBackup(
	{ dataDir, engine }: Pick<Config, "dataDir" | "engine">,
	deps: RestoreDeps,
	folder: string,
	options: RestoreOptions = {},
): Promise<Restored> {
	if (engine !== "embedded") throw new TributaryError("backup-unsupported");
	const manifest = await checkBackup(folder, options.trusted);
	const { backup } = manifest;
	if (options.tenant !== undefined) {
		await demandErasures(deps, backup, options);
		return restoreTenant({ ...options, tenant: options.tenant, dataDir, folder, manifest, deps });
	}
	if (backup.tenant !== null)
		throw new TributaryError("invalid-request", { detail: "It is of one tenant: restore it with --tenant." });
	demandFree(dataDir);
	await demandErasures(deps, backup, options);
	const staged = stagedFolder(dataDir);
	const anchor = stagedAnchor(deps.anchorFolder);
	return withStaged(staged, anchor, async () => {
		await copyFiles(folder, staged, backup);
		await demandFiles(staged, backup);
		const done = await eraseAgain(deps, { staged, anchor }, manifest, options);
		demandFree(dataDir);
		await disown(staged);
		// From here on it is this state that nothing may be older than. Cut off before the data are there, there is nothing to be held against it.
		await rm(deps.anchorFolder, { recursive: true, force: true });
		await rename(anchor, deps.anchorFolder);
		await deps.anchored();
		if (existsSync(dataDir)) await rmdir(dataDir);
		await rename(staged, dataDir);
		return { manifest, ...done };
	});
}

function demandFree(dataDir: string): void {
	const names = existsSync(dataDir) ? readdirSync(dataDir) : [];
	if (names.length > 0) throw new TributaryError("place-occupied", { detail: `${dataDir} holds ${names.join(", ")}.` });
}

async function demandErasures(
	{ erasures, erasuresFile }: RestoreDeps,
	backup: BackupStatement,
	options: RestoreOptions,
): Promise<void> {
	if (options.withoutErasures === true) return;
	const count = await erasures.count();
	if (count !== null && count >= backup.erasures) return;
	const detail = count === null ? "is not there" : `is older than the backup: ${count} of ${backup.erasures} entries`;
	throw new TributaryError("erasures-missing", { detail: `${erasuresFile} ${detail}.` });
}

interface Place {
	readonly staged: string;
	readonly anchor: string;
}

async function eraseAgain(deps: RestoreDeps, place: Place, manifest: BackupManifest, options: RestoreOptions) {
	const platform = await deps.open(place.staged, place.anchor);
	try {
		// What the manifest says decides who is erased again. Whoever can write to the folder could sign another one, but not with this key.
		demandSigner(manifest, options.trusted ?? (await platform.tenancy.certificateKey()).fingerprint);
		const actor = await options.actorOn?.(platform);
		return await eraseSince(platform, deps.erasures, sinceOf(manifest.backup, platform.ingest.clock()), actor);
	} finally {
		await platform.close();
	}
}
