import { createHash } from "node:crypto";
import { RecordId } from "../src/domain/candidate.ts";

/** Collections from elsewhere name their documents as they like; a record of a tenant has an id of a stricter form. */
export interface StoredIds {
	/** The id under which a candidate of the collection is stored: its own where that is possible. */
	stored(id: string): string;
	/** The id that the collection has for a stored one. */
	own(id: string): string;
}

export function storedIds(ids: Iterable<string>): StoredIds {
	const stored = new Map<string, string>();
	for (const id of ids) if (!RecordId.safeParse(id).success) stored.set(id, digestOf(id));
	const own = new Map([...stored].map(([id, digest]) => [digest, id]));
	return { stored: (id) => stored.get(id) ?? id, own: (id) => own.get(id) ?? id };
}

const digestOf = (id: string) => `sha256:${createHash("sha256").update(id).digest("hex")}`;
