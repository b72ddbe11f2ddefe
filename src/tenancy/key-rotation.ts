import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { readDisposal } from "./disposal/disposal-record.ts";
import { inEveryLog } from "./every-log.ts";
import type { Journals } from "./journals.ts";
import { demandNoMove } from "./moves/place.ts";
import { retryOnConflict } from "./optimistic.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { ReplacingStore, Stores } from "./stores.ts";
import { demandNotErasing, OPERATOR, putTenant, readTenantRecord, type TenantRecord, type Tenants } from "./tenants.ts";
import type { Vault } from "./vault.ts";
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
	 * Gives a tenant's store another data key and destroys the one before.
	 * @returns the version of the new key
	 * @throws TributaryError `tenant-unavailable` · `tenant-moving`
	 */
	tenant(tenant: TenantId, actor?: Actor): Promise<number>;
	/**
	 * Has other data take the place of a tenant's, under a new data key: those of a backup that lie opened in a folder.
	 * @param source folder: a data folder with the tenant's store in it; key: its data key, wrapped
	 * @throws TributaryError as {@link tenant} · `not-in-files`
	 */
	replace(tenant: TenantId, source: ReplacingStore, actor?: Actor): Promise<void>;
	/** Which data key a tenant's store has. @throws TributaryError `tenant-unavailable` */
	dataKey(tenant: TenantId): Promise<{ readonly version: number }>;
	/** How many stored keys each master key wraps, by its name; those without a name were wrapped before there could be several. */
	status(): Promise<KeyStatus>;
}

export interface MasterRotation {
	/** Keys that were wrapped anew. */
	readonly rewrapped: number;
	readonly masterKey: string;
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
}

export function createKeyRotation(deps: KeyRotationDeps): KeyRotation {
	return {
		master: (actor = OPERATOR) => rotateMaster(deps, actor),
		signing: (options, actor = OPERATOR) => rotateSigningKey(deps, options, actor),
		tenant: (tenant, actor = OPERATOR) => rotateTenant(deps, tenant, actor),
		replace: (tenant, source, actor = OPERATOR) => replaceTenant(deps, { tenant, source, actor }),
		dataKey: async (tenant) => ({ version: (await found(deps.platform, tenant)).record.keys.data.version }),
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

const PAGE = 500;
const DISPOSAL = "disposal:";

/** Tenants that are erased, whose logs stay. */
async function erased(platform: Store) {
	const found: { tenant: TenantId; auditKey: TenantRecord["keys"]["audit"] }[] = [];
	for (let after = DISPOSAL; ; ) {
		const page = (await platform.list("setting", { after, limit: PAGE })).filter(({ id }) => id.startsWith(DISPOSAL));
		for (const { id } of page) {
			const disposal = await readDisposal(platform, id.slice(DISPOSAL.length) as TenantId);
			const auditKey = disposal?.record.erasure?.auditKey;
			if (auditKey !== undefined && disposal != null) found.push({ tenant: disposal.record.tenant, auditKey });
		}
		if (page.length < PAGE) return found;
		after = page.at(-1)?.id ?? after;
	}
}

async function rotateTenant(deps: KeyRotationDeps, tenant: TenantId, actor: Actor): Promise<number> {
	const name = { kind: "tenant", tenant } as const;
	await demandNoMove(deps.platform, tenant);
	const owner = await deps.journals.recordOf(tenant);
	const access = { actor, action: "key.rotate", subject: { about: "data-key" } } as const;
	return deps.journals.administer(owner, access, async () => {
		const { data, nextData } = await announce(deps, tenant);
		await deps.stores.rekey(name, { from: data, to: nextData });
		return settle(deps, tenant, nextData);
	});
}

interface Replacement {
	readonly tenant: TenantId;
	readonly source: ReplacingStore;
	readonly actor: Actor;
}

async function replaceTenant(deps: KeyRotationDeps, { tenant, source, actor }: Replacement): Promise<void> {
	await deps.stores.demandFiles({ kind: "tenant", tenant });
	// What is half done has a new key already, and could not be told from what is wanted here.
	if ((await found(deps.platform, tenant)).record.keys.nextData !== undefined) await rotateTenant(deps, tenant, actor);
	const owner = await deps.journals.recordOf(tenant);
	const access = { actor, action: "tenant.import", subject: { about: "restored-backup" } } as const;
	await deps.journals.administer(owner, access, async () => {
		const { data, nextData } = await announce(deps, tenant);
		await deps.stores.replace({ kind: "tenant", tenant }, { from: data, to: nextData, source });
		await settle(deps, tenant, nextData);
	});
}

/** The new key is registered, durably, before anything is encrypted with it. */
function announce({ platform, stores }: KeyRotationDeps, tenant: TenantId) {
	return retryOnConflict(async () => {
		const { record, version } = await found(platform, tenant);
		const { data, nextData } = record.keys;
		if (nextData !== undefined) return { data, nextData };
		await demandNotErasing(platform, tenant);
		const next = await stores.newKey({ kind: "tenant", tenant }, data.version + 1);
		await platform.write([putTenant({ ...record, keys: { ...record.keys, nextData: next } }, version)]);
		return { data, nextData: next };
	});
}

/** The key of before is destroyed. */
function settle({ platform }: KeyRotationDeps, tenant: TenantId, used: { readonly version: number }): Promise<number> {
	return retryOnConflict(async () => {
		const { record, version } = await found(platform, tenant);
		const { nextData, ...keys } = record.keys;
		if (nextData === undefined || nextData.version !== used.version) return keys.data.version;
		await platform.write([putTenant({ ...record, keys: { ...keys, data: nextData } }, version)]);
		return nextData.version;
	});
}

async function found(platform: Store, tenant: TenantId) {
	const read = await readTenantRecord(platform, tenant);
	if (!read?.record.provisioned) throw new TributaryError("tenant-unavailable");
	return read;
}
