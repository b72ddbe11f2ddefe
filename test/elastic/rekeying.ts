import { parseTenantId } from "../../src/domain/tenant.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import type { Store, StoreName } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { openKept } from "../../src/tenancy/kept-store.ts";
import { KEY, OTHER_KEY } from "../contract/worlds.ts";
import { clusterSettings } from "./test-cluster.ts";

export const storeOf = (tenant: string): StoreName => ({ kind: "tenant", tenant: parseTenantId(tenant) });

export const rekeyOf = async (prefix: string, tenant: string) => {
	const engine = await openClusterEngine(clusterSettings(prefix));
	return { engine, rekey: () => engine.rekey(storeOf(tenant), { from: KEY, to: OTHER_KEY }) };
};

/** A handle as an API node has it: who is told that its key is old opens the store by whichever is registered. */
export function keptOn(engine: ClusterEngine, name: StoreName): Promise<Store> {
	const again = async () => {
		for (const key of [OTHER_KEY, KEY])
			try {
				const store = await engine.open(name, key);
				await store.read("setting", { ids: ["any"] });
				return store;
			} catch (error) {
				if (!(error instanceof TributaryError && error.code === "wrong-key")) throw error;
			}
		throw new TributaryError("wrong-key");
	};
	const write = (store: Store, changes: Parameters<Store["write"]>[0]) => store.write(changes);
	return openKept({ first: () => engine.open(name, KEY, { create: true }), again, write, rest: async () => {} });
}
