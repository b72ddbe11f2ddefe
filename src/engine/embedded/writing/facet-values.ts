import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Connection } from "../connection.ts";

/** Codes remembered at most; beyond it all are forgotten and read again. */
const REMEMBERED = 200_000;

/** The codes of facet values. A value gets a code when it is first seen and loses it with the last person who has it. */
export class FacetValues {
	readonly #find: Statement<[number, string], number>;
	readonly #insert: Statement<[number, string]>;
	readonly #change: Statement<[number, number]>;
	readonly #remove: Statement<[number]>;
	readonly #codes = new Map<string, number>();

	constructor(connection: Connection) {
		this.#find = connection
			.prepare<[number, string], number>("SELECT code FROM facet_value WHERE facet = ? AND value = ?")
			.pluck();
		this.#insert = connection.prepare("INSERT INTO facet_value (facet, value, people) VALUES (?, ?, 0)");
		this.#change = connection.prepare("UPDATE facet_value SET people = people + ? WHERE code = ?");
		this.#remove = connection.prepare("DELETE FROM facet_value WHERE code = ? AND people <= 0");
	}

	code(facet: number, value: string): number {
		const key = `${facet} ${value}`;
		const known = this.#codes.get(key);
		if (known !== undefined) return known;
		const code = this.#find.get(facet, value) ?? Number(this.#insert.run(facet, value).lastInsertRowid);
		if (this.#codes.size >= REMEMBERED) this.#codes.clear();
		this.#codes.set(key, code);
		return code;
	}

	apply(changes: ReadonlyMap<number, number>): void {
		for (const [code, by] of changes) {
			if (by !== 0) this.#change.run(by, code);
			// Also for no change: a value may have come and gone within one transaction.
			if (by <= 0 && this.#remove.run(code).changes === 1) this.forget();
		}
	}

	/** Codes may have gone: another process wrote, or a part of the transaction was undone. */
	forget(): void {
		this.#codes.clear();
	}
}
