import type { Statement } from "better-sqlite3-multiple-ciphers";
import { TEXT_FIELDS } from "../../../domain/document.ts";
import type { Connection } from "../connection.ts";

/** Tokens of one person that come (1) or go (-1), and the counts that change with them. */
export interface TokenChange {
	readonly by: 1 | -1;
	readonly row: number;
	readonly language: string;
	/** Column texts. */
	readonly texts: readonly string[];
	/** Codes of facet values. */
	readonly codes: readonly number[];
}

/**
 * The FTS5 table. Its changes are collected and made together, last in the transaction: SQLite has FTS5 write out a segment
 * whenever another statement in between may need a savepoint, which makes writing three times as slow.
 */
export class TokenIndex {
	readonly #texts: Statement<[number], string[]>;
	readonly #insert: Statement<[number, ...string[]]>;
	readonly #remove: Statement<[number]>;
	/** By row id; of rows that come. */
	readonly #coming = new Map<number, TokenChange>();
	#changes: TokenChange[] = [];

	constructor(connection: Connection) {
		const fields = TEXT_FIELDS.join(", ");
		this.#texts = connection.prepare<[number], string[]>(`SELECT ${fields} FROM tokens WHERE rowid = ?`).raw();
		this.#insert = connection.prepare(
			`INSERT INTO tokens (rowid, ${fields}) VALUES (?${", ?".repeat(TEXT_FIELDS.length)})`,
		);
		this.#remove = connection.prepare("DELETE FROM tokens WHERE rowid = ?");
	}

	/** The column texts of a row, as they will be when the transaction is done. */
	textsOf(row: number): readonly string[] {
		return this.#coming.get(row)?.texts ?? this.#texts.get(row) ?? [];
	}

	add(change: TokenChange): void {
		this.#changes.push(change);
		if (change.by === 1) this.#coming.set(change.row, change);
		else this.#coming.delete(change.row);
	}

	/** How many changes wait: a mark to go back to. */
	get mark(): number {
		return this.#changes.length;
	}

	/** Takes back the changes after a mark. */
	backTo(mark: number): void {
		const kept = this.#changes.slice(0, mark);
		this.clear();
		for (const change of kept) this.add(change);
	}

	clear(): void {
		this.#changes = [];
		this.#coming.clear();
	}

	/** Makes the changes. @returns all of them, those too that cancel each other */
	flush(): readonly TokenChange[] {
		const changes = this.#changes;
		// A row that comes and goes in one transaction never reaches the index; row ids are not used twice.
		const arrived = new Set(changes.filter(({ by }) => by === 1).map(({ row }) => row));
		for (const { by, row } of changes) if (by === -1 && !arrived.has(row)) this.#remove.run(row);
		for (const { row, texts } of this.#coming.values()) this.#insert.run(row, ...texts);
		this.clear();
		return changes;
	}
}
