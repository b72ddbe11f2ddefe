import type { Lint, QueryNode, Span } from "../../domain/query.ts";
import { type Sentence, say } from "../../domain/sentence.ts";
import { findAges } from "../phrases/years.ts";
import { LintLog, quoted } from "../query/lint.ts";

/** What a request says and nobody is searched by: left out, with a remark. */
export interface Silent extends Span {
	readonly code: string;
	readonly message: Sentence;
}

/** How old somebody is: never searched, and no years of experience. */
export const agesIn = (text: string): Silent[] =>
	findAges(text).map((at) => {
		const message = say`${quoted(text.slice(at.start, at.end))} says how old somebody is. Nobody is searched by age, so it is left out.`;
		return { ...at, code: "age", message };
	});

/** The text with all else in its place. */
export function blanked(text: string, spans: readonly Span[]): string {
	let shown = text;
	for (const { start, end } of spans) shown = `${shown.slice(0, start)}${",".padEnd(end - start)}${shown.slice(end)}`;
	return shown;
}

export interface Spoken {
	readonly root: QueryNode | null;
	readonly lint: readonly Lint[];
}

/**
 * The words without those that say nothing; where that would be all, they stay.
 * @param nodes what stands side by side in `root`
 */
export function withoutSilence(root: QueryNode | null, nodes: readonly QueryNode[], silent: readonly Silent[]): Spoken {
	const isWithin = ({ span }: QueryNode, { start, end }: Span) => span.start >= start && span.end <= end;
	const kept = nodes.filter((node) => !silent.some((one) => isWithin(node, one)));
	const [first] = kept;
	if (root === null || first === undefined || kept.length === nodes.length) return { root, lint: [] };
	const log = new LintLog();
	const left = silent.filter((one) => nodes.some((node) => isWithin(node, one)));
	for (const { code, message, ...span } of left) log.add("ignored", code, span, message);
	const spoken: QueryNode = kept.length === 1 ? first : { kind: "and", of: kept, explicit: false, span: root.span };
	return { root: spoken, lint: log.entries() };
}
