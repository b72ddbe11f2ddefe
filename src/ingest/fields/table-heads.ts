import { isTableHead, NAMING } from "../layout/head-tables.ts";
import type { Cell } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EntryField, entryField } from "./entry-labels.ts";

/** Tables with a head: "Period | Employer | Post | Duties". The head says what stands below it. */

const ALIGNED = 3;

interface Column {
	readonly x: number;
	readonly label: string;
	readonly field: EntryField | null;
}

/** Where somebody works is called as where somebody learns: "Établissement". */
const FIELD_OF = { work: new Set(["employer", "title"]), studies: new Set(["school", "degree"]) };

function headOf({ cells, lines }: Paragraph): Column[] | null {
	if (lines.length > 1 || !isTableHead(cells.map(({ text }) => text))) return null;
	const columns = cells.map(({ x, text }) => ({ x, label: text.trim(), field: entryField(text) }));
	// "University / Board | Institute": who examined is not where somebody studied.
	const schools = columns.filter(({ field }) => field === "school");
	const examined = schools.length > 1 ? schools.filter(({ label }) => /board|universit/iu.test(label)) : [];
	return examined.length === schools.length
		? columns
		: columns.map((column) => (examined.includes(column) ? { ...column, field: "other" } : column));
}

/** Column of each cell by where it begins, else by its place among as many; null where the paragraph is no row. */
function columnsOf({ cells }: Paragraph, head: readonly Column[]): number[] | null {
	const at = cells.map((cell) => head.findIndex(({ x }) => Math.abs(x - cell.x) <= ALIGNED));
	if (at.every((column) => column >= 0) && new Set(at).size === at.length) return at;
	return cells.length === head.length ? cells.map((_, index) => index) : null;
}

/** A row as a header with labels, and the text of columns that tell of the entry below it. */
function readRow(paragraph: Paragraph, columns: readonly Column[], isStudies: boolean): Paragraph[] {
	const wanted = isStudies ? FIELD_OF.studies : FIELD_OF.work;
	const made = (cells: readonly Cell[], bullet: boolean): Paragraph => ({
		...paragraph,
		cells,
		text: cells.map(({ text }) => text).join("\t"),
		bullet,
	});
	const of = (isOther: boolean): Cell[] =>
		paragraph.cells.flatMap((cell, index) => {
			const { field, label } = columns[index] as Column;
			if ((field === "other") !== isOther) return [];
			return [NAMING.has(field) && wanted.has(field ?? "") ? { ...cell, text: `${label}: ${cell.text}` } : cell];
		});
	return [made(of(false), false), ...of(true).map((cell) => made([cell], true))];
}

/** Paragraphs of a section with the rows of such tables read by their heads; all others as they are. */
export function readTables(paragraphs: readonly Paragraph[], isStudies: boolean): Paragraph[] {
	let head: readonly Column[] | null = null;
	return paragraphs.flatMap((paragraph) => {
		const columns = headOf(paragraph);
		if (columns !== null) {
			head = columns;
			return [];
		}
		const at: number[] | null = head === null ? null : columnsOf(paragraph, head);
		if (at === null || head === null) {
			head = null;
			return [paragraph];
		}
		const known: readonly Column[] = head;
		return paragraph.cells.length < 2
			? [paragraph]
			: readRow(
					paragraph,
					at.map((column) => known[column] as Column),
					isStudies,
				);
	});
}
