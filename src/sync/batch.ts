import type { CandidateChange } from "../domain/event.ts";
import type { Change } from "../engine/port.ts";
import type { TributaryError } from "../errors.ts";
import type { Announcing } from "../ingest/candidate-record.ts";
import type { Erasures } from "../tenancy/erasures.ts";
import type { Recorded, Scope } from "../tenancy/scope.ts";
import { type Counted, counted, putHealth, readHealth } from "./health.ts";
import type { Kind } from "./kinds.ts";
import type { PeopleChanges, PeopleDeps } from "./people.ts";
import { inTurn } from "./turns.ts";

/** What every call of an ATS has in common: one write for all of its records and their counts, and an outcome for each. */

export interface SyncDeps extends PeopleDeps, Announcing {
	/** Where it is kept who was erased, so that no backup brings him back. */
	readonly erasures?: Pick<Erasures, "person">;
}

export type ChangedCandidate = CandidateChange;

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

/**
 * Does one call. When it resolves, what was accepted is durable and searchable. Calls that wait at the same time share a write.
 * @param prepare reads from the scope that it is given, and only from that; called anew when somebody else changed the same records
 * @throws TributaryError `audit-unavailable` · `store-unavailable`
 */
export function runCall(
	scope: Scope,
	deps: SyncDeps,
	call: { readonly action: "sync.write" | "sync.delete"; readonly kind: Kind; readonly count: number },
	prepare: (scope: Scope, now: Date) => Promise<Prepared>,
): Promise<readonly Outcome[]> {
	const { action, kind, count } = call;
	return scope.record(action, { about: kind, count }, async () => {
		const prepared = await inTurn(scope, count, async (store) => {
			const staged: Scope = { ...scope, store };
			const now = deps.clock();
			const ready = await prepare(staged, now);
			const { health, version } = await readHealth(store);
			let next = counted(health, kind, ready.counts, now);
			for (const [other, counts] of ready.alsoCounted ?? []) next = counted(next, other, counts, now);
			const events = (await deps.announce?.(staged, ready.candidates)) ?? [];
			await store.write([...ready.changes, putHealth(next, version), ...events]);
			return ready;
		});
		if (prepared.candidates.length > 0) deps.announced?.(scope);
		return recorded(prepared);
	});
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
