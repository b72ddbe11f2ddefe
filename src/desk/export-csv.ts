import type { ExportRow, ProjectRow } from "../domain/desk.ts";

/** Rows as CSV: RFC 4180, with nothing in it that a spreadsheet would run. */

const PERSON_COLUMNS = [
	"candidateId",
	"profileId",
	"name",
	"headline",
	"currentTitle",
	"currentCompany",
	"location",
	"years",
	"skills",
	"tags",
] as const;
export const RESULT_COLUMNS = [
	"rank",
	"origin",
	...PERSON_COLUMNS,
	"score",
] as const satisfies readonly (keyof ExportRow)[];
export const PROJECT_COLUMNS = [
	"place",
	...PERSON_COLUMNS,
	"status",
	"note",
	"addedAt",
] as const satisfies readonly (keyof ProjectRow)[];
const CONTACT = ["email", "phone"] as const;

/**
 * A spreadsheet takes a cell for a formula that begins so, full-width signs, leading blanks and controls included (OWASP, CSV injection). What
 * comes from a resume is a stranger's.
 */
const FORMULA = /^[\s\p{Cc}\u00a0\ufeff]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;
/** The same within a text: where the list separator is a semicolon, as in Germany, or is said to be a tab, a line is cut there in spite of the quotes. */
const INNER_FORMULA = /(?=[=+\-@|%＝＋－＠])(?<=[;\t\r\n][\s\p{Cc}\u00a0\ufeff]*)/gu;

/** A cell in quotes, with every quote in it doubled; a text that would be run gets an apostrophe in front, which makes it a text. */
export function csvCell(value: string | number | null): string {
	if (value === null) return "";
	if (typeof value === "number") return String(value);
	const safe = (FORMULA.test(value) ? `'${value}` : value).replace(INNER_FORMULA, "'");
	return `"${safe.replaceAll('"', '""')}"`;
}

/** With a header line; every line ends with CR LF. */
export function csvOf<Row extends object>(
	columns: readonly (keyof Row & string)[],
	rows: readonly Row[],
	contact: boolean,
): string {
	const all: readonly string[] = contact ? [...columns, ...CONTACT] : columns;
	const cell = (row: Row, column: string) => {
		const value: unknown = row[column as keyof Row] ?? null;
		return csvCell(Array.isArray(value) ? value.join("; ") : (value as string | number | null));
	};
	const lines = [all.join(","), ...rows.map((row) => all.map((column) => cell(row, column)).join(","))];
	return lines.map((line) => `${line}\r\n`).join("");
}
