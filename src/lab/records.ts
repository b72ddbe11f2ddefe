import { createHash } from "node:crypto";
import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { eachRecord } from "../tenancy/listing.ts";

/** How the lab's records lie in a tenant's own store: collection `lab`, ids by kind. What a tenant measures and judges ends with it. */

export const COLLECTION = "lab";
type Kind = "profile" | "corpus" | "run" | "result" | "pair" | "lines" | "vocabulary";

export const idOf = (kind: Kind, id: string): string => `${kind}:${id}`;

/** 32 hex digits that stand for some texts together. */
export const digestOf = (...texts: readonly string[]): string =>
	createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 32);

export const put = (
	id: string,
	record: unknown,
	options: { readonly keys?: readonly string[]; readonly ifVersion?: number } = {},
): Change => ({ op: "put", collection: COLLECTION, id, record: JSON.stringify(record), ...options });

export const remove = (id: string): Change => ({ op: "delete", collection: COLLECTION, id });

/** null when there is none */
export async function read<T>(store: Store, id: string, schema: z.ZodType<T>) {
	const [found] = await store.read(COLLECTION, { ids: [id] });
	return found == null ? null : { value: schema.parse(JSON.parse(found.record)), version: found.version };
}

/** @throws TributaryError `not-found` */
export async function demand<T>(store: Store, id: string, schema: z.ZodType<T>) {
	const found = await read(store, id, schema);
	if (found === null) throw new TributaryError("not-found");
	return found;
}

/** All records of a kind, of which a tenant has a few hundred at most. */
export async function all<T>(store: Store, kind: Kind, schema: z.ZodType<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const { record } of eachRecord(store, COLLECTION, { prefix: `${kind}:` }))
		found.push(schema.parse(JSON.parse(record)));
	return found;
}

/** Name of a collection or of a part of it: also a path of the API. */
export const LabName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "Use 1 to 60 of a-z, 0-9 and -.");

export const fault = (pointer: string, detail: string): TributaryError =>
	new TributaryError("invalid-field", { detail, errors: [{ pointer, detail }] });
