/** Calls that are no batches of records: finders, single reads by key, and partial updates. */
import { batchOf, messageOf } from "./batch-answer.ts";
import type { Fields } from "./entries.ts";
import { bodyKey, canonical, canonicalKey, idsQuery, type Key, parameters } from "./keys.ts";
import type { Session } from "./session.ts";

/** The elements that a finder finds, or null after it was written down that it failed. */
export async function find(
	session: Session,
	path: string,
	pairs: Readonly<Record<string, string>>,
): Promise<readonly Fields[] | null> {
	const query = parameters(session.client.generation, pairs);
	const answer = await session.client.send({ verb: "GET", path, query });
	const { elements } = (answer.body ?? {}) as { readonly elements?: unknown };
	if (answer.status === 200 && Array.isArray(elements)) return elements as Fields[];
	session.tally.fault(`GET ${path}?${query}: ${answer.status} ${messageOf(answer.body)}`);
	return null;
}

/** One record by its key, or null where it is not there. */
export async function get(session: Session, path: string, key: Key, fields?: string): Promise<Fields | null> {
	const { generation } = session.client;
	const query = `${idsQuery(generation, [key])}${fields === undefined ? "" : `&fields=${fields}`}`;
	const answer = await session.client.send({ verb: "GET", path, query });
	session.tally.checked(1);
	if (answer.status !== 200) session.tally.fault(`GET ${path}?${query}: ${answer.status} ${messageOf(answer.body)}`);
	const wanted = canonicalKey(key);
	const { results } = batchOf(answer.body);
	const found = Object.entries(results ?? {}).find(([written]) => canonical(written) === wanted);
	return (found?.[1] as Fields | undefined) ?? null;
}

/** Writes one record whole (`batch_update`) or in part (`batch_partial_update`). @returns whether it was acknowledged */
export async function write(
	session: Session,
	path: string,
	key: Key,
	change: { readonly whole: Fields } | { readonly set: Fields },
): Promise<boolean> {
	const { generation } = session.client;
	const written = bodyKey(generation, key);
	const partial = "set" in change;
	const answer = await session.client.send({
		verb: partial ? "POST" : "PUT",
		path,
		query: idsQuery(generation, [key]),
		method: partial ? "batch_partial_update" : "batch_update",
		body: { entities: { [written]: partial ? { patch: { $set: change.set } } : change.whole } },
	});
	const { results } = batchOf(answer.body);
	const status = (results?.[written] as { readonly status?: number } | undefined)?.status;
	const taken = answer.status === 200 && status === 204;
	if (!taken) session.tally.fault(`${path} ${written}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return taken;
}
