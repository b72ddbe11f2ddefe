import { createHash } from "node:crypto";
import * as z from "zod";
import type { Change, Store, StoredRecord } from "../../../engine/port.ts";
import type { Embedder } from "../embedder.ts";

/**
 * A person's vector as it lies beside the record, under the same id, in the same encrypted store: gone in the write that removes the
 * person, and with the store's key.
 */

const Stored = z.strictObject({
	/** The model, which also says how many numbers a vector has. */
	embedder: z.string(),
	/** Of the text it was made of. */
	digest: z.string(),
});

/** Each number times 127. */
const FULL = 127;
/** Hex digits of a digest: two texts of one person are told apart. */
const DIGEST = 32;

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, DIGEST);

/** Whether a stored vector is the one of this text by this model. */
export function isOf({ id }: Pick<Embedder, "id">, digest: string, stored: StoredRecord | null | undefined): boolean {
	if (stored == null) return false;
	const { embedder, digest: known } = Stored.parse(JSON.parse(stored.record));
	return embedder === id && known === digest;
}

/** @param vector of length 1 */
export function putVector(
	{ id: embedder }: Pick<Embedder, "id">,
	id: string,
	digest: string,
	vector: Float32Array,
): Change {
	const blob = new Uint8Array(Int8Array.from(vector, (number) => Math.round(number * FULL)).buffer);
	const record = JSON.stringify({ embedder, digest } satisfies z.output<typeof Stored>);
	return { op: "put", collection: "embedding", id, record, blob };
}

/**
 * Cosines between a vector of length 1 and people, in the order of the ids; NaN for who has no vector of this model. Below 0 is 0:
 * what points away has as little to do with it as what stands aside.
 */
export async function cosines(
	store: Pick<Store, "read">,
	{ id: embedder, dimension }: Pick<Embedder, "id" | "dimension">,
	asked: Float32Array,
	ids: readonly string[],
): Promise<Float64Array> {
	const found = ids.length === 0 ? [] : await store.read("embedding", { ids });
	const head = `{"embedder":${JSON.stringify(embedder)},`;
	return Float64Array.from(found, (one) => {
		// A few hundred a search: what we wrote ourselves needs no parser to tell its model.
		if (one?.blob?.length !== dimension || !one.record.startsWith(head)) return Number.NaN;
		return cosine(asked, new Int8Array(one.blob.buffer, one.blob.byteOffset, dimension));
	});
}

function cosine(asked: Float32Array, stored: Int8Array): number {
	let product = 0;
	let square = 0;
	for (let axis = 0; axis < stored.length; axis++) {
		const number = stored[axis] as number;
		product += (asked[axis] as number) * number;
		square += number * number;
	}
	return square === 0 ? Number.NaN : Math.min(1, Math.max(0, product / Math.sqrt(square)));
}
