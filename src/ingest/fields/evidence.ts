import type { ResumeMeta, ValueEvidence } from "../../domain/resume.ts";
import type { Line } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";

/** A value with where it stands and why it was taken. */
export interface Found<T> {
	readonly value: T;
	readonly confidence: number;
	readonly rule: string;
	readonly page: number;
	readonly lines: readonly [number, number];
}

/** What else could have been the value. */
export interface Loser {
	readonly value: string;
	readonly score: number;
	readonly rules: readonly string[];
}

const round = (value: number): number => Math.round(Math.min(0.99, Math.max(0.05, value)) * 100) / 100;

export function found<T>(
	value: T,
	confidence: number,
	rule: string,
	lines: readonly Pick<Line, "number" | "page">[],
): Found<T> {
	const numbers = lines.map((line) => line.number);
	return {
		value,
		confidence: round(confidence),
		rule,
		page: lines[0]?.page ?? 1,
		lines: [Math.min(...numbers), Math.max(...numbers)],
	};
}

const MOST_LOSERS = 5;

/** Confidence of what is left of a date that no calendar has. */
export const IMPOSSIBLE_DATE = 0.4;

/** Values that were found like the one that was taken and stand behind it. */
export const losersOfFound = (others: readonly Found<string>[]): Loser[] =>
	others.map(({ value, confidence, rule }) => ({ value, score: confidence, rules: [rule] }));

/** Collects the evidence of every value by its JSON pointer (RFC 6901). */
export class EvidenceLog {
	readonly values: Record<string, ValueEvidence> = {};
	readonly losers: Record<string, readonly Loser[]> = {};
	readonly warnings: ResumeMeta["warnings"] = [];
	readonly #explain: boolean;

	/** @param explain whether the losers are kept, too */
	constructor(explain = true) {
		this.#explain = explain;
	}

	/** Notes where a value comes from and gives it back. */
	take<T>(pointer: string, value: Found<T>): T {
		const { confidence, page, lines, rule } = value;
		this.values[pointer] = { confidence, page, lines: [lines[0], lines[1]], rule };
		return value.value;
	}

	/** Tells of text that went into no field. */
	leftOut(pointer: string, paragraphs: readonly Paragraph[]): void {
		const text = paragraphs.map((paragraph) => paragraph.text).join(" ");
		if (!/\p{L}{3}/u.test(text)) return;
		const message = `Text of this section stands in no entry: "${text.slice(0, 120)}"`;
		this.warnings.push({ code: "text-left-out", message, pointer });
	}

	/** Tells of a date that no calendar has, as it was printed. */
	impossibleDate(pointer: string, header: readonly Paragraph[]): void {
		const text = header.map((paragraph) => paragraph.text).join(" ");
		const message = `No calendar has a date of this entry; what cannot be was left out: "${text.slice(0, 120)}"`;
		this.warnings.push({ code: "impossible-date", message, pointer });
	}

	/** Notes what else a value could have been; worked out only where somebody asks why. */
	lost(pointer: string, losers: () => readonly Loser[]): void {
		if (!this.#explain) return;
		const list = losers().slice(0, MOST_LOSERS);
		if (list.length > 0) this.losers[pointer] = list;
	}
}
