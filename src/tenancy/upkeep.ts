import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { MigrateOptions, Migration, StoreName } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Journals } from "./journals.ts";
import { labelOf, type Stores } from "./stores.ts";
import { OPERATOR, type Tenants } from "./tenants.ts";
import { withKeys } from "./with-keys.ts";

/** What an operator does to stores on a cluster, while they are served. */
export interface Upkeep {
	/**
	 * Gives the stores of a tenant new accounts on the cluster; those of before are refused when this resolves.
	 * @throws TributaryError `tenant-unavailable` · `not-on-cluster`
	 */
	rotate(tenant: TenantId, actor?: Actor): Promise<void>;
	/**
	 * Brings stores into the newest mapping and the shards that their people want: of one tenant, or all there are. Each tenant's log has it.
	 * @param options people: whom a tenant's store is to be made for
	 * @throws TributaryError `tenant-unavailable` · `not-on-cluster` · what the cluster refuses with
	 */
	migrate(tenant: TenantId | null, options?: MigrateOptions, actor?: Actor): Promise<readonly StoreMigration[]>;
}

export interface StoreMigration extends Migration {
	/** `tenant:acme`, `audit:acme`, `network`, `platform`. */
	readonly store: string;
}

export interface UpkeepDeps {
	readonly stores: Stores;
	readonly tenants: Tenants;
	readonly journals: Journals;
}

export function createUpkeep({ stores, tenants, journals }: UpkeepDeps): Upkeep {
	const upkeepOf = async (name: StoreName) => (await stores.places.of(name)).upkeep;
	return {
		rotate: async (tenant, actor = OPERATOR) => {
			const engine = await upkeepOf({ kind: "tenant", tenant });
			if (engine === null) throw new TributaryError("not-on-cluster");
			const access = { actor, action: "tenant.change", subject: { about: "cluster-account" } } as const;
			await journals.administer(await journals.recordOf(tenant), access, async () => {
				for (const name of storesOf(tenant))
					await withKeys([await stores.currentKey(name)], ([key]) => engine.rotateCredential(name, key));
			});
		},
		migrate: async (tenant, { people, onProgress } = {}, actor = OPERATOR) => {
			if (stores.places.engines.every(({ upkeep }) => upkeep === null)) throw new TributaryError("not-on-cluster");
			if (tenant !== null) await tenants.get(tenant);
			const all = tenant === null ? (await tenants.list()).map(({ id }) => id) : [tenant];
			const names: StoreName[] = all.flatMap(storesOf);
			if (tenant === null) names.unshift({ kind: "platform" }, { kind: "network" });
			const done: StoreMigration[] = [];
			for (const name of names) {
				const engine = await upkeepOf(name);
				if (engine === null && tenant !== null) throw new TributaryError("not-on-cluster");
				if (engine === null) continue;
				const wanted = name.kind === "tenant" ? people : undefined;
				const migrate = async () =>
					withKeys([await stores.currentKey(name)], ([key]) =>
						engine.migrate(name, key, { people: wanted, onProgress }),
					);
				const migration = await (name.kind === "tenant" ? written(journals, name.tenant, actor, migrate) : migrate());
				done.push({ store: labelOf(name), ...migration });
			}
			return done;
		},
	};
}

const written = async <T>(journals: Journals, tenant: TenantId, actor: Actor, run: () => Promise<T>): Promise<T> => {
	const access = { actor, action: "tenant.change", subject: { about: "index-migration" } } as const;
	return journals.administer(await journals.recordOf(tenant), access, run);
};

const storesOf = (tenant: TenantId): StoreName[] => [
	{ kind: "tenant", tenant },
	{ kind: "audit", tenant },
];
