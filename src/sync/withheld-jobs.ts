import type { Change, Store } from "../engine/port.ts";

/** Jobs that a rule keeps out: of each no more is kept than its id, so that its applications can be refused too. */

const PREFIX = "withheld-job/";
const idOf = (jobId: string) => `${PREFIX}${encodeURIComponent(jobId)}`;

export async function readWithheldJobs(
	store: Pick<Store, "read">,
	jobIds: readonly string[],
): Promise<ReadonlySet<string>> {
	const ids = [...new Set(jobIds)];
	if (ids.length === 0) return new Set();
	const found = await store.read("setting", { ids: ids.map(idOf) });
	return new Set(ids.filter((_, place) => found[place] != null));
}

export const putWithheldJob = (jobId: string): Change => ({
	op: "put",
	collection: "setting",
	id: idOf(jobId),
	record: "{}",
});

export const dropWithheldJob = (jobId: string): Change => ({ op: "delete", collection: "setting", id: idOf(jobId) });

const PAGE = 1000;

/** Every id that is kept out by a rule. */
export async function allWithheldJobs(store: Pick<Store, "list">): Promise<string[]> {
	const ids: string[] = [];
	for (let after = PREFIX; ; ) {
		const page = await store.list("setting", { after, limit: PAGE });
		const own = page.filter(({ id }) => id.startsWith(PREFIX));
		ids.push(...own.map(({ id }) => decodeURIComponent(id.slice(PREFIX.length))));
		if (own.length < PAGE) return ids;
		after = own.at(-1)?.id ?? after;
	}
}
