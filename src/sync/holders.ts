import type { Store } from "../engine/port.ts";
import { idOf } from "./kinds.ts";
import { type AtsRecord, holderOf, keysOf, readByKeys } from "./stored.ts";

/**
 * Whose is an application that names an e-mail address and no candidate? The first candidate's, by id, who has the address: one
 * person's, and always the same.
 */

/** What is about to be written, by id; null: about to be removed. */
export type Pending = ReadonlyMap<string, AtsRecord | null>;

/** @returns by address in lower case, the id in the ATS of the candidate; nothing for an address that nobody has */
export async function holdersOf(
	store: Pick<Store, "read">,
	emails: readonly string[],
	pending: Pending,
): Promise<ReadonlyMap<string, string>> {
	const wanted = new Set(emails.map(holderOf));
	if (wanted.size === 0) return new Map();
	const found = (await readByKeys(store, [...wanted])).filter(({ id }) => !pending.has(id)).map(({ record }) => record);
	const coming = [...pending.values()].filter((record) => record !== null);
	const holders = new Map<string, string>();
	const byId = [...found, ...coming].toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
	for (const record of byId) {
		if (record.kind !== "candidate" || record.entity === null) continue;
		for (const key of keysOf(record)) if (wanted.has(key) && !holders.has(key)) holders.set(key, record.path[0] ?? "");
	}
	return new Map(
		emails.flatMap((email) => {
			const holder = holders.get(holderOf(email));
			return holder === undefined ? [] : [[normal(email), holder] as const];
		}),
	);
}

export const normal = (email: string): string => email.trim().toLowerCase();
