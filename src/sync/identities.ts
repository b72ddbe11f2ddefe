import type { Candidate } from "../domain/candidate.ts";
import type { Store } from "../engine/port.ts";
import { survivorKey } from "../ingest/merge-candidates.ts";
import { type Memory, readMemory } from "../ingest/merge-memories.ts";

/** Under which ids one person is known to a tenant. */
export interface Identity {
	readonly candidateIds: readonly string[];
	/** Profiles of the network. What the tenant noted under them is of him; the profiles themselves are not the tenant's. */
	readonly profileIds: readonly string[];
}

/**
 * Of each of these ids all ids of the same person: of those whom he took in, those included whom these had taken in before (a record names only the
 * last ones), and of the profiles that he and they are matched with, unless somebody said that he is not that one.
 * @param people those of them who are there
 */
export async function identitiesOf(
	store: Pick<Store, "read">,
	ids: readonly string[],
	people: readonly Candidate[],
): Promise<ReadonlyMap<string, Identity>> {
	const named = people.flatMap(({ id, mergedFrom = [] }) => mergedFrom.map((from) => [from, id] as const));
	const survivors = new Map([...named, ...ids.map((id) => [id, id] as const)]);
	const absorbed = await absorbedBy(store, survivors);
	const membersOf = Map.groupBy(survivors.keys(), (id) => survivors.get(id));
	const absorbedOf = Map.groupBy(absorbed, ({ id }) => survivors.get(id));
	const personOf = new Map(people.map((one) => [one.id, one]));
	return new Map(
		ids.map((id) => {
			const own = personOf.get(id);
			const others = (absorbedOf.get(id) ?? []).map(({ merge }) => JSON.parse(merge.absorbed) as Candidate);
			const not = new Set(own?.distinctFrom?.profiles);
			const profileIds = [own, ...others].flatMap((one) => one?.match?.profileId ?? []);
			return [
				id,
				{ candidateIds: membersOf.get(id) ?? [], profileIds: [...new Set(profileIds)].filter((one) => !not.has(one)) },
			];
		}),
	);
}

/** Who was taken in, whoever by. @param survivors of each known id that of whom he became in the end; those who are found are put in */
async function absorbedBy(store: Pick<Store, "read">, survivors: Map<string, string>): Promise<readonly Memory[]> {
	const all: Memory[] = [];
	const known = new Set<string>();
	for (let next = [...survivors.keys()]; next.length > 0; ) {
		const taken = (await store.read("merge", { keys: next.map(survivorKey) }))
			.map(readMemory)
			.filter(({ id }) => !known.has(id));
		for (const { id, merge } of taken) {
			known.add(id);
			if (!survivors.has(id)) survivors.set(id, survivors.get(merge.survivorId) ?? merge.survivorId);
		}
		all.push(...taken);
		next = taken.map(({ id }) => id);
	}
	return all;
}
