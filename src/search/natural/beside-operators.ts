import type { Recognizer } from "../../analysis/recognizer.ts";
import type { Lint, QueryNode } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { overlaps } from "../phrases/found.ts";
import { LintLog, quoted } from "../query/lint.ts";
import { LONGEST, readClauses } from "./clauses.ts";
import type { Draft } from "./draft.ts";
import { blanked } from "./silence.ts";

/**
 * Remarks on "5+ years" beside a sign, a field or a quote: it is searched as words there, which nobody expects, so it is said how to ask
 * for what it means.
 * @param nodes what stands side by side
 * @param read what was read into the query all the same
 */
export function besideOperators(
	text: string,
	nodes: readonly QueryNode[],
	{
		isPlain,
		read,
		recognizer,
	}: { isPlain: (node: QueryNode) => boolean; read: readonly Draft[]; recognizer: Recognizer },
): readonly Lint[] {
	const plain = nodes.filter(isPlain);
	if (plain.length === 0 || text.length > LONGEST) return [];
	const others = nodes.filter((node) => !plain.includes(node)).map(({ span }) => span);
	const log = new LintLog();
	for (const draft of readClauses(blanked(text, others), recognizer).drafts) {
		const isMeant = draft.asWritten !== true && plain.some(({ span }) => overlaps(span, draft));
		if (!isMeant || [...others, ...read].some((other) => overlaps(other, draft))) continue;
		const message = say`${quoted(text.slice(draft.start, draft.end))} is searched word by word, because a sign, a field or a quote stands in this query. To ask for what it means write ${quoted(draft.query)}.`;
		log.add("ambiguous", "words-beside-operators", draft, message);
	}
	return log.entries();
}
