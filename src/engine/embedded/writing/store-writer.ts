import { TributaryError } from "../../../errors.ts";
import { conflictError } from "../../check-changes.ts";
import { type Connection, withLockTimeout } from "../connection.ts";
import { inodeOf, isLogged, type StorePlace } from "../paths.ts";
import type { PackedChange } from "../protocol.ts";
import { Deltas } from "./deltas.ts";
import { Dictionary } from "./dictionary.ts";
import { FacetValues } from "./facet-values.ts";
import { People } from "./people.ts";
import { Records } from "./records.ts";
import { SegmentMerge } from "./segment-merge.ts";
import { TokenIndex } from "./token-index.ts";

/** What became of one call of `write`: versions, or why none of its changes was made. */
export type Outcome = { readonly versions: number[] } | { readonly thrown: unknown };

/** Milliseconds that upkeep waits for readers and other writers before it is left for another time. */
const PATIENCE = 20;

/** Writes to one store. Nothing else in this process writes to its file. */
export class StoreWriter {
	readonly #connection: Connection;
	readonly #records: Records;
	readonly #values: FacetValues;
	readonly #people: People;
	readonly #tokens: TokenIndex;
	readonly #dictionary: Dictionary;
	readonly #merge: SegmentMerge;
	/** Whether what is written here is what others find: while this writer waited for the lock the store may have been given another key. */
	readonly #isInPlace: () => boolean;
	#dataVersion: unknown = null;
	/** So it is as long as the log was not emptied since: old pages are in it, and in the file below it. */
	#hasErased: boolean;
	/** Something was written since the index was last found to be in order. */
	#mayMerge = true;

	constructor(connection: Connection, { file }: Pick<StorePlace, "file">) {
		this.#connection = connection;
		// Who left a log behind may have been killed before he emptied it.
		this.#hasErased = isLogged(file);
		const inode = inodeOf(file);
		this.#isInPlace = () => inodeOf(file) === inode;
		this.#records = new Records(connection);
		this.#values = new FacetValues(connection);
		this.#tokens = new TokenIndex(connection);
		this.#people = new People(connection, this.#values, this.#tokens);
		this.#dictionary = new Dictionary(connection);
		this.#merge = new SegmentMerge(connection);
	}

	/**
	 * Applies several calls in one transaction, each call all or none. Durable when it returns. It does not wait where somebody else is writing:
	 * the thread has other stores to write to.
	 * @throws what {@link isLocked} tells · `wrong-key` the place holds another file by now; whatever else keeps the transaction from being committed; then no call was applied
	 */
	apply(calls: readonly (readonly PackedChange[])[]): Outcome[] {
		withLockTimeout(this.#connection, 0, () => this.#connection.exec("BEGIN IMMEDIATE"));
		try {
			if (!this.#isInPlace()) throw new TributaryError("wrong-key");
			this.#noticeOthers();
			const outcomes = calls.map((changes) => this.#applyCall(changes));
			this.#applyTokens();
			this.#connection.exec("COMMIT");
			this.#mayMerge = true;
			return outcomes;
		} catch (thrown) {
			this.#values.forget();
			this.#tokens.clear();
			if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
			throw thrown;
		}
	}

	/**
	 * One step of putting the index in order; answers stay as they are. Left for another time where somebody else is writing.
	 * @returns whether anything is left to do
	 */
	tidy(): boolean {
		this.#mayMerge &&= this.#isInPlace() && this.#merge.isWanted();
		if (!this.#mayMerge) return false;
		withLockTimeout(this.#connection, PATIENCE, () => this.#connection.exec("BEGIN IMMEDIATE"));
		try {
			if (this.#isInPlace()) this.#mayMerge = this.#merge.step();
			this.#connection.exec("COMMIT");
			return this.#mayMerge;
		} catch (thrown) {
			if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
			throw thrown;
		}
	}

	/** Carries the log into the file and empties it, if something was erased: the log would keep the old pages. */
	purgeLog(): void {
		if (!this.#hasErased) return;
		const [state] = withLockTimeout(this.#connection, PATIENCE, () =>
			this.#connection.pragma("wal_checkpoint(TRUNCATE)"),
		) as [{ busy: number }];
		// A reader holds on to the log: the next write tries again, and closing does.
		this.#hasErased = state.busy !== 0;
	}

	close(): void {
		this.#connection.close();
	}

	/** Tokens of all calls, and the counts that follow from them. */
	#applyTokens(): void {
		this.#dictionary.demandParts();
		const deltas = new Deltas();
		for (const { by, language, texts, codes } of this.#tokens.flush()) {
			deltas.addWords(language, texts, by);
			for (const code of codes) deltas.addValue(code, by);
		}
		for (const [language, changes] of deltas.words) this.#dictionary.apply(language, changes);
		this.#values.apply(deltas.values);
	}

	#applyCall(changes: readonly PackedChange[]): Outcome {
		const mark = this.#tokens.mark;
		this.#connection.exec("SAVEPOINT call");
		try {
			const versions = changes.map((change, index) => this.#applyChange(change, index));
			this.#connection.exec("RELEASE call");
			return { versions };
		} catch (thrown) {
			// A full disk ends the whole transaction: then there is no savepoint to go back to, and the commit must fail.
			if (!this.#connection.inTransaction) throw thrown;
			this.#connection.exec("ROLLBACK TO call; RELEASE call");
			this.#values.forget();
			this.#tokens.backTo(mark);
			return { thrown };
		}
	}

	#applyChange(change: PackedChange, index: number): number {
		const { collection, id, ifVersion } = change;
		const stored = this.#records.find(collection, id);
		if (ifVersion !== null && (stored?.version ?? 0) !== ifVersion) throw conflictError(index);
		if (change.op === "check") return stored?.version ?? 0;
		if (change.op === "put") {
			const person = change.person === null ? null : this.#people.put(id, change.person, stored?.person ?? null);
			return this.#records.put(change, person, stored);
		}
		if (stored === undefined) return 0;
		if (stored.person !== null) this.#people.remove(stored.person);
		this.#records.remove(collection, id, stored);
		this.#hasErased = true;
		return 0;
	}

	#noticeOthers(): void {
		const version = this.#connection.pragma("data_version", { simple: true });
		if (version !== this.#dataVersion) this.#values.forget();
		this.#dataVersion = version;
	}
}
