import { styleText } from "node:util";
import { SingleBar } from "cli-progress";

/** What goes to people: colours only on a terminal (and never with NO_COLOR), progress on stderr so that stdout stays clean. */

type Style = Parameters<typeof styleText>[0];

/** Colours `text` when standard output is a terminal that wants it. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

export function print(line = ""): void {
	process.stdout.write(`${line}\n`);
}

/** A remark that is not the result: goes to standard error. */
export function remark(line: string): void {
	process.stderr.write(`${line}\n`);
}

export function printJson(value: unknown): void {
	process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export interface Progress {
	step(): void;
	stop(): void;
}

/** Work that ends sooner shows no bar. Milliseconds. */
const QUIET = 1000;
const NO_PROGRESS: Progress = { step: () => {}, stop: () => {} };

/**
 * A progress bar on standard error that appears when the work has taken a second, and always tells at the end when it did.
 * Without a terminal it becomes a line every two seconds.
 * @param label what is counted, as `resumes`
 */
export function startProgress(label: string, total: number, quiet = false): Progress {
	if (quiet || total === 0) return NO_PROGRESS;
	const bar = new SingleBar({
		format: `{bar} {value}/{total} ${label} · {rate}/s · {eta_formatted} left`,
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
	const rate = () => ({ rate: Math.round(done / Math.max((performance.now() - began) / 1000, 0.001)) });
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

/** Rows as aligned columns; numbers to the right. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
	const cells = [header, ...rows.map((row) => row.map(String))];
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
