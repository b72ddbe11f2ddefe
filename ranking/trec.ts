/** Runs in TREC's form, `query Q0 document rank score tag`, and the order that trec_eval reads out of them. */
import { TributaryError } from "../src/errors.ts";
import { readText } from "./files.ts";

export interface Scored {
	readonly id: string;
	readonly score: number;
}

/** Per query what was found, best first. */
export type Run = ReadonlyMap<string, readonly Scored[]>;

/**
 * As trec_eval orders a run: by score from high to low, compared in single precision; of equal scores by document id from high to
 * low, byte for byte. It never looks at the rank.
 */
export function inTrecOrder<T extends Scored>(rows: readonly T[]): T[] {
	return rows.toSorted((one, other) => {
		const difference = Math.fround(other.score) - Math.fround(one.score);
		return Number.isNaN(difference) || difference === 0 ? Buffer.compare(bytes(other.id), bytes(one.id)) : difference;
	});
}

const bytes = (id: string) => Buffer.from(id, "utf8");

/**
 * The same list with scores that fall from each place to the next even in single precision, so that trec_eval reads the order that
 * was shown. A score that would not fall becomes the next number below the one before: a change in the seventh digit.
 */
export function withFallingScores(rows: readonly Scored[]): Scored[] {
	let before = Number.POSITIVE_INFINITY;
	return rows.map(({ id, score }) => {
		const single = Math.fround(score);
		before = single < before ? single : below(before);
		return { id, score: before };
	});
}

/** The largest single-precision number below a finite one. */
function below(value: number): number {
	const floats = new Float32Array([value]);
	const bits = new Int32Array(floats.buffer);
	const [pattern = 0] = bits;
	// Patterns of positive numbers rise with them, those of negative ones fall; below 0 comes the smallest negative.
	bits[0] = value === 0 ? 0x80000001 | 0 : value > 0 ? pattern - 1 : pattern + 1;
	return floats[0] ?? value;
}

/** @param tag name of the system, without spaces */
export function runLines(run: Run, tag: string): string {
	const name = tag.replace(/\s+/g, "_");
	const lines = [...run].flatMap(([query, rows]) =>
		withFallingScores(rows).map(({ id, score }, index) => `${query} Q0 ${id} ${index + 1} ${score} ${name}\n`),
	);
	return lines.join("");
}

/**
 * Reads a run as trec_eval does.
 * @throws TributaryError `file-malformed` with file and line for what is no run, and for a document that comes twice
 */
export function readRun(file: string): Run {
	const run = new Map<string, Scored[]>();
	const seen = new Set<string>();
	for (const [index, line] of readText(file).split("\n").entries()) {
		if (line.trim() === "") continue;
		const [query, , id, , score] = line.trim().split(/\s+/);
		if (query === undefined || id === undefined || score === undefined || Number.isNaN(Number(score))) {
			throw fault(file, index + 1, "want: query Q0 document rank score tag");
		}
		demandPrintable(file, index + 1, [query, id]);
		if (seen.has(`${query} ${id}`)) throw fault(file, index + 1, `${id} is listed twice for ${query}`);
		seen.add(`${query} ${id}`);
		const rows = run.get(query) ?? [];
		rows.push({ id, score: Number(score) });
		run.set(query, rows);
	}
	return new Map([...run].map(([query, rows]) => [query, inTrecOrder(rows)]));
}

/** What is wrong in a file that was given, with the place. @param line from 1, null for the whole */
export function fault(file: string, line: number | null, detail: string): TributaryError {
	const where = `${file}${line === null ? "" : ` line ${line}`}`;
	return new TributaryError("file-malformed", { detail: `${where}: ${visible(detail)}` });
}

/** Control characters as escapes, for what files from elsewhere say: a terminal would obey them. */
export const visible = (text: string): string =>
	text.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** @throws TributaryError `file-malformed` for ids with control characters */
export function demandPrintable(file: string, line: number, ids: readonly string[]): void {
	for (const id of ids) {
		if (/\p{Cc}/u.test(id)) throw fault(file, line, `no control characters may stand in an id: ${id}`);
	}
}
