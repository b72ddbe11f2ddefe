import { randomBytes } from "node:crypto";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import {
	CANDIDATES_PER_EVENT,
	EVENT_DATA,
	type EventData,
	type EventType,
	type WebhookEvent,
} from "../domain/event.ts";
import type { Change, Store } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { readSubscriptions } from "./subscriptions.ts";

/**
 * Events that wait to be delivered: records beside the data that they tell of, written in the same write, so that neither is ever
 * there without the other. An id is the queue and the event; ids of events grow with time, so the order of ids in a queue is the
 * order in which it is delivered.
 */

/** `webhook:` and the id of a subscription, or `callback:` and the id of the ATS's application. One queue, one receiver. */
export const Queue = z.custom<`webhook:${string}` | `callback:${string}`>(
	(value) => typeof value === "string" && /^(?:webhook|callback):[A-Za-z0-9_-]{1,60}$/.test(value),
);
export type Queue = z.output<typeof Queue>;

export const Failure = z.strictObject({
	at: z.iso.datetime(),
	/** `status 500`, `timeout`, `tls`, `connection`, `address-not-allowed`, `no-secret`: never a word of the answer. */
	reason: z.string().max(40),
});

export type Failure = z.output<typeof Failure>;

export const OutboxEntry = z.strictObject({
	queue: Queue,
	/** For de-duplication: the same in every retry. */
	eventId: RecordId,
	type: z.string().max(100),
	/** JSON text, exactly as it is sent and signed. */
	body: z.string(),
	/** Stood here once for a push to a callback. Where anything goes is looked up when it is sent, so that a wrong address can be mended. */
	url: z.string().optional(),
	/** When it was put into the queue. */
	createdAt: z.iso.datetime(),
	/** Tries that failed. */
	attempts: z.int().nonnegative(),
	dueAt: z.iso.datetime(),
	/** It failed for a reason that later events would meet too, so they wait behind it. */
	holds: z.boolean(),
	failure: Failure.optional(),
});
export type OutboxEntry = z.output<typeof OutboxEntry>;

export interface Waiting {
	readonly id: string;
	readonly version: number;
	readonly entry: OutboxEntry;
}

/** Dead letters lie in the same collection under ids of their own. */
export const DEAD = "dead:";

export const entryId = ({ queue, eventId }: Pick<OutboxEntry, "queue" | "eventId">): string => `${queue}:${eventId}`;

export const putEntry = (id: string, entry: OutboxEntry, ifVersion: number): Change => ({
	op: "put",
	collection: "outbox",
	id,
	record: JSON.stringify(entry),
	ifVersion,
});

/** Counts the events of this process, so that ids of one millisecond keep their order. */
let made = 0;

/** `evt-20260131T101500123Z-000000001-` and 48 random bits. */
function newEventId(at: Date): string {
	made++;
	const time = at.toISOString().replace(/[-:.]/g, "");
	return `evt-${time}-${String(made).padStart(9, "0")}-${randomBytes(6).toString("base64url")}`;
}

/** As {@link EventData}, but `candidate.changed` may name any number of candidates: so many events are made of them. */
export type EventInput<T extends EventType> = T extends "candidate.changed"
	? { readonly candidates: readonly EventData<"candidate.changed">["candidates"][number][] }
	: EventData<T>;

/**
 * What to write, in the same `store.write` as what the event tells of, so that every active subscription of its type is told.
 * Call `deliveries.wake(tenant)` after the write.
 * @returns no changes when nobody wants to know
 * @throws z.ZodError for data that are not of the type: a mistake in our code
 */
export async function webhookEvents<T extends EventType>(
	scope: Scope,
	type: T,
	data: EventInput<T>,
	at: Date = new Date(),
): Promise<Change[]> {
	const wanted = (await readSubscriptions(scope.store)).filter(({ active, events }) => active && events.includes(type));
	if (wanted.length === 0) return [];
	return [...parts(type, data)].flatMap((part) => {
		const event = makeEvent(type, EVENT_DATA[type].parse(part), at);
		return wanted.map(({ id }) => newEntry({ queue: `webhook:${id}`, event, body: JSON.stringify(event) }));
	});
}

function* parts(type: EventType, data: object): Generator<object> {
	if (type !== "candidate.changed") return yield data;
	const { candidates } = data as EventInput<"candidate.changed">;
	for (let from = 0; from < candidates.length; from += CANDIDATES_PER_EVENT)
		yield { candidates: candidates.slice(from, from + CANDIDATES_PER_EVENT) };
}

export const makeEvent = (type: string, data: Record<string, unknown>, at: Date): WebhookEvent => ({
	id: newEventId(at),
	type,
	timestamp: at.toISOString(),
	data,
});

export interface CallbackPush {
	/** Id of the ATS's application, 1 to 60 characters A-Z a-z 0-9 _ -: in whose order it is sent. */
	readonly application: string;
	/** Of the event, as EXPORT_CANDIDATE_PROFILE. */
	readonly type: string;
	/** JSON text. */
	readonly body: string;
}

/**
 * What to write so that an ATS's callback gets a push. Address and secret are asked for when it is sent, so none is stored here.
 */
export function callbackPush({ application, type, body }: CallbackPush, at: Date = new Date()): Change {
	const queue = Queue.parse(`callback:${application}`);
	return newEntry({ queue, event: { id: newEventId(at), type, timestamp: at.toISOString() }, body });
}

function newEntry(given: {
	readonly queue: Queue;
	readonly event: Pick<WebhookEvent, "id" | "type" | "timestamp">;
	readonly body: string;
}): Change {
	const { queue, event, body } = given;
	const entry = OutboxEntry.parse({
		queue,
		eventId: event.id,
		type: event.type,
		body,
		createdAt: event.timestamp,
		attempts: 0,
		dueAt: event.timestamp,
		holds: false,
	});
	return putEntry(entryId(entry), entry, 0);
}

/** Entries of a queue that are read at once. */
const PAGE = 100;

/**
 * Of each queue in which something waits its first entry and the state of that. One read for each, however much waits there.
 * @param dueBy without those whose first entry is due later
 */
export async function firstWaiting(store: Store, dueBy?: Date): Promise<ReadonlyMap<Queue, string>> {
	const firsts = new Map<Queue, string>();
	for (let after: string | undefined; ; ) {
		const [first] = await store.list("outbox", { limit: 1, ...(after === undefined ? {} : { after }) });
		if (first === undefined) return firsts;
		const [kind = "", name = ""] = first.id.split(":");
		const queue = first.id.startsWith(DEAD) ? null : Queue.parse(`${kind}:${name}`);
		const isLater = (by: Date) => new Date(OutboxEntry.parse(JSON.parse(first.record)).dueAt) > by;
		if (queue !== null && (dueBy === undefined || !isLater(dueBy))) firsts.set(queue, `${first.id} ${first.version}`);
		// The sign after the colon: beyond every id that begins so.
		after = `${queue ?? DEAD.slice(0, -1)};`;
	}
}

/** The queues in which something waits. */
export const waitingQueues = async (store: Store): Promise<Queue[]> => [...(await firstWaiting(store)).keys()];

/** Some entries of a queue, in order, after an id; empty at the end. */
export async function readQueue(store: Store, queue: string, after?: string): Promise<readonly Waiting[]> {
	const records = await store.list("outbox", { after: after ?? `${queue}:`, limit: PAGE });
	return records
		.filter(({ id }) => id.startsWith(`${queue}:`))
		.map(({ id, version, record }) => ({ id, version, entry: OutboxEntry.parse(JSON.parse(record)) }));
}

/** Makes what waits for an ATS's callback due at once, as if it had never been tried: the reason why it failed may be mended. */
export async function hurryCallbacks(store: Store, at: Date): Promise<void> {
	const dueAt = at.toISOString();
	for (const queue of (await waitingQueues(store)).filter((one) => one.startsWith("callback:"))) {
		for (let after: string | undefined; ; ) {
			const page = await readQueue(store, queue, after);
			if (page.length === 0) break;
			after = page.at(-1)?.id;
			await retryOnConflict(async () => {
				// Read anew: some may have arrived meanwhile.
				const found = await store.read("outbox", { ids: page.map(({ id }) => id) });
				const there = found.filter((one) => one !== null);
				const changes = there.map(({ id, version, record }) =>
					putEntry(id, { ...OutboxEntry.parse(JSON.parse(record)), attempts: 0, holds: false, dueAt }, version),
				);
				if (changes.length > 0) await store.write(changes);
			});
		}
	}
}

/** Removes everything of a queue, waiting and dead. */
export async function emptyQueue(store: Store, queue: Queue): Promise<void> {
	for (const prefix of [queue, `${DEAD}${queue}`] as const) {
		for (;;) {
			const page = await readQueue(store, prefix);
			if (page.length === 0) break;
			await store.write(page.map(({ id }) => ({ op: "delete", collection: "outbox", id })));
		}
	}
}
