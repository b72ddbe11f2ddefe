import { aboutKey, type PersonKey, type PersonRef, personKey, refOfKey } from "../domain/desk.ts";
import { SeenPage } from "../domain/signal.ts";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { withoutPeople } from "./people-lists.ts";

/**
 * The changes that forget what was noted of people who are gone: marks, places in projects, tags of profiles, and in lists; how judges graded
 * them for the ranking engineer; and signals.
 */
export async function notesToForget(store: Pick<Store, "read">, people: readonly PersonRef[]): Promise<Change[]> {
	if (people.length === 0) return [];
	const judged = await store.read("lab", { keys: people.map(aboutKey) });
	return [
		...(await deskToForget(store, people)),
		...judged.map(({ id }): Change => ({ op: "delete", collection: "lab", id })),
		...(await signalsToForget(store, people)),
	];
}

async function deskToForget(store: Pick<Store, "read">, people: readonly PersonRef[]): Promise<Change[]> {
	const notes = await store.read("desk", { keys: people.map(aboutKey) });
	const gone = new Set(people.map(personKey));
	return notes.map((note) => withoutPeople(note, gone));
}

/** The same for what was kept of searches that showed them. */
export async function signalsToForget(store: Pick<Store, "read">, people: readonly PersonRef[]): Promise<Change[]> {
	const signals = await store.read("signal", { keys: people.map(aboutKey) });
	const gone = new Set<string>(people.map(personKey));
	return signals.map((signal) => withoutShown(signal, gone));
}

/** A page that was seen stays for the others on it, who keep their places; an event of somebody who is gone goes. */
function withoutShown({ id, version, record }: StoredRecord, gone: ReadonlySet<string>): Change {
	const key = { collection: "signal", id, ifVersion: version } as const;
	const value: unknown = JSON.parse(record);
	const page = SeenPage.safeParse(value);
	if (!page.success) return { ...key, op: "delete" };
	const left = page.data.people.filter((one) => !gone.has(one.key));
	const kept = { ...page.data, people: left };
	return { ...key, op: "put", record: JSON.stringify(kept), keys: left.map((one) => `about:${one.key}`) };
}

/**
 * To be called after something was noted: whoever was erased between being looked for and being written down is forgotten again. Who is
 * erased later is found by that erasure.
 */
export async function forgetErased(scope: Scope, keys: readonly PersonKey[]): Promise<void> {
	const { store } = scope;
	await retryOnConflict(async () => {
		const gone = [...(await scope.gone(keys))].map((key) => refOfKey(key as PersonKey));
		if (gone.length === 0) return;
		const changes = await deskToForget(store, gone);
		if (changes.length > 0) await store.write(changes);
	});
}
