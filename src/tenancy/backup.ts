import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Engine, Store, StoreName } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupManifest, filesOf, writeManifest } from "./backup-manifest.ts";
import type { Clock } from "./clock.ts";
import { type DisposalRecord, listDisposals, putDisposal, readDisposal } from "./disposal/disposal-record.ts";
import { registryOf } from "./disposal/registry-of.ts";
import type { Erasures } from "./erasures.ts";
import { inEveryLog } from "./every-log.ts";
import type { Journals, LogOwner } from "./journals.ts";
import { openNetworkStore } from "./network.ts";
import { retryOnConflict } from "./optimistic.ts";
import { isPaused } from "./paused.ts";
import { adoptPersonKeys, withWrappingKey } from "./person-keys.ts";
import type { PersonsKeys } from "./persons-key.ts";
import type { StatementKey } from "./signed-json.ts";
import { labelOf, type Stores } from "./stores.ts";
import { OPERATOR, putTenant, readTenantRecord, type TenantRecord, type Tenants } from "./tenants.ts";
import type { WrappedKey } from "./vault.ts";

/** Copies of the stores while they are served, and what has to be taken out of them again when they come back. */
export interface Backups {
	/**
	 * Copies everything, or one tenant, into an empty folder. A tenant's data and log are of one moment; the registry comes last, and what it
	 * names by then is in the copy. Keys stay wrapped: without the master key the copy opens with nothing. Each tenant's log has it.
	 * @throws TributaryError `backup-unsupported` · `place-occupied` · `tenant-unavailable` · `store-corrupt` a copy is not sound
	 */
	make(folder: string, tenant?: TenantId, actor?: Actor): Promise<BackupManifest>;
	/** Copies the registry and the network alone, for what is put together beside them. @throws as {@link make} */
	copyRegistry(folder: string): Promise<void>;
	/**
	 * Has the store of a tenant that was just put there opened by the key of the backup that it came from, and the keys of its people wrapped by
	 * the tenant's of today.
	 * @param keys persons: what they are wrapped by in the backup, where it says so
	 * @throws TributaryError `tenant-unavailable` · `wrong-key` they are wrapped by another than is said
	 */
	adopt(tenant: TenantId, keys: { readonly key: WrappedKey; readonly persons?: WrappedKey | undefined }): Promise<void>;
	/** Says in the log of every tenant who put back what was copied before. */
	noteRestored(actor: Actor): Promise<void>;
	/** Whether a tenant is disabled for a restore alone. */
	isPaused(tenant: TenantId): Promise<boolean>;
	/** Takes out of the registry and the stores what was wiped after they were copied: their keys leave as they left before. */
	dropWiped(records: readonly DisposalRecord[], actor?: Actor): Promise<readonly TenantId[]>;
}

export interface BackupsOptions {
	readonly engine: Engine;
	readonly platform: Store;
	readonly stores: Stores;
	readonly tenants: Tenants;
	readonly journals: Journals;
	readonly personsKeys: PersonsKeys;
	readonly manifestKey: StatementKey;
	readonly erasures: Erasures;
	readonly clock: Clock;
	readonly version: string;
}

const PLATFORM: StoreName = { kind: "platform" };
const NETWORK: StoreName = { kind: "network" };
/** Tenants come and go while a copy is made; each try copies only what has changed. */
const MOST_TRIES = 5;

export function createBackups(options: BackupsOptions): Backups {
	return {
		make: (folder, tenant, actor = OPERATOR) => make({ ...options, actor }, folder, tenant),
		copyRegistry: (folder) => copy(options, folder, [NETWORK, PLATFORM]),
		adopt: (tenant, keys) => adopt(options, tenant, keys),
		noteRestored: (actor) => {
			const access = { actor, action: "tenant.import", subject: { about: "restored-backup" } } as const;
			return inEveryLog(options, access, async () => {});
		},
		isPaused: (tenant) => isPaused(options.platform, tenant),
		dropWiped: (records, actor = OPERATOR) => dropWiped({ ...options, actor }, records),
	};
}

/** Who makes a copy, or puts it back. */
type Making = BackupsOptions & { readonly actor: Actor };

async function make(options: Making, folder: string, tenant: TenantId | undefined): Promise<BackupManifest> {
	const { engine, clock, manifestKey, erasures, version } = options;
	if (engine.copy === undefined) throw new TributaryError("backup-unsupported");
	if (existsSync(folder) && readdirSync(folder).length > 0)
		throw new TributaryError("place-occupied", { detail: `${folder} is not empty.` });
	const one = tenant === undefined ? null : await options.journals.recordOf(tenant);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	// Made before anything is copied, so that the copy holds the key that its manifest is signed with.
	const key = await manifestKey();
	const startedAt = clock().toISOString();
	const known = await erasures.begin();
	if (one === null) await copyAll(options, folder);
	else await copyOne(options, folder, one);
	return writeManifest(
		folder,
		{
			format: BACKUP_FORMAT,
			version: BACKUP_VERSION,
			tenant: one === null ? null : { id: one.tenant.id, key: one.keys.data, persons: one.keys.persons },
			startedAt,
			finishedAt: clock().toISOString(),
			tool: { name: "Tributary", version },
			erasures: known,
			files: await filesOf(folder),
		},
		key,
	);
}

/** Its keys are named in the manifest, and have to be the same throughout. */
async function copyOne(options: Making, folder: string, one: TenantRecord): Promise<void> {
	const { keys, tenant } = one;
	const isChanging = keys.nextData !== undefined || keys.nextPersons !== undefined;
	if (!isChanging) await written(options, one, () => copyTenant(options, folder, one));
	if (isChanging || JSON.stringify((await options.journals.recordOf(tenant.id)).keys) !== JSON.stringify(keys))
		throw new TributaryError("tenant-moving", {
			detail: "Its keys are being changed: do it again when that has ended.",
		});
}

async function copyAll(options: Making, folder: string): Promise<void> {
	const copied = new Map<TenantId, string>();
	await copy(options, folder, [NETWORK]);
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		const present = await registered(options);
		for (const [tenant, { state, copyIt }] of present) {
			if (copied.get(tenant) === state) continue;
			rmSync(path.join(folder, "tenants", tenant), { recursive: true, force: true });
			await copyIt(folder);
			copied.set(tenant, state);
		}
		for (const tenant of copied.keys()) {
			if (present.has(tenant)) continue;
			rmSync(path.join(folder, "tenants", tenant), { recursive: true, force: true });
			copied.delete(tenant);
		}
		await copy(options, folder, [PLATFORM]);
		const after = await registered(options);
		if (after.size === copied.size && [...after].every(([id, { state }]) => copied.get(id) === state)) return;
	}
	throw new TributaryError("store-unavailable", { detail: "Tenants come and go faster than they are copied." });
}

/** Tenants that have stores, with what their stores are opened by. */
async function registered(options: Making) {
	const { platform, tenants } = options;
	const found = new Map<TenantId, { readonly state: string; readonly copyIt: (folder: string) => Promise<void> }>();
	for (const { id } of await tenants.list()) {
		const read = await readTenantRecord(platform, id);
		if (read === null) continue;
		const { record } = read;
		const copyIt = (folder: string) => written(options, record, () => copyTenant(options, folder, record));
		found.set(id, { state: JSON.stringify(record.keys), copyIt });
	}
	for (const { tenant, erasure, state } of await listDisposals(platform)) {
		if (erasure === undefined || found.has(tenant)) continue;
		const copyIt = async (folder: string) => {
			const name: StoreName = { kind: "audit", tenant };
			const log = { tenant: { id: tenant }, keys: { audit: erasure.auditKey } };
			await options.stores.open(name, erasure.auditKey);
			await written(options, log, () => copy(options, folder, [name]));
		};
		found.set(tenant, { state, copyIt });
	}
	return found;
}

/** In the log of the tenant, before and after. */
const written = ({ journals, actor }: Making, owner: LogOwner, run: () => Promise<void>): Promise<void> =>
	journals.administer(owner, { actor, action: "tenant.export", subject: { about: "backup" } }, run);

async function copyTenant(options: BackupsOptions, folder: string, { tenant, keys }: TenantRecord): Promise<void> {
	const data: StoreName = { kind: "tenant", tenant: tenant.id };
	const audit: StoreName = { kind: "audit", tenant: tenant.id };
	const opened = await Promise.all([options.stores.open(data, keys.data), options.stores.open(audit, keys.audit)]);
	// A handle that was opened by a key from before a rotation opens anew.
	await Promise.all(opened.map((store) => store.read("setting", { ids: ["store-owner"] })));
	await copy(options, folder, [data, audit]);
}

async function copy({ platform, stores }: BackupsOptions, folder: string, names: readonly StoreName[]): Promise<void> {
	if (names.includes(NETWORK)) await openNetworkStore(platform, stores);
	for (const name of names) {
		const place = await stores.places.of(name);
		if (place.engine.copy === undefined)
			throw new TributaryError("backup-unsupported", { detail: `${labelOf(name)} lies in ${place.name}.` });
	}
	// Stores of one call lie in one engine: a tenant's two move together.
	const [first] = names;
	if (first !== undefined) await (await stores.places.of(first)).engine.copy?.(names, folder);
}

async function adopt(
	{ platform, stores, personsKeys }: BackupsOptions,
	tenant: TenantId,
	{ key, persons }: Parameters<Backups["adopt"]>[1],
): Promise<void> {
	await retryOnConflict(async () => {
		const found = await readTenantRecord(platform, tenant);
		if (!found?.record.provisioned) throw new TributaryError("tenant-unavailable");
		const { nextData: _, ...keys } = found.record.keys;
		await platform.write([putTenant({ ...found.record, keys: { ...keys, data: key } }, found.version)]);
	});
	const store = await stores.open({ kind: "tenant", tenant }, key);
	const [today] = await personsKeys.of(tenant).known();
	if (today === undefined) throw new TributaryError("tenant-unavailable");
	if (persons === undefined) return adoptPersonKeys(store, [], today);
	await withWrappingKey(await personsKeys.opened(tenant, persons), (of) => adoptPersonKeys(store, [of], today));
}

async function dropWiped(
	{ platform, stores, journals, actor }: Making,
	records: readonly DisposalRecord[],
): Promise<readonly TenantId[]> {
	const gone: TenantId[] = [];
	for (const record of records) {
		const { tenant } = record;
		const [owner, earlier] = await Promise.all([readTenantRecord(platform, tenant), readDisposal(platform, tenant)]);
		if (owner === null && earlier?.record.state === record.state) continue;
		const rest = await registryOf(platform, tenant);
		const changes: Change[] = [
			...rest.map(({ collection, id }): Change => ({ op: "delete", collection, id })),
			...(owner === null ? [] : [{ op: "delete", collection: "tenant", id: tenant } as const]),
			putDisposal(record, earlier?.version ?? 0),
		];
		await platform.write(changes);
		await stores.drop({ kind: "tenant", tenant });
		const log = record.erasure && { tenant: { id: tenant }, keys: { audit: record.erasure.auditKey } };
		const subject = { requestId: record.id, about: "restored-backup" };
		if (log !== undefined) await journals.administer(log, { actor, action: "tenant.wipe", subject }, async () => {});
		gone.push(tenant);
	}
	return gone;
}
