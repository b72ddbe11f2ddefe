import * as z from "zod";
import { Candidate, Merge } from "../domain/candidate.ts";
import type { Change, StoredRecord } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { profilesOf, putCandidate } from "./candidate-record.ts";
import { withoutPersonalLines } from "./drop-personal-data.ts";
import type { ImportDeps } from "./import-candidate.ts";
import { survivorKey } from "./merge-candidates.ts";

/**
 * What a tenant had stored before it asked to have no personal data stored: the same lines are taken out of it. The files as they
 * were sent stay as they are. How far it came is written with each batch, so that an interrupted run goes on where it was.
 */

const MARK_ID = "drop-personal-data";
const Mark = z.strictObject({
	/**
	 * What is being walked through. Merges keep whole records, too: those of before, lest one that is taken back bring lines back
	 * behind the walk, and those that were made of records it had not come to.
	 */
	stage: z.enum(["merge", "person", "later-merge", "done"]),
	/** The last record that is clean. */
	after: z.string().optional(),
});
type Mark = z.output<typeof Mark>;

/** Records in one write and one audit entry. */
const BATCH = 200;

const FIRST: Mark = { stage: "merge" };
const NEXT = { merge: "person", person: "later-merge", "later-merge": "done" } as const;

async function readMark({ store }: Scope): Promise<{ readonly mark: Mark; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [MARK_ID] });
	return found == null
		? { mark: FIRST, version: 0 }
		: { mark: Mark.parse(JSON.parse(found.record)), version: found.version };
}

const putMark = (mark: Mark, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: MARK_ID,
	record: JSON.stringify(mark),
	ifVersion,
});

/** Forgets that the tenant's records are clean: without the setting, what comes from then on is not. */
export const forgetCleaning = (scope: Scope): Promise<void> =>
	retryOnConflict(async () => {
		const { version } = await readMark(scope);
		if (version > 0) await scope.store.write([putMark(FIRST, version)]);
	});

/**
 * Cleans what is stored, from where an earlier run was interrupted; nothing where all is clean, and as long as the tenant asks for it and is
 * not held.
 * @returns how many candidates were changed
 * @throws TributaryError `audit-unavailable` · `store-unavailable`: calling it again goes on
 */
export async function cleanStored(scope: Scope, deps: ImportDeps, isWanted = () => true): Promise<number> {
	let count = 0;
	while (isWanted()) {
		const { settings, legalHold } = await scope.currentTenant();
		if (!settings.dropPersonalData || legalHold !== undefined) break;
		const { mark } = await readMark(scope);
		if (mark.stage === "done") break;
		count += await scope.record("candidate.write", {}, async () => {
			const ids = await retryOnConflict(() => cleanBatch(scope, deps));
			return { value: ids.length, result: { outcome: "ok", count: ids.length, ids } };
		});
	}
	return count;
}

/** One batch and the mark behind it, in one write. @returns ids of the candidates that were changed */
async function cleanBatch(scope: Scope, deps: ImportDeps): Promise<string[]> {
	const { mark, version } = await readMark(scope);
	if (mark.stage === "done") return [];
	const from = mark.after === undefined ? {} : { after: mark.after };
	const collection = mark.stage === "person" ? "person" : "merge";
	const page = await scope.store.list(collection, { limit: BATCH, ...from });
	const changes = mark.stage === "person" ? await cleanPeople(scope, deps, page) : cleanMerges(page);
	await scope.store.write([...changes, putMark(nextMark(mark.stage, page), version)]);
	return changes.map(({ id }) => id);
}

function nextMark(stage: keyof typeof NEXT, page: readonly StoredRecord[]): Mark {
	const last = page.at(-1);
	if (page.length === BATCH && last !== undefined) return { stage, after: last.id };
	return { stage: NEXT[stage] };
}

/** The record of a candidate without personal lines; the same text where it has none. */
function cleanRecord(record: string): string {
	const value = JSON.parse(record) as Candidate;
	return JSON.stringify({ ...value, resume: withoutPersonalLines(value.resume) });
}

async function cleanPeople(
	scope: Scope,
	{ candidateDocument }: ImportDeps,
	page: readonly StoredRecord[],
): Promise<Change[]> {
	const changed = page.flatMap(({ record, version }) => {
		const clean = cleanRecord(record);
		return clean === record ? [] : [{ clean, version }];
	});
	const candidates = changed.map(({ clean, version }) => ({ candidate: JSON.parse(clean) as Candidate, version }));
	const profiles = await profilesOf(
		scope,
		candidates.map(({ candidate }) => candidate.match),
	);
	return candidates.map(({ candidate, version }) => {
		Candidate.parse(candidate);
		return putCandidate(candidate, profiles, candidateDocument, version);
	});
}

/** What a merge remembers of both records, so that taking it back brings no personal line back. */
function cleanMerges(page: readonly StoredRecord[]): Change[] {
	return page.flatMap(({ id, record, version }): Change[] => {
		const memory = Merge.parse(JSON.parse(record));
		const [before, absorbed, merged] = [memory.before, memory.absorbed, memory.merged].map(cleanRecord);
		const clean = JSON.stringify({ ...memory, before, absorbed, merged });
		const keys = [survivorKey(memory.survivorId)];
		return clean === record ? [] : [{ op: "put", collection: "merge", id, record: clean, keys, ifVersion: version }];
	});
}
