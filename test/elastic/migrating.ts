import { parseTenantId } from "../../src/domain/tenant.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { type IndexMapping, loadMapping } from "../../src/engine/elasticsearch/mapping.ts";
import { MAPPING_VERSION } from "../../src/engine/elasticsearch/names.ts";
import type { StoreName } from "../../src/engine/port.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings } from "./test-cluster.ts";

/** A next version of the mapping that does not exist: one field more. */
export function madeUpMapping(): IndexMapping {
	const { settings, mappings } = loadMapping();
	return {
		version: MAPPING_VERSION + 1,
		settings,
		mappings: {
			...mappings,
			_meta: { ...mappings._meta, version: MAPPING_VERSION + 1 },
			properties: { ...mappings.properties, invented: { type: "keyword" } },
		},
	};
}

/** An engine of a version that knows that mapping, and the migration of one tenant's store with it. */
export async function migrationOf(prefix: string, tenant: string) {
	const engine = await openClusterEngine({ ...clusterSettings(prefix), mapping: madeUpMapping() });
	const name: StoreName = { kind: "tenant", tenant: parseTenantId(tenant) };
	const migrate = (onProgress?: (copied: number) => void, people?: number) =>
		engine.migrate(name, KEY, { onProgress, ...(people === undefined ? {} : { people }) });
	return { engine, name, migrate };
}
