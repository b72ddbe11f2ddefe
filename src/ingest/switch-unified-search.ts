import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { ImportDeps } from "./import-candidate.ts";
import { refreshAllMatches } from "./refresh-matches.ts";

export interface SwitchDeps extends ImportDeps {
	readonly tenancy: Pick<Tenancy, "tenants" | "openScope">;
}

/** Changes the tenant's setting, and indexes its candidates as it now is. Repeating it is harmless. */
export async function switchUnifiedSearch(deps: SwitchDeps, scope: Scope, enabled: boolean): Promise<void> {
	const { tenant, actor, purpose } = scope;
	await deps.tenancy.tenants.update(tenant.id, { settings: { unifiedSearch: enabled } }, actor);
	// The scope at hand still has the old setting.
	const after = await deps.tenancy.openScope({ tenant: tenant.id, actor, purpose });
	await refreshAllMatches(after, deps);
}
