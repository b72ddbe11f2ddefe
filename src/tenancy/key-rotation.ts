import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { listDisposals } from "./disposal/disposal-record.ts";
import { inEveryLog } from "./every-log.ts";
import type { Journals } from "./journals.ts";
import { demandNoMove } from "./moves/place.ts";
import { retryOnConflict } from "./optimistic.ts";
import { rewrapPersonKeys, withWrappingKey } from "./person-keys.ts";
import type { PersonsKeys } from "./persons-key.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { ReplacingStore, Stores } from "./stores.ts";
import { demandNotErasing, OPERATOR, putTenant, readTenantRecord, type TenantRecord, type Tenants } from "./tenants.ts";
import type { Vault, WrappedKey } from "./vault.ts";
import { countByMasterKey, rewrapAll } from "./wrapped-keys.ts";

/** Other keys for what is stored, while it is served. Whatever stops it, calling it again goes on. */
export interface KeyRotation {
	/**
	 * Wraps every stored key by the current master key, and has what is derived from a master key come from it. Until it resolves those of
	 * before are needed beside it; afterwards they open nothing that is stored now.
	 */
	master(actor?: Actor): Promise<MasterRotation>;
	/** Has access tokens signed by a new key, as {@link SigningKeys.rotate}; each tenant's log has it. @returns its id */
	signing(options: { readonly atOnce: boolean }, actor?: Actor): Promise<string>;
	/**
	 * Gives a tenant's store another data key, has the keys of its people wrapped by another, and destroys the two of before.
	 * @throws TributaryError `tenant-unavailable` · `tenant-moving`
	 */
	tenant(tenant: TenantId, actor?: Actor): Promise<KeyVersions>;
	/** Ends a rotation of {@link tenant} that was stopped; nothing where none was. @throws as {@link tenant} */
	finish(tenant: TenantId, actor?: Actor): Promise<KeyVersions>;
	/**
	 * Has other data take the place of a tenant's, under a new data key: those of a backup that lie opened in a folder.
	 * @param source folder: a data folder with the tenant's store in it; key: its data key, wrapped; persons: the version of the tenant's key
	 *   that the keys of people in it are wrapped by
	 * @throws TributaryError as {@link tenant} · `not-in-files` · `tenant-moving` that key is not the tenant's any more
	 */
	replace(tenant: TenantId, source: ReplacingStore & { readonly persons: number }, actor?: Actor): Promise<void>;
	/** Which keys a tenant has. @throws TributaryError `tenant-unavailable` */
	versions(tenant: TenantId): Promise<KeyVersions>;
	/** How many stored keys each master key wraps, by its name; those without a name were wrapped before there could be several. */
	status(): Promise<KeyStatus>;
}

export interface MasterRotation {
	/** Keys that were wrapped anew. */
	readonly rewrapped: number;
	readonly masterKey: string;
}

/** From 1, rising with each rotation. */
export interface KeyVersions {
	/** Of the key of the tenant's store. */
	readonly data: number;
	/** Of the key that the keys of its people are wrapped by. */
	readonly persons: number;
}

export interface KeyStatus {
	readonly current: string;
	readonly wrapped: Readonly<Record<string, number>>;
}

export interface KeyRotationDeps {
	readonly platform: Store;
	readonly stores: Stores;
	readonly vault: Vault;
	readonly journals: Journals;
	readonly tenants: Tenants;
	readonly signingKeys: SigningKeys;
	readonly personsKeys: PersonsKeys;
}

export function createKeyRotation(deps: KeyRotationDeps): KeyRotation {
	return {
		master: (actor = OPERATOR) => rotateMaster(deps, actor),
		signing: (options, actor = OPERATOR) => rotateSigningKey(deps, options, actor),
		tenant: (tenant, actor = OPERATOR) => rotateTenant(deps, tenant, actor),
		finish: (tenant, actor = OPERATOR) => finishTenant(deps, tenant, actor),
		replace: (tenant, source, actor = OPERATOR) => replaceTenant(deps, { tenant, source, actor }),
		versions: (tenant) => versionsOf(deps.platform, tenant),
		status: async () => ({
			current: deps.vault.masterKeys[0] ?? "",
			wrapped: await countByMasterKey(deps.platform),
		}),
	};
}

/** Tokens of every tenant are signed by it, so it is in every log. */
function rotateSigningKey(deps: KeyRotationDeps, options: { readonly atOnce: boolean }, actor: Actor): Promise<string> {
	const access = { actor, action: "key.rotate", subject: { about: "signing-key" } } as const;
	return inEveryLog(deps, access, () => deps.signingKeys.rotate(options));
}

async function rotateMaster(deps: KeyRotationDeps, actor: Actor): Promise<MasterRotation> {
	const { platform, stores, vault, journals, tenants } = deps;
	const rewrapped = await rewrapAll(platform, vault);
	for (const { id } of await tenants.list()) {
		const owner = await journals.recordOf(id);
		const access = { actor, action: "key.rotate", subject: { about: "master-key" } } as const;
		await journals.administer(owner, access, () => journals.renewHead(owner));
	}
	for (const { tenant, auditKey } of await erased(platform))
		await journals.renewHead({ tenant: { id: tenant }, keys: { audit: auditKey } });
	await stores.renewAnchor();
	await stores.rekeyPlatform();
	const left = Object.keys(await countByMasterKey(platform)).filter((id) => id !== vault.masterKeys[0]);
	if (left.length > 0)
		throw new TributaryError("internal", { detail: `Keys are still wrapped by ${left.join(", ")}: do it again.` });
	return { rewrapped, masterKey: vault.masterKeys[0] ?? "" };
}

/** Tenants that are erased, whose logs stay. */
async function erased(platform: Store) {
	const found: { tenant: TenantId; auditKey: TenantRecord["keys"]["audit"] }[] = [];
	for (const { tenant, erasure } of await listDisposals(platform))
		if (erasure?.auditKey !== undefined) found.push({ tenant, auditKey: erasure.auditKey });
	return found;
}

async function rotateTenant(deps: KeyRotationDeps, tenant: TenantId, actor: Actor): Promise<KeyVersions> {
	const name = { kind: "tenant", tenant } as const;
	await demandNoMove(deps.platform, tenant);
	const owner = await deps.journals.recordOf(tenant);
	const access = { actor, action: "key.rotate", subject: { about: "data-key" } } as const;
	return deps.journals.administer(owner, access, async () => {
		const { data, nextData, nextPersons } = await announce(deps, tenant);
		if (nextData !== undefined) {
			await deps.stores.rekey(name, { from: data, to: nextData });
			await settle(deps, tenant, "data", nextData);
		}
		if (nextPersons !== undefined) await rewrapPersons(deps, tenant, nextPersons);
		return versionsOf(deps.platform, tenant);
	});
}

async function finishTenant(deps: KeyRotationDeps, tenant: TenantId, actor: Actor): Promise<KeyVersions> {
	// One of before may have no key for its people yet.
	await deps.personsKeys.of(tenant).known();
	const { nextData, nextPersons } = (await found(deps.platform, tenant)).record.keys;
	const isStopped = nextData !== undefined || nextPersons !== undefined;
	return isStopped ? rotateTenant(deps, tenant, actor) : versionsOf(deps.platform, tenant);
}

async function versionsOf(platform: Store, tenant: TenantId): Promise<KeyVersions> {
	const { data, persons } = (await found(platform, tenant)).record.keys;
	return { data: data.version, persons: persons?.version ?? 1 };
}

interface Replacement {
	readonly tenant: TenantId;
	readonly source: ReplacingStore & { readonly persons: number };
	readonly actor: Actor;
}

async function replaceTenant(deps: KeyRotationDeps, { tenant, source, actor }: Replacement): Promise<void> {
	await deps.stores.demandFiles({ kind: "tenant", tenant });
	// What is half done has a new key already, and could not be told from what is wanted here.
	await finishTenant(deps, tenant, actor);
	const owner = await deps.journals.recordOf(tenant);
	const access = { actor, action: "tenant.import", subject: { about: "restored-backup" } } as const;
	await deps.journals.administer(owner, access, async () => {
		const { data, nextData } = await announceData(deps, tenant, source.persons);
		await deps.stores.replace({ kind: "tenant", tenant }, { from: data, to: nextData, source });
		await settle(deps, tenant, "data", nextData);
	});
}

/** The new keys are registered, durably, before anything is encrypted with them. */
function announce({ platform, stores }: KeyRotationDeps, tenant: TenantId) {
	return retryOnConflict(async () => {
		const { record, version } = await found(platform, tenant);
		const { data, persons, nextData, nextPersons } = record.keys;
		if (nextData !== undefined || nextPersons !== undefined) return { data, nextData, nextPersons };
		await demandNotErasing(platform, tenant);
		const next = {
			nextData: await stores.newKey({ kind: "tenant", tenant }, data.version + 1),
			...(persons === undefined ? {} : { nextPersons: await stores.newPersonsKey(tenant, persons.version + 1) }),
		};
		await platform.write([putTenant({ ...record, keys: { ...record.keys, ...next } }, version)]);
		return { data, nextPersons: undefined, ...next };
	});
}

/** Of the store alone, as long as the key that its people's are wrapped by is the one with this version, and stays so. */
function announceData({ platform, stores }: KeyRotationDeps, tenant: TenantId, persons: number) {
	return retryOnConflict(async () => {
		const { record, version } = await found(platform, tenant);
		const { keys } = record;
		if (keys.persons?.version !== persons || keys.nextData !== undefined || keys.nextPersons !== undefined)
			throw new TributaryError("tenant-moving", { detail: "Its keys were changed meanwhile: do it again." });
		await demandNotErasing(platform, tenant);
		const nextData = await stores.newKey({ kind: "tenant", tenant }, keys.data.version + 1);
		await platform.write([putTenant({ ...record, keys: { ...keys, nextData } }, version)]);
		return { data: keys.data, nextData };
	});
}

/** What was announced takes the place of the key of before, which is destroyed. */
function settle(
	{ platform }: KeyRotationDeps,
	tenant: TenantId,
	of: "data" | "persons",
	used: WrappedKey,
): Promise<void> {
	const next = of === "data" ? "nextData" : "nextPersons";
	return retryOnConflict(async () => {
		const { record, version } = await found(platform, tenant);
		const { [next]: announced, ...keys } = record.keys;
		if (announced?.version !== used.version) return;
		await platform.write([putTenant({ ...record, keys: { ...keys, [of]: announced } }, version)]);
	});
}

/** The keys of people, by what is announced; then the key of before is destroyed. */
async function rewrapPersons(deps: KeyRotationDeps, tenant: TenantId, next: WrappedKey): Promise<void> {
	const { platform, stores, personsKeys } = deps;
	const { keys } = (await found(platform, tenant)).record;
	const store = await stores.open({ kind: "tenant", tenant }, keys.data);
	const registered = await personsKeys.of(tenant).renewed();
	await withWrappingKey(await personsKeys.opened(tenant, next), (to) => rewrapPersonKeys(store, registered, to));
	await settle(deps, tenant, "persons", next);
	await personsKeys.of(tenant).renewed();
}

async function found(platform: Store, tenant: TenantId) {
	const read = await readTenantRecord(platform, tenant);
	if (!read?.record.provisioned) throw new TributaryError("tenant-unavailable");
	return read;
}
