import type { QueryNode, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { type LintLog, quoted } from "./lint.ts";
import { normalForm } from "./normal-form.ts";

/** Remarks on a query as a whole: readings on which people differ, and queries that ask for nobody in particular. */
export function lintTree(root: QueryNode, text: string, log: LintLog): void {
	if (isNegative(root)) {
		const message = say`Only exclusions: everybody is listed except ${quoted(excluded(root))}. Add what you are looking for.`;
		log.add("understood", "only-exclusions", root.span, message);
	}
	if (isWish(root)) {
		const message = say`Only wishes: everybody is listed, those who have them first. Add what you are looking for.`;
		log.add("understood", "only-wishes", root.span, message);
	}
	visit(root, text, log);
}

/** Whether nobody has to have anything of it; strong wishes alone are looked for as words are. */
function isWish(node: QueryNode): boolean {
	if (node.kind === "not") return false;
	if (node.level !== undefined) return node.level === "wish";
	return node.kind === "and" && node.of.every(isWish);
}

function visit(node: QueryNode, text: string, log: LintLog): void {
	if (node.kind === "not") visit(node.of, text, log);
	if (node.kind !== "and" && node.kind !== "or") return;
	if (node.kind === "or") lintOr(node, text, log);
	for (const child of node.of) visit(child, text, log);
}

function lintOr(node: QueryNode & { readonly kind: "or" }, text: string, log: LintLog): void {
	const reading = quoted(normalForm(node));
	if (node.of.some((child) => child.kind === "and" && !isBracketed(child.span, text))) {
		const message = say`Read as ${reading}: OR joins all that stands on each side. Put brackets around what it should join.`;
		log.add("ambiguous", "or-between-groups", node.span, message);
	}
	if (!isNegative(node) && node.of.some(isNegative)) {
		const message = say`Read as ${reading}: OR with NOT lets nearly everybody in. To leave people out write AND NOT.`;
		log.add("ambiguous", "or-not", node.span, message);
	}
}

/** Whether what stands there is in brackets of its own: then nobody reads it otherwise. */
function isBracketed({ start, end }: Span, text: string): boolean {
	let at = start;
	while (at > 0 && text[at] !== "(" && (at === start || text[at] === " ")) at -= 1;
	if (text[at] !== "(") return false;
	for (let depth = 0, quote = false; at < text.length; at++) {
		if (text[at] === '"') quote = !quote;
		if (quote) continue;
		if (text[at] === "(") depth += 1;
		if (text[at] === ")") depth -= 1;
		if (depth === 0) return at >= end - 1;
	}
	return false;
}

/** Whether the node only leaves people out. */
export function isNegative(node: QueryNode): boolean {
	if (node.kind === "not") return !isNegative(node.of);
	return (node.kind === "and" || node.kind === "or") && node.of.every(isNegative);
}

/** What a tree of exclusions leaves out, in the words of the query. */
function excluded(node: QueryNode): string {
	if (node.kind === "not") return normalForm(node.of);
	return node.kind === "and" ? node.of.map(excluded).join(", ") : normalForm(node);
}
