import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Connection } from "../connection.ts";
import { PeopleColumns, type PersonRow } from "./people-columns.ts";

interface Removal {
	readonly sequence: number;
	readonly row_id: number;
}
interface FacetValueRow {
	readonly code: number;
	readonly facet: number;
	readonly value: string;
}

/** Removed people that are carried along at most, beside as many as there are living: then all is read anew. */
const DEAD_ALLOWED = 10_000;

/** Keeps the columns in memory equal to the file, whoever writes to it: looks before each search at what was added and removed. */
export class Follower {
	/** Rises when the ordinals are given out anew: whatever was kept by ordinal is void. */
	generation = 0;
	/** Changes with every commit of anybody. */
	version: unknown = null;
	people = new PeopleColumns();
	readonly #dataVersion: Statement<[], number>;
	readonly #newPeople: Statement<[number], PersonRow>;
	readonly #newValues: Statement<[number], FacetValueRow>;
	readonly #newRemovals: Statement<[number], Removal>;
	readonly #lastRemoval: Statement<[], number>;
	#row = 0;
	#code = 0;
	#removal = 0;

	constructor(connection: Connection) {
		this.#dataVersion = connection.prepare<[], number>("PRAGMA data_version").pluck();
		this.#newPeople = connection.prepare(
			"SELECT row_id, id, link, body_length, attributes FROM person WHERE row_id > ? ORDER BY row_id",
		);
		this.#newValues = connection.prepare("SELECT code, facet, value FROM facet_value WHERE code > ? ORDER BY code");
		this.#newRemovals = connection.prepare("SELECT sequence, row_id FROM removal WHERE sequence > ? ORDER BY sequence");
		this.#lastRemoval = connection
			.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'removal'")
			.pluck();
	}

	/** Runs inside the read transaction of a search, so that postings read later belong to the same moment. */
	follow(): void {
		const version = this.lookedAt();
		if (version === this.version) return;
		if (this.version === null || !this.#applyRemovals()) this.#reset();
		this.#applyAdditions();
		this.version = version;
	}

	/** What tells one state of the file from the next. */
	lookedAt(): unknown {
		return this.#dataVersion.get();
	}

	/** @returns false where what was removed cannot be followed any more, or is so much that reading anew is better */
	#applyRemovals(): boolean {
		for (const { sequence, row_id } of this.#newRemovals.iterate(this.#removal)) {
			if (sequence !== this.#removal + 1) return false;
			this.people.removeRow(row_id);
			this.#removal = sequence;
		}
		return this.people.size - this.people.population <= this.people.population + DEAD_ALLOWED;
	}

	#applyAdditions(): void {
		for (const { code, facet, value } of this.#newValues.iterate(this.#code)) {
			this.people.addFacetValue(code, facet, value);
			this.#code = code;
		}
		for (const row of this.#newPeople.iterate(this.#row)) {
			this.people.add(row);
			this.#row = row.row_id;
		}
	}

	#reset(): void {
		this.people = new PeopleColumns();
		this.generation++;
		this.#row = 0;
		this.#code = 0;
		this.#removal = this.#lastRemoval.get() ?? 0;
	}
}
