import { emailKey, profileKey } from "../analysis/contact-keys.ts";
import { Candidate, Merge } from "../domain/candidate.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { survivorKey } from "../ingest/merge-candidates.ts";
import { recordIdOf } from "./kinds.ts";
import { type Person, sentOfPerson } from "./sent-of-person.ts";
import { holderOf, readByKeys } from "./stored.ts";

/** Who a person is here: all candidates that are he, those that were merged into others included. */

/** By the id of a candidate, an e-mail address, or the profile that candidates are matched with. */
export type Whom = { readonly candidateId: string } | { readonly email: string } | { readonly profileId: string };

/** People who share an address or a profile: more are no person but a mistake. */
const MOST = 50;

/**
 * Also who is there only by what waits for a candidate: applications that came before him.
 * @throws TributaryError `not-found` · `invalid-field` no e-mail address · `limit-reached` it would be too many people
 */
export async function findPerson(store: Store, whom: Whom): Promise<Person> {
	const named = await idsOf(store, whom);
	const found = (await store.read("person", { ids: named })).filter((one) => one !== null);
	const people = found.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const candidateIds = await withAbsorbed(store, [...named, ...people.flatMap(({ mergedFrom = [] }) => mergedFrom)]);
	if (candidateIds.length > MOST)
		throw new TributaryError("limit-reached", { detail: `${candidateIds.length} candidates are found by this.` });
	const emails = people.flatMap(({ resume: { basics } }) => [basics?.email, ...(basics?.emails ?? [])]);
	const asked = "email" in whom ? [whom.email] : [];
	const person = {
		candidateIds: candidateIds.sort(),
		emails: [...asked, ...emails.filter((email) => email !== undefined)],
	};
	if (people.length > 0 || (await sentOfPerson(store, person)).length > 0) return person;
	throw new TributaryError("not-found");
}

/** Candidates that are named, each as whom he was merged into; whether they are there is another question. */
async function idsOf(store: Store, whom: Whom): Promise<string[]> {
	const named = await namedBy(store, whom);
	return [...new Set(await Promise.all(named.map((id) => survivorOf(store, id))))];
}

async function namedBy(store: Store, whom: Whom): Promise<readonly string[]> {
	if ("candidateId" in whom) return [whom.candidateId];
	const holding = async (key: string) => (await store.read("person", { keys: [key] })).map(({ id }) => id);
	if ("profileId" in whom) return holding(profileKey(whom.profileId));
	const key = emailKey(whom.email);
	if (key === null)
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "/email", detail: "This is no e-mail address." }],
		});
	const sent = await readByKeys(store, [holderOf(whom.email)]);
	return [...(await holding(key)), ...sent.map(({ record: { path } }) => recordIdOf(path[0] ?? ""))];
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
