import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { type Told, tellErased } from "../export/last-words.ts";
import type { Transport } from "../export/transport.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Certificate } from "../tenancy/disposal/certificate.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";

/** Wiping a tenant as the operator asks for it: erased, certified, and then told to whom it named. */

export interface WipeDeps {
	readonly tenancy: Pick<Tenancy, "disposal">;
	readonly transport: Pick<Transport, "send">;
	readonly clock: Clock;
}

export interface Wiped {
	readonly certificate: Certificate;
	readonly told: readonly Told[];
}

/** Also goes on where an earlier try was interrupted. @throws as {@link Tenancy.disposal} `run` */
export async function wipeTenant(
	{ tenancy, transport, clock }: WipeDeps,
	tenant: TenantId,
	actor?: Actor,
): Promise<Wiped> {
	const certificate = await tenancy.disposal.run(tenant, actor);
	const words = (await tenancy.disposal.find(tenant))?.erasure?.lastWords ?? [];
	const told = await tellErased({ transport, clock }, tenant, words);
	await tenancy.disposal.told(tenant);
	return { certificate, told };
}

const RESUMING: Actor = { kind: "system", id: "resume" };

/** Goes on with what was interrupted. A tenant whose erasure fails again does not keep the others from theirs. */
export async function resumeWipes(deps: WipeDeps, onError: (error: unknown, tenant: TenantId) => void): Promise<void> {
	for (const { tenant, state, erasure } of await deps.tenancy.disposal.list()) {
		const isUntold = state === "erased" && (erasure?.lastWords.length ?? 0) > 0;
		if (state !== "erasing" && !isUntold) continue;
		await wipeTenant(deps, tenant, RESUMING).catch((error: unknown) => onError(error, tenant));
	}
}
