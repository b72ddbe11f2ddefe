import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { eachRecord } from "../tenancy/listing.ts";
import { JobRule } from "./settings.ts";

/**
 * Jobs that a rule keeps out: of each no more is kept than its id and the rule, so that its applications can be refused too, and taken
 * again when the rule goes.
 */
const Mark = z.strictObject({ rule: JobRule });
type Mark = z.output<typeof Mark>;

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

export const putWithheldJob = (jobId: string, rule: Mark["rule"]): Change => ({
	op: "put",
	collection: "setting",
	id: idOf(jobId),
	record: JSON.stringify({ rule } satisfies Mark),
});

export const dropWithheldJob = (jobId: string): Change => ({ op: "delete", collection: "setting", id: idOf(jobId) });

const PAGE = 1000;

/** Every job that a rule keeps out, with the rule. */
export async function allWithheldJobs(
	store: Pick<Store, "list">,
): Promise<readonly { readonly id: string; readonly rule: Mark["rule"] }[]> {
	const jobs: { readonly id: string; readonly rule: Mark["rule"] }[] = [];
	for await (const { id, record } of eachRecord(store, "setting", { prefix: PREFIX, size: PAGE }))
		jobs.push({ id: decodeURIComponent(id.slice(PREFIX.length)), rule: Mark.parse(JSON.parse(record)).rule });
	return jobs;
}
