import { randomUUID } from "node:crypto";
import * as z from "zod";
import { derive } from "../cryptography.ts";
import type { Change, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { eachPage } from "./listing.ts";
import { isConflict } from "./optimistic.ts";
import type { Scope } from "./scope.ts";
import { open, seal } from "./sealed-bytes.ts";

/**
 * Answers to requests that carried a key (Idempotency-Key), kept in the tenant's own store so that a repetition gets the same and does nothing.
 * Each is sealed under its key, of which only a digest is kept: with the tenant's key alone it cannot be read, as an answer may hold a secret
 * that is shown once.
 */

/** What was answered. */
export const KeptAnswer = z.strictObject({
	status: z.int(),
	headers: z.record(z.string(), z.string()),
	body: z.string(),
});
export type KeptAnswer = z.output<typeof KeptAnswer>;

export interface KeyedRequest {
	/** As the caller sent it. */
	readonly key: string;
	/** Everything by which two requests are told apart. */
	readonly text: string;
}

/** What is to be done with a request: it is the first, and its answer is to be kept; or it was answered already. */
export type Claim =
	| { readonly answer: KeptAnswer }
	| {
			readonly answer: null;
			/** Repetitions get this. Durable when it resolves, as the others are. */
			readonly keep: (answer: KeptAnswer) => Promise<void>;
			/** Nothing was done: a repetition is the first. */
			readonly release: () => Promise<void>;
			/** Nobody knows what was done: repetitions are told so. */
			readonly forget: () => Promise<void>;
	  };

const Kept = z.strictObject({
	/** Of the request. */
	digest: z.string(),
	/** Who works on it, until when he is believed to; absent once it has ended. */
	running: z.strictObject({ by: z.string(), until: z.iso.datetime() }).optional(),
	/** base64url; absent where nobody knows how it ended. */
	sealed: z.string().optional(),
	/** It may be used anew afterwards. */
	endsAt: z.iso.datetime(),
});
type Kept = z.output<typeof Kept>;

const PREFIX = "idempotency:";
/** How long an answer is kept, milliseconds: a day and an hour, so that "24 hours" holds for whoever counts from his own clock. */
const LIFETIME = 25 * 3_600_000;
/** Longer than any request is worked on, milliseconds. */
const LEASE = 120_000;
const PAGE = 200;

export const isKeptAnswer = (id: string): boolean => id.startsWith(PREFIX);

/** This process: what it began and did not finish will not be finished. */
const PROCESS = randomUUID();
const working = new Set<string>();
/** What came to nothing here, and could not be taken out of the store, as that was what failed. */
const freed = new Set<string>();
const MOST_FREED = 10_000;

/**
 * Takes a key for a request, or finds what became of it. Keys are the actor's own.
 * @throws TributaryError `idempotency-key-in-use` · `idempotency-key-reused` · `idempotency-outcome-unknown`
 */
export async function claimKey(scope: Scope, { key, text }: KeyedRequest, now: Date): Promise<Claim> {
	const { store, actor } = scope;
	const id = `${PREFIX}${scope.digest(JSON.stringify([actor.kind, actor.id, key]), "idempotency")}`;
	const digest = scope.digest(text, "idempotency");
	const by = randomUUID();
	const endsAt = new Date(now.getTime() + LIFETIME).toISOString();
	const running = { by: `${PROCESS}/${by}`, until: new Date(now.getTime() + LEASE).toISOString() };
	let found = await readKept(scope, id);
	// It may have ended since it was read: then its end is there by now.
	if (found?.kept.running !== undefined && !isAtWork(found.kept.running, now)) found = await readKept(scope, id);
	const earlier = found?.kept.running?.by ?? "";
	if (found !== null && new Date(found.kept.endsAt) > now && !freed.has(earlier))
		return { answer: answered(found.kept, { id, key, digest, now }) };
	working.add(running.by);
	try {
		const [version = 0] = await store.write([putKept(id, { digest, running, endsAt }, found?.version ?? 0)]);
		freed.delete(earlier);
		const settle = (change: Change) =>
			store
				.write([change])
				.then(() => {})
				.finally(() => working.delete(running.by));
		return {
			answer: null,
			keep: (answer) => {
				const sealed = seal(sealingKey(key, id), Buffer.from(JSON.stringify(answer)), id).toString("base64url");
				return settle(putKept(id, { digest, sealed, endsAt }, version));
			},
			release: () =>
				settle({ op: "delete", collection: "setting", id, ifVersion: version }).catch((error: unknown) => {
					if (freed.size < MOST_FREED) freed.add(running.by);
					throw error;
				}),
			forget: () => settle(putKept(id, { digest, endsAt }, version)),
		};
	} catch (error) {
		working.delete(running.by);
		// Somebody was faster with the same key.
		throw isConflict(error) ? new TributaryError("idempotency-key-in-use", { retryAfter: 1 }) : error;
	}
}

async function readKept(
	{ store }: Scope,
	id: string,
): Promise<{ readonly kept: Kept; readonly version: number } | null> {
	const [found] = await store.read("setting", { ids: [id] });
	return found == null ? null : { kept: Kept.parse(JSON.parse(found.record)), version: found.version };
}

function answered(
	{ digest, running, sealed }: Kept,
	asked: { readonly id: string; readonly key: string; readonly digest: string; readonly now: Date },
): KeptAnswer {
	if (digest !== asked.digest) throw new TributaryError("idempotency-key-reused");
	if (sealed !== undefined) {
		const plain = open(sealingKey(asked.key, asked.id), Buffer.from(sealed, "base64url"), asked.id);
		return KeptAnswer.parse(JSON.parse(plain.toString("utf8")));
	}
	if (running !== undefined && isAtWork(running, asked.now))
		throw new TributaryError("idempotency-key-in-use", { retryAfter: 1 });
	throw new TributaryError("idempotency-outcome-unknown");
}

const isAtWork = ({ by, until }: NonNullable<Kept["running"]>, now: Date): boolean =>
	by.startsWith(PROCESS) ? working.has(by) : new Date(until) > now;

const KEY_BYTES = 32;
const sealingKey = (key: string, id: string) => derive(key, "tributary kept answer", KEY_BYTES, id);

const putKept = (id: string, kept: Kept, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id,
	record: JSON.stringify(kept),
	ifVersion,
});

/** Deletes what is kept no longer. @returns how many */
export async function sweepKeptAnswers({ store }: Scope, now: Date): Promise<number> {
	let deleted = 0;
	for await (const page of eachPage(store, "setting", { prefix: PREFIX, size: PAGE })) {
		const over = page.filter((one) => isOver(one, now));
		if (over.length > 0)
			await store.write(
				over.map(({ id, version }): Change => ({ op: "delete", collection: "setting", id, ifVersion: version })),
			);
		deleted += over.length;
	}
	return deleted;
}

const isOver = ({ record }: StoredRecord, now: Date): boolean => new Date(Kept.parse(JSON.parse(record)).endsAt) <= now;
