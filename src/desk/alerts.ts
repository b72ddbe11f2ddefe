import type { Actor } from "../domain/actor.ts";
import type { SavedSearch } from "../domain/desk.ts";
import { CANDIDATES_PER_EVENT } from "../domain/event.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { webhookEvents } from "../export/outbox.ts";
import { createSingleRuns } from "../export/single-runs.ts";
import { forgetErased } from "../ingest/forget-notes.ts";
import { createSemaphore } from "../ingest/semaphore.ts";
import { isConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { isAtWork, type Owner, parseOwner, seatOf } from "./owner.ts";
import { dropKept, putKept, readBelow } from "./records.ts";
import {
	duePlace,
	findSaved,
	freshOf,
	keysOf,
	nextDue,
	readSeen,
	remembered,
	requestOf,
	reschedule,
	savedPlace,
	seenPlace,
} from "./saved-records.ts";
import { viewOf } from "./view.ts";

/** Runs the alerts of saved searches when they are due, in the background of the server's process, and goes on after a restart. */
export interface Alerts {
	/** Looks what is due. To be called when a saved search was changed, and now and then: another process may have changed one. */
	wake(tenant: TenantId): void;
	/** After a start: runs once what came due meanwhile, and waits for the rest. */
	resumeAll(tenants: readonly TenantId[]): void;
	/** Resolves when none is being run in this process; those due later do not count. */
	idle(): Promise<void>;
	/** Begins none more and finishes the one at work. */
	close(): Promise<void>;
}

export interface AlertsOptions extends Pick<DeskDeps, "search" | "clock" | "announced"> {
	/** `tenancy.openScope`. */
	readonly openScope: (request: {
		readonly tenant: TenantId;
		readonly actor: Actor;
		readonly purpose: string;
	}) => Promise<Scope>;
	/** The tenant as a seat sees it. */
	readonly confined: (scope: Scope, seat: string) => Scope;
	/** `tenancy.accounts`: whether somebody may still act; absent: everybody may. */
	readonly isActiveAccount?: (id: string) => Promise<boolean>;
	/** Tenants whose alerts are run at once; of one tenant it is one at a time. */
	readonly concurrency?: number;
	/** Told of what could not be worked on; it is looked at again. */
	readonly onError?: (error: unknown, tenant: string) => void;
}

const CONCURRENCY = 2;
/** Pause before a tenant is looked at again whose alerts could not be worked on, milliseconds. */
const TROUBLE_PAUSE = 30_000;
/** Before one is that is disabled. */
const DISABLED_PAUSE = 600_000;
const ACTOR: Actor = { kind: "system", id: "alerts" };

export function createAlerts(options: AlertsOptions): Alerts {
	const runs = createSingleRuns((error, tenant) => options.onError?.(error, tenant));
	const places = createSemaphore(options.concurrency ?? CONCURRENCY);
	const open = (tenant: TenantId) => options.openScope({ tenant, actor: ACTOR, purpose: "alerts of saved searches" });
	const work = (tenant: TenantId) => async (): Promise<void> => {
		try {
			const next = await places.run(() => runDue(options, () => open(tenant), runs.stop));
			if (next !== null) runs.later(tenant, next.getTime() - options.clock().getTime(), work(tenant));
		} catch (error) {
			const pause = pauseAfter(error);
			if (pause !== null) runs.later(tenant, pause, work(tenant));
			if (pause === TROUBLE_PAUSE) throw error;
		}
	};
	const wake = (tenant: TenantId) => runs.start(tenant, work(tenant));
	return {
		wake,
		resumeAll: (tenants) => {
			for (const tenant of tenants) wake(tenant);
		},
		idle: runs.idle,
		close: runs.close,
	};
}

/** Milliseconds; null where looking again helps nobody: there is no such tenant. */
function pauseAfter(error: unknown): number | null {
	const code = error instanceof TributaryError ? error.code : null;
	if (code === "tenant-unavailable") return null;
	return code === "tenant-disabled" ? DISABLED_PAUSE : TROUBLE_PAUSE;
}

/** Runs what is due, the longest due first. @returns when the next is; null when none is, or it was stopped */
async function runDue(options: AlertsOptions, open: () => Promise<Scope>, stop: AbortSignal): Promise<Date | null> {
	for (;;) {
		if (stop.aborted) return null;
		const scope = await open();
		const [first] = await readBelow(scope.store, "due", { limit: 1 });
		if (first === undefined) return null;
		const [, at = "", owner = "", id = ""] = first.id.split("/");
		const dueAt = new Date(at);
		if (dueAt > options.clock()) return dueAt;
		await runOne(options, scope, { at, owner: parseOwner(owner), id });
	}
}

interface Due {
	/** As in the calendar: ISO date-time. */
	readonly at: string;
	readonly owner: Owner;
	readonly id: string;
}

async function runOne(options: AlertsOptions, scope: Scope, due: Due): Promise<void> {
	const { owner, id } = due;
	try {
		await scope.record("search.alert", { about: id, ...seatOf(owner) }, async () => {
			const count = await lookOnce(options, scope, due);
			return { value: count, result: { outcome: "ok", count } };
		});
	} catch (error) {
		// Another process was faster, or the search was changed meanwhile: the calendar says what is left to do.
		if (isConflict(error)) return;
		if (!(error instanceof TributaryError) || error.fault === "ours") throw error;
		await postpone(scope.store, due, options.clock(), error.code);
	}
	options.announced(scope);
}

/** @returns how many new people were told of */
async function lookOnce(options: AlertsOptions, scope: Scope, due: Due): Promise<number> {
	const { search, clock, confined } = options;
	const { owner, id } = due;
	const saved = await current(scope.store, due);
	if (saved === null) return 0;
	if (!(await isAtWork(scope.store, owner, options.isActiveAccount))) throw new TributaryError("seat-unavailable");
	const now = clock();
	const eyes = saved.value.confined === true ? confined(scope, owner.slice("seat:".length)) : scope;
	const { people } = await search.people(eyes, requestOf(saved.value), viewOf(owner, clock));
	const known = await readSeen(scope.store, owner, id);
	const fresh = freshOf(people, known.value.seen, known.value.told);
	const after = { ...saved.value, failure: null, dueAt: dueAfter(saved.value, now) };
	await scope.store.write([
		putKept(savedPlace(owner, id), after, saved.version),
		putKept(seenPlace(owner, id), { ...known.value, told: remembered(fresh, known.value.told) }, known.version),
		...reschedule(owner, saved.value, after),
		...(await eventsOf(scope, due, fresh, now)),
	]);
	await forgetErased(scope, fresh.flatMap(keysOf));
	return fresh.length;
}

const dueAfter = ({ alert, dueAt }: SavedSearch, now: Date) => nextDue(alert.every, new Date(dueAt ?? now), now);

/** The saved search of an entry in the calendar; an entry that is out of date is taken out. */
async function current(store: Store, { at, owner, id }: Due) {
	try {
		const saved = await findSaved(store, owner, id);
		if (saved.value.dueAt === at) return saved;
	} catch (error) {
		if (!(error instanceof TributaryError) || error.code !== "not-found") throw error;
	}
	await store.write([dropKept(duePlace(at, owner, id))]);
	return null;
}

/** It cannot be run as it is: it says so, and comes up again in its time, behind everybody else's. */
async function postpone(store: Store, due: Due, now: Date, failure: string): Promise<void> {
	const saved = await current(store, due);
	if (saved === null) return;
	const after = { ...saved.value, failure, dueAt: dueAfter(saved.value, now) };
	const place = savedPlace(due.owner, due.id);
	await store.write([putKept(place, after, saved.version), ...reschedule(due.owner, saved.value, after)]);
}

type Person = { readonly candidateId: string | null; readonly profileId: string | null };

async function eventsOf(scope: Scope, { owner, id }: Due, people: readonly Person[], now: Date): Promise<Change[]> {
	const changes: Change[] = [];
	for (let start = 0; start < people.length; start += CANDIDATES_PER_EVENT) {
		const part = people.slice(start, start + CANDIDATES_PER_EVENT);
		const data = {
			savedSearchId: id,
			owner,
			candidateIds: part.flatMap(({ candidateId }) => candidateId ?? []),
			profileIds: part.flatMap(({ candidateId, profileId }) => (candidateId === null ? (profileId ?? []) : [])),
		};
		changes.push(...(await webhookEvents(scope, "search.matched", data, now)));
	}
	return changes;
}
