import { type Client, errors, type estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { clusterFault, named } from "./faults.ts";
import type { IndexMapping } from "./mapping.ts";
import type { StoreIndex } from "./names.ts";

/**
 * People for whom one shard is made: about 25 GB, in the middle of what Elasticsearch advises for a shard (10 to 50 GB), at the 13 kB
 * that one took when 10,000 were stored.
 */
const PEOPLE_OF_A_SHARD = 2_000_000;
const MOST_SHARDS = 64;
/** How long it is waited for copies of the shards. */
const COPIES_SECONDS = 60;
/** Above the templates that the cluster brings. */
const TEMPLATE_PRIORITY = 500;

const ALREADY_THERE = "resource_already_exists_exception";

/** Shards for a store of so many people. */
export const shardsFor = (people: number): number =>
	Math.min(MOST_SHARDS, Math.max(1, Math.ceil(people / PEOPLE_OF_A_SHARD)));

/** Nothing where it is there already. @throws `cluster-shards` · as the cluster refuses */
export async function createOnce(operator: Client, request: estypes.IndicesCreateRequest): Promise<void> {
	try {
		await operator.indices.create(request);
	} catch (thrown) {
		if (thrown instanceof errors.ResponseError && thrown.body?.error?.type === ALREADY_THERE) return;
		throw clusterFault(thrown);
	}
}

/** Makes and removes the indices of stores, with the operator's account. */
export class StoreIndices {
	readonly mapping: IndexMapping;
	readonly #operator: Client;

	constructor(operator: Client, mapping: IndexMapping) {
		this.#operator = operator;
		this.mapping = mapping;
	}

	/**
	 * Whatever makes an index below these names gives it the right mapping. Accounts that were made for earlier versions may not put
	 * templates: what this makes names its mapping anyway.
	 */
	async putTemplate(prefix: string): Promise<void> {
		const { version, settings, mappings } = this.mapping;
		try {
			await this.#operator.indices.putIndexTemplate({
				name: `${prefix}.v${version}`,
				index_patterns: [`${prefix}.*.v${version}`, `${prefix}.*.v${version}-*`],
				priority: TEMPLATE_PRIORITY + version,
				version,
				template: { settings: { ...settings, auto_expand_replicas: "0-1" }, mappings },
			});
		} catch (thrown) {
			const fault = clusterFault(thrown);
			if (!(fault instanceof TributaryError && fault.code === "cluster-refused")) throw fault;
		}
	}

	/** Nothing where it is there already. @param alias what points to it; null: nothing yet */
	async make(index: string, alias: string | null, shards = 1): Promise<void> {
		const { settings, mappings } = this.mapping;
		const body = {
			index,
			settings: { ...settings, number_of_shards: shards, auto_expand_replicas: "0-1" },
			mappings,
			...(alias === null ? {} : { aliases: { [alias]: { is_write_index: true } } }),
		};
		await createOnce(this.#operator, body);
	}

	/** All indices of a store. */
	async of({ pattern }: StoreIndex): Promise<string[]> {
		const found = await named(
			this.#operator.indices.get({
				index: pattern,
				features: ["aliases"],
				allow_no_indices: true,
				expand_wildcards: "all",
			}),
		);
		return Object.keys(found);
	}

	/** No fewer copies of each shard than the nodes allow. @throws `cluster-unavailable` */
	async demandCopies(index: string): Promise<void> {
		const asked = { index, wait_for_status: "green", timeout: `${COPIES_SECONDS}s` } as const;
		const patience = { ignore: [408], requestTimeout: (COPIES_SECONDS + 10) * 1000 };
		const health = await named(this.#operator.cluster.health(asked, patience));
		if (health.status !== "green") throw new TributaryError("cluster-unavailable");
	}

	/** The alias points to another index, and the one before is gone, in one step. May be repeated. */
	async switch(store: StoreIndex, from: string, to: string): Promise<void> {
		const add = { index: to, alias: store.alias, is_write_index: true };
		const switching = this.#operator.indices.updateAliases({ actions: [{ add }, { remove_index: { index: from } }] });
		await named(switching).catch(async (fault: unknown) => {
			// Sent again after a lost answer, or somebody else was first.
			if ((await this.behind(store)).includes(from)) throw fault;
		});
	}

	/** Those that the alias of a store points to. */
	async behind({ alias }: StoreIndex): Promise<string[]> {
		return Object.keys(await named(this.#operator.indices.getAlias({ name: alias })));
	}

	async remove(index: string): Promise<void> {
		await named(this.#operator.indices.delete({ index }, { ignore: [404] }));
	}
}
