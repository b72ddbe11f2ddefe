import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "./optimistic.ts";
import { personsContext, type Stores } from "./stores.ts";
import { demandNotErasing, putTenant, readTenantRecord } from "./tenants.ts";
import type { Vault } from "./vault.ts";

/**
 * The key of a tenant that the keys of its people are wrapped by. It lies in the registry, apart from the tenant's store: whoever has a copy
 * of the store and its data key opens no original.
 */
export interface PersonsKeys {
	/** @throws TributaryError `tenant-unavailable` */
	of(tenant: TenantId): Promise<Buffer>;
	/** Overwrites the key of a tenant that is erased. */
	letGo(tenant: TenantId): Promise<void>;
}

export function createPersonsKeys(deps: Deps): PersonsKeys {
	const held = new Map<TenantId, Promise<Buffer>>();
	return {
		of: (tenant) => {
			const known = held.get(tenant);
			if (known !== undefined) return known;
			const opening = open(deps, tenant);
			held.set(tenant, opening);
			// A failure is not remembered: the next caller tries anew.
			opening.catch(() => held.delete(tenant));
			return opening;
		},
		letGo: async (tenant) => {
			const key = await held.get(tenant)?.catch(() => undefined);
			held.delete(tenant);
			if (key !== undefined) deps.vault.letGo(key);
		},
	};
}

interface Deps {
	readonly platform: Store;
	readonly vault: Vault;
	readonly stores: Stores;
}

/** Of a tenant of before made on first use, and registered before anything is wrapped by it. */
async function open({ platform, vault, stores }: Deps, tenant: TenantId): Promise<Buffer> {
	const wrapped = await retryOnConflict(async () => {
		const found = await readTenantRecord(platform, tenant);
		if (found === null) throw new TributaryError("tenant-unavailable");
		if (found.record.keys.persons !== undefined) return found.record.keys.persons;
		await demandNotErasing(platform, tenant);
		const persons = await stores.newPersonsKey(tenant);
		await platform.write([putTenant({ ...found.record, keys: { ...found.record.keys, persons } }, found.version)]);
		return persons;
	});
	return vault.keep(await vault.unwrap(wrapped, personsContext(tenant)));
}
