import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "./optimistic.ts";
import type { WrappingKey, WrappingKeys } from "./person-keys.ts";
import { personsContext, type Stores } from "./stores.ts";
import { demandNotErasing, putTenant, readTenantRecord } from "./tenants.ts";
import { deriveKey, type Vault, type WrappedKey } from "./vault.ts";

/**
 * The key of a tenant that the keys of its people are wrapped by; while it is rotated, two. It lies in the registry, apart from the tenant's
 * store: whoever has a copy of the store and its data key opens no original.
 */
export interface PersonsKeys {
	/** @throws TributaryError `tenant-unavailable`, when they are read */
	of(tenant: TenantId): WrappingKeys;
	/** What a registered key of a tenant is, or one of another copy of the registry, for as long as it is needed: overwrite it. */
	opened(tenant: TenantId, wrapped: WrappedKey): Promise<WrappingKey>;
	/** Overwrites the keys of a tenant that is erased. */
	letGo(tenant: TenantId): Promise<void>;
}

type Held = readonly WrappingKey[];

export function createPersonsKeys(deps: Deps): PersonsKeys {
	const held = new Map<TenantId, Promise<Held>>();
	const renewed = (tenant: TenantId): Promise<Held> => {
		const before = held.get(tenant);
		const opening = open(deps, tenant, before);
		held.set(tenant, opening);
		// A failure is not remembered: the next caller tries anew.
		opening.catch(() => {
			if (held.get(tenant) !== opening) return;
			if (before === undefined) held.delete(tenant);
			else held.set(tenant, before);
		});
		return opening;
	};
	return {
		of: (tenant) => ({
			known: () => held.get(tenant) ?? renewed(tenant),
			renewed: () => renewed(tenant),
		}),
		opened: (tenant, wrapped) => unwrapped(deps, tenant, wrapped),
		letGo: async (tenant) => {
			const keys = await held.get(tenant)?.catch(() => []);
			held.delete(tenant);
			for (const { key } of keys ?? []) deps.vault.letGo(key);
		},
	};
}

interface Deps {
	readonly platform: Store;
	readonly vault: Vault;
	readonly stores: Stores;
}

const ID_LENGTH = 16;

async function unwrapped({ vault }: Deps, tenant: TenantId, wrapped: WrappedKey): Promise<WrappingKey> {
	const key = await vault.unwrap(wrapped, personsContext(tenant));
	return { id: deriveKey(key, "id").toString("base64url").slice(0, ID_LENGTH), version: wrapped.version, key };
}

/** Those of before that are registered still stay where they lie; the others are overwritten. */
async function open(deps: Deps, tenant: TenantId, before: Promise<Held> | undefined): Promise<Held> {
	const earlier = (await before?.catch(() => [])) ?? [];
	const keys: WrappingKey[] = [];
	for (const wrapped of await registered(deps, tenant)) {
		const made = await unwrapped(deps, tenant, wrapped);
		const same = earlier.find(({ id }) => id === made.id);
		if (same === undefined) deps.vault.keep(made.key);
		else made.key.fill(0);
		keys.push(same ?? made);
	}
	for (const one of earlier) if (!keys.includes(one)) deps.vault.letGo(one.key);
	return keys;
}

/** Of a tenant of before made on first use, and registered before anything is wrapped by it. */
function registered({ platform, stores }: Deps, tenant: TenantId): Promise<readonly WrappedKey[]> {
	return retryOnConflict(async () => {
		const found = await readTenantRecord(platform, tenant);
		if (found === null) throw new TributaryError("tenant-unavailable");
		const { persons, nextPersons } = found.record.keys;
		if (persons !== undefined) return nextPersons === undefined ? [persons] : [persons, nextPersons];
		await demandNotErasing(platform, tenant);
		const made = await stores.newPersonsKey(tenant);
		await platform.write([
			putTenant({ ...found.record, keys: { ...found.record.keys, persons: made } }, found.version),
		]);
		return [made];
	});
}
