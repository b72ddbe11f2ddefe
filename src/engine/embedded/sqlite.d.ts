/**
 * The part of better-sqlite3-multiple-ciphers that is used here. The package ships declarations, but its `exports` do not
 * name them, so they are not found by Node's resolution.
 */
declare module "better-sqlite3-multiple-ciphers" {
	export interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
		run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number | bigint };
		get(...parameters: Parameters): Row | undefined;
		all(...parameters: Parameters): Row[];
		iterate(...parameters: Parameters): IterableIterator<Row>;
		/** Rows become their first column. */
		pluck(): this;
		/** Rows become arrays. */
		raw(): this;
	}

	export interface Connection {
		readonly inTransaction: boolean;
		prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
		exec(sql: string): this;
		pragma(text: string, options?: { readonly simple?: boolean }): unknown;
		key(key: Buffer): number;
		rekey(key: Buffer): number;
		transaction(work: () => void): { immediate(): void };
		close(): this;
	}

	export class SqliteError extends Error {
		/** Extended result code: SQLITE_CORRUPT, SQLITE_BUSY ... */
		readonly code: string;
	}

	const Database: {
		new (file: string, options?: { readonly fileMustExist?: boolean; readonly timeout?: number }): Connection;
	};
	export default Database;
}
