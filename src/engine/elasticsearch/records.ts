import type { estypes } from "@elastic/elasticsearch";
import type { Collection, ListPage, StoredRecord } from "../port.ts";
import { hasPlainOrder, PLAIN_ORDER, type RecordSource, recordOf, wholeRecordOf } from "./documents.ts";
import { itemFault, named } from "./faults.ts";
import type { StoreAccess } from "./head.ts";
import type { StoreState } from "./state.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

/** Records in one request: some hold a file of 10 MB. */
const IDS_AT_ONCE = 500;
const PAGE = 1000;

const FIELDS = ["name", "version", "record", "collection"];

export async function readByIds(
	access: StoreAccess,
	collection: Collection,
	{ ids, whole = false }: { readonly ids: readonly string[]; readonly whole?: boolean },
): Promise<(StoredRecord | null)[]> {
	const esIds = ids.map((id) => access.keys.id(collection, id));
	const read = whole ? wholeRecordOf : recordOf;
	const found = new Map<string, StoredRecord>();
	const unique = [...new Set(esIds)];
	for (let at = 0; at < unique.length; at += IDS_AT_ONCE) {
		const { docs } = await named(
			access.client.mget<RecordSource>({
				index: access.index,
				ids: unique.slice(at, at + IDS_AT_ONCE),
				_source_includes: [...FIELDS, "blob", ...(whole ? ["document"] : [])],
			}),
		);
		for (const doc of docs) {
			if ("error" in doc) throw itemFault(doc.error);
			if ("_source" in doc && doc._source !== undefined) found.set(doc._id, read(access, doc._id, doc._source));
		}
	}
	return esIds.map((esId) => found.get(esId) ?? null);
}

/** Searches see all that was acknowledged. */
export async function readByKeys(
	access: StoreAccess,
	collection: Collection,
	{ keys, atMost }: { readonly keys: readonly string[]; readonly atMost?: number },
): Promise<StoredRecord[]> {
	const found = new Map<string, StoredRecord>();
	const queries = [...new Set(keys)].map(
		(key): Query => ({ term: { keys: access.keys.secondaryKey(collection, key) } }),
	);
	const first = Math.min(PAGE, atMost ?? PAGE);
	if (first === 0) return [];
	const pages = await searchEach(
		access,
		queries.map((query) => ({ filter: [{ term: { collection } }, query], size: first })),
	);
	for (const [at, page] of pages.entries()) {
		let hits = page;
		let taken = 0;
		for (;;) {
			for (const { id, record } of hits) found.set(id, record);
			taken += hits.length;
			const last = hits.at(-1);
			const more = Math.min(PAGE, (atMost ?? Number.POSITIVE_INFINITY) - taken);
			if (last === undefined || hits.length < first || more <= 0) break;
			hits = await search(access, {
				filter: [{ term: { collection } }, queries[at] as Query],
				size: more,
				after: last.order,
			});
		}
	}
	return [...found.values()];
}

/** Searches see all that was acknowledged; where `after` is given, the directory of the collection is up to date. */
export async function listRecords(
	state: StoreState,
	collection: Collection,
	{ after, limit, reverse = false, keys = false }: ListPage,
): Promise<StoredRecord[]> {
	const { access } = state;
	let from = after;
	if (after !== undefined && !hasPlainOrder(collection)) {
		const ids = state.directory(collection);
		// The id itself may be gone: what follows it is behind the last that is not above it.
		from = reverse ? (ids.codeFrom(after) ?? undefined) : ids.codeUpTo(after) || undefined;
	}
	const records: StoredRecord[] = [];
	while (records.length < limit) {
		const size = Math.min(PAGE, limit - records.length);
		const hits = await search(access, {
			filter: [{ term: { collection } }],
			size,
			reverse,
			keys,
			...(from === undefined ? {} : { after: from }),
		});
		records.push(...hits.map(({ record }) => record));
		if (hits.length < size) break;
		from = hits.at(-1)?.order;
	}
	return records;
}

/** The last of all ids that are their own order. Searches see all that was acknowledged. "": there are none. */
export async function greatestId({ client, index }: StoreAccess): Promise<string> {
	const filter = [{ terms: { collection: [...PLAIN_ORDER] } }];
	const answer = await named(
		client.search({
			index,
			size: 1,
			query: { bool: { filter } },
			sort: [{ order: "desc" }],
			_source: false,
			track_total_hits: false,
			allow_partial_search_results: false,
		}),
	);
	return (answer.hits.hits[0]?.sort?.[0] as string | undefined) ?? "";
}

interface Page {
	readonly filter: Query[];
	readonly size: number;
	readonly after?: string;
	readonly reverse?: boolean;
	readonly keys?: boolean;
}

interface Found {
	readonly id: string;
	readonly order: string;
	readonly record: StoredRecord;
}

const bodyOf = ({ filter, size, after, reverse = false, keys = false }: Page) => ({
	size,
	query: { bool: { filter } },
	sort: [{ order: reverse ? ("desc" as const) : ("asc" as const) }],
	_source: keys ? [...FIELDS, "document"] : FIELDS,
	track_total_hits: false,
	allow_partial_search_results: false,
	...(after === undefined ? {} : { search_after: [after] }),
});

function withKeysOf(access: StoreAccess, esId: string, source: RecordSource): StoredRecord {
	const { document: _, ...record } = wholeRecordOf(access, esId, source);
	return record;
}

async function search(access: StoreAccess, page: Page): Promise<Found[]> {
	const { hits } = await named(access.client.search<RecordSource>({ index: access.index, ...bodyOf(page) }));
	return hits.hits.map((hit) => foundOf(access, hit, page.keys === true ? withKeysOf : recordOf));
}

async function searchEach(access: StoreAccess, pages: readonly Page[]): Promise<Found[][]> {
	if (pages.length === 0) return [];
	const searches = pages.flatMap((page) => {
		const { allow_partial_search_results, ...body } = bodyOf(page);
		return [{ allow_partial_search_results }, body];
	});
	const { responses } = await named(access.client.msearch<RecordSource>({ index: access.index, searches }));
	return responses.map((response) => {
		if ("error" in response) throw itemFault(response.error);
		return response.hits.hits.map((hit) => foundOf(access, hit, recordOf));
	});
}

function foundOf(
	access: StoreAccess,
	{ _id, _source, sort }: estypes.SearchHit<RecordSource>,
	read: typeof recordOf,
): Found {
	const id = _id as string;
	return { id, order: sort?.[0] as string, record: read(access, id, _source as RecordSource) };
}
