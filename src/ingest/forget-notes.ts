import { aboutKey, type PersonRef } from "../domain/desk.ts";
import type { Change, Store } from "../engine/port.ts";

/** The changes that forget what recruiters noted of people who are gone: marks, places in projects, tags of profiles. */
export async function notesToForget(store: Pick<Store, "read">, people: readonly PersonRef[]): Promise<Change[]> {
	if (people.length === 0) return [];
	const notes = await store.read("desk", { keys: people.map(aboutKey) });
	return notes.map(({ id }) => ({ op: "delete", collection: "desk", id }));
}
