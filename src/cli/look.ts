import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Platform } from "../server/platform.ts";
import type { AuditAction, AuditSubject } from "../tenancy/audit-entry.ts";

/** A tenant's staff, clients and log are its data: read under the rule that holds for all of them, and written into its log as by the API. */

interface Look {
	readonly action: Extract<AuditAction, "account.read" | "client.read" | "audit.read">;
	readonly subject?: AuditSubject;
	/** The verb: it stands in the log. */
	readonly purpose: string;
	/** It shows nobody's data: it takes a name and no grant. */
	readonly byName?: boolean;
}

/** Also of a disabled tenant. @throws TributaryError `operator-grant-required` where it takes a grant · what `run` throws */
export async function looked<T>(
	{ operatorScope }: Pick<Platform, "operatorScope">,
	tenant: TenantId,
	{ action, subject = {}, purpose, byName = false }: Look,
	run: () => Promise<T>,
): Promise<T> {
	const scope = await operatorScope(tenant, purpose, { evenDisabled: true, byName });
	return scope.record(action, subject, async () => {
		const value = await run();
		return { value, result: { outcome: "ok", ...(Array.isArray(value) ? { count: value.length } : {}) } };
	});
}

/** The log of a tenant; of one that is erased, at which nobody can have a grant, under a name. */
export async function lookedAtLog<T>(
	platform: Platform,
	id: string,
	{ purpose, byName = false }: Omit<Look, "action" | "subject">,
	run: (tenant: TenantId) => Promise<T>,
): Promise<T> {
	const tenant = parseTenantId(id);
	if ((await platform.tenancy.disposal.find(tenant))?.erasure === undefined)
		return looked(platform, tenant, { action: "audit.read", purpose, byName }, () => run(tenant));
	await platform.operatorName();
	return run(tenant);
}
