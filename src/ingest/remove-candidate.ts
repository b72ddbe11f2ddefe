import { Candidate } from "../domain/candidate.ts";
import type { Change } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { notesToForget } from "./forget-notes.ts";
import { holdersAfter } from "./originals.ts";

/**
 * A candidate is gone for good: the record, what is indexed of it, what recruiters noted of him, and its files, unless somebody else
 * has the same file.
 */

/**
 * The changes that remove candidates, for one write with whatever else goes.
 * @param profileIds of the network, with whom goes what was noted under them; they stay where they are
 * @returns changes, and those who were there
 */
export async function removalOf(
	scope: Scope,
	ids: readonly string[],
	profileIds: readonly string[] = [],
): Promise<{ readonly changes: readonly Change[]; readonly removed: readonly Candidate[] }> {
	if (ids.length + profileIds.length === 0) return { changes: [], removed: [] };
	const found = (await scope.store.read("person", { ids })).filter((stored) => stored !== null);
	const removed = found.map(({ record }) => Candidate.parse(JSON.parse(record)));
	// Who was merged into somebody is not there, and has files and notes all the same.
	const files = await holdersAfter(scope.store, ids);
	const desk = await notesToForget(scope.store, [
		...ids.map((candidateId) => ({ candidateId })),
		...profileIds.map((profileId) => ({ profileId })),
	]);
	const people = found.map(
		({ id, version }): Change => ({ op: "delete", collection: "person", id, ifVersion: version }),
	);
	// Whatever is left of somebody: also where the record went without it.
	const vectors = (await scope.store.read("embedding", { ids })).flatMap((one): Change[] =>
		one === null ? [] : [{ op: "delete", collection: "embedding", id: one.id }],
	);
	return { changes: [...people, ...vectors, ...files, ...desk], removed };
}
