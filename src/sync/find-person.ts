import { emailKey, profileKey } from "../analysis/contact-keys.ts";
import { Candidate, Merge } from "../domain/candidate.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { survivorKey } from "../ingest/merge-candidates.ts";

/** Who a person is here: all candidates that are he, those that were merged into others included. */

/** By the id of a candidate, an e-mail address, or the profile that candidates are matched with. */
export type Whom = { readonly candidateId: string } | { readonly email: string } | { readonly profileId: string };

/** People who share an address or a profile: more are no person but a mistake. */
const MOST = 50;

/**
 * @returns ids of candidates, sorted
 * @throws TributaryError `not-found` · `invalid-field` no e-mail address · `limit-reached` it would be too many people
 */
export async function findPerson(store: Store, whom: Whom): Promise<string[]> {
	const found = await candidatesOf(store, whom);
	const people = found.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const ids = await withAbsorbed(
		store,
		people.flatMap(({ id, mergedFrom }) => [id, ...(mergedFrom ?? [])]),
	);
	if (ids.length === 0) throw new TributaryError("not-found");
	if (ids.length > MOST)
		throw new TributaryError("limit-reached", { detail: `${ids.length} candidates are found by this.` });
	return ids.sort();
}

async function candidatesOf(store: Store, whom: Whom) {
	if ("candidateId" in whom) {
		// Somebody who was merged into another is that other one.
		const id = await survivorOf(store, whom.candidateId);
		return (await store.read("person", { ids: [id] })).filter((one) => one !== null);
	}
	if ("profileId" in whom) return store.read("person", { keys: [profileKey(whom.profileId)] });
	const key = emailKey(whom.email);
	if (key !== null) return store.read("person", { keys: [key] });
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "/email", detail: "This is no e-mail address." }],
	});
}

/** Who took in this candidate, and whoever took in that one: merges follow each other. */
async function survivorOf(store: Store, candidateId: string): Promise<string> {
	const known = new Set<string>();
	for (let id = candidateId; ; ) {
		known.add(id);
		const [memory] = await store.read("merge", { ids: [id] });
		if (memory == null) return id;
		id = Merge.parse(JSON.parse(memory.record)).survivorId;
		if (known.has(id)) return id;
	}
}

/** With all whom they took in, those included whom these had taken in before: a record names only the last ones. */
async function withAbsorbed(store: Store, ids: readonly string[]): Promise<string[]> {
	const all = new Set(ids);
	for (let next = [...all]; next.length > 0; ) {
		const merges = await store.read("merge", { keys: next.map(survivorKey) });
		next = merges.map(({ id }) => id).filter((id) => !all.has(id));
		for (const id of next) all.add(id);
	}
	return [...all];
}
