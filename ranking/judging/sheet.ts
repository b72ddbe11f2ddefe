import { csvCell } from "../../src/desk/export-csv.ts";
import type { Pair } from "./judgments.ts";
import type { Readable } from "./terminal.ts";

/** Without it Excel takes the file for one in the encoding of Windows. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Pairs as a CSV sheet, with what there is to read beside the empty grade; texts of resumes are no formulas in it. */
export function sheetOf(pairs: readonly Pair[], readable: (pair: Pair) => Readable): string {
	const rows = pairs.map((pair) => {
		const { query, lines } = readable(pair);
		const text = lines.map((line) => (line.label === "" ? line.text : `${line.label}: ${line.text}`)).join("\n");
		return [csvCell(pair.query), csvCell(pair.document), "", csvCell(query), csvCell(text)].join(",");
	});
	return BYTE_ORDER_MARK + ["query,document,grade,asked,person", ...rows].map((line) => `${line}\r\n`).join("");
}
