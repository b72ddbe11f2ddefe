import { setTimeout as pause } from "node:timers/promises";
import { EVENT_DATA, type EventType } from "../domain/event.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { LastWord } from "../tenancy/disposal/disposal-record.ts";
import { failureOf } from "./attempt.ts";
import { makeEvent } from "./outbox.ts";
import { WEBHOOK_PORTS } from "./public-address.ts";
import { webhookHeaders } from "./signatures.ts";
import { readSubscriptions, secretsAt } from "./subscriptions.ts";
import type { Transport } from "./transport.ts";

/** Telling of a tenant's end: its outbox is gone by then, so where and how it wants to be told is taken out before. */

const TYPE: EventType = "tenant.wiped";

/** The tenant's active webhooks that want to be told, with the secrets that sign for them. */
export async function lastWordsOf(store: Store, at: Date): Promise<readonly LastWord[]> {
	const wanted = (await readSubscriptions(store)).filter(({ active, events }) => active && events.includes(TYPE));
	return wanted.map((one) => ({ webhookId: one.id, url: one.url, secrets: [...secretsAt(one, at)] }));
}

export interface Told {
	readonly webhookId: string;
	/** Why it did not arrive; null when it did. */
	readonly reason: string | null;
}

/** Milliseconds before each further try. */
const PAUSES: readonly number[] = [1000, 5000];

/** Tells each of them, a few times until it arrives. Never rejects: the tenant is gone, whoever hears of it. */
export function tellErased(
	deps: { readonly transport: Pick<Transport, "send">; readonly clock: Clock; readonly pauses?: readonly number[] },
	tenant: TenantId,
	words: readonly LastWord[],
): Promise<readonly Told[]> {
	const event = makeEvent(TYPE, EVENT_DATA[TYPE].parse({ tenantId: tenant }), deps.clock());
	const body = JSON.stringify(event);
	const sendOnce = async ({ url, secrets }: LastWord) => {
		const headers = webhookHeaders({ id: event.id, at: deps.clock(), body }, secrets);
		return failureOf(await deps.transport.send({ url, ports: WEBHOOK_PORTS, headers, body }));
	};
	return Promise.all(
		words.map(async (word) => {
			let failure = await sendOnce(word);
			for (const milliseconds of deps.pauses ?? PAUSES) {
				if (failure === null) break;
				await pause(milliseconds);
				failure = await sendOnce(word);
			}
			return { webhookId: word.webhookId, reason: failure?.reason ?? null };
		}),
	);
}
