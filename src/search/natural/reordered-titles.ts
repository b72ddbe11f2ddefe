import type { Recognizer } from "../../analysis/recognizer.ts";
import type { QueryNode, Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { isLeaf } from "../plan/leaf.ts";
import { inTitleOrder } from "../plan/title-order.ts";
import { LintLog } from "../query/lint.ts";
import { parseQuery } from "../query/parse.ts";
import type { Draft } from "./draft.ts";
import { topOf } from "./limits-apart.ts";

/**
 * Titles whose words stand in another order than the vocabulary has: "analyst data" is searched as one, so it is shown as one. Words of one
 * that others stand between ("analyst berlin data") are a clause each.
 * @param taken what was understood by its own words
 */
export function reorderedTitles(text: string, taken: readonly Span[], recognizer: Recognizer): Draft[] {
	const leaves = topOf(parseQuery(text).root).filter(isLeaf);
	const free = leaves.filter(({ span }) => !taken.some((one) => overlaps(one, span)));
	const { joined } = inTitleOrder(free, { recognizer, log: new LintLog() });
	return joined
		.flatMap((words) => spansOf(words, leaves))
		.map(({ start, end }): Draft => {
			return { start, end, kind: "title", query: text.slice(start, end), role: "wanted", asWritten: true };
		});
}

/** From the first to the last of each stretch of words that follow each other. */
function spansOf(words: readonly QueryNode[], leaves: readonly QueryNode[]): Span[] {
	const found: { start: number; end: number }[] = [];
	let last = Number.NaN;
	for (const { span } of words) {
		const at = leaves.findIndex((leaf) => leaf.span.start === span.start);
		const before = at === last + 1 ? found.at(-1) : undefined;
		if (before === undefined) found.push({ ...span });
		else before.end = span.end;
		last = at;
	}
	return found;
}
