import { SqliteError } from "better-sqlite3-multiple-ciphers";
import { TributaryError } from "../../errors.ts";

/**
 * Result codes of SQLite that mean the file itself is damaged; all others are troubles of the moment (busy, full, no access).
 * Plain SQLITE_ERROR is among them: all our statements are fixed, so one that does not fit has met tables that are not ours.
 */
const DAMAGE = /^SQLITE_(?:ERROR$|CORRUPT|NOTADB|FORMAT|IOERR_(?:CORRUPTFS|DATA|SHORT_READ))/;

/** What a failure of SQLite or of the file system is called by the port. Faults of our own code pass unchanged. */
export function storeFault(thrown: unknown): unknown {
	if (thrown instanceof SqliteError) {
		return new TributaryError(DAMAGE.test(thrown.code) ? "store-corrupt" : "store-unavailable", { cause: thrown });
	}
	const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
	const isSystem = thrown instanceof Error && "syscall" in thrown && typeof code === "string";
	return isSystem ? new TributaryError("store-unavailable", { cause: thrown }) : thrown;
}

/** Runs `work` and gives its failures the names of the port. */
export function withStoreFaults<T>(work: () => T): T {
	try {
		return work();
	} catch (thrown) {
		throw storeFault(thrown);
	}
}

/** Somebody else, of another process mostly, is writing: it may be had a moment later. */
export function isLocked(thrown: unknown): boolean {
	const cause = thrown instanceof TributaryError ? thrown.cause : thrown;
	return cause instanceof SqliteError && cause.code.startsWith("SQLITE_BUSY");
}
