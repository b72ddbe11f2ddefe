import { readFileSync } from "node:fs";
import { CsvError, type Options, parse } from "csv-parse/sync";
import { decodeText } from "../src/ingest/read/encoding.ts";
import { demandFile } from "./files.ts";
import { fault } from "./trec.ts";

/**
 * Tables as spreadsheets and classifications write them: with commas, semicolons or tabs between, with or without a byte order mark, in the
 * encodings of Windows, with either end of line, and short where the last cells of a row are empty.
 */
export interface Sheet {
	readonly file: string;
	/** Names of the columns, trimmed. */
	readonly columns: readonly string[];
	readonly rows: readonly SheetRow[];
}

export interface SheetRow {
	/** Where it begins in the file, from 1. */
	readonly line: number;
	/** The cell of a column, trimmed; empty where there is no such column. */
	cell(column: string): string;
}

export interface SheetOptions {
	/** Names of columns in lower case, however they stand. */
	readonly lowerCase?: boolean;
	/** In a file with tabs quotes are only text, as in the tables of O*NET. */
	readonly plainTabs?: boolean;
}

/** @throws TributaryError `file-malformed` with file and line */
export function readSheet(file: string, { lowerCase = false, plainTabs = false }: SheetOptions = {}): Sheet {
	demandFile(file);
	const text = decodeText(readFileSync(file)).replace(/^\uFEFF/, "");
	const [header, ...records] = recordsOf(file, text, plainTabs);
	if (header === undefined)
		throw fault(file, null, "the file is empty: a line with the names of the columns is wanted");
	const columns = header.cells.map((name) => (lowerCase ? name.toLowerCase() : name));
	const place = new Map(columns.map((name, index) => [name, index]));
	const rows = records.map(({ line, cells }) => {
		const more = cells.slice(columns.length).find((cell) => cell !== "");
		if (more !== undefined)
			throw fault(
				file,
				line,
				`there are ${cells.length} cells for ${columns.length} columns: is a text without its quotes?`,
			);
		return { line, cell: (column: string) => cells[place.get(column) ?? -1] ?? "" };
	});
	return { file, columns, rows: rows.filter((_, index) => records[index]?.cells.some((cell) => cell !== "")) };
}

interface Cells {
	readonly line: number;
	readonly cells: readonly string[];
}

interface Parsed {
	readonly record: readonly string[];
	/** As it stands in the file. */
	readonly raw: string;
	/** `lines`: where it ends. */
	readonly info: { readonly lines: number };
}

/** A first line of Excel's own that only says what stands between the cells. */
const SEPARATOR = /^sep=(.)\r?\n/;

function recordsOf(file: string, text: string, plainTabs: boolean): Cells[] {
	const said = SEPARATOR.exec(text);
	const body = said === null ? text : text.slice(said[0].length);
	const before = said === null ? 0 : 1;
	const delimiter = said?.[1] ?? delimiterOf(body);
	let end = before;
	try {
		const read = parse(body, {
			delimiter,
			info: true,
			raw: true,
			relax_column_count: true,
			skip_empty_lines: true,
			trim: true,
			...(plainTabs && delimiter === "\t" ? { quote: null } : {}),
			on_record: (one: unknown) => {
				end = before + (one as Parsed).info.lines;
				return one;
			},
		} as Options) as unknown as readonly Parsed[];
		// The parser tells where a record ends; of a cell over several lines that is far from where it begins.
		return read.map(({ record, raw, info }) => {
			const within = raw.trim().split("\n").length - 1;
			return { line: before + info.lines - within, cells: record };
		});
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		const open = cause.code === "CSV_QUOTE_NOT_CLOSED" ? "a quote is opened and never closed" : cause.message;
		throw fault(file, end + 1, open);
	}
}

/** What stands between the names of the columns. */
function delimiterOf(text: string): string {
	const [header = ""] = text.trimStart().split(/\r?\n/, 1);
	const bare = header.replaceAll(/"[^"]*"/g, "");
	const count = (sign: string) => bare.split(sign).length;
	return ["\t", ";"].find((sign) => count(sign) > 1 && count(sign) >= count(",")) ?? ",";
}
