import type { Collection, Store, StoredRecord } from "../engine/port.ts";

const PAGE = 500;

export interface Listed {
	/** Of the ids; absent: all. */
	readonly prefix?: string;
	/** Id after which to begin; absent: at the first. */
	readonly after?: string | undefined;
	/** Records of a page at most. */
	readonly size?: number;
	/** Whether their keys are read as well. */
	readonly keys?: boolean;
}

/**
 * All records of a collection, or those whose ids begin so, by id and in pages of which none is empty. Whoever changes what he was given
 * meanwhile misses nobody.
 */
export async function* eachPage(
	store: Pick<Store, "list">,
	collection: Collection,
	{ prefix = "", after, size = PAGE, keys = false }: Listed = {},
): AsyncGenerator<readonly StoredRecord[]> {
	for (let from = after ?? (prefix === "" ? undefined : prefix); ; ) {
		const page = await store.list(collection, {
			limit: size,
			...(keys ? { keys } : {}),
			...(from === undefined ? {} : { after: from }),
		});
		const own = page.filter(({ id }) => id.startsWith(prefix));
		if (own.length > 0) yield own;
		if (own.length < size) return;
		from = own.at(-1)?.id;
	}
}

/** The same, one by one. */
export async function* eachRecord(
	store: Pick<Store, "list">,
	collection: Collection,
	listed: Listed = {},
): AsyncGenerator<StoredRecord> {
	for await (const page of eachPage(store, collection, listed)) yield* page;
}

export interface Part {
	/** Absent: from the first. */
	readonly after?: string;
	/** Absent: all. */
	readonly limit?: number;
}

/** Records whose ids begin with `prefix`, by id. @param part.after what is behind the prefix in the id after which to begin */
export async function recordsBelow(
	store: Pick<Store, "list">,
	collection: Collection,
	prefix: string,
	{ after = "", limit = Number.POSITIVE_INFINITY }: Part = {},
): Promise<StoredRecord[]> {
	const found: StoredRecord[] = [];
	if (limit <= 0) return found;
	const listed = { prefix, after: prefix + after, size: Math.min(PAGE, limit) };
	for await (const record of eachRecord(store, collection, listed)) {
		found.push(record);
		if (found.length >= limit) break;
	}
	return found;
}
