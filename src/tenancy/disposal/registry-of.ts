import * as z from "zod";
import type { TenantId } from "../../domain/tenant.ts";
import type { Collection, Store } from "../../engine/port.ts";
import { accountIndexKeyOf, accountKeyOf } from "../accounts/account-record.ts";
import { keyOfTenant } from "../application-record.ts";
import { callbackKeyOf } from "../callbacks.ts";
import { clientKeyOf } from "../client-record.ts";
import { importMarkId } from "../imports.ts";
import { eachRecord } from "../listing.ts";
import { pausedId } from "../paused.ts";
import { UPLOAD_ADDRESS_PREFIX } from "../upload-addresses.ts";

/** A record of the platform that belongs to a tenant. */
export interface RegistryRecord {
	readonly collection: Collection;
	readonly id: string;
}

const Owned = z.object({ tenant: z.string(), parent: z.string().optional() });
/**
 * Everything in the registry that leads to a tenant but its own record: clients, accounts with their sessions, applications for it and by it, callback
 * reservations, upload addresses. Its organization number stays taken.
 */
export async function registryOf(platform: Store, tenant: TenantId): Promise<readonly RegistryRecord[]> {
	const [clients, people, callbacks, addresses, applications, marks] = await Promise.all([
		platform.read("client", { keys: [clientKeyOf(tenant)] }),
		peopleOf(platform, tenant),
		platform.read("setting", { keys: [callbackKeyOf(tenant), accountIndexKeyOf(tenant)] }),
		scan(platform, "setting", UPLOAD_ADDRESS_PREFIX, tenant),
		applicationsOf(platform, tenant),
		platform.read("setting", { ids: [importMarkId(tenant), pausedId(tenant)] }),
	]);
	return [
		...clients.map(({ id }) => ({ collection: "client", id }) as const),
		...people,
		...[...callbacks, ...addresses, ...marks.filter((one) => one !== null)].map(
			({ id }) => ({ collection: "setting", id }) as const,
		),
		...applications.map(({ id }) => ({ collection: "application", id }) as const),
	];
}

async function peopleOf(platform: Store, tenant: TenantId): Promise<readonly RegistryRecord[]> {
	const collections = ["account", "session", "access-request", "operator-grant"] as const;
	const found = await Promise.all(
		collections.map((collection) => platform.read(collection, { keys: [accountKeyOf(tenant)] })),
	);
	return found.flatMap((records, place) =>
		records.map(({ id }) => ({ collection: collections[place] as Collection, id })),
	);
}

/** For the tenant, by the key; made by it, by looking at all: there are few, and a parent has no key. */
async function applicationsOf(platform: Store, tenant: TenantId) {
	const own = await platform.read("application", { keys: [keyOfTenant(tenant)] });
	const made = await scan(platform, "application", "", tenant);
	return [...new Map([...own, ...made].map((one) => [one.id, one])).values()];
}

/** Records of a collection whose ids begin so and that name the tenant. */
async function scan(platform: Store, collection: Collection, prefix: string, tenant: TenantId) {
	const found: { readonly id: string }[] = [];
	for await (const one of eachRecord(platform, collection, { prefix })) {
		const owned = Owned.safeParse(JSON.parse(one.record));
		if (owned.success && (owned.data.tenant === tenant || owned.data.parent === tenant)) found.push(one);
	}
	return found;
}
