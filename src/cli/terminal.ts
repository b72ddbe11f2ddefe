import { randomUUID } from "node:crypto";
import { styleText } from "node:util";
import { SingleBar } from "cli-progress";

/** What goes to people: colours only on a terminal (and never with NO_COLOR), progress on stderr so that stdout stays clean. */

type Style = Parameters<typeof styleText>[0];

/** Stands before what colours a text: nobody else knows it, so that no escape sequence in a name passes for one of ours. */
const OURS = `\u001b${randomUUID()}`;

/** Colours `text` when standard output is a terminal that wants it. For {@link print} and {@link remark}. */
export function paint(style: Style, text: string): string {
	const [begin = "", end = ""] = styleText(style, "\0", { stream: process.stdout })
		.replaceAll("\u001b", OURS)
		.split("\0");
	return `${begin}${text}${end}`;
}

/**
 * What moves the cursor, erases or reorders: all controls (C0, C1) but tabs and ends of lines (also CR LF, as CSV has them), line
 * separators, bidirectional overrides.
 */
const HARMFUL = /[^\P{Cc}\n\t\r]|\r(?!\n)|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
const escaped = (one: string) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

/** As a terminal may have it: what somebody typed is shown, never carried out. In JSON it means the same as before. */
const harmless = (text: string): string =>
	text
		.split(OURS)
		.map((part) => part.replace(HARMFUL, escaped))
		.join("\u001b");

export function print(line = ""): void {
	process.stdout.write(`${harmless(line)}\n`);
}

/** CSV, whose last line has its end. */
export function printCsv(csv: string): void {
	process.stdout.write(harmless(csv));
}

/** A remark that is not the result: goes to standard error. */
export function remark(line: string): void {
	process.stderr.write(`${harmless(line)}\n`);
}

export function printJson(value: unknown): void {
	print(JSON.stringify(value, null, 2));
}

export interface Progress {
	step(): void;
	stop(): void;
}

/** Work that ends sooner shows no bar. Milliseconds. */
const QUIET = 1000;
const NO_PROGRESS: Progress = { step: () => {}, stop: () => {} };

/** "12/s · 1m 5s left". @param seconds since it began */
export function paceOf(done: number, total: number, seconds: number): string {
	const rate = done / Math.max(seconds, 0.001);
	const left = Math.ceil((total - done) / rate);
	const minutes = left >= 60 ? `${Math.floor(left / 60)}m ` : "";
	return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s · ${minutes}${left % 60}s left`;
}

/**
 * A progress bar on standard error that appears when the work has taken a second, and always tells at the end when it did.
 * Without a terminal it becomes a line every two seconds.
 * @param label what is counted, as `resumes`
 */
export function startProgress(label: string, total: number, quiet = false): Progress {
	if (quiet || total === 0) return NO_PROGRESS;
	const bar = new SingleBar({
		format: `{bar} {value}/{total} ${label} · {pace}`,
		barCompleteChar: "█",
		barIncompleteChar: "░",
		barsize: 30,
		hideCursor: true,
		noTTYOutput: true,
		notTTYSchedule: 2000,
		stream: process.stderr,
	});
	const began = performance.now();
	let done = 0;
	let shown = false;
	const rate = () => ({ pace: paceOf(done, total, (performance.now() - began) / 1000) });
	return {
		step() {
			done++;
			if (shown) bar.update(done, rate());
			else if (performance.now() - began > QUIET) {
				bar.start(total, done, rate());
				shown = true;
			}
		},
		stop() {
			if (shown) bar.stop();
		},
	};
}

/** No cell goes on in the next line, where it could pass for another row; escaped here already, its width is the one shown. */
const oneLine = (cell: string | number): string => harmless(String(cell)).replace(/[\r\n\t]/g, escaped);

/** Rows as aligned columns; numbers to the right. Of plain texts: nothing in a cell is coloured. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
	const cells = [header, ...rows.map((row) => row.map(oneLine))];
	const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
	const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
	const line = (row: readonly string[]) =>
		row
			.map((cell, column) => (numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
			.join("  ")
			.trimEnd();
	const rule = widths.map((width) => "─".repeat(width)).join("  ");
	return [line(header), rule, ...cells.slice(1).map(line)].join("\n");
}
