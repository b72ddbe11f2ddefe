import type { Change, Store } from "../engine/port.ts";
import { readMemory, rewritten } from "../ingest/merge-memories.ts";

const PAGE = 500;

/** The changes that take the matches with a profile out of all that merges remember. Few people are ever merged: all are looked at. */
export async function forgottenInMerges(store: Pick<Store, "list">, profileId: string): Promise<Change[]> {
	const changes: Change[] = [];
	for (let after: string | undefined; ; ) {
		const page = await store.list("merge", { limit: PAGE, ...(after === undefined ? {} : { after }) });
		changes.push(
			...rewritten(page.map(readMemory), (candidate) =>
				candidate.match?.profileId === profileId ? { ...candidate, match: null } : candidate,
			),
		);
		after = page.at(-1)?.id;
		if (page.length < PAGE) return changes;
	}
}
