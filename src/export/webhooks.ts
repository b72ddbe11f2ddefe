import * as z from "zod";
import { EventType } from "../domain/event.ts";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { DeliveryState, readDeliveryStates, stateId } from "./delivery-state.ts";
import { emptyQueue } from "./outbox.ts";
import { WEBHOOK_PORTS } from "./public-address.ts";
import { newWebhookSecret } from "./signatures.ts";
import {
	type Changed,
	changeSubscriptions,
	MAX_SUBSCRIPTIONS,
	readSubscriptions,
	type Subscription,
	WebhookId,
} from "./subscriptions.ts";
import type { Transport } from "./transport.ts";

/** A subscription as it is shown: without its secrets, with how it went. */
export const Webhook = z.strictObject({
	id: WebhookId,
	url: z.string(),
	events: z.array(EventType),
	active: z.boolean(),
	/** When the receiver answered 410, which switched the webhook off. */
	goneAt: z.iso.datetime().nullable(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	/** When the secret before the present one ceases to sign; null where one signs. */
	previousSecretEndsAt: z.iso.datetime().nullable(),
	deliveries: DeliveryState,
});
export type Webhook = z.output<typeof Webhook>;

export const WebhookInput = z.strictObject({
	url: z.string().min(1).max(2048),
	events: z
		.array(EventType)
		.min(1)
		.max(EventType.options.length)
		.refine((names) => new Set(names).size === names.length, "Name each event once."),
	active: z.boolean().default(true),
});
export type WebhookInput = z.output<typeof WebhookInput>;

/** A webhook and, this once, its secret. */
export interface WithSecret {
	readonly webhook: Webhook;
	/** `whsec_` and base64. Null where the webhook was there already. */
	readonly secret: string | null;
}

/** Where a tenant wants its events. Everything is recorded; a subscription is named by its id. */
export interface Webhooks {
	/** By id. */
	list(scope: Scope): Promise<readonly Webhook[]>;
	/** @throws TributaryError `not-found` */
	get(scope: Scope, id: string): Promise<Webhook>;
	/**
	 * Makes or replaces one. A replaced one keeps its secret, and what waits for it is sent to the new address.
	 * @throws TributaryError `invalid-field`, also beyond {@link MAX_SUBSCRIPTIONS} · `address-not-allowed`
	 */
	put(scope: Scope, id: string, input: z.input<typeof WebhookInput>): Promise<WithSecret>;
	/**
	 * Removes one, with all that waits for it.
	 * @throws TributaryError `not-found`
	 */
	remove(scope: Scope, id: string): Promise<void>;
	/**
	 * Makes a new secret. Both sign until the old one ends, 24 h later.
	 * @throws TributaryError `not-found`
	 */
	rotate(scope: Scope, id: string): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
}

/** Time to bring a new secret to the receiver, milliseconds. */
const OVERLAP = 24 * 3_600_000;
/** Secrets that sign at once; who rotates more often within the overlap ends the oldest. */
const MAX_SECRETS = 3;

interface WebhooksOptions {
	readonly transport: Pick<Transport, "check">;
	readonly clock: Clock;
}

export function createWebhooks({ transport, clock }: WebhooksOptions): Webhooks {
	return {
		list: (scope) =>
			scope.record("webhook.read", {}, async () => {
				const webhooks = await shown(scope, await readSubscriptions(scope.store), clock());
				return { value: webhooks, result: { outcome: "ok", count: webhooks.length } };
			}),
		get: (scope, id) =>
			scope.record("webhook.read", subjectOf(id), async () => {
				const [webhook] = await shown(scope, [find(await readSubscriptions(scope.store), id)], clock());
				return { value: webhook as Webhook, result: { outcome: "ok" } };
			}),
		put: async (scope, id, given) => {
			const input = checked(id, given);
			const check = () => transport.check(input.url, WEBHOOK_PORTS);
			return change(scope, { id, clock, check }, (before, at) => replaced(before, input, at));
		},
		remove: async (scope, id) => {
			await scope.record("webhook.change", subjectOf(id), async () => {
				const queue = `webhook:${id}` as const;
				const { version } = await changeSubscriptions(scope.store, (before) => {
					find(before, id);
					const also = [{ op: "delete", collection: "setting", id: stateId(queue) }] as const;
					return { subscriptions: before.filter((one) => one.id !== id), value: null, also };
				});
				await emptyQueue(scope.store, queue);
				return { value: null, result: { outcome: "ok", version } };
			});
		},
		rotate: async (scope, id) => {
			const { webhook, secret } = await change(scope, { id, clock }, (before, at) => rotated(before, id, at));
			return { webhook, secret: secret as string };
		},
	};
}

/** What can be no id is not in the log either. */
const subjectOf = (id: string) => (WebhookId.safeParse(id).success ? { about: id } : {});

function checked(id: string, input: unknown): WebhookInput & { readonly id: string } {
	const { data: name, error } = WebhookId.safeParse(id);
	if (name === undefined) throw invalid("/id", error?.issues[0]?.message ?? "");
	const read = WebhookInput.safeParse(input);
	if (!read.success) throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
	return { ...read.data, id: name };
}

const invalid = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });

function find(subscriptions: readonly Subscription[], id: string): Subscription {
	const found = subscriptions.find((one) => one.id === id);
	if (found === undefined) throw new TributaryError("not-found");
	return found;
}

interface Made {
	readonly subscription: Subscription;
	readonly secret: string | null;
}

function change(
	scope: Scope,
	{ id, clock, check }: { readonly id: string; readonly clock: Clock; readonly check?: () => Promise<void> },
	make: (before: readonly Subscription[], at: Date) => Changed<Made>,
): Promise<WithSecret> {
	return scope.record("webhook.change", subjectOf(id), async () => {
		await check?.();
		const at = clock();
		const { value, version } = await changeSubscriptions(scope.store, (before) => make(before, at));
		const [webhook] = await shown(scope, [value.subscription], at);
		return { value: { webhook: webhook as Webhook, secret: value.secret }, result: { outcome: "ok", version } };
	});
}

function replaced(before: readonly Subscription[], input: WebhookInput & { id: string }, now: Date): Changed<Made> {
	const found = before.find((one) => one.id === input.id);
	if (found === undefined && before.length >= MAX_SUBSCRIPTIONS) {
		throw invalid("/id", `A tenant has up to ${MAX_SUBSCRIPTIONS} webhooks: remove one.`);
	}
	const at = now.toISOString();
	const secret = found === undefined ? newWebhookSecret() : null;
	const secrets = found?.secrets ?? [{ secret: secret as string, createdAt: at }];
	const goneAt = found?.goneAt === undefined || input.active ? {} : { goneAt: found.goneAt };
	const subscription = { ...input, ...goneAt, secrets, createdAt: found?.createdAt ?? at, updatedAt: at };
	return { ...withOne(before, subscription), value: { subscription, secret } };
}

function rotated(before: readonly Subscription[], id: string, now: Date): Changed<Made> {
	const found = find(before, id);
	const at = now.toISOString();
	const endsAt = new Date(now.getTime() + OVERLAP).toISOString();
	const old = found.secrets
		.filter((one) => one.endsAt === undefined || one.endsAt > at)
		.map((one) => ({ ...one, endsAt: one.endsAt ?? endsAt }));
	const secret = newWebhookSecret();
	const secrets = [{ secret, createdAt: at }, ...old].slice(0, MAX_SECRETS);
	const subscription = { ...found, secrets, updatedAt: at };
	return { ...withOne(before, subscription), value: { subscription, secret } };
}

const withOne = (before: readonly Subscription[], one: Subscription) => ({
	subscriptions: [...before.filter(({ id }) => id !== one.id), one].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

async function shown(scope: Scope, subscriptions: readonly Subscription[], at: Date): Promise<readonly Webhook[]> {
	const states = await readDeliveryStates(
		scope.store,
		subscriptions.map(({ id }) => `webhook:${id}` as const),
	);
	return subscriptions.map(({ secrets, goneAt = null, ...rest }, index) => {
		const previousSecretEndsAt = secrets[1]?.endsAt ?? null;
		const ended = previousSecretEndsAt === null || new Date(previousSecretEndsAt) <= at;
		const deliveries = (states[index] as (typeof states)[number]).state;
		return { ...rest, goneAt, previousSecretEndsAt: ended ? null : previousSecretEndsAt, deliveries };
	});
}
