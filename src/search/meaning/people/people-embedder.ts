import type { Actor } from "../../../domain/actor.ts";
import type { TenantId } from "../../../domain/tenant.ts";
import { TributaryError } from "../../../errors.ts";
import type { Network } from "../../../tenancy/network.ts";
import type { Scope } from "../../../tenancy/scope.ts";
import type { Embedder } from "../embedder.ts";
import type { LearnerOptions } from "../learned/learner.ts";
import { embedAll, embedSome, forgetVectors } from "./embed-people.ts";

/**
 * Keeps the vectors of people as their records and the model are, in the background: storing a person never waits for a model. Who was
 * changed is looked at soon after; everybody after a start, after a failure, and from time to time, because other processes store
 * people, too.
 */
export interface PeopleEmbedder {
	/** People of the tenant are about to change. Cheap; call it as often as that happens. */
	changed(tenant: TenantId, ids: readonly string[]): void;
	/** After a start: looks at everybody, and from then on from time to time. */
	resumeAll(tenants: () => Promise<readonly TenantId[]>): Promise<void>;
	/**
	 * Looks at every candidate at once. Where the tenant has switched it off, what is kept is removed.
	 * @returns vectors made or removed
	 * @throws EmbedderFault · TributaryError `audit-unavailable` · `store-unavailable`
	 */
	embed(scope: Scope): Promise<number>;
	/** The same for the network's profiles. */
	embedNetwork(): Promise<number>;
	/** Resolves when nothing is being embedded in this process. */
	idle(): Promise<void>;
	/** Ends what is going on; the next start takes it up. */
	close(): Promise<void>;
}

export interface PeopleEmbedderOptions extends Pick<LearnerOptions, "openScope"> {
	readonly embedder: Embedder;
	readonly network: Pick<Network, "embed">;
	/** Milliseconds between the last change and the look at who was changed; default 5 s. */
	readonly quiet?: number;
	/** Milliseconds after a failure; twice as many after each further one, up to an hour. Default a minute. */
	readonly retry?: number;
	/** Told why somebody could not be embedded; null: the network. */
	readonly onError?: (error: unknown, tenant: TenantId | null) => void;
}

/** People who are named one by one; beyond it everybody is looked at. */
const MOST_NAMED = 10_000;
const QUIET = 5000;
const RETRY = 60_000;
const LONGEST_RETRY = 3_600_000;
const EVERY = 3_600_000;

const ACTOR: Actor = { kind: "system", id: "embedding" };
/** The tenant is not served any more. */
const CLOSED: ReadonlySet<string> = new Set(["tenant-unavailable", "tenant-disabled"]);

interface Waiting {
	/** null: everybody. */
	ids: Set<string> | null;
	timer: NodeJS.Timeout;
}

export function createPeopleEmbedder(options: PeopleEmbedderOptions): PeopleEmbedder {
	const { embedder, network, openScope, quiet = QUIET, retry = RETRY, onError = () => {} } = options;
	const stop = new AbortController();
	const waiting = new Map<TenantId | null, Waiting>();
	const failures = new Map<TenantId | null, number>();
	let every: NodeJS.Timeout | undefined;
	/** One after the other: the model is one. */
	let queue: Promise<unknown> = Promise.resolve();
	const queued = <T>(work: () => Promise<T>): Promise<T> => {
		const result = queue.then(work);
		queue = result.catch(() => {});
		return result;
	};
	const embed = (scope: Scope, ids: readonly string[] | null) =>
		queued(() => embedNow(scope, embedder, ids, stop.signal));
	const embedNetwork = () => queued(() => network.embed((store) => embedAll(store, embedder, stop.signal)));
	const run = async (of: TenantId | null, ids: readonly string[] | null): Promise<void> => {
		try {
			if (of === null) await embedNetwork();
			else await embed(await openScope({ tenant: of, actor: ACTOR, purpose: "embed people" }), ids);
			failures.delete(of);
		} catch (error) {
			if (stop.signal.aborted || (error instanceof TributaryError && CLOSED.has(error.code))) return;
			onError(error, of);
			const times = failures.get(of) ?? 0;
			failures.set(of, times + 1);
			wait(of, null, Math.min(LONGEST_RETRY, retry * 2 ** times));
		}
	};
	const wait = (of: TenantId | null, ids: readonly string[] | null, delay: number): void => {
		if (stop.signal.aborted) return;
		const known = waiting.get(of);
		clearTimeout(known?.timer);
		const named = known?.ids === null || ids === null ? null : new Set([...(known?.ids ?? []), ...ids]);
		const timer = setTimeout(() => {
			const due = waiting.get(of)?.ids ?? null;
			waiting.delete(of);
			void run(of, due === null ? null : [...due]);
		}, delay).unref();
		waiting.set(of, { ids: named !== null && named.size > MOST_NAMED ? null : named, timer });
	};
	return {
		changed: (tenant, ids) => wait(tenant, ids, quiet),
		async resumeAll(tenants) {
			const all = async () => {
				for (const of of [null, ...(await tenants())]) if (!stop.signal.aborted) await run(of, null);
			};
			every ??= setInterval(() => void all().catch((error: unknown) => onError(error, null)), EVERY).unref();
			await all();
		},
		embed: (scope) => embed(scope, null),
		embedNetwork,
		async idle() {
			for (let seen: unknown = null; seen !== queue; ) {
				seen = queue;
				await queue;
			}
		},
		async close() {
			stop.abort();
			clearInterval(every);
			for (const { timer } of waiting.values()) clearTimeout(timer);
			await queue;
		},
	};
}

/** @param ids null: everybody */
async function embedNow(
	scope: Scope,
	embedder: Embedder,
	ids: readonly string[] | null,
	stop: AbortSignal,
): Promise<number> {
	stop.throwIfAborted();
	const { store, tenant } = scope;
	const isOff = !tenant.settings.meaningSimilarity;
	if (isOff && (await store.list("embedding", { limit: 1 })).length === 0) return 0;
	return scope.record("embedding.update", {}, async () => {
		const value = isOff
			? await forgetVectors(store)
			: await (ids === null ? embedAll(store, embedder, stop) : embedSome(store, embedder, ids, stop));
		return { value, result: { outcome: "ok", count: value } };
	});
}

/** Deletes the vectors of a tenant. */
export const forgetPeople = (scope: Scope): Promise<void> =>
	scope.record("embedding.update", {}, async () => {
		const count = await forgetVectors(scope.store);
		return { value: undefined, result: { outcome: "ok", count } };
	});
