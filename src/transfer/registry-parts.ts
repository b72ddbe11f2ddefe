import type * as z from "zod";
import { AccessRequest, Account } from "../domain/account.ts";
import type { TenantId } from "../domain/tenant.ts";
import { OperatorGrant } from "../tenancy/operators/operator-grant.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";

/** What the registry holds of a tenant's people, and of the operator's access to it: it leaves to be read, and is never taken in again. */

export type Registry = {
	readonly accounts: Pick<Tenancy["accounts"], "list">;
	readonly accessRequests: Pick<Tenancy["accessRequests"], "list">;
	readonly operators: Pick<Tenancy["operators"], "list">;
};

interface Part {
	readonly schema: z.ZodType;
	readonly list: (registry: Registry, tenant: TenantId) => Promise<readonly object[]>;
}

export const REGISTRY_PARTS: Readonly<Record<string, Part>> = {
	account: { schema: Account, list: ({ accounts }, tenant) => accounts.list(tenant) },
	"access-request": { schema: AccessRequest, list: ({ accessRequests }, tenant) => accessRequests.list(tenant) },
	"operator-grant": { schema: OperatorGrant, list: ({ operators }, tenant) => operators.list(tenant) },
};
