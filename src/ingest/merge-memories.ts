import { type Candidate, Merge } from "../domain/candidate.ts";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { survivorKey } from "./merge-candidates.ts";

/** Merges are remembered with the records as they were: what was removed of a person since must not come back with an unmerge. */

export interface Memory {
	readonly id: string;
	readonly version: number;
	readonly merge: Merge;
}

export const readMemory = ({ id, version, record }: StoredRecord): Memory => ({
	id,
	version,
	merge: Merge.parse(JSON.parse(record)),
});

/** Merges that any of these candidates took part in, as survivor or as who was taken in. */
export async function memoriesOf(store: Pick<Store, "read">, ids: readonly string[]): Promise<readonly Memory[]> {
	if (ids.length === 0) return [];
	const absorbed = await store.read("merge", { ids });
	const taken = await store.read("merge", { keys: ids.map(survivorKey) });
	const all = [...absorbed.filter((one) => one !== null), ...taken].map(readMemory);
	return [...new Map(all.map((memory) => [memory.id, memory])).values()];
}

/**
 * The changes that rewrite what is remembered; none for memories that stay as they are.
 * @param change gives the same object where nothing of it changes
 */
export function rewritten(memories: readonly Memory[], change: (candidate: Candidate) => Candidate): Change[] {
	return memories.flatMap(({ id, version, merge }): Change[] => {
		const texts = [merge.before, merge.absorbed, merge.merged];
		const next = texts.map((text) => {
			const candidate = JSON.parse(text) as Candidate;
			const other = change(candidate);
			return other === candidate ? text : JSON.stringify(other);
		});
		if (next.every((text, place) => text === texts[place])) return [];
		const [before = "", absorbed = "", merged = ""] = next;
		const record = JSON.stringify({ ...merge, before, absorbed, merged } satisfies Merge);
		const keys = [survivorKey(merge.survivorId)];
		return [{ op: "put", collection: "merge", id, record, keys, ifVersion: version }];
	});
}
