import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { codeOf, named } from "./faults.ts";
import type { Operation } from "./head.ts";

/** One bulk request, which one thread of the cluster works on; it takes 100 MB by default. */
const BULK_BYTES = 1024 * 1024;
/** Requests under way at once. */
const BULKS = 3;
/** How often an item that the cluster has no room for is sent again, and how long the first wait is; each is twice the last. */
const BUSY_TRIES = 8;
const BUSY_MS = 100;
/** The same of one whose shard has no copy that takes it just now, which the cluster itself has waited for: whoever wrote is told soon, and asks again. */
const ABSENT_TRIES = 1;

/** An operation with the number of the transaction that says so. */
export interface Versioned extends Operation {
	readonly version: number;
}

/** Writes documents with their transaction's number as version: what is there in that version or a later one stays. */
export async function bulk(client: Client, index: string, operations: readonly Versioned[]): Promise<void> {
	const waiting = slices(operations);
	const send = async () => {
		for (const slice of waiting) await sendAll(client, index, slice);
	};
	// Nothing of it is under way any more when this returns.
	const ends = await Promise.allSettled(Array.from({ length: BULKS }, send));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function sendAll(client: Client, index: string, lines: readonly string[]): Promise<void> {
	let rest = lines;
	for (let tries = 0; rest.length > 0; tries++) {
		if (tries > 0) await new Promise((resolve) => setTimeout(resolve, BUSY_MS * 2 ** (tries - 1)));
		const answer = await named(client.bulk({ index, operations: [...rest] }));
		rest = rest.filter((_, at) => isBusy(answer.items[at], tries));
	}
}

/** As it is sent. A string is sent as it is, so that each document is made into text once. */
function lineOf({ id, source, version }: Versioned): string {
	const place = { _id: id, version, version_type: "external" as const };
	return source === null
		? JSON.stringify({ delete: place })
		: `${JSON.stringify({ index: place })}\n${JSON.stringify(source)}`;
}

/** @throws the named fault of an item that is refused for good */
function isBusy(item: Partial<Record<string, estypes.BulkResponseItem>> | undefined, tries: number): boolean {
	const { status, error } = item?.index ?? item?.delete ?? { status: 500, error: undefined };
	// 409: this state or a later one is there already. 404: what was to be deleted is not there.
	if (status < 300 || status === 409 || (status === 404 && error === undefined)) return false;
	const most = { 429: BUSY_TRIES, 503: ABSENT_TRIES }[status] ?? 0;
	if (error?.type !== "cluster_block_exception" && tries < most) return true;
	throw new TributaryError(codeOf(status, error?.type), { cause: error });
}

/** Made into text when they are asked for: while the cluster takes in the first, the next is written. */
function* slices(operations: readonly Versioned[]): Generator<readonly string[]> {
	let lines: string[] = [];
	let bytes = 0;
	for (const line of operations.values().map(lineOf)) {
		if (lines.length > 0 && bytes + line.length > BULK_BYTES) {
			yield lines;
			[lines, bytes] = [[], 0];
		}
		lines.push(line);
		bytes += line.length;
	}
	if (lines.length > 0) yield lines;
}
