import type { Collection, Store, StoredRecord } from "../engine/port.ts";

const PAGE = 500;

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
	for (let from = prefix + after; found.length < limit; ) {
		const most = Math.min(PAGE, limit - found.length);
		const page = await store.list(collection, { after: from, limit: most });
		const below = page.filter(({ id }) => id.startsWith(prefix));
		found.push(...below);
		if (below.length < most) break;
		from = below.at(-1)?.id ?? from;
	}
	return found;
}
