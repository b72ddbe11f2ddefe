import type { OperatorGrant } from "../tenancy/operators/operator-grant.ts";
import type { Scope } from "../tenancy/scope.ts";
import { webhookEvents } from "./outbox.ts";

/** Tells a tenant's own addresses that somebody of the operator has access to its data from now on. Goes out with the next delivery. */
export async function announceAccess(scope: Scope, grant: OperatorGrant, now: Date): Promise<void> {
	const { id, operator, kind, expiresAt } = grant;
	if (expiresAt === null) return;
	const data = { grantId: id, operator, kind, expiresAt };
	await scope.record("webhook.deliver", { grantId: id, about: "operator-access" }, async () => {
		const changes = await webhookEvents(scope, "operator.access", data, now);
		if (changes.length > 0) await scope.store.write(changes);
		return { value: null, result: { outcome: "ok", count: changes.length } };
	});
}
