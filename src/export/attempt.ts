import type { Change } from "../engine/port.ts";
import type { Clock } from "../tenancy/clock.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { MAX_AGE, pauseBefore } from "./backoff.ts";
import { type DeliveryState, putDeliveryState, readDeliveryStates } from "./delivery-state.ts";
import { exportOutcome } from "./export-outcome.ts";
import { callbackOf } from "./integrations.ts";
import { DEAD, type Failure, type OutboxEntry, putEntry, type Waiting } from "./outbox.ts";
import { CALLBACK_PORTS, WEBHOOK_PORTS } from "./public-address.ts";
import { callbackHeaders, webhookHeaders } from "./signatures.ts";
import { changeSubscriptions, readSubscriptions, secretsAt } from "./subscriptions.ts";
import type { Answer, Message, Transport } from "./transport.ts";

/** One try to deliver one event, and what is noted down of it. */

export interface AttemptContext {
	readonly transport: Pick<Transport, "send">;
	readonly clock: Clock;
	/** Secret that pushes to an ATS's callback are signed with; null where there is none now. */
	readonly callbackSecret: (scope: Scope, application: string) => Promise<string | null>;
	/** Pauses before each further try, milliseconds. */
	readonly backoff: readonly number[];
	/** 0 to 1. */
	readonly random: () => number;
}

/** What becomes of the queue: the entry is out of it, stays for later, or nothing of the queue is to be sent now. */
export type Step =
	| { readonly next: "done" }
	| { readonly next: "later"; readonly dueAt: Date; readonly holds: boolean }
	| { readonly next: "halt" };

const DONE: Step = { next: "done" };
const HALT: Step = { next: "halt" };

/** A message, or why there is none: nobody is to get it any more, it has to wait, or it cannot be signed. */
type Prepared = ReadyMessage | "unwanted" | "off" | "no-secret";

interface ReadyMessage extends Message {
	/** Whose it is now, for the log. */
	readonly receiver: Receiver;
}

type Receiver = Pick<OutboxEntry, "queue">;

/**
 * Sends an event once. It is out of the outbox only after the receiver had it: a process that dies between the two sends it again.
 * @throws TributaryError `audit-unavailable` and what the store throws; the event stays
 */
export async function attempt(context: AttemptContext, scope: Scope, waiting: Waiting): Promise<Step> {
	const { entry } = waiting;
	const message = await prepare(context, scope, entry);
	if (message === "off") return HALT;
	if (message === "unwanted") return noteUnwanted(context, scope, waiting);
	const answer = message === "no-secret" ? message : await send(context, scope, entry, message);
	const failure = failureOf(answer);
	if (failure === null) return noteDelivered(context, scope, waiting);
	const isGone = typeof answer === "object" && answer.status === 410;
	if (isGone) await switchOff(context, scope, entry);
	const retryAfter = typeof answer === "object" && answer.status !== null ? answer.retryAfter : null;
	const step = await noteFailed(context, scope, waiting, { ...failure, retryAfter, isGone });
	return isGone ? HALT : step;
}

async function prepare(context: AttemptContext, scope: Scope, entry: OutboxEntry): Promise<Prepared> {
	const { queue, body } = entry;
	const [kind, name = ""] = queue.split(":");
	if (kind === "callback") return prepareCallback(context, scope, body);
	const subscription = (await readSubscriptions(scope.store)).find(({ id }) => id === name);
	if (subscription === undefined) return "unwanted";
	if (!subscription.active) return "off";
	const at = context.clock();
	const headers = webhookHeaders({ id: entry.eventId, at, body }, secretsAt(subscription, at));
	return { url: subscription.url, ports: WEBHOOK_PORTS, headers, body, receiver: { queue } };
}

/** To where the ATS wants its pushes now, signed for the application that said so: whoever mends a wrong address gets what waited. */
async function prepareCallback(context: AttemptContext, scope: Scope, body: string): Promise<Prepared> {
	const callback = await callbackOf(scope);
	if (callback === null) return "unwanted";
	const { url, application } = callback;
	const secret = await context.callbackSecret(scope, application);
	if (secret === null) return "no-secret";
	const receiver = { queue: `callback:${application}` } as const;
	return { url, ports: CALLBACK_PORTS, headers: callbackHeaders(body, secret), body, receiver };
}

const send = (
	context: AttemptContext,
	scope: Scope,
	{ eventId }: OutboxEntry,
	{ receiver, ...message }: ReadyMessage,
): Promise<Answer> => sendRecorded(context, scope, { ...receiver, eventId }, message);

/** Sends, with an entry in the audit log: which event to which receiver, and whether it arrived. */
export function sendRecorded(
	{ transport }: Pick<AttemptContext, "transport">,
	scope: Scope,
	{ queue, eventId }: Pick<OutboxEntry, "queue" | "eventId">,
	message: Message,
): Promise<Answer> {
	const [kind, name = ""] = queue.split(":");
	const receiver = kind === "callback" ? { clientId: name } : { about: name };
	return scope.record("webhook.deliver", { ...receiver, requestId: eventId }, async () => {
		const answer = await transport.send(message);
		const isRefused = answer.status === null && answer.reason === "address-not-allowed";
		const code = isRefused ? { code: "address-not-allowed" as const } : {};
		return { value: answer, result: { outcome: failureOf(answer) === null ? "ok" : "failed", ...code } };
	});
}

/** Statuses below 500 that speak of the receiver's state and not of the event. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 404, 407, 408, 410, 425, 429]);

/**
 * Why it did not arrive; null when it did. It `holds` the queue when later events would fare alike: then order is kept. An event
 * that the receiver refuses for itself does not stop the others.
 */
export function failureOf(answer: Answer | "no-secret"): { readonly reason: string; readonly holds: boolean } | null {
	if (answer === "no-secret") return { reason: answer, holds: true };
	if (answer.status === null) return { reason: answer.reason, holds: true };
	const { status } = answer;
	if (status >= 200 && status < 300) return null;
	return { reason: `status ${status}`, holds: status < 400 || status >= 500 || PASSING.has(status) };
}

async function noteDelivered({ clock }: AttemptContext, scope: Scope, waiting: Waiting): Promise<Step> {
	const at = clock().toISOString();
	await noteDown(scope, waiting, async (state) => ({
		changes: [
			{ op: "delete", collection: "outbox", id: waiting.id, ifVersion: waiting.version },
			...(await exportOutcome(scope.store, waiting.entry, "delivered", at)),
		],
		state: { ...state, delivered: state.delivered + 1, lastSuccessAt: at },
	}));
	return DONE;
}

/** Nobody is there to get it. An export that waited for it has failed: nobody will ever ask for the profile. */
async function noteUnwanted({ clock }: AttemptContext, { store }: Scope, { id, entry }: Waiting): Promise<Step> {
	await retryOnConflict(async () => {
		const ended = await exportOutcome(store, entry, "given-up", clock().toISOString());
		await store.write([{ op: "delete", collection: "outbox", id }, ...ended]);
	});
	return DONE;
}

interface Failed {
	readonly reason: string;
	readonly holds: boolean;
	readonly retryAfter: string | null;
	readonly isGone: boolean;
}

async function noteFailed(
	{ clock, backoff, random }: AttemptContext,
	scope: Scope,
	waiting: Waiting,
	{ reason, holds, retryAfter, isGone }: Failed,
): Promise<Step> {
	const at = clock();
	const failure: Failure = { at: at.toISOString(), reason };
	const { entry } = waiting;
	const pause = backoff[entry.attempts];
	const isOld = at.getTime() - Date.parse(entry.createdAt) > MAX_AGE;
	const givenUp = isGone || isOld || pause === undefined;
	const dueAt = new Date(at.getTime() + pauseBefore(pause ?? 0, retryAfter, at, random()));
	const next = { ...entry, attempts: entry.attempts + 1, holds, failure };
	await noteDown(scope, waiting, async (state) => ({
		changes: givenUp
			? [...bury(waiting, next), ...(await exportOutcome(scope.store, entry, "given-up", at.toISOString()))]
			: [putEntry(waiting.id, { ...next, dueAt: dueAt.toISOString() }, waiting.version)],
		state: { ...state, failed: state.failed + 1, givenUp: state.givenUp + (givenUp ? 1 : 0), lastFailure: failure },
	}));
	return givenUp ? DONE : { next: "later", dueAt, holds };
}

const bury = ({ id, version }: Waiting, entry: OutboxEntry): Change[] => [
	{ op: "delete", collection: "outbox", id, ifVersion: version },
	putEntry(`${DEAD}${id}`, entry, 0),
];

/** Writes what became of an event and the state of its receiver at once. Nothing where somebody removed the event meanwhile. */
function noteDown(
	scope: Scope,
	{ id, version, entry: { queue } }: Waiting,
	make: (state: DeliveryState) => Promise<{ readonly changes: readonly Change[]; readonly state: DeliveryState }>,
): Promise<void> {
	return retryOnConflict(async () => {
		const [[found], [before]] = await Promise.all([
			scope.store.read("outbox", { ids: [id] }),
			readDeliveryStates(scope.store, [queue]),
		]);
		if (found?.version !== version || before === undefined) return;
		const { changes, state } = await make(before.state);
		await scope.store.write([...changes, putDeliveryState(queue, state, before.version)]);
	});
}

/** The receiver said that it is gone for good: nothing more is made for it until somebody switches it on again. */
async function switchOff({ clock }: AttemptContext, scope: Scope, { queue }: OutboxEntry): Promise<void> {
	const [kind, id = ""] = queue.split(":");
	if (kind === "callback") return;
	await scope.record("webhook.change", { about: id }, async () => {
		const goneAt = clock().toISOString();
		const { version } = await changeSubscriptions(scope.store, (before) => ({
			subscriptions: before.map((one) => (one.id === id ? { ...one, active: false, goneAt } : one)),
			value: null,
		}));
		return { value: null, result: { outcome: "ok", version } };
	});
}
