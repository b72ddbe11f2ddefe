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
	readonly version: number;
	readonly settings: estypes.IndicesIndexSettings;
	readonly mappings: estypes.MappingTypeMapping;
}

/** The versioned file under mappings/; never edited once released. */
export function loadMapping(version: number = MAPPING_VERSION): IndexMapping {
	const file = path.join(packageRoot(), "mappings", `candidate.v${version}.json`);
	return { version, ...JSON.parse(readFileSync(file, "utf8")) };
}

/** What an index was made with. */
export async function describe(
	operator: Client,
	index: string,
): Promise<{ readonly version: number; readonly shards: number }> {
	const found = (await named(operator.indices.get({ index, features: ["mappings", "settings"] })))[index];
	return {
		version: found?.mappings?._meta?.version ?? 0,
		shards: Number(found?.settings?.index?.number_of_shards ?? 1),
	};
}

/**
 * Holds the index of a store to the mappings that this version reads and writes: the newest, and those before it until they are migrated.
 * @returns the version of its own
 * @throws `cluster-mapping`
 */
export async function demandMapping(
	operator: Client,
	{ alias }: StoreIndex,
	{ version }: IndexMapping,
): Promise<number> {
	const found = await named(operator.indices.getMapping({ index: alias }));
	const metas = Object.values(found).map(({ mappings }) => mappings._meta);
	const [meta] = metas;
	if (metas.length === 1 && meta?.format === FORMAT && meta.version >= 1 && meta.version <= version)
		return meta.version;
	const versions = metas.map((meta) => meta?.version ?? "none").join(", ");
	throw new TributaryError("cluster-mapping", {
		detail: `${alias} has mapping ${versions}; this version works with 1 to ${version}.`,
	});
}
