import { type NewMatches, type PersonRef, SavedSearch, type SavedSearchInput } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";
import { forgetErased } from "../ingest/forget-notes.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { type Owner, seatOf } from "./owner.ts";
import { dropKept, limitReached, pathOf, putKept, readBelow } from "./records.ts";
import {
	findSaved,
	freshOf,
	keysOf,
	NOTHING_SEEN,
	nextDue,
	readSeen,
	remembered,
	requestOf,
	reschedule,
	savedPlace,
	seenPlace,
} from "./saved-records.ts";
import { viewOf } from "./view.ts";

/** Searches that an owner comes back to, and who is new in them. */

const MOST_SAVED = 200;

type SavedDeps = Pick<DeskDeps, "search" | "clock">;

/** A page, by id. */
export function listSaved(
	scope: Scope,
	owner: Owner,
	page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly SavedSearch[]> {
	return scope.record("desk.read", { about: "saved-searches", ...seatOf(owner) }, async () => {
		const { after = "", limit } = page;
		const found = await readBelow(scope.store, pathOf("saved", owner), { after, limit });
		const value = found.map(({ record }) => SavedSearch.parse(JSON.parse(record)));
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** @throws TributaryError `not-found` */
export function readSaved(scope: Scope, owner: Owner, id: string): Promise<SavedSearch> {
	return scope.record("desk.read", { about: id, ...seatOf(owner) }, async () => {
		const { value } = await findSaved(scope.store, owner, id);
		return { value, result: { outcome: "ok", count: 1 } };
	});
}

export interface WrittenSearch {
	readonly saved: SavedSearch;
	readonly created: boolean;
}

/**
 * Saves a search. Who matches at this moment is known, so that only later ones are new; that stays when nothing but its name or its
 * alert is changed.
 * @throws TributaryError `invalid-query` · `limit-reached`
 */
export function writeSaved(
	scope: Scope,
	deps: SavedDeps,
	owner: Owner,
	id: string,
	input: SavedSearchInput,
): Promise<WrittenSearch> {
	return scope.record("desk.change", { about: id, ...seatOf(owner) }, async () => {
		// Asked in any case: a search that cannot be run is not saved.
		const { people } = await deps.search.people(scope, requestOf(input), viewOf(owner, deps.clock));
		const value = await retryOnConflict(() => writeOnce(scope, owner, id, { input, people, now: deps.clock() }));
		await forgetErased(scope, people.flatMap(keysOf));
		return { value, result: { outcome: "ok" } };
	});
}

interface Written {
	readonly input: SavedSearchInput;
	readonly people: readonly PersonRef[];
	readonly now: Date;
}

async function writeOnce(
	{ store, seat }: Scope,
	owner: Owner,
	id: string,
	{ input, people, now }: Written,
): Promise<WrittenSearch> {
	const found = await findOrNull(store, owner, id);
	if (found === null) await demandRoom(store, owner);
	const before = found?.value ?? null;
	const at = now.toISOString();
	const same = before !== null && JSON.stringify(before.request) === JSON.stringify(input.request);
	const inStep = before?.alert.every === input.alert.every;
	const saved: SavedSearch = {
		id,
		...input,
		...(seat === null ? {} : { confined: true }),
		dueAt: inStep ? (before?.dueAt ?? null) : nextDue(input.alert.every, now, now),
		failure: null,
		seenAt: same ? before.seenAt : at,
		createdAt: before?.createdAt ?? at,
		updatedAt: at,
	};
	await store.write([
		putKept(savedPlace(owner, id), saved, found?.version ?? 0),
		...(same ? [] : [putKept(seenPlace(owner, id), { ...NOTHING_SEEN, seen: remembered(people, []) })]),
		...reschedule(owner, before, saved),
	]);
	return { saved, created: before === null };
}

async function findOrNull(store: Store, owner: Owner, id: string) {
	const [found] = await store.read("desk", { ids: [savedPlace(owner, id)] });
	return found == null ? null : { value: SavedSearch.parse(JSON.parse(found.record)), version: found.version };
}

async function demandRoom(store: Store, owner: Owner): Promise<void> {
	const found = await readBelow(store, pathOf("saved", owner), { limit: MOST_SAVED });
	if (found.length >= MOST_SAVED) throw limitReached(`You may save up to ${MOST_SAVED} searches.`);
}

/** @throws TributaryError `not-found` · `legal-hold` */
export async function removeSaved(scope: Scope, owner: Owner, id: string): Promise<void> {
	await scope.record("desk.change", { about: id, ...seatOf(owner) }, async () => {
		demandNoHold(scope.tenant);
		await retryOnConflict(async () => {
			const { value, version } = await findSaved(scope.store, owner, id);
			await scope.store.write([
				dropKept(savedPlace(owner, id), version),
				dropKept(seenPlace(owner, id)),
				...reschedule(owner, value, null),
			]);
		});
		return { value: null, result: { outcome: "ok" } };
	});
}

/** Who came into a saved search since its owner's last look. @throws TributaryError `not-found` */
export function newMatches(scope: Scope, deps: SavedDeps, owner: Owner, id: string): Promise<NewMatches> {
	return scope.record("desk.read", { about: id, ...seatOf(owner) }, async () => {
		const { value: saved } = await findSaved(scope.store, owner, id);
		const { total, people } = await deps.search.people(scope, requestOf(saved), viewOf(owner, deps.clock));
		const { value: known } = await readSeen(scope.store, owner, id);
		const fresh = freshOf(people, known.seen);
		return {
			value: { total, looked: people.length, seenAt: saved.seenAt, people: fresh },
			result: { outcome: "ok", count: fresh.length },
		};
	});
}

/**
 * The owner has looked: nobody who matches now is new any more, or none of those named.
 * @returns who is new still
 * @throws TributaryError `not-found`
 */
export function markSeen(
	scope: Scope,
	deps: SavedDeps,
	owner: Owner,
	id: string,
	named: readonly PersonRef[] | undefined,
): Promise<NewMatches> {
	return scope.record("desk.change", { about: id, ...seatOf(owner) }, async () => {
		const { value: asked } = await findSaved(scope.store, owner, id);
		const { total, people } = await deps.search.people(scope, requestOf(asked), viewOf(owner, deps.clock));
		const at = deps.clock().toISOString();
		const fresh = await retryOnConflict(async () => {
			const [saved, known] = await Promise.all([findSaved(scope.store, owner, id), readSeen(scope.store, owner, id)]);
			const seen = remembered(named ?? people, known.value.seen);
			// Whom an alert told of and nobody looked at stays told.
			const told = named === undefined ? [] : known.value.told;
			await scope.store.write([
				putKept(savedPlace(owner, id), { ...saved.value, seenAt: at }, saved.version),
				putKept(seenPlace(owner, id), { seen, told }, known.version),
			]);
			return freshOf(people, seen);
		});
		await forgetErased(scope, (named ?? people).flatMap(keysOf));
		return {
			value: { total, looked: people.length, seenAt: at, people: fresh },
			result: { outcome: "ok", count: fresh.length },
		};
	});
}
