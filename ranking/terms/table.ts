import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readSheet, type Sheet, type SheetRow } from "../spreadsheet.ts";
import { fault } from "../trec.ts";

/** A table of a published classification: CSV with quotes, or a text file with tabs and none. */
export interface Table extends Sheet {
	/** SHA-256 of the file, hex. */
	readonly digest: string;
}

export type TableRow = SheetRow;

/** @throws TributaryError `file-malformed` with file and line */
export function readTable(file: string): Table {
	const sheet = readSheet(file, { plainTabs: true });
	return { ...sheet, digest: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

export const has = ({ columns }: Table, ...wanted: readonly string[]): boolean =>
	wanted.every((column) => columns.includes(column));

/** The cell of a column that a row cannot do without. @throws TributaryError `file-malformed` with file and line */
export function demand({ file }: Table, row: TableRow, column: string): string {
	const value = row.cell(column);
	if (value !== "") return value;
	throw fault(file, row.line, `${column} is empty`);
}

/** Language of a file by its name, as `occupations_de.csv`. */
export const languageOf = ({ file }: Table): string => /_([a-z]{2})\.\w+$/.exec(path.basename(file))?.[1] ?? "en";
