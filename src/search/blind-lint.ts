import type { Lint, QueryNode, SearchRequest } from "../domain/query.ts";
import { english, say } from "../domain/sentence.ts";

/** What a blind search looks for nothing in. */
const HIDDEN: ReadonlySet<string> = new Set(["name", "school", "tag"]);

const SAID = say`In a blind search nobody is found, or left out, by a name, a school or a tag: they can tell who somebody is.`;

/** Said where a blind search is asked for what it does not look at, or a list would be empty for no reason that can be seen. */
export function blindLint(
	root: QueryNode | null,
	{ query, filters, blind }: Pick<SearchRequest, "query" | "filters" | "blind">,
): readonly Lint[] {
	if (!blind) return [];
	const spans = [...hiddenIn(root), ...(filters.tags === undefined ? [] : [{ start: 0, end: query.length }])];
	return spans.map((span) => ({
		level: "ignored",
		code: "not-in-blind-search",
		message: english([SAID]),
		said: [SAID],
		span: { start: span.start, end: span.end },
	}));
}

function hiddenIn(node: QueryNode | null): QueryNode["span"][] {
	if (node === null) return [];
	if (node.kind === "not") return hiddenIn(node.of);
	if (node.kind === "and" || node.kind === "or") return node.of.flatMap(hiddenIn);
	return node.scope !== null && HIDDEN.has(node.scope) ? [node.span] : [];
}
