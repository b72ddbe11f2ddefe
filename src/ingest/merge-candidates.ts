import { Candidate, Merge } from "../domain/candidate.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { profilesOf, putCandidate, type StoredCandidate, writeCandidates } from "./candidate-record.ts";
import { combine, part } from "./combine-candidates.ts";
import type { ImportDeps } from "./import-candidate.ts";

/** One person who is in the ATS twice. Only a person says so, and can take it back. */

/** Secondary key of a merge: by whom the other was taken in. */
export const survivorKey = (id: string) => `survivor:${id}`;

/**
 * Makes one candidate of two. The other's record is kept whole, and is had back by {@link unmerge}.
 * @throws TributaryError `not-found` one of them is not there · `not-mergeable` they are one record, or too long together
 */
export async function merge(
	scope: Scope,
	deps: ImportDeps,
	survivorId: string,
	absorbedId: string,
): Promise<StoredCandidate> {
	if (survivorId === absorbedId)
		throw new TributaryError("not-mergeable", { detail: "This is one and the same candidate." });
	return scope.record("candidate.merge", { candidateIds: [survivorId, absorbedId] }, async () => {
		const value = await retryOnConflict(() => mergeOnce(scope, deps, survivorId, absorbedId));
		return { value, result: { outcome: "ok", version: value.version } };
	});
}

async function mergeOnce(
	scope: Scope,
	deps: ImportDeps,
	survivorId: string,
	absorbedId: string,
): Promise<StoredCandidate> {
	const [one, other] = await scope.store.read("person", { ids: [survivorId, absorbedId] });
	if (one == null || other == null) throw new TributaryError("not-found");
	const at = deps.clock().toISOString();
	const read = Candidate.safeParse(combine(parse(one.record), parse(other.record), at));
	if (!read.success)
		throw new TributaryError("not-mergeable", { detail: "Together they are longer than one record may be." });
	const candidate = read.data;
	const profiles = await profilesOf(scope, [candidate.match]);
	const put = putCandidate(candidate, profiles, deps.candidateDocument, one.version);
	const merged = put.op === "put" ? put.record : "";
	const memory: Merge = { survivorId, before: one.record, absorbed: other.record, merged, at };
	const changes: Change[] = [
		put,
		{ op: "delete", collection: "person", id: absorbedId, ifVersion: other.version },
		{ op: "delete", collection: "embedding", id: absorbedId },
		{
			op: "put",
			collection: "merge",
			id: absorbedId,
			record: JSON.stringify(memory),
			keys: [survivorKey(survivorId)],
			ifVersion: 0,
		},
	];
	const [version = 0] = await writeCandidates(scope, deps, changes, [
		{ candidateId: survivorId, change: "updated" },
		{ candidateId: absorbedId, change: "deleted" },
	]);
	return { candidate, version };
}

/**
 * Parts two candidates that were merged. Records that nobody changed since come back byte for byte; what was changed since stays.
 * @returns the survivor and the one that is back
 * @throws TributaryError `not-found` no such merge · `not-mergeable` another merge of the same candidate has to be taken back first
 */
export function unmerge(
	scope: Scope,
	deps: ImportDeps,
	survivorId: string,
	absorbedId: string,
): Promise<readonly [StoredCandidate, StoredCandidate]> {
	return scope.record("candidate.unmerge", { candidateIds: [survivorId, absorbedId] }, async () => {
		const value = await retryOnConflict(() => unmergeOnce(scope, deps, survivorId, absorbedId));
		return { value, result: { outcome: "ok", ids: [survivorId, absorbedId] } };
	});
}

async function unmergeOnce(
	scope: Scope,
	deps: ImportDeps,
	survivorId: string,
	absorbedId: string,
): Promise<readonly [StoredCandidate, StoredCandidate]> {
	const [stored] = await scope.store.read("merge", { ids: [absorbedId] });
	const memory = stored == null ? null : Merge.parse(JSON.parse(stored.record));
	if (stored == null || memory?.survivorId !== survivorId) throw new TributaryError("not-found");
	const [now] = await scope.store.read("person", { ids: [survivorId] });
	if (now == null) throw new TributaryError("not-mergeable", { detail: await whereIs(scope.store, survivorId) });
	const latest = parse(now.record).mergedFrom?.at(-1);
	if (latest !== absorbedId)
		throw new TributaryError("not-mergeable", { detail: `Unmerge ${latest ?? "nothing"} first: it was merged later.` });
	const parted = recordsOf(now.record, memory);
	const profiles = await profilesOf(scope, [parted.survivor.match, parted.absorbed.match]);
	const put = (candidate: Candidate, version: number): Change =>
		putCandidate(candidate, profiles, deps.candidateDocument, version);
	const changes: Change[] = [
		put(parted.survivor, now.version),
		put(parted.absorbed, 0),
		{ op: "delete", collection: "merge", id: absorbedId, ifVersion: stored.version },
	];
	const [one = 0, other = 0] = await writeCandidates(scope, deps, changes, [
		{ candidateId: survivorId, change: "updated" },
		{ candidateId: absorbedId, change: "created" },
	]);
	return [
		{ candidate: parted.survivor, version: one },
		{ candidate: parted.absorbed, version: other },
	];
}

function recordsOf(now: string, { before, absorbed, merged }: Merge) {
	if (now === merged) return { survivor: parse(before), absorbed: parse(absorbed) };
	return part(parse(now), { before: parse(before), absorbed: parse(absorbed), merged: parse(merged) });
}

/** Members stay in the order in which they were written, so that a record that is put back is the same to the byte. */
function parse(record: string): Candidate {
	const value = JSON.parse(record);
	Candidate.parse(value);
	return value;
}

async function whereIs(store: Store, id: string): Promise<string> {
	const [stored] = await store.read("merge", { ids: [id] });
	return stored == null
		? `${id} is not there any more.`
		: `${id} was itself merged into ${Merge.parse(JSON.parse(stored.record)).survivorId}: unmerge that first.`;
}
