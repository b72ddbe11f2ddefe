import type { Statement } from "better-sqlite3-multiple-ciphers";
import { COLUMNS, FACETS, type Facet, type IndexedDocument, TEXT_FIELDS } from "../../../domain/document.ts";
import type { Collection, StoredRecord } from "../../port.ts";
import { accessOf, eachCode, eachColumn } from "../attributes.ts";
import type { Connection } from "../connection.ts";
import { decodeToken, wordsOf } from "../token-text.ts";

interface RecordRow {
	readonly id: string;
	readonly version: number;
	readonly json: string;
	readonly bytes: Buffer | null;
	/** JSON. */
	readonly keys: string;
	readonly person: number | null;
}

type PersonRow = readonly [link: string | null, language: string, attributes: Buffer];

/** Records with all that was put with them. What is indexed of a person is read back from the index. */
export class WholeRecords {
	readonly #record: Statement<[string, string], RecordRow>;
	readonly #person: Statement<[number], PersonRow>;
	readonly #texts: Statement<[number], string[]>;
	readonly #value: Statement<[number], string>;

	constructor(connection: Connection) {
		this.#record = connection.prepare(
			"SELECT id, version, json, bytes, keys, person FROM record WHERE collection = ? AND id = ?",
		);
		this.#person = connection
			.prepare<[number], PersonRow>("SELECT link, language, attributes FROM person WHERE row_id = ?")
			.raw();
		this.#texts = connection
			.prepare<[number], string[]>(`SELECT ${TEXT_FIELDS.join(", ")} FROM tokens WHERE rowid = ?`)
			.raw();
		this.#value = connection.prepare<[number], string>("SELECT value FROM facet_value WHERE code = ?").pluck();
	}

	read(collection: Collection, id: string): StoredRecord | null {
		const row = this.#record.get(collection, id);
		if (row === undefined) return null;
		const keys = JSON.parse(row.keys) as string[];
		return {
			id,
			version: row.version,
			record: row.json,
			keys,
			...(row.bytes === null ? {} : { blob: new Uint8Array(row.bytes) }),
			...(row.person === null ? {} : { document: this.#document(row.person, keys) }),
		};
	}

	#document(row: number, keys: readonly string[]): IndexedDocument {
		const [link, language, attributes] = this.#person.get(row) as PersonRow;
		const texts = this.#texts.get(row) ?? [];
		const facets: Partial<Record<Facet, string[]>> = {};
		eachCode(attributes, (facet, code) => {
			const name = FACETS[facet] as Facet;
			const values = facets[name] ?? [];
			values.push(this.#value.get(code) as string);
			facets[name] = values;
		});
		const columns: Record<string, number> = {};
		eachColumn(attributes, COLUMNS.length, (column, value) => {
			if (!Number.isNaN(value)) columns[COLUMNS[column] as string] = value;
		});
		const access = accessOf(attributes);
		const fields = TEXT_FIELDS.map((field, at) => [field, wordsOf(texts[at] ?? "").map(decodeToken)] as const);
		return {
			language: language === "" ? null : language,
			fields: Object.fromEntries(fields.filter(([, tokens]) => tokens.length > 0)),
			facets,
			columns,
			keys,
			link,
			...(access === "" ? {} : { access: JSON.parse(access) }),
		};
	}
}
