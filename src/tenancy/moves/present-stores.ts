import type { Store, StoreName } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { AUDIT_HEAD_ID } from "../audit-head.ts";
import { wrappedBy } from "../person-keys.ts";
import { labelOf, type Stores } from "../stores.ts";
import type { TenantRecord } from "../tenants.ts";
import type { NamedEngine } from "./places.ts";

/**
 * Opens a tenant's two stores, people and log, where they have to be: none is made. What is not there must neither be copied, as if the
 * tenant had nothing, nor be taken for a copy that came back the same.
 * @throws TributaryError `store-missing` one is not there, or lacks what every store has that the registry knows as this one
 */
export async function openPresent(
	stores: Stores,
	one: NamedEngine,
	{ tenant: { id: tenant }, keys }: TenantRecord,
): Promise<readonly [people: Store, log: Store]> {
	const people = await openThere(stores, one, { kind: "tenant", tenant });
	const log = await openThere(stores, one, { kind: "audit", tenant });
	// Both are written before a tenant is served, or its key is another one.
	if ((await log.read("setting", { ids: [AUDIT_HEAD_ID] }))[0] == null)
		throw missing(one, `audit:${tenant} has no entry there`);
	const [known, found] = [keys.persons?.version ?? 1, await wrappedBy(people)];
	if (found < known)
		throw missing(one, `the people's keys of tenant:${tenant} are there as of version ${found}, and it is ${known}`);
	return [people, log];
}

async function openThere(stores: Stores, one: NamedEngine, name: StoreName): Promise<Store> {
	try {
		return await stores.openIn(one, name);
	} catch (error) {
		if (!(error instanceof TributaryError) || error.code !== "not-found") throw error;
		throw missing(one, `${labelOf(name)} is not there`, error);
	}
}

const missing = ({ name }: NamedEngine, what: string, cause?: unknown) =>
	new TributaryError("store-missing", {
		detail: `It should lie in ${name} as this configuration has it, and ${what}. Nothing was changed.`,
		cause,
	});
