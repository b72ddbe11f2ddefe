import type { QueryNode } from "../../domain/query.ts";
import { phoneEnd } from "./phone.ts";

/** Prints a tree as a query that reads back as the same tree: scopes at each word, straight signs, brackets where needed. */
export function normalForm(node: QueryNode): string {
	switch (node.kind) {
		case "or":
			return node.of.map((child) => (isMixed(child) ? bracketed(child) : normalForm(child))).join(" OR ");
		case "and":
			return sideBySide(node);
		case "not":
			return `NOT ${isJoined(node.of) ? bracketed(node.of) : normalForm(node.of)}`;
		default:
			return leafForm(node);
	}
}

const bracketed = (node: QueryNode) => `(${normalForm(node)})`;

function sideBySide(node: QueryNode & { readonly kind: "and" }): string {
	const parts = node.of.map((child) => (isJoined(child) ? bracketed(child) : normalForm(child)));
	if (node.explicit) return parts.join(" AND ");
	return parts.join(formsPhone(parts) ? ", " : " ");
}

/** Whether numbers that were written apart would be read as one phone number with no more than a space between them. */
function formsPhone(parts: readonly string[]): boolean {
	let end = -1;
	const text = parts.join(" ");
	return parts.some((part) => {
		const start = end + 1;
		end = start + part.length;
		const numbers = part.matchAll(/(?<![\p{L}\p{N}])[+(\d]/gu);
		return numbers.some(({ index }) => (phoneEnd(text, start + index) ?? 0) > end);
	});
}

const isJoined = (node: QueryNode) => node.kind === "and" || node.kind === "or";
/** Not needed for the reading, but readers differ on what binds closer. */
const isMixed = isJoined;

function leafForm(node: QueryNode & { readonly kind: "term" | "phrase" | "prefix" }): string {
	const scope = node.scope === null ? "" : `${node.scope}:`;
	if (node.kind === "phrase") return `${scope}"${node.text}"`;
	return `${scope}${node.text}${node.kind === "prefix" ? "*" : ""}`;
}
