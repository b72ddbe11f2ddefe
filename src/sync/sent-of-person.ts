import type { Store } from "../engine/port.ts";
import { holdersOf, normal } from "./holders.ts";
import type { Identity } from "./identities.ts";
import { atsIdOf } from "./kinds.ts";
import { byEmail, emailsOf, ofApplication, ofCandidate, readByKeys, type Stored } from "./stored.ts";

type Reader = Pick<Store, "read">;

/** Who a person is in the tenant's store; no candidate where nothing of him is there but what waits for one, or was noted of a profile. */
export interface Person extends Identity {
	/** Addresses by which applications that name no candidate are his. */
	readonly emails: readonly string[];
}

/**
 * What an ATS sent of a person and is not deleted: his records, their notes and files, his applications and all below them, also those that wait for
 * a candidate who never came over the wire.
 */
export async function sentOfPerson(
	store: Reader,
	{ candidateIds, emails }: Pick<Person, "candidateIds" | "emails">,
): Promise<readonly Stored[]> {
	const atsIds = candidateIds.map(atsIdOf);
	const own = await readByKeys(store, atsIds.map(ofCandidate));
	const addresses = own.flatMap(({ record: { kind, entity } }) => (kind === "candidate" ? emailsOf(entity ?? {}) : []));
	const byMail = await applicationsTo(store, [...emails, ...addresses], new Set(atsIds));
	const applications = [...own, ...byMail].filter(({ record: { kind } }) => kind === "application");
	const below = await readByKeys(
		store,
		applications.map(({ record: { path } }) => ofApplication(path[0] ?? "")),
	);
	const all = [...own, ...byMail, ...below.filter((one) => isHis(one, new Set(atsIds)))];
	return [...new Map(all.map((one) => [one.id, one])).values()].filter(({ record }) => record.entity !== null);
}

/** A file that came with an application is that of the candidate whom it names. */
const isHis = ({ record: { kind, entity } }: Stored, ids: ReadonlySet<string>): boolean =>
	kind !== "attachment" || ids.has(String(entity?.candidateId));

/** Applications that name an address and no candidate: his, unless another candidate of the ATS has the address before him. */
async function applicationsTo(store: Reader, emails: readonly string[], ids: ReadonlySet<string>): Promise<Stored[]> {
	const distinct = [...new Set(emails.map(normal))];
	const found = await readByKeys(store, distinct.map(byEmail));
	const holders = found.length === 0 ? new Map<string, string>() : await holdersOf(store, distinct, new Map());
	return found.filter(({ record: { entity } }) => {
		const holder = holders.get(normal(String(entity?.candidateEmail)));
		return holder === undefined || ids.has(holder);
	});
}
