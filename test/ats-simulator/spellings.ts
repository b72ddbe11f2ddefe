/**
 * The same record in every spelling that clients of the wire are known to use: what is meant is the same, and the answer repeats
 * the key as it was spelled.
 */
import { batchOf, messageOf } from "./batch-answer.ts";
import type { Entry } from "./entries.ts";
import { bodyKey, type Generation, idsQuery, type Key } from "./keys.ts";
import { readBack } from "./read-back.ts";
import type { Call } from "./request.ts";
import type { Session } from "./session.ts";

interface Spelling {
	readonly name: string;
	readonly key: string;
	readonly query: string;
	/** How the call differs from the usual one. */
	readonly call?: Partial<Call>;
}

type Parts = Exclude<Key, string>;

export async function sendSpellings(session: Session): Promise<void> {
	const entry = session.belief.of("candidate").find(({ id }) => /^C-\d+$/.test(id));
	if (entry === undefined) return;
	const { generation } = session.client;
	const parts = session.resources.candidate.key(entry) as Parts;
	const spellings = generation === 1 ? firstSpellings(parts) : secondSpellings(parts);
	for (const spelling of [...spellings, ...labels(generation, parts)]) await send(session, entry, spelling);
	await readBack(session, [entry]);
}

function firstSpellings(parts: Parts): Spelling[] {
	const turned = parts.toReversed();
	const usual = bodyKey(1, parts);
	const query = idsQuery(1, [parts]);
	return [
		{ name: "brackets escaped", key: usual, query: query.replaceAll("[", "%5B").replaceAll("]", "%5D") },
		{ name: "colons escaped", key: usual.replaceAll(":", "%3A"), query: query.replaceAll(":", "%3A") },
		{ name: "escapes in lower case", key: usual.replaceAll(":", "%3a"), query: query.replaceAll(":", "%3a") },
		{ name: "parts in another order", key: bodyKey(1, turned), query: idsQuery(1, [turned]) },
		{ name: "body and query in different orders", key: usual, query: idsQuery(1, [turned]) },
	];
}

function secondSpellings(parts: Parts): Spelling[] {
	const turned = parts.toReversed();
	const usual = bodyKey(2, parts);
	const query = idsQuery(2, [parts]);
	return [
		{ name: "empty parameters", key: bodyKey(2, parts, true), query: idsQuery(2, [parts], true) },
		{ name: "escapes in lower case", key: usual.replaceAll("%3A", "%3a"), query: query.replaceAll("%3A", "%3a") },
		{ name: "parts in another order", key: bodyKey(2, turned), query: idsQuery(2, [turned]) },
		{ name: "indexed ids", key: usual, query: idsQuery(1, [parts]) },
	];
}

/** JSON that is called something else, or nothing, and a batch that is not called one. */
function labels(generation: Generation, parts: Parts): Spelling[] {
	const usual = { key: bodyKey(generation, parts), query: idsQuery(generation, [parts]) };
	return [
		{ name: "JSON called text", ...usual, call: { label: "text/plain" } },
		{ name: "JSON called nothing", ...usual, call: { label: null } },
		{ name: "no name of the method", ...usual, call: { method: undefined } as unknown as Partial<Call> },
	];
}

async function send({ client, resources, tally }: Session, entry: Entry, spelling: Spelling): Promise<void> {
	const { key, query, name } = spelling;
	const row = tally.row("spelled candidate");
	row.requests++;
	const answer = await client.send({
		verb: "PUT",
		path: resources.candidate.path(entry),
		query,
		method: "batch_update",
		body: { entities: { [key]: resources.candidate.write(entry.fields) } },
		...spelling.call,
	});
	const { results } = batchOf(answer.body);
	const taken = (results?.[key] as { readonly status?: unknown } | undefined)?.status === 204;
	row[taken ? "accepted" : "refused"]++;
	if (taken) return;
	tally.fault(`${name}: ${answer.status} ${messageOf(answer.body)} for the key ${key}, asked with ${query}`);
}
