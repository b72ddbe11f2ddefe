import type { Scope } from "../tenancy/scope.ts";
import { atsIdOf } from "./kinds.ts";
import { changesOfPeople, type PeopleDeps } from "./people.ts";
import { inTurn } from "./turns.ts";

/** Makes candidates anew from what the ATS sent: where something else than the ATS changed whose record is whose. */
export function refreshPeople(scope: Scope, deps: PeopleDeps, candidateIds: readonly string[]): Promise<void> {
	return scope.record("candidate.write", { candidateIds: [...candidateIds] }, async () => {
		await inTurn(scope, candidateIds.length, async (store) => {
			const people = await changesOfPeople({ ...scope, store }, deps, candidateIds.map(atsIdOf), new Map());
			await store.write(people.changes);
		});
		return { value: undefined, result: { outcome: "ok" } };
	});
}
