import type { Lint, LintLevel, Span } from "../../domain/query.ts";
import { english, type Sentence, say } from "../../domain/sentence.ts";

/** Remarks of one code that are listed one by one; the rest is counted in the last. */
export const LINTS_PER_CODE = 20;

/** Collects remarks on a query. A code that repeats itself is cut short, and the number left out is said. */
export class LintLog {
	readonly #entries: Lint[] = [];
	readonly #counts = new Map<string, { count: number; last: Lint | null }>();

	add(level: LintLevel, code: string, span: Span, ...said: readonly Sentence[]): void {
		const seen = this.#counts.get(code) ?? { count: 0, last: null };
		seen.count += 1;
		this.#counts.set(code, seen);
		if (seen.count > LINTS_PER_CODE) return;
		seen.last = { level, code, message: english(said), said: [...said], span: { start: span.start, end: span.end } };
		this.#entries.push(seen.last);
	}

	/** Takes back all remarks of a code. */
	clear(code: string): void {
		this.#entries.splice(0, this.#entries.length, ...this.#entries.filter((entry) => entry.code !== code));
		this.#counts.delete(code);
	}

	/** In the order of the text; remarks on the same place in the order in which they were made. */
	entries(): readonly Lint[] {
		const entries = this.#entries.map((entry) => {
			const { count = 0, last } = this.#counts.get(entry.code) ?? {};
			if (entry !== last || count <= LINTS_PER_CODE) return entry;
			const said = [...(entry.said ?? []), say`The same in ${count - LINTS_PER_CODE} more places.`];
			return { ...entry, message: english(said), said };
		});
		return entries.toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
	}
}

/** A piece of the query for a message, cut to a readable length. */
export function quoted(text: string): string {
	const shown = text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
	return `“${shown.replace(/\p{Cc}/gu, " ")}”`;
}
