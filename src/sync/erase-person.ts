import { TAGGED_PROFILES } from "../domain/desk.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { indexMatched } from "../ingest/index-matched.ts";
import { memoriesOf } from "../ingest/merge-memories.ts";
import { findableLists } from "../ingest/people-lists.ts";
import { retellTasks } from "../ingest/retell-tasks.ts";
import { certifyErasure, type ErasureReceipt } from "../tenancy/disposal/receipt.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { StatementKey } from "../tenancy/signed-json.ts";
import { changesThatErase } from "./activity.ts";
import type { SyncDeps } from "./batch.ts";
import { findPerson, type Whom } from "./find-person.ts";
import type { Pending } from "./holders.ts";
import { atsIdOf, idOf, type RecordRef } from "./kinds.ts";
import { notedOf, subjectOf } from "./noted-of-person.ts";
import { peopleGone } from "./remove.ts";
import { type Person, sentOfPerson } from "./sent-of-person.ts";
import { dropStored, readStored, type Stored } from "./stored.ts";
import { living, tombstone } from "./tombstones.ts";
import { inTurn } from "./turns.ts";

/** Erasing one person at his own request: everything of his, in every place, in one write, and a receipt for him. */

export interface EraseDeps extends SyncDeps {
	readonly receiptKey: StatementKey;
}

/**
 * Erases a person: candidates with all whom they were merged with, files that nobody else has, what an ATS sent, notes, feedback, what
 * recruiters noted, also under a profile of the network that he is, tags, marks, places in projects, names of files in tasks. The profile itself
 * is not the tenant's to erase.
 * @param reason a word for the log
 * @param options evenOnHold: who was erased before comes back with a copy, and goes again
 * @throws TributaryError `legal-hold` · `not-found` · `invalid-field` no e-mail address · `limit-reached` it would be too many people
 */
export async function erasePerson(
	scope: Scope,
	deps: EraseDeps,
	whom: Whom,
	reason: string,
	{ evenOnHold = false }: { readonly evenOnHold?: boolean } = {},
): Promise<ErasureReceipt> {
	if (!evenOnHold) demandNoHold(scope.tenant);
	return erase(scope, deps, await findPerson(scope.store, whom), reason);
}

/** The same of what was noted under a profile, and of nobody who is matched with it: for what a copy brings back. */
export const eraseNoted = (scope: Scope, deps: EraseDeps, profileId: string, reason: string): Promise<ErasureReceipt> =>
	erase(scope, deps, { candidateIds: [], profileIds: [profileId], emails: [] }, reason);

function erase(scope: Scope, deps: EraseDeps, person: Person, reason: string): Promise<ErasureReceipt> {
	const subject = subjectOf(person);
	const { candidateIds } = subject;
	return scope.record("candidate.delete", { ...subject, about: reason }, async () => {
		const remembered = await deps.erasures?.person(scope.tenant.id, person);
		await findableLists(scope);
		const removed = await eraseUntilNothingIsLeft(scope, deps, person);
		// Somebody else who is matched with the same profile was found by the tags that are gone.
		await indexMatched(scope, deps, profilesTagged(removed));
		await remembered?.();
		const receipt = certifyErasure(
			{
				tenant: scope.tenant.id,
				candidateIds,
				reason,
				erasedAt: deps.clock().toISOString(),
				removed: countsOf(removed),
				checks: Object.values(CHECKS),
			},
			await deps.receiptKey(),
		);
		return { value: receipt, result: { outcome: "ok", count: candidateIds.length } };
	});
}

const profilesTagged = (removed: readonly Change[]): string[] =>
	removed.flatMap(({ collection, id }) =>
		collection === "desk" && id.startsWith(TAGGED_PROFILES) ? [id.slice(TAGGED_PROFILES.length)] : [],
	);

/** Who is stored anew while he is being erased is erased again; so often that only a fault of ours is left after it. */
const MOST_TIMES = 5;

/** @throws TributaryError `internal` something is left; then there is no receipt */
async function eraseUntilNothingIsLeft(scope: Scope, deps: EraseDeps, person: Person): Promise<readonly Change[]> {
	const removed: Change[] = [];
	for (let times = 1; ; times++) {
		removed.push(...(await eraseOnce(scope, deps, person)));
		const left = await leftOf(scope.store, person);
		if (left.length === 0) return removed;
		if (times === MOST_TIMES) throw new TributaryError("internal", { detail: `Not erased: ${left.join(", ")}` });
	}
}

async function eraseOnce(scope: Scope, deps: EraseDeps, person: Person): Promise<readonly Change[]> {
	const { changes } = await inTurn(scope, Math.max(1, person.candidateIds.length), async (store) => {
		const staged: Scope = { ...scope, store };
		const erasure = await prepareErasure(staged, deps, person);
		const events = (await deps.announce?.(staged, erasure.told)) ?? [];
		await store.write([...erasure.changes, ...events]);
		return erasure;
	});
	deps.announced?.(scope);
	return changes;
}

async function prepareErasure(scope: Scope, deps: EraseDeps, person: Person) {
	const ids = person.candidateIds;
	const now = deps.clock();
	const refs = ids.map((id): RecordRef => ({ kind: "candidate", path: [atsIdOf(id)] }));
	const stored = await readStored(scope.store, refs);
	const there = stored.map((one) => (living(one, now)?.record.entity == null ? null : one));
	const sent = await sentOfPerson(scope.store, person);
	// An update that was under way when it was deleted must not bring anybody back.
	const graves = refs.flatMap((ref, place) =>
		there[place] == null ? [] : [tombstone(ref, stored[place] ?? null, now)],
	);
	const drops = new Map(
		sent.flatMap((one): [string, Stored][] => (one.record.kind === "candidate" ? [] : [[one.id, one]])),
	);
	const pending: Pending = new Map([
		...[...drops.keys()].map((id) => [id, null] as const),
		...graves.map(({ record }) => [idOf(record), record] as const),
	]);
	const people = await peopleGone(scope, deps, ids, pending, person.profileIds);
	const activity = await changesThatErase(scope.store, person);
	const rest = people.changes.filter(({ collection }) => collection !== "activity");
	const tasks = await retellTasks(scope.store, new Set(ids));
	return {
		changes: [
			...graves.map(({ change }) => change),
			...[...drops.values()].map(dropStored),
			...rest,
			...activity,
			...tasks,
		],
		told: people.changed,
	};
}

function countsOf(changes: readonly Change[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { op, collection } of changes)
		if (op === "delete" || collection === "ats") counts[collection] = (counts[collection] ?? 0) + 1;
	return counts;
}

const CHECKS = {
	record: "no record and no index entry is of the person",
	files: "no file is held for the person",
	synchronized: "nothing that an ATS sent is of the person",
	noted: "nothing that recruiters noted is about the person",
	merges: "no merge remembers the person",
	judgments: "no judge's grade is of the person",
	signals: "no page of a search that was kept shows the person",
} as const;

/** @returns the names of the checks that do not hold */
async function leftOf(store: Store, person: Person): Promise<readonly string[]> {
	const ids = person.candidateIds;
	const [people, vectors, files, sent, noted, merges] = await Promise.all([
		store.read("person", { ids }),
		store.read("embedding", { ids }),
		store.read("original", { keys: ids.map((id) => `candidate:${id}`) }),
		sentOfPerson(store, person),
		notedOf(store, person),
		memoriesOf(store, ids),
	]);
	const { desk, activity, signals, judgments } = noted;
	const holds = {
		record: [...people, ...vectors].every((one) => one === null),
		files: files.length === 0,
		synchronized: sent.length === 0,
		noted: desk.length + activity.length === 0,
		merges: merges.length === 0,
		judgments: judgments.length === 0,
		signals: signals.length === 0,
	};
	return Object.entries(holds).flatMap(([name, holds]) => (holds ? [] : [name]));
}
