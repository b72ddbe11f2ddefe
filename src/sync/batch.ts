import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Recorded, Scope } from "../tenancy/scope.ts";
import { type Counted, counted, putHealth, readHealth } from "./health.ts";
import type { Kind } from "./kinds.ts";
import type { PeopleChanges, PeopleDeps } from "./people.ts";

/** What every call of an ATS has in common: one write for all of its records and their counts, and an outcome for each. */

export interface SyncDeps extends PeopleDeps {
	/** Changes that tell the tenant's subscribers of changed candidates, for the same write. */
	readonly announce?: (scope: Scope, candidates: readonly ChangedCandidate[]) => Promise<readonly Change[]>;
	/** Told when such changes are durable. */
	readonly announced?: (scope: Scope) => void;
}

export interface ChangedCandidate {
	readonly candidateId: string;
	readonly change: "created" | "updated" | "deleted";
}

export type Outcome =
	| { readonly ok: true; readonly became: "created" | "updated" | "deleted" }
	| { readonly ok: false; readonly error: TributaryError };

/** What a call is going to do, worked out from what is stored. */
export interface Prepared {
	readonly changes: readonly Change[];
	/** In the order of the call's records. */
	readonly outcomes: readonly Outcome[];
	readonly counts: readonly Counted[];
	readonly candidates: readonly ChangedCandidate[];
	/** Further changes that the counts are about, of other kinds. */
	readonly alsoCounted?: ReadonlyMap<Kind, readonly Counted[]>;
}

/** Calls of one tenant, one after the other: side by side they would only lose their writes to each other. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(tenant: string, work: () => Promise<T>): Promise<T> {
	const before = turns.get(tenant) ?? Promise.resolve();
	const mine = before.then(work, work);
	turns.set(tenant, mine);
	try {
		return await mine;
	} finally {
		if (turns.get(tenant) === mine) turns.delete(tenant);
	}
}

/**
 * Does one call. When it resolves, what was accepted is durable and searchable.
 * @param prepare called anew when somebody else changed the same records meanwhile
 * @throws TributaryError `audit-unavailable` · `store-unavailable`
 */
export function runCall(
	scope: Scope,
	deps: SyncDeps,
	call: { readonly action: "sync.write" | "sync.delete"; readonly kind: Kind; readonly count: number },
	prepare: (now: Date) => Promise<Prepared>,
): Promise<readonly Outcome[]> {
	const { action, kind, count } = call;
	const attempt = async () => {
		const now = deps.clock();
		const [prepared, { health, version }] = await Promise.all([prepare(now), readHealth(scope.store)]);
		let next = counted(health, kind, prepared.counts, now);
		for (const [other, counts] of prepared.alsoCounted ?? []) next = counted(next, other, counts, now);
		const events = (await deps.announce?.(scope, prepared.candidates)) ?? [];
		await scope.store.write([...prepared.changes, putHealth(next, version), ...events]);
		if (events.length > 0) deps.announced?.(scope);
		return prepared;
	};
	return scope.record(action, { about: kind, count }, () =>
		inTurn(scope.tenant.id, async () => recorded(await retryOnConflict(attempt))),
	);
}

function recorded({ outcomes, candidates }: Prepared): Recorded<readonly Outcome[]> {
	const failed = outcomes.filter(({ ok }) => !ok).length;
	const outcome = failed === 0 ? "ok" : failed === outcomes.length ? "failed" : "partial";
	const ids = [...new Set(candidates.map(({ candidateId }) => candidateId))].slice(0, 1000);
	return { value: outcomes, result: { outcome, count: outcomes.length - failed, failed, ids } };
}

/** @returns by id of the ATS: the error for each candidate that cannot be stored */
export function refusedOf(people: PeopleChanges, owners: readonly string[]): TributaryError | null {
	for (const owner of owners) {
		const error = people.refused.get(owner);
		if (error !== undefined) return error;
	}
	return null;
}

export const failure = (thrown: unknown): TributaryError =>
	thrown instanceof TributaryError ? thrown : new TributaryError("internal", { cause: thrown });
