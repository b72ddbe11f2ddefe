import { TributaryError } from "../../src/errors.ts";
import type { Corpus } from "../corpus.ts";
import { readSheet, type SheetRow } from "../spreadsheet.ts";
import { fault } from "../trec.ts";
import { GRADES, type Judgment, type Pair, pairKey } from "./judgments.ts";

/** Faults that are told of one file. */
const MOST_FAULTS = 20;

/**
 * Reads grades of a CSV file with a header line: `query`, `document` and `grade` (0 to 3), other columns are not looked at, so that a
 * sheet with texts beside them comes back as it is. A row without a grade was not judged.
 * @param at when this was said, ISO 8601
 * @throws TributaryError `file-malformed` naming file and line of every fault; then nothing of the file is taken
 */
export function readGrades(file: string, corpus: Corpus, at: string): Judgment[] {
	const rows = rowsOf(file);
	const known = {
		queries: new Set(corpus.queries.map(({ id }) => id)),
		documents: new Set<string>([...corpus.candidates, ...corpus.network].map(({ id }) => id)),
	};
	const seen = new Map<string, number>();
	const faults: string[] = [];
	const judgments: Judgment[] = [];
	for (const { line, cell } of rows) {
		const grade = cell("grade");
		const query = asText(cell("query"));
		const document = asText(cell("document"));
		const fault = faultOf({ query, document }, grade, known, seen);
		if (fault !== null) faults.push(`${file} line ${line}: ${fault}`);
		else if (grade !== "") judgments.push({ query, document, grade: Number(grade), at });
		seen.set(pairKey({ query, document }), line);
	}
	if (faults.length === 0) return judgments;
	const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
	throw new TributaryError("file-malformed", {
		detail: [...faults.slice(0, MOST_FAULTS), ...more, "Nothing of the file was taken."].join("\n  "),
	});
}

/** Without the apostrophe that keeps a spreadsheet from running a text. */
const asText = (cell: string) => cell.replace(/^'(?=[=+\-@])/, "");

interface Known {
	readonly queries: ReadonlySet<string>;
	readonly documents: ReadonlySet<string>;
}

function faultOf(pair: Pair, grade: string, known: Known, seen: ReadonlyMap<string, number>): string | null {
	if (!known.queries.has(pair.query)) return `the collection asks no query ${pair.query || "(empty)"}`;
	if (!known.documents.has(pair.document)) return `the collection holds no document ${pair.document || "(empty)"}`;
	const before = seen.get(pairKey(pair));
	if (before !== undefined) return `this pair stands in line ${before} already`;
	if (grade === "" || GRADES.some((one) => String(one) === grade)) return null;
	return `the grade ${grade} is none of ${GRADES.join(", ")}`;
}

function rowsOf(file: string): readonly SheetRow[] {
	const { columns, rows } = readSheet(file, { lowerCase: true });
	const missing = ["query", "document", "grade"].filter((name) => !columns.includes(name));
	if (missing.length === 0) return rows;
	throw fault(file, 1, `the header lacks ${missing.join(", ")}; it has ${columns.join(", ")}`);
}
