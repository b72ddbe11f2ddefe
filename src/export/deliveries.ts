import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { createSemaphore, type Semaphore } from "../ingest/semaphore.ts";
import type { Scope } from "../tenancy/scope.ts";
import { untouched } from "../tenancy/serving.ts";
import { type AttemptContext, attempt, failureOf, type Step, sendRecorded } from "./attempt.ts";
import { BACKOFF } from "./backoff.ts";
import { type DeadLetter, retryDeadLetter } from "./dead-letters.ts";
import { firstWaiting, makeEvent, type Queue, readQueue, type Waiting, waitingQueues } from "./outbox.ts";
import { WEBHOOK_PORTS } from "./public-address.ts";
import { webhookHeaders } from "./signatures.ts";
import { createSingleRuns } from "./single-runs.ts";
import { readSubscriptions, type Subscription, secretsAt } from "./subscriptions.ts";

/** Delivers what lies in the outboxes, in the background of the server's process, and goes on after a restart. */
export interface Deliveries {
	/** Looks for what is to be delivered. To be called after every write that put something into a tenant's outbox. */
	wake(tenant: TenantId): void;
	/**
	 * After a start: goes on with what waits. A tenant that cannot be asked now keeps no other from its events, and is asked again.
	 * @returns in how many of the tenants something does
	 */
	resumeAll(tenants: readonly TenantId[]): Promise<number>;
	/**
	 * Goes on with what another process left: queues whose first event is due, and nobody has touched it while it was waited. What is
	 * to be tried again later may still be its own.
	 */
	takeOver(tenants: readonly TenantId[], wait: () => Promise<unknown>): Promise<void>;
	/**
	 * Sends a webhook an event of type `webhook.test`, once and at once, also where it is switched off.
	 * @throws TributaryError `not-found`
	 */
	test(scope: Scope, webhookId: string): Promise<TestResult>;
	/**
	 * Tries an event again that was given up.
	 * @throws TributaryError `not-found`
	 */
	retry(scope: Scope, deadLetterId: string): Promise<DeadLetter>;
	/** Resolves when nothing is being delivered in this process; what is to be tried again later does not count. */
	idle(): Promise<void>;
	/** Begins nothing more and finishes the tries at work. What waits stays for the next start. */
	close(): Promise<void>;
}

export const TestResult = z.strictObject({
	webhookId: z.string(),
	eventId: z.string(),
	delivered: z.boolean(),
	/** Why not, as `status 500` or `timeout`; null when delivered. */
	reason: z.string().nullable(),
});
export type TestResult = z.output<typeof TestResult>;

type Required = "transport" | "clock";

export interface DeliveriesOptions extends Pick<AttemptContext, Required>, Partial<Omit<AttemptContext, Required>> {
	/** `tenancy.openScope`. */
	readonly openScope: (request: {
		readonly tenant: TenantId;
		readonly actor: Actor;
		readonly purpose: string;
	}) => Promise<Scope>;
	/** Tries at once in all, and of one tenant: one with many receivers leaves room for the others. */
	readonly concurrency?: number;
	readonly concurrencyPerTenant?: number;
	/** Told of what could not be worked on; it stays in the outbox and is looked at again. */
	readonly onError?: (error: unknown, tenant: string) => void;
}

const CONCURRENCY = 16;
const CONCURRENCY_PER_TENANT = 4;
/** Pause before an outbox is looked at again that could not be worked on, milliseconds. */
const TROUBLE_PAUSE = 30_000;
/** Before one is whose tenant is disabled. */
const DISABLED_PAUSE = 600_000;

const ACTOR: Actor = { kind: "system", id: "deliveries" };

export function createDeliveries(options: DeliveriesOptions): Deliveries {
	const context: AttemptContext = {
		callbackSecret: async () => null,
		backoff: BACKOFF,
		random: Math.random,
		...options,
	};
	const open = (tenant: TenantId) => options.openScope({ tenant, actor: ACTOR, purpose: "event delivery" });
	const runs = createSingleRuns((error, key) => options.onError?.(error, tenantOf(key)));
	const places = placesOf(options);
	/** Does a tenant's work; after a trouble that passes the whole outbox is looked at again. */
	const guarded = (tenant: TenantId, work: () => Promise<void>) => async () => {
		try {
			await work();
		} catch (error) {
			const pause = pauseAfter(error);
			if (pause !== null) runs.later(tenant, pause, scan(tenant));
			if (!isClosed(error)) throw error;
		}
	};
	/** As {@link guarded}, of one tenant among others. */
	const lookAt = (tenant: TenantId, look: () => Promise<void>) =>
		guarded(tenant, look)().catch((error: unknown) => options.onError?.(error, tenant));
	const deliver = (tenant: TenantId, queue: Queue): (() => Promise<void>) =>
		guarded(tenant, async () => {
			const attemptOne = (waiting: Waiting) =>
				places(tenant, async (): Promise<Step> => {
					if (runs.stop.aborted) return { next: "halt" };
					return attempt(context, await open(tenant), waiting);
				});
			const dueAt = await workOn({ ...context, open: () => open(tenant), attempt: attemptOne }, queue);
			if (dueAt === null) return;
			runs.later(`${tenant} ${queue}`, dueAt.getTime() - context.clock().getTime(), deliver(tenant, queue));
		});
	const begin = (tenant: TenantId, queues: readonly Queue[]) => {
		for (const queue of queues) runs.start(`${tenant} ${queue}`, deliver(tenant, queue));
	};
	const scan = (tenant: TenantId): (() => Promise<void>) =>
		guarded(tenant, async () => begin(tenant, await waitingQueues((await open(tenant)).store)));
	const wake = (tenant: TenantId) => runs.start(tenant, scan(tenant));
	return {
		wake,
		resumeAll: async (tenants) => {
			let found = 0;
			for (const tenant of tenants) {
				await lookAt(tenant, async () => {
					const queues = await waitingQueues((await open(tenant)).store);
					if (queues.length > 0) found++;
					begin(tenant, queues);
				});
			}
			return found;
		},
		takeOver: async (tenants, wait) => {
			const look = async () => {
				const firsts = new Map<string, string>();
				for (const tenant of tenants) {
					await lookAt(tenant, async () => {
						for (const [queue, first] of await firstWaiting((await open(tenant)).store, context.clock()))
							firsts.set(`${tenant} ${queue}`, first);
					});
				}
				return firsts;
			};
			for (const key of await untouched(look, wait)) {
				const [tenant, queue] = key.split(" ") as [TenantId, Queue];
				begin(tenant, [queue]);
			}
		},
		test: async (scope, webhookId) => {
			const found = (await readSubscriptions(scope.store)).find(({ id }) => id === webhookId);
			if (found === undefined) throw new TributaryError("not-found");
			return sendOnce(context, scope, found, makeEvent("webhook.test", { webhookId }, context.clock()));
		},
		retry: async (scope, id) => {
			const letter = await retryDeadLetter(scope, id, context.clock);
			wake(scope.tenant.id);
			return letter;
		},
		idle: runs.idle,
		close: runs.close,
	};
}

const tenantOf = (key: string): string => key.split(" ")[0] ?? "";

const isClosed = (error: unknown): boolean =>
	error instanceof TributaryError && ["tenant-disabled", "tenant-unavailable"].includes(error.code);

/** Milliseconds; null where looking again helps nobody: there is no such tenant. */
function pauseAfter(error: unknown): number | null {
	if (!isClosed(error)) return TROUBLE_PAUSE;
	return (error as TributaryError).code === "tenant-disabled" ? DISABLED_PAUSE : null;
}

function placesOf(options: DeliveriesOptions) {
	const all = createSemaphore(options.concurrency ?? CONCURRENCY);
	const each = new Map<TenantId, Semaphore>();
	return <T>(tenant: TenantId, work: () => Promise<T>): Promise<T> => {
		const own = each.get(tenant) ?? createSemaphore(options.concurrencyPerTenant ?? CONCURRENCY_PER_TENANT);
		each.set(tenant, own);
		return own.run(() => all.run(work));
	};
}

interface QueueWork extends Pick<AttemptContext, "clock"> {
	readonly open: () => Promise<Scope>;
	readonly attempt: (waiting: Waiting) => Promise<Step>;
}

/** Delivers what is due of one queue, in order. @returns when the next of it is due; null when none is or it is switched off */
async function workOn({ clock, open, attempt }: QueueWork, queue: Queue): Promise<Date | null> {
	let next: Date | null = null;
	for (let after: string | undefined; ; ) {
		const page = await readQueue((await open()).store, queue, after);
		if (page.length === 0) return next;
		for (const waiting of page) {
			const step = await stepOf(waiting, clock, attempt);
			if (step.next === "halt") return null;
			if (step.next === "later" && (next === null || step.dueAt < next)) next = step.dueAt;
			if (step.next === "later" && step.holds) return next;
			after = waiting.id;
		}
	}
}

async function stepOf(waiting: Waiting, clock: AttemptContext["clock"], attempt: QueueWork["attempt"]): Promise<Step> {
	const { dueAt, holds } = waiting.entry;
	const due = new Date(dueAt);
	return due > clock() ? { next: "later", dueAt: due, holds } : attempt(waiting);
}

type MadeEvent = ReturnType<typeof makeEvent>;

async function sendOnce(
	context: AttemptContext,
	scope: Scope,
	subscription: Subscription,
	event: MadeEvent,
): Promise<TestResult> {
	const body = JSON.stringify(event);
	const at = context.clock();
	const headers = webhookHeaders({ id: event.id, at, body }, secretsAt(subscription, at));
	const message = { url: subscription.url, ports: WEBHOOK_PORTS, headers, body };
	const about = { queue: `webhook:${subscription.id}`, eventId: event.id } as const;
	const failure = failureOf(await sendRecorded(context, scope, about, message));
	return {
		webhookId: subscription.id,
		eventId: event.id,
		delivered: failure === null,
		reason: failure?.reason ?? null,
	};
}
