import type { QueryNode } from "../../domain/query.ts";

/** Prints a tree as a query that reads back as the same tree: scopes at each word, straight signs, brackets where needed. */
export function normalForm(node: QueryNode): string {
	switch (node.kind) {
		case "or":
			return node.of.map((child) => (isMixed(child) ? bracketed(child) : normalForm(child))).join(" OR ");
		case "and":
			return node.of.map((child) => (isJoined(child) ? bracketed(child) : normalForm(child))).join(separator(node));
		case "not":
			return `NOT ${isJoined(node.of) ? bracketed(node.of) : normalForm(node.of)}`;
		default:
			return leafForm(node);
	}
}

const bracketed = (node: QueryNode) => `(${normalForm(node)})`;
const separator = (node: QueryNode & { readonly kind: "and" }) => (node.explicit ? " AND " : " ");
const isJoined = (node: QueryNode) => node.kind === "and" || node.kind === "or";
/** Not needed for the reading, but readers differ on what binds closer. */
const isMixed = isJoined;

function leafForm(node: QueryNode & { readonly kind: "term" | "phrase" | "prefix" }): string {
	const scope = node.scope === null ? "" : `${node.scope}:`;
	if (node.kind === "phrase") return `${scope}"${node.text}"`;
	return `${scope}${node.text}${node.kind === "prefix" ? "*" : ""}`;
}
