import * as z from "zod";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { DEAD, OutboxEntry, putEntry } from "./outbox.ts";

/** Events that were given up: kept until somebody has them tried again or throws them away. */

export const DeadLetter = z.strictObject({
	/** Of the receiver and the event. */
	id: z.string(),
	/** The webhook that should have got it; null for a push to an ATS's callback. */
	webhookId: z.string().nullable(),
	/** The application whose callback should have got it. */
	application: z.string().nullable(),
	eventId: z.string(),
	type: z.string(),
	createdAt: z.iso.datetime(),
	attempts: z.int(),
	/** When and why the last try failed. */
	givenUpAt: z.iso.datetime(),
	reason: z.string(),
});
export type DeadLetter = z.output<typeof DeadLetter>;

/** A page in the order of ids, after `after`. */
export function listDeadLetters(
	scope: Scope,
	{ after = "", limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly DeadLetter[]> {
	return scope.record("webhook.read", { about: "dead-letters" }, async () => {
		const found = await scope.store.list("outbox", { after: `${DEAD}${after}`, limit });
		const letters = found.filter(({ id }) => id.startsWith(DEAD)).map(({ id, record }) => letterOf(id, parse(record)));
		return { value: letters, result: { outcome: "ok", count: letters.length } };
	});
}

/**
 * Puts an event back in its queue, as if it were new; it keeps the id by which the receiver knows it. Wake the deliveries after.
 * @throws TributaryError `not-found`
 */
export function retryDeadLetter(scope: Scope, id: string, clock: Clock): Promise<DeadLetter> {
	return scope.record("webhook.change", { about: "dead-letters" }, async () => {
		const { letter, entry, version } = await readLetter(scope, id);
		const { failure: _, ...rest } = entry;
		const at = clock().toISOString();
		await scope.store.write([
			{ op: "delete", collection: "outbox", id: `${DEAD}${id}`, ifVersion: version },
			// The age counts anew too: it would have no second try otherwise.
			putEntry(id, { ...rest, createdAt: at, attempts: 0, holds: false, dueAt: at }, 0),
		]);
		return { value: letter, result: { outcome: "ok", count: 1 } };
	});
}

/** @throws TributaryError `not-found` */
export async function removeDeadLetter(scope: Scope, id: string): Promise<void> {
	await scope.record("webhook.change", { about: "dead-letters" }, async () => {
		const { version } = await readLetter(scope, id);
		await scope.store.write([{ op: "delete", collection: "outbox", id: `${DEAD}${id}`, ifVersion: version }]);
		return { value: null, result: { outcome: "ok", count: 1 } };
	});
}

const parse = (record: string): OutboxEntry => OutboxEntry.parse(JSON.parse(record));

async function readLetter(scope: Scope, id: string) {
	const [found] = await scope.store.read("outbox", { ids: [`${DEAD}${id}`] });
	if (found == null) throw new TributaryError("not-found");
	const entry = parse(found.record);
	return { letter: letterOf(found.id, entry), entry, version: found.version };
}

function letterOf(storedId: string, { queue, eventId, type, createdAt, attempts, failure }: OutboxEntry): DeadLetter {
	const [kind, name = null] = queue.split(":");
	return {
		id: storedId.slice(DEAD.length),
		webhookId: kind === "webhook" ? name : null,
		application: kind === "callback" ? name : null,
		eventId,
		type,
		createdAt,
		attempts,
		givenUpAt: failure?.at ?? createdAt,
		reason: failure?.reason ?? "",
	};
}
