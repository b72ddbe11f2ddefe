import type { ParsedQuery, QueryNode } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { LintLog, quoted } from "../query/lint.ts";
import { normalForm } from "../query/normal-form.ts";

/** What stands in a title and is no part of the occupation: that anybody may apply, and brackets around what somebody adds. */

/** m/w/d, m/f/x, H/F */
const ANY_GENDER = /^[mwfdhx](?:\/[mwfdhx]){1,3}$/i;

/**
 * A query without marks of gender, and without brackets where nothing asks for groups: "Nurse (Intensive Care)" is three words. Who groups
 * writes an operator, a sign, a field or a quote somewhere; his query stays as it is.
 * @param isPlain whether a node is a word or words joined by a small "or"
 */
export function withoutRemarks(parsed: ParsedQuery, isPlain: (node: QueryNode) => boolean): ParsedQuery {
	const { root } = parsed;
	const words = root === null ? null : plainWords(root, isPlain);
	if (root === null || words === null) return parsed;
	const log = new LintLog();
	for (const node of bracketsIn(root)) {
		const message = say`${quoted(normalForm(node))} is read without its brackets, because nothing joins it to anything. For a group write AND or OR.`;
		log.add("understood", "idle-brackets", node.span, message);
	}
	const telling = words.filter((node) => !isAnyGender(node));
	const kept = telling.length === 0 ? words : telling;
	for (const { span } of words.filter((node) => !kept.includes(node)))
		log.add("ignored", "any-gender", span, say`This says that anybody may apply, and is left out.`);
	const lint = log.entries();
	if (lint.length === 0) return parsed;
	const [only] = kept;
	const read: QueryNode =
		kept.length === 1 && only !== undefined ? only : { kind: "and", of: kept, explicit: false, span: root.span };
	return { root: read, normalForm: normalForm(read), lint: [...parsed.lint, ...lint] };
}

const isAnyGender = (node: QueryNode) => node.kind === "term" && ANY_GENDER.test(node.text);

/** All words of a query that holds nothing else, in their order; null for any other query. */
function plainWords(node: QueryNode, isPlain: (node: QueryNode) => boolean): QueryNode[] | null {
	if (isPlain(node)) return [node];
	if (!isSequence(node)) return null;
	const words = node.of.map((child) => plainWords(child, isPlain));
	return words.some((some) => some === null) ? null : words.flatMap((some) => some ?? []);
}

const isSequence = (node: QueryNode): node is QueryNode & { readonly kind: "and" } =>
	node.kind === "and" && !node.explicit && node.level === undefined && node.weight === undefined;

/** What stands side by side within something else. */
const bracketsIn = (root: QueryNode): QueryNode[] =>
	isSequence(root) ? root.of.filter(isSequence).flatMap((node) => [node, ...bracketsIn(node)]) : [];
