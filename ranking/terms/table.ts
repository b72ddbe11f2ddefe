import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { fault } from "../trec.ts";

/** A table of a published classification: CSV with quotes, or a text file with tabs and none. */
export interface Table {
	readonly file: string;
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
	/** SHA-256 of the file, hex. */
	readonly digest: string;
}

export interface TableRow {
	/** Where it ends in the file, from 1. */
	readonly line: number;
	/** The cell of a column, trimmed; empty where there is no such column. */
	cell(column: string): string;
}

/** @throws TributaryError `invalid-request` with file and line */
export function readTable(file: string): Table {
	if (!existsSync(file)) throw fault(file, null, "there is no such file");
	const bytes = readFileSync(file);
	const text = bytes.toString("utf8");
	const tabs = text.slice(0, text.indexOf("\n")).includes("\t");
	let columns: string[] = [];
	try {
		const records: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
			bom: true,
			columns: (header: string[]) => {
				columns = header.map((name) => name.trim());
				return columns;
			},
			info: true,
			skip_empty_lines: true,
			trim: true,
			...(tabs ? { delimiter: "\t", quote: null } : {}),
		});
		const rows = records.map(({ record, info }) => ({
			line: info.lines,
			cell: (column: string) => record[column] ?? "",
		}));
		return { file, columns, rows, digest: createHash("sha256").update(bytes).digest("hex") };
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		throw fault(file, typeof cause.lines === "number" ? cause.lines : null, cause.message);
	}
}

export const has = ({ columns }: Table, ...wanted: readonly string[]): boolean =>
	wanted.every((column) => columns.includes(column));

/** The cell of a column that a row cannot do without. @throws TributaryError `invalid-request` with file and line */
export function demand({ file }: Table, row: TableRow, column: string): string {
	const value = row.cell(column);
	if (value !== "") return value;
	throw fault(file, row.line, `${column} is empty`);
}

/** Language of a file by its name, as `occupations_de.csv`. */
export const languageOf = ({ file }: Table): string => /_([a-z]{2})\.\w+$/.exec(path.basename(file))?.[1] ?? "en";
