import * as z from "zod";
import type { Store, StoreName } from "../engine/port.ts";
import { WrappedKey } from "./vault.ts";

/** Where the wrapped data key of each store is registered, as far as its key goes. What else the records hold is others' business. */

const TenantKeys = z.looseObject({
	keys: z.looseObject({ data: WrappedKey, nextData: WrappedKey.optional(), audit: WrappedKey }),
});
const StoreKey = z.looseObject({ key: WrappedKey });
const Erased = z.looseObject({ erasure: z.looseObject({ auditKey: WrappedKey }) });

/** The keys that may be a store's: while it gets another one, both. None where nothing leads to it. */
export async function registeredKeys(platform: Store, name: StoreName): Promise<readonly WrappedKey[]> {
	if (name.kind === "platform") return [];
	if (name.kind === "network") {
		const [found] = await platform.read("setting", { ids: ["store-key:network"] });
		return found == null ? [] : [StoreKey.parse(JSON.parse(found.record)).key];
	}
	const [[tenant], [disposal]] = await Promise.all([
		platform.read("tenant", { ids: [name.tenant] }),
		platform.read("setting", { ids: [`disposal:${name.tenant}`] }),
	]);
	if (tenant == null) {
		const erased = disposal == null ? null : Erased.safeParse(JSON.parse(disposal.record));
		return name.kind === "audit" && erased?.success === true ? [erased.data.erasure.auditKey] : [];
	}
	const { data, nextData, audit } = TenantKeys.parse(JSON.parse(tenant.record)).keys;
	if (name.kind === "audit") return [audit];
	return nextData === undefined ? [data] : [nextData, data];
}
