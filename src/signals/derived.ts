import * as z from "zod";
import { parseMember } from "../desk/project-records.ts";
import { Candidate } from "../domain/candidate.ts";
import type { PersonKey } from "../domain/desk.ts";
import type { SignalKind } from "../domain/signal.ts";
import type { StoredRecord } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { askerDigest } from "./observer.ts";

/**
 * What the product knows anyway of what was done with people: marks (viewed, contacted), places in projects (short-listed), and
 * applications that the ATS says ended in a hire. It is read where it lies, so nothing is kept twice.
 */
export interface Deed {
	readonly key: PersonKey;
	readonly kind: SignalKind;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Digest of whoever did it; null: nobody in particular, as a hire in the ATS. */
	readonly asker: string | null;
	readonly searchId: string | null;
}

/** What is read of a mark here. */
const Mark = z.looseObject({ viewed: z.string().nullable(), contacted: z.string().nullable() });

const BATCH = 500;

export async function deedsOf(scope: Scope, keys: readonly PersonKey[]): Promise<Deed[]> {
	const deeds: Deed[] = [];
	for (let start = 0; start < keys.length; start += BATCH) {
		const some = keys.slice(start, start + BATCH);
		const notes = await scope.store.read("desk", { keys: some.map((key) => `about:${key}`) });
		deeds.push(...notes.flatMap((note) => deedsOfNote(scope, note)));
		deeds.push(...(await hires(scope, some)));
	}
	return deeds;
}

function deedsOfNote(scope: Scope, note: StoredRecord): Deed[] {
	const [part, owner = "", key = ""] = note.id.split("/");
	if (part === "member") {
		const { key: member, addedAt, addedBy } = parseMember(note);
		return [deed(member, "shortlisted", addedAt, askerDigest(scope, addedBy))];
	}
	if (part !== "mark") return [];
	const { viewed, contacted } = Mark.parse(JSON.parse(note.record));
	const asker = askerDigest(scope, owner);
	return [
		...(viewed === null ? [] : [deed(key as PersonKey, "opened", viewed, asker)]),
		...(contacted === null ? [] : [deed(key as PersonKey, "contacted", contacted, asker)]),
	];
}

async function hires({ store }: Scope, keys: readonly PersonKey[]): Promise<Deed[]> {
	const ids = keys.flatMap((key) => (key.startsWith("c:") ? [key.slice(2)] : []));
	if (ids.length === 0) return [];
	const found = await store.read("person", { ids });
	return found.flatMap((stored) => {
		if (stored === null) return [];
		const { id, applications = [] } = Candidate.parse(JSON.parse(stored.record));
		const hired = applications.filter(({ outcome }) => outcome === "hired");
		return hired.flatMap(({ updatedAt, stages = [] }) => {
			const at = stages.at(-1)?.at ?? updatedAt;
			return at === undefined ? [] : [deed(`c:${id}`, "hired", at, null)];
		});
	});
}

const deed = (key: PersonKey, kind: SignalKind, at: string, asker: string | null): Deed => ({
	key,
	kind,
	at: Date.parse(at),
	asker,
	searchId: null,
});
