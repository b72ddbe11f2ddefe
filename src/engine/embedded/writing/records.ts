import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Collection } from "../../port.ts";
import type { Connection } from "../connection.ts";
import type { PackedChange } from "../protocol.ts";

/** What is known of a record before it is replaced or removed. */
export interface StoredRecordHead {
	readonly row: number;
	readonly version: number;
	/** JSON. */
	readonly keys: string;
	readonly person: number | null;
}

type Put = Extract<PackedChange, { op: "put" }>;

/** Records with their versions and secondary keys. */
export class Records {
	readonly #find: Statement<[string, string], StoredRecordHead>;
	readonly #insert: Statement<[string, string, number, string, number | null, string, Uint8Array | null]>;
	readonly #update: Statement<[number, string, number | null, string, Uint8Array | null, number]>;
	readonly #remove: Statement<[number]>;
	readonly #insertKey: Statement<[string, string, string]>;
	readonly #removeKey: Statement<[string, string, string]>;

	constructor(connection: Connection) {
		this.#find = connection.prepare(
			"SELECT rowid AS row, version, keys, person FROM record WHERE collection = ? AND id = ?",
		);
		this.#insert = connection.prepare(
			"INSERT INTO record (collection, id, version, keys, person, json, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
		);
		this.#update = connection.prepare(
			"UPDATE record SET version = ?, keys = ?, person = ?, json = ?, bytes = ? WHERE rowid = ?",
		);
		this.#remove = connection.prepare("DELETE FROM record WHERE rowid = ?");
		this.#insertKey = connection.prepare("INSERT OR IGNORE INTO lookup (collection, key, id) VALUES (?, ?, ?)");
		this.#removeKey = connection.prepare("DELETE FROM lookup WHERE collection = ? AND key = ? AND id = ?");
	}

	find(collection: Collection, id: string): StoredRecordHead | undefined {
		return this.#find.get(collection, id);
	}

	/**
	 * @param person row of the person
	 * @param stored what `find` gave
	 * @returns the new version
	 */
	put(
		{ collection, id, record, blob, keys, version }: Put,
		person: number | null,
		stored: StoredRecordHead | undefined,
	): number {
		const written = JSON.stringify(keys);
		const next = version ?? (stored?.version ?? 0) + 1;
		if (stored === undefined) this.#insert.run(collection, id, next, written, person, record, blob);
		else this.#update.run(next, written, person, record, blob, stored.row);
		if (stored?.keys !== written) {
			// A list of thousands of people has a key for each, and changes by a few of them.
			const before = new Set(stored === undefined ? [] : (JSON.parse(stored.keys) as string[]));
			const after = new Set(keys);
			for (const key of before.difference(after)) this.#removeKey.run(collection, key, id);
			for (const key of after.difference(before)) this.#insertKey.run(collection, key, id);
		}
		return next;
	}

	remove(collection: Collection, id: string, stored: StoredRecordHead): void {
		this.#removeKeys(collection, id, stored);
		this.#remove.run(stored.row);
	}

	#removeKeys(collection: Collection, id: string, { keys }: StoredRecordHead): void {
		for (const key of JSON.parse(keys) as string[]) this.#removeKey.run(collection, key, id);
	}
}
