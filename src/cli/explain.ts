import type { ParsedResume } from "../domain/resume.ts";
import type { PoolAnswer } from "../ingest/pool.ts";
import { paint } from "./terminal.ts";

/** `parse --explain`: for each value where it stands, which rule won, and what lost against it. */

export interface ExplainedField {
	/** RFC 6901 pointer into the resume. */
	readonly field: string;
	readonly value: unknown;
	/** 0 to 1. */
	readonly confidence: number;
	readonly page: number | null;
	/** First and last line, in reading order over the whole file. */
	readonly lines: readonly [number, number] | null;
	readonly rule: string;
	/** What else it could have been, the best first; scores are those of the field's table of rules. */
	readonly losers: readonly { readonly value: string; readonly score: number; readonly rules: readonly string[] }[];
}

function valueAt(resume: ParsedResume, pointer: string): unknown {
	const steps = pointer.split("/").slice(1);
	return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], resume);
}

const asText = (value: unknown): string =>
	typeof value === "string" ? value.replace(/\s+/g, " ") : (JSON.stringify(value) ?? "");

/** Every value of a resume with its reasons, in the order of the resume's own fields. */
export function explainedFields({ resume, losers }: PoolAnswer): ExplainedField[] {
	const order = Object.keys(resume);
	const place = (pointer: string): number => order.indexOf(pointer.split("/")[1] ?? "");
	return Object.entries(resume.meta.values)
		.map(([field, { confidence, page, lines, rule }]) => ({
			field,
			value: valueAt(resume, field),
			confidence,
			page: page ?? null,
			lines: lines ?? null,
			rule,
			losers: losers[field] ?? [],
		}))
		.toSorted((a, b) => place(a.field) - place(b.field));
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

const FEWEST_COLUMNS = 80;
const GAP = 2;
const CONFIDENCE = 10;
const PLACE = 12;

function placeOf({ page, lines }: ExplainedField): string {
	if (page === null || lines === null) return "";
	return lines[0] === lines[1] ? `${page}:${lines[0]}` : `${page}:${lines[0]}-${lines[1]}`;
}

/**
 * Rows for a terminal: a line for each value, and below it, set in, a line for each text that lost.
 * @param width columns of the terminal
 */
export function explainedLines(fields: readonly ExplainedField[], width: number): string[] {
	const field = Math.max(5, ...fields.map((entry) => entry.field.length));
	const rest = Math.max(FEWEST_COLUMNS, width) - field - CONFIDENCE - PLACE - GAP * 4;
	const value = Math.max(24, Math.floor(rest * 0.5));
	const rule = Math.max(20, rest - value);
	const row = (cells: readonly [string, string, string, string, string]): string =>
		[
			cells[0].padEnd(field),
			cut(cells[1], value).padEnd(value),
			cells[2].padStart(CONFIDENCE),
			cells[3].padEnd(PLACE),
			cut(cells[4], rule),
		]
			.join(" ".repeat(GAP))
			.trimEnd();
	const lines = [paint("dim", row(["field", "value", "confidence", "page:lines", "rule"]))];
	for (const entry of fields) {
		lines.push(row([entry.field, asText(entry.value), entry.confidence.toFixed(2), placeOf(entry), entry.rule]));
		for (const loser of entry.losers) {
			const text = row(["", `✗ ${asText(loser.value)}`, loser.score.toFixed(2), "lost", loser.rules.join(", ")]);
			lines.push(paint("dim", text));
		}
	}
	return lines;
}
