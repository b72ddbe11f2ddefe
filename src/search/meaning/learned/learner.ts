import type { Actor } from "../../../domain/actor.ts";
import type { TenantId } from "../../../domain/tenant.ts";
import { countingPlan } from "../../../engine/port.ts";
import { TributaryError } from "../../../errors.ts";
import type { Clock } from "../../../tenancy/clock.ts";
import { retryOnConflict } from "../../../tenancy/optimistic.ts";
import type { Scope } from "../../../tenancy/scope.ts";
import type { DictionaryEmbeddings } from "../dictionary.ts";
import { deleteModel, type LearnedMark, putMark, putModel, readMark } from "./model.ts";
import type { LearnedModels } from "./models.ts";
import { RUN_LIMITS, type RunLimits, runLearning } from "./run.ts";

/**
 * Learns in the background which skills and titles are used alike, from each tenant's own resumes: one tenant at a time, anew when enough
 * has changed. What an ended process had not finished is begun again by the next one.
 */
export interface Learner {
	/** Candidates of the tenant were changed. Cheap; call it as often as that happens. */
	changed(tenant: TenantId): void;
	/** After a start: looks at every tenant. @returns how many are learned anew */
	resumeAll(tenants: readonly TenantId[]): Promise<number>;
	/**
	 * Learns at once. Nothing is kept of a tenant with fewer than {@link LEAST_PEOPLE} candidates, or that has switched it off.
	 * @returns candidates that it was learned from; 0 where nothing is kept
	 * @throws TributaryError `audit-unavailable` · `store-unavailable` · `internal` beyond the limits
	 */
	learn(scope: Scope): Promise<number>;
	/** Resolves when nothing is being learned in this process. */
	idle(): Promise<void>;
	/** Ends what is going on; the next start takes it up. */
	close(): Promise<void>;
}

export interface LearnerOptions {
	/** `tenancy.openScope`. */
	readonly openScope: (request: {
		readonly tenant: TenantId;
		readonly actor: Actor;
		readonly purpose: string;
	}) => Promise<Scope>;
	readonly models: LearnedModels;
	readonly clock: Clock;
	/** Embeds the names that were found; nothing is embedded when absent. */
	readonly embeddings?: DictionaryEmbeddings;
	/** Milliseconds between a change and the look whether enough has changed; default a minute. */
	readonly quiet?: number;
	readonly limits?: RunLimits;
	/** Folder of the vocabulary; absent or null, the one that is shipped. */
	readonly vocabulary?: string | null;
	readonly onError?: (error: unknown, tenant: TenantId) => void;
}

/** Fewer candidates tell nothing. */
export const LEAST_PEOPLE = 50;
/** Enough has changed when so many came or went, or when anything changed and so much time has passed, milliseconds. */
const CHANGED_PEOPLE = 50;
const CHANGED_SHARE = 0.1;
const LONGEST_STALE = 86_400_000;
const QUIET = 60_000;

const ACTOR: Actor = { kind: "system", id: "relatedness" };
/** The tenant is not served any more. */
const CLOSED: ReadonlySet<string> = new Set(["tenant-unavailable", "tenant-disabled"]);

export function createLearner(options: LearnerOptions): Learner {
	const { clock, models, embeddings = null, quiet = QUIET, limits = RUN_LIMITS, vocabulary = null } = options;
	const { onError = () => {} } = options;
	const embedder = embeddings?.embedder.id ?? null;
	const stop = new AbortController();
	const timers = new Map<TenantId, NodeJS.Timeout>();
	/** One run after the other: each may take its whole memory. */
	let queue: Promise<unknown> = Promise.resolve();
	const queued = <T>(work: () => Promise<T>): Promise<T> => {
		const result = queue.then(work);
		queue = result.catch(() => {});
		return result;
	};
	const learn = (scope: Scope) =>
		queued(() => learnNow(scope, { clock, models, embeddings, limits, vocabulary, stop: stop.signal }));
	const look = async (tenant: TenantId, hasChanged: boolean): Promise<boolean> => {
		try {
			const scope = await options.openScope({ tenant, actor: ACTOR, purpose: "learn relatedness" });
			const isDue = await retryOnConflict(() => dueNow(scope, { hasChanged, embedder, now: clock().getTime() }));
			if (isDue) learn(scope).catch((error: unknown) => stop.signal.aborted || onError(error, tenant));
			return isDue;
		} catch (error) {
			if (!(error instanceof TributaryError && CLOSED.has(error.code))) onError(error, tenant);
			return false;
		}
	};
	return {
		changed(tenant) {
			if (stop.signal.aborted || timers.has(tenant)) return;
			const timer = setTimeout(() => {
				timers.delete(tenant);
				queued(async () => void (await look(tenant, true)));
			}, quiet);
			timers.set(tenant, timer.unref());
		},
		async resumeAll(tenants) {
			let due = 0;
			for (const tenant of tenants) if (!stop.signal.aborted && (await look(tenant, false))) due++;
			return due;
		},
		learn,
		async idle() {
			for (let seen: unknown = null; seen !== queue; ) {
				seen = queue;
				await queue;
			}
		},
		async close() {
			stop.abort();
			for (const timer of timers.values()) clearTimeout(timer);
			await queue;
		},
	};
}

interface Look {
	readonly hasChanged: boolean;
	/** The model by which the dictionary should be embedded. */
	readonly embedder: string | null;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Whether enough has changed. Writes down that something has, so that a restart does not forget it. */
async function dueNow({ store, tenant }: Scope, { hasChanged, embedder, now }: Look): Promise<boolean> {
	const { mark, version } = await readMark(store);
	if (!tenant.settings.learnedRelatedness) return mark !== null;
	const people = await populationOf(store);
	if (mark === null) return people >= LEAST_PEOPLE;
	const stale = mark.stale || hasChanged;
	if (stale !== mark.stale) await store.write([putMark({ ...mark, stale }, version)]);
	const difference = Math.abs(people - mark.people);
	return (
		difference >= Math.max(CHANGED_PEOPLE, CHANGED_SHARE * mark.people) ||
		people < LEAST_PEOPLE ||
		mark.embedder !== embedder ||
		(stale && now - Date.parse(mark.builtAt) >= LONGEST_STALE)
	);
}

async function populationOf(store: Scope["store"]): Promise<number> {
	const answer = await store.retrieve(countingPlan({ op: "all" }));
	return answer.population;
}

interface Work extends Pick<LearnerOptions, "clock" | "models"> {
	readonly embeddings: DictionaryEmbeddings | null;
	readonly limits: RunLimits;
	readonly vocabulary: string | null;
	readonly stop: AbortSignal;
}

async function learnNow(scope: Scope, work: Work): Promise<number> {
	const { clock, models, embeddings, limits, vocabulary, stop } = work;
	stop.throwIfAborted();
	const { store, tenant } = scope;
	const isWanted = tenant.settings.learnedRelatedness && (await populationOf(store)) >= LEAST_PEOPLE;
	if (!isWanted && (await readMark(store)).mark === null) return 0;
	const people = await scope.record("relatedness.learn", {}, async () => {
		const builtAt = clock().toISOString();
		const answer = isWanted ? await runLearning(store, stop, limits, vocabulary) : null;
		const embedded = answer === null ? [] : ((await embeddings?.build(answer.learned.concepts)) ?? []);
		const embedder = embedded.length === 0 ? null : (embeddings?.embedder.id ?? null);
		const mark: LearnedMark = { builtAt, people: answer?.people ?? 0, stale: false, embedder };
		await store.write(answer === null ? deleteModel() : [...putModel(answer.learned, mark), ...embedded]);
		return { value: mark.people, result: { outcome: "ok", count: mark.people } };
	});
	models.forget();
	embeddings?.forget();
	return people;
}
