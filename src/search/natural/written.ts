import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ClauseKind } from "../../domain/interpretation.ts";
import type { QueryNode, Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { normalForm } from "../query/normal-form.ts";
import { namesIn } from "./clauses.ts";
import type { Draft } from "./draft.ts";

/** The parts of a query with operators, each a clause as it is written: to be shown, weighed and switched off like those of plain words. */

/** What stands side by side, or is joined by the ANDs of the whole query. */
export function partsOf(root: QueryNode | null): readonly QueryNode[] {
	if (root === null) return [];
	if (root.kind !== "and" || root.level !== undefined || root.weight !== undefined) return [root];
	return root.explicit ? root.of.flatMap(withoutNots) : root.of;
}

/** "(java) NOT (kotlin)" between ANDs: what it leaves out is a part of its own. */
export function withoutNots(node: QueryNode): readonly QueryNode[] {
	if (node.kind !== "and" || node.explicit || node.level !== undefined || node.weight !== undefined) return [node];
	const nots = node.of.filter(({ kind }) => kind === "not");
	const wanted = node.of.filter(({ kind }) => kind !== "not");
	const [first, last] = [wanted[0], wanted.at(-1)];
	if (nots.length === 0 || first === undefined || last === undefined) return [node];
	const span = { start: first.span.start, end: last.span.end };
	return [first === last ? first : { ...node, of: wanted, span }, ...nots].toSorted(
		(one, other) => one.span.start - other.span.start,
	);
}

const KINDS: Readonly<Record<string, ClauseKind>> = {
	title: "title",
	"current-title": "title",
	"past-title": "title",
	skill: "skill",
	company: "employer",
	"current-company": "employer",
	"past-company": "employer",
	location: "place",
	near: "place",
	years: "years",
	language: "language",
	school: "education",
	degree: "education",
	education: "education",
};

type Words = QueryNode & { readonly kind: "term" | "phrase" };

const isWords = (node: QueryNode): node is Words =>
	(node.kind === "term" || node.kind === "phrase") && node.scope === null;

function kindOf(node: QueryNode, recognizer: Recognizer): ClauseKind {
	if (node.kind === "not") return "exclusion";
	if (isWords(node)) return kindOfWords([node], recognizer);
	if (node.kind !== "and" && node.kind !== "or") return KINDS[node.scope ?? ""] ?? "words";
	if (node.kind === "and" && !node.explicit && node.of.every(isWords)) return kindOfWords(node.of, recognizer);
	const kinds = new Set(node.of.map((child) => kindOf(child, recognizer)));
	const [only] = kinds;
	return kinds.size === 1 && only !== undefined ? only : "words";
}

/** Of words that are all together one title, one skill or one level. */
function kindOfWords(nodes: readonly Words[], recognizer: Recognizer): ClauseKind {
	const [first, ...rest] = named(nodes, recognizer);
	return first !== undefined && rest.length === 0 ? first.kind : "words";
}

interface Named {
	readonly kind: ClauseKind;
	readonly nodes: readonly Words[];
}

/** The words in their order, those that are one title, skill or level together. */
function named(nodes: readonly Words[], recognizer: Recognizer): Named[] {
	const text = nodes.map((node) => node.text).join(" ");
	const found = namesIn(text, recognizer);
	const groups: Named[] = [];
	let from = 0;
	let last: Draft | undefined;
	for (const node of nodes) {
		const span = { start: from, end: from + node.text.length };
		from = span.end + 1;
		const draft = found.find((one) => overlaps(one, span));
		const before = draft !== undefined && draft === last ? groups.pop() : undefined;
		groups.push({ kind: draft?.kind ?? "words", nodes: [...(before?.nodes ?? []), node] });
		last = draft;
	}
	return groups;
}

/**
 * Words side by side are read as in a request in plain words, because they are asked for so: "java developer" is one title also beside
 * a sign.
 * @param demanded whether a part without a sign is demanded, because ANDs join them
 */
export function writtenDrafts(
	parts: readonly QueryNode[],
	text: string,
	recognizer: Recognizer,
	demanded: boolean,
): Draft[] {
	return runsOf(parts, text, demanded).flatMap((run) => {
		if (run.length > 1) return named(run.filter(isWords), recognizer).map(({ kind, nodes }) => together(nodes, kind));
		return run.map((node): Draft => {
			const span = { ...node.span, end: closed(node.span, text) };
			return { ...span, kind: kindOf(node, recognizer), asWritten: true, ...said(node, demanded) };
		});
	});
}

function together(nodes: readonly Words[], kind: ClauseKind): Draft {
	const all = nodes.map((node) => said(node, false));
	const span = { start: nodes[0]?.span.start ?? 0, end: nodes.at(-1)?.span.end ?? 0 };
	return { ...(all[0] as Said), ...span, kind, asWritten: true, query: all.map(({ query }) => query).join(" ") };
}

/** Words next to each other with the same signs in one run, all else alone. What is demanded is so word by word. */
function runsOf(parts: readonly QueryNode[], text: string, demanded: boolean): (readonly QueryNode[])[] {
	const runs: QueryNode[][] = [];
	for (const node of parts) {
		const before = runs.at(-1)?.at(-1);
		if (!demanded && before !== undefined && goTogether(before, node, text)) runs.at(-1)?.push(node);
		else runs.push([node]);
	}
	return runs;
}

function goTogether(one: QueryNode, other: QueryNode, text: string): boolean {
	if (one.kind !== "term" || other.kind !== "term" || !isWords(one) || !isWords(other)) return false;
	if (one.level !== other.level || one.weight !== other.weight) return false;
	if (one.level !== undefined && one.level !== "strong") return false;
	return /^[\s,;]*$/u.test(text.slice(one.span.end, other.span.start));
}

/** The end of a part with the brackets that belong to what is before them: a group's own place ends within. */
export function closed({ start, end }: Span, text: string): number {
	const inside = text.slice(start, end);
	const open = inside.split("(").length - inside.split(")").length;
	const behind = new RegExp(`^(?:\\s*\\)){0,${Math.max(0, open)}}`).exec(text.slice(end))?.[0] ?? "";
	return end + behind.length;
}

type Said = Pick<Draft, "query" | "role" | "weight">;

function said(node: QueryNode, demanded: boolean): Said {
	if (node.kind === "not") return { query: normalForm(node), role: "excluded" };
	const { level, weight, ...bare } = node;
	const heavy = weight === undefined ? {} : { weight };
	// A wish has no role of its own: its sign stays with it.
	if (level === "wish") return { query: normalForm({ ...bare, level }), role: "wanted", ...heavy };
	const role = level === "strong" ? "must" : level === "must" || demanded ? "required" : "wanted";
	return { query: normalForm(bare), role, ...heavy };
}
