import { readFileSync } from "node:fs";
import path from "node:path";
import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import { named } from "./faults.ts";
import { MAPPING_VERSION, type StoreIndex } from "./names.ts";

const FORMAT = "tributary-candidate";

/** How an index of a store is made: settings and mappings as Elasticsearch takes them. */
export interface IndexMapping {
	readonly settings: estypes.IndicesIndexSettings;
	readonly mappings: estypes.MappingTypeMapping;
}

/** The versioned file under mappings/; never edited once released. */
export function loadMapping(version: number = MAPPING_VERSION): IndexMapping {
	return JSON.parse(
		readFileSync(path.join(packageRoot(), "mappings", `candidate.v${version}.json`), "utf8"),
	) as IndexMapping;
}

/**
 * Holds the index of a store to the mapping that this version reads and writes.
 * @throws `cluster-mapping`
 */
export async function demandMapping(operator: Client, { alias }: StoreIndex): Promise<void> {
	const found = await named(operator.indices.getMapping({ index: alias }));
	const metas = Object.values(found).map(({ mappings }) => mappings._meta);
	if (metas.length === 1 && metas[0]?.format === FORMAT && metas[0]?.version === MAPPING_VERSION) return;
	const versions = metas.map((meta) => meta?.version ?? "none").join(", ");
	throw new TributaryError("cluster-mapping", {
		detail: `${alias} has mapping ${versions}; this version works with ${MAPPING_VERSION}.`,
	});
}
