import type { Tenant } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";

/** Nothing of a tenant, and nobody in it, is destroyed while it is held. @returns `legal-hold`; null: it is not held */
export const holdOn = ({ legalHold }: Pick<Tenant, "legalHold">): TributaryError | null =>
	legalHold === undefined
		? null
		: new TributaryError("legal-hold", { detail: `Held since ${legalHold.since}: ${legalHold.reason}` });

/** @throws TributaryError `legal-hold` */
export function demandNoHold(tenant: Pick<Tenant, "legalHold">): void {
	const held = holdOn(tenant);
	if (held !== null) throw held;
}
