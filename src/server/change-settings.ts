import type { Actor } from "../domain/actor.ts";
import type { Tenant, TenantId, TenantSettings } from "../domain/tenant.ts";
import { cleanStored, forgetCleaning } from "../ingest/clean-stored.ts";
import type { IngestDeps } from "../ingest/store-resume.ts";
import { forgetLearned } from "../search/meaning/learned/model.ts";
import { forgetPeople } from "../search/meaning/people/people-embedder.ts";
import { forgetSignals } from "../signals/records.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { OPERATOR } from "../tenancy/tenants.ts";

/** Changing what an admin may switch for a tenant, and what follows from it for what is stored already. */

export interface ChangedSettings {
	readonly tenant: Tenant;
	/** Candidates that personal lines were taken out of. */
	readonly cleaned: number;
}

/** @throws TributaryError as {@link Tenancy.tenants}' `update` · `legal-hold` something stored would be destroyed by it */
export async function changeSettings(
	tenancy: Tenancy,
	ingest: IngestDeps,
	id: TenantId,
	settings: Partial<TenantSettings>,
	actor: Actor = OPERATOR,
): Promise<ChangedSettings> {
	if (settings.dropPersonalData === true || settings.signals === false) demandNoHold(await tenancy.tenants.get(id));
	const tenant = await tenancy.tenants.update(id, { settings }, actor);
	const openFor = (purpose: string) => tenancy.openScope({ tenant: id, actor, purpose });
	if (settings.learnedRelatedness === false && tenant.status === "active")
		await forgetLearned(await openFor("forget what was learned"));
	if (settings.meaningSimilarity === false && tenant.status === "active")
		await forgetPeople(await openFor("forget vectors of people"));
	if (settings.signals === false && tenant.status === "active") await forgetSignals(await openFor("forget signals"));
	if (settings.dropPersonalData === undefined || tenant.status !== "active") return { tenant, cleaned: 0 };
	const scope = await openFor("drop personal data");
	if (!settings.dropPersonalData) await forgetCleaning(scope);
	return { tenant, cleaned: await cleanStored(scope, ingest) };
}

/**
 * Goes on with what was interrupted, one tenant after the other, beside the serving.
 * @param onError told of a tenant that could not be asked now: it keeps no other from its own
 */
export async function cleanTenants(
	{ tenancy, ingest }: { readonly tenancy: Tenancy; readonly ingest: IngestDeps },
	isWanted: () => boolean,
	onError: (error: unknown, tenant: TenantId) => void,
): Promise<void> {
	const clean = async ({ id, status, settings }: Tenant) => {
		await tenancy.sealOriginals(id, isWanted);
		if (status !== "active" || !settings.dropPersonalData) return;
		const scope = await tenancy.openScope({ tenant: id, actor: OPERATOR, purpose: "drop personal data" });
		await cleanStored(scope, ingest, isWanted);
	};
	for (const tenant of await tenancy.tenants.list()) {
		if (!isWanted()) return;
		await clean(tenant).catch((error: unknown) => onError(error, tenant.id));
	}
}
