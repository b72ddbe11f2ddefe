/** What a run found, for people. */
import type { Summary } from "./tally.ts";

export interface Report extends Summary {
	readonly generation: number;
	readonly seed: number;
	readonly seconds: number;
	/** Tokens that were taken; one lasts half an hour. */
	readonly tokens: number;
	/** Seconds that the server asked to wait. */
	readonly waited: number;
}

export function print(report: Report): string {
	const rows = report.rows.map(({ name, accepted, refused, requests, seconds, perSecond }) => [
		name,
		...[accepted, refused, requests].map(String),
		seconds.toFixed(2),
		String(perSecond),
	]);
	return [
		...aligned([["what", "taken", "refused", "requests", "seconds", "a second"], ...rows]),
		"",
		`generation ${report.generation}, seed ${report.seed}: ${report.seconds} s, ${report.checked} records read back, tokens: ${report.tokens}, waited: ${report.waited} s`,
		...counts("refused as they should be", report.wantedRefusals),
		...counts("refused", report.refusals),
		report.mismatches === 0 ? "everything is as it should be" : `not as it should be: ${report.mismatches}`,
		...report.faults.map((fault) => `  ${fault}`),
	].join("\n");
}

function counts(title: string, messages: Readonly<Record<string, number>>): string[] {
	const entries = Object.entries(messages).toSorted(([, a], [, b]) => b - a);
	return entries.length === 0 ? [] : [`${title}:`, ...entries.map(([text, count]) => `  ${count} × ${text}`)];
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
	return rows.map((row) =>
		row
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join("  "),
	);
}
