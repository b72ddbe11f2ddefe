import type { IndexedDocument } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";
import { seeing, seenDocument } from "../audience.ts";
import { checkChanges, conflictError } from "../check-changes.ts";
import { checkAmong, checkAudience, checkLimit, checkPlan } from "../check-plan.ts";
import { compareBytes } from "../order.ts";
import type { Among, Audience, Change, Collection, ListPage, Plan, Retrieved, Store, StoredRecord } from "../port.ts";
import { retrieve } from "./retrieve.ts";
import { checkStrictly } from "./strict.ts";
import { suggest } from "./suggest.ts";

export interface Entry {
	readonly record: StoredRecord;
	readonly keys: readonly string[];
	readonly document: IndexedDocument | null;
}

type Collections = Map<Collection, Map<string, Entry>>;

export interface StoredStore {
	readonly key: Uint8Array;
	collections: Collections;
}

export class MemoryStore implements Store {
	readonly #stored: StoredStore;
	#ended: "not-found" | "store-unavailable" | "wrong-key" | null = null;

	constructor(stored: StoredStore) {
		this.#stored = stored;
	}

	end(code: "not-found" | "store-unavailable" | "wrong-key"): void {
		this.#ended = code;
	}

	async write(changes: readonly Change[]): Promise<readonly number[]> {
		this.#demandOpen();
		checkChanges(changes);
		checkStrictly(changes);
		const next: Collections = new Map(
			Array.from(this.#stored.collections, ([name, entries]) => [name, new Map(entries)]),
		);
		const versions = changes.map((change, index) => applyChange(next, structuredClone(change), index));
		this.#stored.collections = next;
		return versions;
	}

	read(
		collection: Collection,
		by: { readonly ids: readonly string[]; readonly whole?: boolean },
	): Promise<readonly (StoredRecord | null)[]>;
	read(
		collection: Collection,
		by: { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]>;
	async read(
		collection: Collection,
		by:
			| { readonly ids: readonly string[]; readonly whole?: boolean }
			| { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		const entries = this.#entries(collection);
		// The overloads give the two forms their own types; the implementation has to answer both.
		if ("ids" in by) return by.ids.map((id) => recordOf(entries.get(id), by.whole)) as StoredRecord[];
		const found = by.keys.flatMap((key) =>
			this.#sorted(collection)
				.filter((entry) => entry.keys.includes(key))
				.slice(0, by.atMost),
		);
		return [...new Set(found)].map((entry) => structuredClone(entry.record));
	}

	async list(
		collection: Collection,
		{ after, limit, reverse = false, keys: withKeys = false }: ListPage,
	): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		checkLimit(limit);
		const entries = this.#sorted(collection);
		if (reverse) entries.reverse();
		const beyond = entries.filter(
			({ record: { id } }) =>
				after === undefined || (reverse ? compareBytes(id, after) < 0 : compareBytes(id, after) > 0),
		);
		return beyond.slice(0, limit).map(({ record: { id, version, record }, keys }) => ({
			id,
			version,
			record,
			...(withKeys ? { keys: [...keys] } : {}),
		}));
	}

	async retrieve(plan: Plan): Promise<Retrieved> {
		this.#demandOpen();
		checkPlan(plan);
		return retrieve(structuredClone(plan), this.#documents(plan.audience));
	}

	async suggest(
		text: string,
		limit: number,
		among?: Among,
		audience?: Audience,
	): Promise<readonly { readonly word: string; readonly documents: number }[]> {
		this.#demandOpen();
		checkLimit(limit);
		checkAmong(among);
		checkAudience(audience);
		return suggest(this.#documents(audience).values(), text, limit, among);
	}

	#entries(collection: Collection): ReadonlyMap<string, Entry> {
		return this.#stored.collections.get(collection) ?? new Map();
	}

	#sorted(collection: Collection): Entry[] {
		return [...this.#entries(collection).values()].sort((a, b) => compareBytes(a.record.id, b.record.id));
	}

	#documents(audience?: Audience): Map<string, IndexedDocument> {
		const all = this.#sorted("person").map((entry) => [entry.record.id, entry.document as IndexedDocument] as const);
		if (audience === undefined) return new Map(all);
		const sees = seeing(audience);
		return new Map(
			all.flatMap(([id, document]) => {
				const seen = seenDocument(document, sees);
				return seen === null ? [] : [[id, seen] as const];
			}),
		);
	}

	#demandOpen(): void {
		if (this.#ended !== null) throw new TributaryError(this.#ended);
	}
}

function recordOf(entry: Entry | undefined, whole = false): StoredRecord | null {
	if (entry === undefined) return null;
	const { record, keys, document } = entry;
	return structuredClone(whole ? { ...record, keys, ...(document === null ? {} : { document }) } : record);
}

/** @returns the version to report */
function applyChange(collections: Collections, change: Change, index: number): number {
	const { collection, id } = change;
	const entries = collections.get(collection) ?? new Map<string, Entry>();
	collections.set(collection, entries);
	const version = entries.get(id)?.record.version ?? 0;
	if (change.ifVersion !== undefined && change.ifVersion !== version) throw conflictError(index);
	if (change.op === "check") return version;
	if (change.op === "delete") {
		entries.delete(id);
		return 0;
	}
	const { record, blob, document = null, version: next = version + 1 } = change;
	entries.set(id, {
		record: { id, version: next, record, ...(blob === undefined ? {} : { blob }) },
		keys: document?.keys ?? change.keys ?? [],
		document,
	});
	return next;
}
