import type { Change, Store } from "../engine/port.ts";
import { readMemory, rewritten } from "../ingest/merge-memories.ts";
import { eachPage } from "../tenancy/listing.ts";

/** The changes that take the matches with a profile out of all that merges remember. Few people are ever merged: all are looked at. */
export async function forgottenInMerges(store: Pick<Store, "list">, profileId: string): Promise<Change[]> {
	const changes: Change[] = [];
	for await (const page of eachPage(store, "merge"))
		changes.push(
			...rewritten(page.map(readMemory), (candidate) =>
				candidate.match?.profileId === profileId ? { ...candidate, match: null } : candidate,
			),
		);
	return changes;
}
