import { randomBytes } from "node:crypto";
import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { LabDeps } from "./deps.ts";
import { COLLECTION, demand, idOf, put, read, remove } from "./records.ts";
import { RunResult } from "./results.ts";
import { asOf, isOpen, type Run, type RunInput, type RunWithResult, StoredRun } from "./run-record.ts";
import { createTurns } from "./turns.ts";
import { type Worked, workOn } from "./work.ts";

/** Runs of a tenant: put down in its store, worked on in the background, looked at while they go on. */
export interface Runs {
	/** @throws TributaryError `limit-reached` too many are open */
	start(scope: Scope, input: RunInput): Promise<Run>;
	/** Newest first. */
	list(scope: Scope): Promise<readonly Run[]>;
	/** @throws TributaryError `not-found` */
	get(scope: Scope, id: string): Promise<RunWithResult>;
	/** @throws TributaryError `not-found` · `task-not-resumable` it has ended */
	cancel(scope: Scope, id: string): Promise<Run>;
	/** Removes a run that has ended; for a day it can be had back. @throws TributaryError `not-found` · `task-not-resumable` it goes on */
	remove(scope: Scope, id: string): Promise<void>;
	/** Brings a removed run back, with its result. @throws TributaryError `not-found` also after that day */
	restore(scope: Scope, id: string): Promise<Run>;
	/** Ends what goes on. */
	close(): Promise<void>;
}

/** Open at once, and kept, of one tenant. */
const MOST_OPEN = 5;
const MOST_KEPT = 200;
/** Milliseconds in which a removed run can be had back. */
const RESTORABLE = 24 * 3600 * 1000;
/** Milliseconds between two words of a run in the store. */
const BEAT = 1000;
/** The same while it has no news. */
const IDLE_BEAT = 15_000;

export function createRuns(deps: LabDeps): Runs {
	const going = new Map<string, { readonly ending: AbortController; readonly ended: Promise<void> }>();
	const inTurn = createTurns();
	const begin = (tenant: TenantId, actor: Actor, run: Run) => {
		const ending = new AbortController();
		const ended = work(deps, { tenant, actor, run, ending })
			.catch((error) => deps.onError?.(error, tenant))
			.finally(() => going.delete(run.id));
		going.set(run.id, { ending, ended });
	};
	return {
		start: async (scope, input) => {
			const run = await scope.record("ranking.run", { about: input.kind }, async () => {
				// Between the look at what is open and the write nobody else's run of this tenant may begin.
				const value = await inTurn(scope.tenant.id, () => putDown(scope, input, deps.clock()));
				return { value, result: { outcome: "ok" } };
			});
			begin(scope.tenant.id, scope.actor, run);
			return run;
		},
		list: (scope) =>
			scope.record("ranking.read", { about: "runs" }, async () => {
				const value = await listRuns(scope, deps.clock());
				return { value, result: { outcome: "ok", count: value.length } };
			}),
		get: (scope, id) =>
			scope.record("ranking.read", { about: "run" }, async () => {
				const { value } = await standing(scope.store, id);
				const result = (await read(scope.store, idOf("result", id), RunResult))?.value ?? null;
				return { value: { ...asOf(value, deps.clock()), result }, result: { outcome: "ok" } };
			}),
		cancel: async (scope, id) => {
			const run = await scope.record("ranking.change", { about: "run" }, async () => {
				const value = await change(scope, id, deps.clock(), (found) => {
					if (!isOpen(asOf(found, deps.clock()))) throw new TributaryError("task-not-resumable");
					return { ...found, state: "cancelled" };
				});
				return { value, result: { outcome: "ok" } };
			});
			going.get(id)?.ending.abort(new Ended());
			return run;
		},
		remove: (scope, id) =>
			scope.record("ranking.change", { about: "run" }, async () => {
				const now = deps.clock();
				await change(scope, id, now, (found) => {
					if (isOpen(asOf(found, now))) throw new TributaryError("task-not-resumable");
					return { ...found, removedAt: now.toISOString() };
				});
				await forget(scope, (await storedRuns(scope)).filter(isForgotten(now)));
				return { value: undefined, result: { outcome: "ok" } };
			}),
		restore: (scope, id) =>
			scope.record("ranking.change", { about: "run" }, async () => {
				const value = await restored(scope, id, deps.clock());
				return { value, result: { outcome: "ok" } };
			}),
		close: async () => {
			for (const { ending } of going.values()) ending.abort(new Ended());
			await Promise.all([...going.values()].map(({ ended }) => ended));
		},
	};
}

/** Somebody took the run back, or the process ends: what is in the store says which. */
class Ended extends Error {}

/** @throws TributaryError `limit-reached` */
async function putDown(scope: Scope, input: RunInput, now: Date): Promise<Run> {
	const kept = await listRuns(scope, now);
	if (kept.filter(isOpen).length >= MOST_OPEN)
		throw new TributaryError("limit-reached", {
			detail: `${MOST_OPEN} runs are open: wait for one, or cancel it.`,
		});
	const made = newRun(scope, input, now);
	await scope.store.write([put(idOf("run", made.id), made, { ifVersion: 0 })]);
	await forget(scope, [...kept.slice(MOST_KEPT - 1), ...(await storedRuns(scope)).filter(isForgotten(now))]);
	return made;
}

/** Ids rise with time, so that the newest are the last. */
const newId = (now: Date) => `${now.getTime().toString(36).padStart(9, "0")}-${randomBytes(6).toString("hex")}`;

function newRun({ actor }: Scope, input: RunInput, now: Date): Run {
	const at = now.toISOString();
	const rest = { createdAt: at, updatedAt: at, by: actor.id, failure: null, pairs: null };
	return { id: newId(now), input, state: "waiting", progress: null, ...rest };
}

/** The character behind the colon: the page before it begins with the last run. */
const BEHIND_RUNS = "run;";

/** Newest first, those that were removed included. */
async function storedRuns({ store }: Scope): Promise<StoredRun[]> {
	const page = await store.list(COLLECTION, { after: BEHIND_RUNS, limit: 2 * MOST_KEPT, reverse: true });
	const own = page.filter(({ id }) => id.startsWith("run:"));
	return own.map(({ record }) => StoredRun.parse(JSON.parse(record)));
}

async function listRuns(scope: Scope, now: Date): Promise<Run[]> {
	return (await storedRuns(scope)).filter(({ removedAt }) => removedAt === undefined).map((run) => asOf(run, now));
}

const isForgotten =
	(now: Date) =>
	({ removedAt }: StoredRun): boolean =>
		removedAt !== undefined && now.getTime() - Date.parse(removedAt) > RESTORABLE;

/** Forgets those that were removed and cannot be brought back any more. */
export const forgetRemoved = async (scope: Scope, now: Date): Promise<void> =>
	forget(scope, (await storedRuns(scope)).filter(isForgotten(now)));

/** Under a legal hold they wait until it ends. */
async function forget({ store, tenant }: Scope, runs: readonly Pick<Run, "id">[]): Promise<void> {
	if (runs.length > 0 && holdOn(tenant) === null)
		await store.write(runs.flatMap(({ id }) => [remove(idOf("run", id)), remove(idOf("result", id))]));
}

/** One that is there and was not removed. @throws TributaryError `not-found` */
async function standing(store: Scope["store"], id: string) {
	const found = await demand(store, idOf("run", id), StoredRun);
	if (found.value.removedAt !== undefined) throw new TributaryError("not-found");
	return found;
}

function restored({ store }: Scope, id: string, now: Date): Promise<Run> {
	return retryOnConflict(async () => {
		const { value, version } = await demand(store, idOf("run", id), StoredRun);
		if (isForgotten(now)(value)) throw new TributaryError("not-found");
		const { removedAt: _, ...run } = value;
		await store.write([put(idOf("run", id), run, { ifVersion: version })]);
		return asOf(run, now);
	});
}

function change(
	{ store }: Scope,
	id: string,
	now: Date,
	next: (run: Run) => StoredRun,
	more: readonly ReturnType<typeof put>[] = [],
) {
	return retryOnConflict(async () => {
		const { value, version } = await standing(store, id);
		const changed = { ...next(value), updatedAt: now.toISOString() };
		await store.write([put(idOf("run", id), changed, { ifVersion: version }), ...more]);
		return changed;
	});
}

interface Working {
	readonly tenant: TenantId;
	readonly actor: Actor;
	readonly run: Run;
	readonly ending: AbortController;
}

async function work(deps: LabDeps, { tenant, actor, run, ending }: Working): Promise<void> {
	const { clock } = deps;
	// Opened anew for each word: a tenant that is disabled or wiped meanwhile ends its runs.
	const open = () => deps.openScope({ tenant, actor, purpose: `ranking run ${run.input.kind}` });
	let news: Partial<Pick<Run, "state" | "progress">> | null = null;
	let told = 0;
	const tell = async () => {
		if (news === null && Date.now() - told < IDLE_BEAT) return;
		const latest = news ?? {};
		news = null;
		told = Date.now();
		await change(await open(), run.id, clock(), (found) => {
			if (found.state === "cancelled") throw new Ended();
			return { ...found, ...latest };
		});
	};
	const beat = setInterval(() => void tell().catch((error) => ending.abort(error)), BEAT);
	beat.unref();
	const { signal } = ending;
	try {
		const worked = await workOn(await open(), deps, run.input, {
			signal,
			onStart: () => {
				news = { state: "running" };
			},
			onProgress: (progress) => {
				news = { state: "running", progress: { ...progress } };
			},
		});
		clearInterval(beat);
		await conclude(await open(), clock(), run.id, worked);
	} catch (error) {
		clearInterval(beat);
		if (error instanceof Ended || signal.reason instanceof Ended) return;
		await conclude(await open(), clock(), run.id, failureOf(error));
		if (!(error instanceof TributaryError) || error.code === "internal") throw error;
	}
}

function failureOf(error: unknown): Pick<Run, "failure"> {
	if (!(error instanceof TributaryError)) return { failure: { code: "internal", detail: "" } };
	return { failure: { code: error.code, detail: error.code === "internal" ? "" : (error.detail ?? "") } };
}

async function conclude(scope: Scope, now: Date, id: string, end: Worked | Pick<Run, "failure">): Promise<void> {
	const isDone = "result" in end;
	const result = isDone && end.result !== null ? [put(idOf("result", id), end.result)] : [];
	const next = (found: Run): Run => {
		if (!isOpen(found)) throw new Ended();
		return isDone ? { ...found, state: "done", pairs: end.pairs } : { ...found, ...end, state: "failed" };
	};
	await change(scope, id, now, next, result).catch((error) => {
		if (!(error instanceof Ended)) throw error;
	});
}
