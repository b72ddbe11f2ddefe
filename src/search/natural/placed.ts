import type { QueryNode, Span } from "../../domain/query.ts";

/** The node with the place of the words that it stands for, all through. */
export function placed(node: QueryNode, span: Span): QueryNode {
	if (node.kind === "not") return { ...node, of: placed(node.of, span), span };
	if (node.kind === "and" || node.kind === "or")
		return { ...node, of: node.of.map((child) => placed(child, span)), span };
	return { ...node, span };
}
