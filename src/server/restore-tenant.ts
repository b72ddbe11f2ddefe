import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type BackupManifest, demandFiles, demandSigner } from "../tenancy/backup-manifest.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { eraseIn, sinceOf } from "./erase-again.ts";
import type { Platform } from "./platform.ts";
import type { RestoreDeps, Restored, RestoreOptions } from "./restore.ts";
import { keepSettings, settingsOfToday } from "./restored-settings.ts";
import { copyFiles, demandNoOther, stagedAnchor, stagedFolder, withStaged } from "./staged-backup.ts";

/**
 * The data of one tenant come back, beside all the others, which are served meanwhile. Its log stays as it is, and so do its clients,
 * accounts and settings: those lie in the registry. It is disabled until all is done; cut off anywhere, it stays so, and the same call begins
 * anew and serves it again in the end.
 */

interface Wanted extends RestoreOptions {
	readonly tenant: TenantId;
	readonly dataDir: string;
	readonly folder: string;
	readonly manifest: BackupManifest;
	readonly deps: RestoreDeps;
}

interface Place {
	readonly staged: string;
	readonly anchor: string;
	/** Settings that stay; null: nobody knows them. */
	readonly today: readonly Change[] | null;
	readonly actor: Actor;
}

const scopeOf = ({ operatorScope }: Platform, tenant: TenantId) =>
	operatorScope(tenant, "restore", { evenDisabled: true });

/** @throws TributaryError `invalid-request` it is not of this tenant · `tenant-unavailable` · `legal-hold` · `backup-untrusted` · `restore-running` */
export async function restoreTenant(wanted: Wanted): Promise<Restored> {
	const { tenant, manifest, deps } = wanted;
	const { backup } = manifest;
	if (backup.tenant?.id !== tenant) {
		const detail = `It is a backup of ${backup.tenant?.id ?? "everything"}: make one with backup --tenant.`;
		throw new TributaryError("invalid-request", { detail });
	}
	const live = await deps.openLive();
	try {
		const { tenants, keys, backups } = live.tenancy;
		const actor = (await wanted.actorOn?.(live)) ?? OPERATOR;
		const { status, ...held } = await tenants.get(tenant);
		demandNoHold(held);
		demandSigner(manifest, wanted.trusted ?? (await live.tenancy.certificateKey()).fingerprint);
		const place = { staged: stagedFolder(wanted.dataDir, tenant), anchor: stagedAnchor(deps.anchorFolder, tenant) };
		demandNoOther(place.staged);
		const settings = () => settingsOfToday(async () => (await scopeOf(live, tenant)).store);
		const isPaused = async () => (await backups?.isPaused(tenant)) === true;
		const wasServed = status === "active" || (await isPaused());
		const comesBack = wasServed && (await settings()) !== null;
		const disable = (forThisAlone: boolean) =>
			tenants.update(tenant, { status: "disabled", ...(forThisAlone && { isPaused: true }) }, actor);
		// In the same write as who is served again in the end: cut off right behind it, the same call still knows.
		if (wasServed) await disable(comesBack);
		const { key } = backup.tenant;
		const { persons } = await keys.finish(tenant, actor);
		const today = await settings();
		if (comesBack && today === null) await disable(false);
		const erased = await withStaged(place.staged, place.anchor, async () => {
			const before = await stage(wanted, live, { ...place, today, actor });
			await keys.replace(tenant, { folder: place.staged, key, persons }, actor);
			// Somebody may have been erased between the look at the copy and the moment at which it took its place.
			const putBack = { tenant, since: sinceOf(backup, live.ingest.clock()), actor };
			return [...before, ...(await eraseIn(live, deps.erasures, putBack))];
		});
		// Whoever disabled it meanwhile meant it.
		const isServed = await isPaused();
		if (isServed) await tenants.update(tenant, { status: "active" }, actor);
		return {
			manifest,
			wiped: [],
			erased: erased.length === 0 ? {} : { [tenant]: erased },
			accounts: {},
			// The registry is today's.
			rights: [],
			tenant: { status: isServed ? "active" : "disabled", settings: today === null ? "restored" : "kept" },
		};
	} finally {
		await live.close();
	}
}

/** The tenant's data beside a copy of the registry of today, with everybody erased who was erased since. @returns ids of candidates */
async function stage(
	{ tenant, folder, manifest, deps }: Wanted,
	live: Platform,
	{ staged, anchor, today, actor }: Place,
) {
	const { backup } = manifest;
	await live.tenancy.backups?.copyRegistry(staged);
	await copyFiles(folder, staged, backup);
	await demandFiles(staged, backup);
	const platform = await deps.open(staged, anchor);
	try {
		if (backup.tenant !== null) await platform.tenancy.backups?.adopt(tenant, backup.tenant);
		await keepSettings((await scopeOf(platform, tenant)).store, today);
		const since = sinceOf(backup, platform.ingest.clock());
		return await eraseIn(platform, deps.erasures, { tenant, since, actor });
	} finally {
		await platform.close();
	}
}
