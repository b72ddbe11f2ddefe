import { type Candidate, Merge } from "../domain/candidate.ts";
import type { Change, Store } from "../engine/port.ts";
import { survivorKey } from "../ingest/merge-candidates.ts";

/** Merges are remembered with the records as they were: a match that has ended must not come back with an unmerge. */

const PAGE = 500;

/** The changes that take the matches with a profile out of all that merges remember. Few people are ever merged: all are looked at. */
export async function forgottenInMerges(store: Pick<Store, "list">, profileId: string): Promise<Change[]> {
	const changes: Change[] = [];
	for (let after: string | undefined; ; ) {
		const page = await store.list("merge", { limit: PAGE, ...(after === undefined ? {} : { after }) });
		for (const { id, version, record } of page) {
			const before = Merge.parse(JSON.parse(record));
			const merge = withoutMatch(before, profileId);
			if (merge === before) continue;
			const keys = [survivorKey(merge.survivorId)];
			const json = JSON.stringify(merge);
			changes.push({ op: "put", collection: "merge", id, record: json, keys, ifVersion: version });
		}
		after = page.at(-1)?.id;
		if (page.length < PAGE) return changes;
	}
}

function withoutMatch(merge: Merge, profileId: string): Merge {
	const strip = (text: string): string => {
		const candidate = JSON.parse(text) as Candidate;
		return candidate.match?.profileId === profileId ? JSON.stringify({ ...candidate, match: null }) : text;
	};
	const { before, absorbed, merged } = merge;
	const next = { ...merge, before: strip(before), absorbed: strip(absorbed), merged: strip(merged) };
	const same = next.before === before && next.absorbed === absorbed && next.merged === merged;
	return same ? merge : next;
}
