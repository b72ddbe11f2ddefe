import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";

/** Stands in the registry while a tenant is disabled for a restore alone, and goes with the next change of its status, whoever makes it. */
export const pausedId = (tenant: TenantId): string => `paused:${tenant}`;

export const putPaused = (tenant: TenantId): Change => ({
	op: "put",
	collection: "setting",
	id: pausedId(tenant),
	record: "{}",
});

export const removePaused = (tenant: TenantId): Change => ({
	op: "delete",
	collection: "setting",
	id: pausedId(tenant),
});

export async function isPaused(platform: Store, tenant: TenantId): Promise<boolean> {
	const [found] = await platform.read("setting", { ids: [pausedId(tenant)] });
	return found != null;
}
