import { emailKey, profileKey } from "../analysis/contact-keys.ts";
import { Candidate, Merge } from "../domain/candidate.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { stubsWith } from "./activity.ts";
import { type Identity, identitiesOf } from "./identities.ts";
import { recordIdOf } from "./kinds.ts";
import { notedOf } from "./noted-of-person.ts";
import { type Person, sentOfPerson } from "./sent-of-person.ts";
import { holderOf, readByKeys } from "./stored.ts";

/** Who a person is here: all candidates that are he, those that were merged into others included, and the profiles of the network that he is. */

/** By the id of a candidate, an e-mail address, or a profile of the network. */
export type Whom = { readonly candidateId: string } | { readonly email: string } | { readonly profileId: string };

/** People who share an address or a profile: more are no person but a mistake. */
const MOST = 50;

/**
 * Also who is there only by what waits for a candidate, as applications that came before him, or by what was noted of him.
 * @throws TributaryError `not-found` · `invalid-field` no e-mail address · `limit-reached` it would be too many people
 */
export async function findPerson(store: Store, whom: Whom): Promise<Person> {
	const named = await namedBy(store, whom);
	const ids = [...new Set(await Promise.all(named.candidateIds.map((id) => survivorOf(store, id))))];
	const found = (await store.read("person", { ids })).filter((one) => one !== null);
	const people = found.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const identities = [named, ...(await identitiesOf(store, ids, people)).values()];
	const emails = people.flatMap(({ resume: { basics } }) => [basics?.email, ...(basics?.emails ?? [])]);
	const asked = "email" in whom ? [whom.email] : [];
	const person = {
		candidateIds: [...new Set(identities.flatMap(({ candidateIds }) => candidateIds))].sort(),
		profileIds: [...new Set(identities.flatMap(({ profileIds }) => profileIds))].sort(),
		emails: [...asked, ...emails.filter((email) => email !== undefined)],
	};
	for (const [what, { length }] of Object.entries({ candidates: person.candidateIds, profiles: person.profileIds }))
		if (length > MOST) throw new TributaryError("limit-reached", { detail: `${length} ${what} are found by this.` });
	if (people.length > 0 || (await sentOfPerson(store, person)).length > 0) return person;
	if (Object.values(await notedOf(store, person)).some((records) => records.length > 0)) return person;
	throw new TributaryError("not-found");
}

async function namedBy(store: Store, whom: Whom): Promise<Identity> {
	if ("candidateId" in whom) return { candidateIds: [whom.candidateId], profileIds: [] };
	const holding = async (...keys: string[]) => (await store.read("person", { keys })).map(({ id }) => id);
	if ("profileId" in whom)
		return { candidateIds: await holding(profileKey(whom.profileId)), profileIds: [whom.profileId] };
	const key = emailKey(whom.email);
	if (key === null)
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "/email", detail: "This is no e-mail address." }],
		});
	const sent = await readByKeys(store, [holderOf(whom.email)]);
	const stubs = await stubsWith(store, key);
	const profileIds = stubs.flatMap(({ profileId }) => profileId ?? []);
	const candidateIds = [
		...(await holding(key, ...profileIds.map(profileKey))),
		...sent.map(({ record: { path } }) => recordIdOf(path[0] ?? "")),
		...stubs.flatMap(({ candidateId }) => candidateId ?? []),
	];
	return { candidateIds, profileIds };
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
