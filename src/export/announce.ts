import type { CandidateChange } from "../domain/event.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change } from "../engine/port.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Deliveries } from "./deliveries.ts";
import { webhookEvents } from "./outbox.ts";

/** How those who change candidates tell the tenant's subscribers of it, in two steps around their own write. */
export interface Announcer {
	/** What to write beside the changed candidates, in the same write. */
	announce(scope: Scope, candidates: readonly CandidateChange[]): Promise<readonly Change[]>;
	/** To be called when that is durable. */
	announced(scope: Scope): void;
}

/** @param changed is told of every tenant whose candidates are about to change, subscribers or not */
export const createAnnouncer = (
	deliveries: Pick<Deliveries, "wake">,
	clock: Clock,
	changed: (tenant: TenantId, ids: readonly string[]) => void = () => {},
): Announcer => ({
	announce: (scope, candidates) => {
		changed(
			scope.tenant.id,
			candidates.map(({ candidateId }) => candidateId),
		);
		return webhookEvents(scope, "candidate.changed", { candidates }, clock());
	},
	announced: (scope) => deliveries.wake(scope.tenant.id),
});
