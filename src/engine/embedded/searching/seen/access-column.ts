import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Access } from "../../../../domain/document.ts";
import { accessOf } from "../../attributes.ts";
import type { Connection } from "../../connection.ts";
import { seek } from "../match.ts";
import type { PeopleColumns } from "../people-columns.ts";

type Row = readonly [rowId: number, language: string, attributes: Buffer];

/** Who may see what of each person, and the language of the texts; read only for searches that have an audience. */
export class AccessColumn {
	/** By ordinal; absent: seen by no audience. */
	readonly access: (Access | undefined)[] = [];
	/** By ordinal; '' where it is not known. */
	readonly languages: (string | undefined)[] = [];
	readonly #people: PeopleColumns;
	readonly #rows: Statement<[number], Row>;
	#row = 0;

	constructor(connection: Connection, people: PeopleColumns) {
		this.#people = people;
		this.#rows = connection
			.prepare<[number], Row>("SELECT row_id, language, attributes FROM person WHERE row_id > ? ORDER BY row_id")
			.raw();
	}

	/** Takes in who came since. Who is gone already stays without access, and is not among the living. */
	follow(): void {
		const rowIds = this.#people.rowIds();
		let ordinal = 0;
		for (const [rowId, language, attributes] of this.#rows.iterate(this.#row)) {
			ordinal = seek(rowIds, rowId, ordinal);
			const access = accessOf(attributes);
			this.access[ordinal] = access === "" ? undefined : (JSON.parse(access) as Access);
			this.languages[ordinal] = language;
			this.#row = rowId;
		}
	}
}
