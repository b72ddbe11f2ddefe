import type { Candidate } from "../domain/candidate.ts";
import { aboutKey, type PersonRef } from "../domain/desk.ts";
import type { Change, Collection, StoredRecord } from "../engine/port.ts";
import { canonicalJson } from "../tenancy/canonical-json.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import { eachPage } from "../tenancy/listing.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Under a legal hold work goes on, and nothing is lost by it: what is overwritten is kept beside, with the people whom it is about, until the hold
 * ends. It is in archives and in their access reports, and goes with whoever is erased.
 */

const BELOW = "former/";

/** To be written with what takes its place; nothing where the tenant is not held. */
export function formerVersion(
	{ tenant }: Pick<Scope, "tenant">,
	collection: Collection,
	{ id, version, record }: StoredRecord,
	about: readonly PersonRef[],
): Change[] {
	if (holdOn(tenant) === null) return [];
	const former = { collection, id, version, keptAt: new Date().toISOString(), record: JSON.parse(record) as unknown };
	return [
		{
			op: "put",
			collection: "desk",
			id: `${BELOW}${collection}/${id}/${version}`,
			record: JSON.stringify(former),
			keys: about.map(aboutKey),
		},
	];
}

/** The same of a person's record; nothing where only times would be lost. */
export function formerPerson(scope: Pick<Scope, "tenant">, stored: StoredRecord, after: Candidate): Change[] {
	const told = (candidate: object) => canonicalJson({ ...candidate, updatedAt: null, ownUpdatedAt: null, match: null });
	if (holdOn(scope.tenant) === null || told(JSON.parse(stored.record) as Candidate) === told(after)) return [];
	return formerVersion(scope, "person", stored, [{ candidateId: after.id }]);
}

/** Once no hold is left. */
export async function dropFormerVersions({ store, currentTenant }: Scope): Promise<void> {
	for await (const page of eachPage(store, "desk", { prefix: BELOW })) {
		if (holdOn(await currentTenant()) !== null) return;
		await store.write(page.map(({ id }): Change => ({ op: "delete", collection: "desk", id })));
	}
}
