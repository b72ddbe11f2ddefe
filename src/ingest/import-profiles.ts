import { Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import type { NetworkImport } from "../tenancy/network.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { ImportDeps } from "./import-candidate.ts";
import { refreshMatches } from "./refresh-matches.ts";

export interface ProfileDeps extends ImportDeps {
	readonly tenancy: Pick<Tenancy, "network" | "tenants" | "openScope">;
	readonly profileDocument: (profile: Profile) => IndexedDocument;
}

/** Profiles stored before the tenants are told. */
const BATCH = 500;

/**
 * Fills the network, and indexes anew the candidates of every tenant that the profiles belong to.
 * @returns what was stored, and what was refused by its place in the input
 */
export async function importProfiles(deps: ProfileDeps, profiles: Iterable<unknown>): Promise<NetworkImport> {
	const all = [...profiles];
	let stored = 0;
	const refused: NetworkImport["refused"][number][] = [];
	for (let start = 0; start < all.length; start += BATCH) {
		const batch = all.slice(start, start + BATCH);
		const report = await deps.tenancy.network.importProfiles(batch, deps.profileDocument);
		stored += report.stored;
		refused.push(...report.refused.map(({ index, errors }) => ({ index: start + index, errors })));
		const read = batch.map((input) => Profile.safeParse(input));
		await tellTenants(
			deps,
			read.flatMap(({ data }) => data ?? []),
		);
	}
	return { stored, refused };
}

async function tellTenants(deps: ProfileDeps, profiles: readonly Profile[]): Promise<void> {
	if (profiles.length === 0) return;
	const { tenancy } = deps;
	for (const { id, status, settings } of await tenancy.tenants.list()) {
		if (status !== "active" || !settings.unifiedSearch) continue;
		const actor = { kind: "system", id: "network" } as const;
		const scope = await tenancy.openScope({ tenant: id, actor, purpose: "profiles changed" });
		await refreshMatches(scope, deps, profiles);
	}
}
