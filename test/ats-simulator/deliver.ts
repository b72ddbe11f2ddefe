/** Batches of records that are written or deleted, and a look at every key of every answer. */
import { type Batch, batchOf, isErrorEnvelope, messageOf } from "./batch-answer.ts";
import type { Answer } from "./client.ts";
import type { Entry, Reference } from "./entries.ts";
import { bodyKey, canonical, canonicalKey, idsQuery } from "./keys.ts";
import type { Call } from "./request.ts";
import { callsOf, type Resource } from "./resources.ts";
import type { Session } from "./session.ts";
import type { Row } from "./tally.ts";

/** Records that one call may have. */
export const MOST = 100;

/** What should become of a record: taken, refused for what it is, not found, or another's; or it came too late to matter. */
export type Expected = "accepted" | "refused" | "absent" | "forbidden" | "late";

export interface Delivery {
	/** Row of the summary under which this is counted, before the kind. */
	readonly phase: string;
	/** Accepted if absent. */
	readonly expected?: (of: Reference) => Expected;
	/** Records of one call, where it is not as many as are allowed. */
	readonly most?: number;
}

export interface Outcome {
	readonly status: number;
	readonly message: string;
}

/** Writes records of one kind; those that were acknowledged are believed from then on. */
export async function put(session: Session, entries: readonly Entry[], delivery: Delivery): Promise<void> {
	await inBatches(session, entries, delivery, putCall, (entry) => session.belief.put(entry));
}

/** Deletes records of one kind, and believes that what hangs on them is gone with them. */
export async function remove(session: Session, references: readonly Reference[], delivery: Delivery): Promise<void> {
	await inBatches(session, references, delivery, deleteCall, (reference) => session.belief.remove(reference));
}

function putCall({ client: { generation } }: Session, resource: Resource, entries: readonly Entry[]): Call {
	const keys = entries.map((entry) => resource.key(entry));
	return {
		verb: "PUT",
		path: resource.path(entries[0] as Entry),
		query: idsQuery(generation, keys, resource.params),
		...(resource.namesMethod ? { method: "batch_update" } : {}),
		body: {
			entities: Object.fromEntries(
				entries.map((entry) => [
					bodyKey(generation, resource.key(entry), resource.params),
					resource.write(entry.fields),
				]),
			),
		},
	};
}

function deleteCall({ client: { generation } }: Session, resource: Resource, references: readonly Reference[]): Call {
	const keys = references.map((reference) => resource.key(reference));
	return {
		verb: "DELETE",
		path: resource.path(references[0] as Reference),
		query: idsQuery(generation, keys, resource.params),
	};
}

type MakeCall<T> = (session: Session, resource: Resource, records: readonly T[]) => Call;

async function inBatches<T extends Reference>(
	session: Session,
	records: readonly T[],
	delivery: Delivery,
	makeCall: MakeCall<T>,
	believe: (record: T) => void,
): Promise<void> {
	const [first] = records;
	if (first === undefined) return;
	const resource = session.resources[first.kind];
	const row = session.tally.row(`${delivery.phase} ${first.kind}`);
	const calls = callsOf(resource, records, delivery.most ?? MOST);
	const began = performance.now();
	let done = 0;
	await inOrder(calls, resource.perParent ? session.settings.concurrency : 1, async (batch) => {
		const call = makeCall(session, resource, batch);
		row.requests++;
		const outcomes = outcomesOf(session, resource, batch, await session.client.send(call), call);
		for (const [index, record] of batch.entries()) {
			if (judge(session, row, record, delivery, outcomes[index] as Outcome)) believe(record);
		}
		done += batch.length;
		session.progress.count(row.name, done, records.length);
	});
	row.seconds += (performance.now() - began) / 1000;
}

/** Each piece of work begins after those before it; at most `atOnce` are under way. */
async function inOrder<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
	const waiting = items.values();
	const worker = async () => {
		for (const item of waiting) await work(item);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}

/** @returns whether the record was acknowledged */
function judge({ tally }: Session, row: Row, record: Reference, delivery: Delivery, outcome: Outcome): boolean {
	const expected = delivery.expected?.(record) ?? "accepted";
	const { status, message } = outcome;
	const accepted = status >= 200 && status < 300;
	row[accepted ? "accepted" : "refused"]++;
	if (!accepted) tally.refuse(`${row.name}: ${status} ${message}`, isWanted(expected, status), record.id);
	else if (expected !== "accepted" && expected !== "late")
		tally.fault(`${row.name} ${record.id}: ${status}, but it should be ${expected}`);
	else if (status !== 204) tally.fault(`${row.name} ${record.id}: status ${status} in results, not 204`);
	return accepted;
}

/** The protocol does not say whether what is out of date is taken and ignored, or named as such. */
const WANTED: Partial<Record<Expected, number>> = { absent: 404, forbidden: 403, late: 409 };

function isWanted(expected: Expected, status: number): boolean {
	if (expected === "refused") return status >= 400 && status < 500;
	return WANTED[expected] === status;
}

/** What became of each record, in their order. */
function outcomesOf(
	{ client, tally }: Session,
	resource: Resource,
	records: readonly Reference[],
	answer: Answer,
	call: Call,
): Outcome[] {
	const place = `${call.verb} ${call.path}`;
	if (answer.status !== 200) {
		if (!isErrorEnvelope(answer.body, answer.status))
			tally.fault(`${place}: ${answer.status} with no error envelope: ${JSON.stringify(answer.body)}`);
		return records.map(() => ({ status: answer.status, message: messageOf(answer.body) }));
	}
	const { results, errors } = batchOf(answer.body);
	if (results === null || errors === null)
		tally.fault(`${place}: no results or no errors in ${JSON.stringify(answer.body)}`);
	// Keys of a body come back as they were written; where there was no body the server chooses how it writes them.
	const spelling = call.body === undefined ? canonical : (key: string) => key;
	const got = { results: spelled(results, spelling), errors: spelled(errors, spelling) };
	const keys = records.map((record) => {
		const key = resource.key(record);
		return call.body === undefined ? canonicalKey(key) : bodyKey(client.generation, key, resource.params);
	});
	const known = new Set(keys);
	for (const key of [...got.results.keys(), ...got.errors.keys()])
		if (!known.has(key)) tally.fault(`${place}: the answer has a key that was not sent: ${key}`);
	return keys.map((key) => {
		const [result, error] = [got.results.get(key), got.errors.get(key)];
		if (result !== undefined && error !== undefined) tally.fault(`${place}: ${key} is in results and in errors`);
		const entry = (error ?? result) as { readonly status?: unknown } | undefined;
		if (entry === undefined) return { status: 0, message: `${place}: the answer lacks the key ${key}` };
		return { status: Number(entry.status ?? 0), message: error === undefined ? "" : messageOf(error) };
	});
}

function spelled(batch: Batch, spelling: (key: string) => string): Map<string, unknown> {
	return new Map(Object.entries(batch ?? {}).map(([key, value]) => [spelling(key), value]));
}
