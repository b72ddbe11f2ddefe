import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import type { Tenant, TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { accountKeyOf } from "./accounts/account-record.ts";
import { clientKeyOf } from "./client-record.ts";
import { countRecords } from "./disposal/count-records.ts";
import { retryOnConflict } from "./optimistic.ts";
import type { Stores } from "./stores.ts";
import { demandNoWipe, putTenant, readTenantRecord, type Tenants } from "./tenants.ts";

/**
 * A tenant that is being filled from an archive is disabled and marked until all is in: nobody is ever served half of it. The mark
 * names the archive, so that what was cut off can be gone on with, and with nothing else.
 */
export interface Imports {
	/**
	 * Makes the tenant where it is not there, disables and marks it. Repeated for the same archive, it goes on.
	 * @param archive id of the archive
	 * @param actor who does it
	 * @throws TributaryError `tenant-not-empty` it holds something, or somebody can get in already · `import-unfinished` another archive is half in · as {@link Tenants.create}
	 */
	begin(id: string, name: string, archive: string, actor?: Actor): Promise<Tenant>;
	/** Takes the mark away and has the tenant served, in one write. */
	finish(tenant: TenantId): Promise<Tenant>;
}

export const importMarkId = (tenant: TenantId): string => `import:${tenant}`;
const Mark = z.strictObject({ archive: z.string() });

export async function readImportMark(platform: Store, tenant: TenantId) {
	const [found] = await platform.read("setting", { ids: [importMarkId(tenant)] });
	return found == null ? null : { ...Mark.parse(JSON.parse(found.record)), version: found.version };
}

export const putImportMark = (tenant: TenantId, archive: string): Change => ({
	op: "put",
	collection: "setting",
	id: importMarkId(tenant),
	record: JSON.stringify({ archive } satisfies z.output<typeof Mark>),
	ifVersion: 0,
});

/** @throws TributaryError `import-unfinished` */
export async function demandNoImport(platform: Store, tenant: TenantId): Promise<void> {
	if ((await readImportMark(platform, tenant)) !== null) throw new TributaryError("import-unfinished");
}

/** Who would get at once what is in the archive: by a slip of the pen it is another customer. */
async function whoGetsIn(platform: Store, tenant: TenantId): Promise<readonly (readonly [string, number])[]> {
	const [clients, accounts] = await Promise.all([
		platform.read("client", { keys: [clientKeyOf(tenant)] }),
		platform.read("account", { keys: [accountKeyOf(tenant)] }),
	]);
	const all = [["client", clients.length] as const, ["account", accounts.length] as const];
	return all.filter(([, count]) => count > 0);
}

interface ImportsDeps {
	readonly platform: Store;
	readonly tenants: Tenants;
	readonly stores: Stores;
}

export function createImports({ platform, tenants, stores }: ImportsDeps): Imports {
	const open = async (id: TenantId) => {
		const found = await readTenantRecord(platform, id);
		if (!found?.record.provisioned) throw new TributaryError("tenant-unavailable");
		return found;
	};
	return {
		begin: async (id, name, archive, actor) => {
			const known = await readTenantRecord(platform, id);
			// Marked from the first trace of it on: cut off right behind it, it would be an empty one, for any archive to fill.
			const { id: tenant } = known?.record.provisioned
				? known.record.tenant
				: await tenants.create({ id, name, importOf: archive, ...(actor === undefined ? {} : { actor }) });
			await retryOnConflict(async () => {
				const mark = await readImportMark(platform, tenant);
				if (mark?.archive === archive) return;
				if (mark !== null)
					throw new TributaryError("import-unfinished", { detail: "Another archive is half in: go on with that one." });
				const { record, version } = await open(tenant);
				const store = await stores.open({ kind: "tenant", tenant }, record.keys.data);
				// Settings are no data of people: the archive's take their place.
				const { setting: _, ...counts } = await countRecords(store);
				const held = [...Object.entries(counts), ...(await whoGetsIn(platform, tenant))];
				if (held.length > 0) {
					const detail = `It holds ${held.map(([collection, count]) => `${count} ${collection}`).join(", ")}.`;
					throw new TributaryError("tenant-not-empty", { detail });
				}
				const disabled = { ...record, tenant: { ...record.tenant, status: "disabled" as const } };
				await platform.write([putImportMark(tenant, archive), putTenant(disabled, version)]);
			});
			return tenants.get(tenant);
		},
		finish: (tenant) =>
			retryOnConflict(async () => {
				const { record, version } = await open(tenant);
				await demandNoWipe(platform, tenant, { status: "active" });
				const served = { ...record, tenant: { ...record.tenant, status: "active" as const } };
				await platform.write([
					{ op: "delete", collection: "setting", id: importMarkId(tenant) },
					putTenant(served, version),
				]);
				return served.tenant;
			}),
	};
}
