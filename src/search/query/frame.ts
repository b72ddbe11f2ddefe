import type { Level, Marks, QueryNode, Span } from "../../domain/query.ts";
import { QUERY_LIMITS, refusal } from "./limits.ts";
import type { AnyScope } from "./scope-name.ts";
import { marksOf, weightOf } from "./tails.ts";

/** A finished part of the tree with the levels below and including it. */
export interface Operand {
	readonly node: QueryNode;
	readonly depth: number;
}

/**
 * What stands between two brackets, while it is read. Three lists hold the three levels of binding: words next to each
 * other bind closest, then AND, then OR (the order that LinkedIn and most job boards document).
 */
export class Frame {
	/** Of the opening bracket; null for the whole query. */
	readonly open: Span | null;
	/** For every word inside that has no scope of its own. */
	readonly inherited: AnyScope | null;
	/** NOTs that wait for their operand, the last one's place. */
	negations: { count: number; span: Span } | null = null;
	/** A scope that waits for its operand. */
	scope: { readonly name: AnyScope; readonly span: Span } | null = null;
	/** A sign that waits for its operand. */
	level: { readonly level: Level; readonly span: Span } | null = null;
	/** A NEAR that waits for its right side. */
	near: { readonly distance: number; readonly span: Span } | null = null;
	/** AND or OR that waits for its right side. */
	waiting: { readonly name: "AND" | "OR"; readonly span: Span } | null = null;
	readonly #sequence: Operand[] = [];
	readonly #conjunction: Operand[] = [];
	readonly #disjunction: Operand[] = [];

	constructor(open: Span | null, inherited: AnyScope | null) {
		this.open = open;
		this.inherited = inherited;
	}

	/** Whether an AND has something on its left. */
	get hasLeft(): boolean {
		return this.#sequence.length > 0;
	}

	add(operand: Operand): void {
		this.#sequence.push(operand);
		this.waiting = null;
	}

	/** What a NEAR has on its left; it stands alone only where no operator comes between. */
	takeLast(): Operand | null {
		return this.#sequence.pop() ?? null;
	}

	and(): void {
		if (this.#sequence.length > 0) this.#conjunction.push(joined("sequence", this.#sequence.splice(0)));
	}

	or(): void {
		this.and();
		if (this.#conjunction.length > 0) this.#disjunction.push(joined("and", this.#conjunction.splice(0)));
	}

	/** The node of the whole frame, null when nothing stands in it. */
	finish(): Operand | null {
		this.or();
		return this.#disjunction.length > 0 ? joined("or", this.#disjunction.splice(0)) : null;
	}
}

export function negated({ node, depth }: Operand, span: Span): Operand {
	if (node.kind === "not") return { node: node.of, depth: depth - 1 };
	return checked({
		node: { kind: "not", of: node, span: { start: span.start, end: node.span.end } },
		depth: depth + 1,
	});
}

/** An operand with its signs: the level that stands nearer counts, weights multiply. */
export function marked({ node, depth }: Operand, marks: Marks): Operand {
	if (node.kind === "not" || (marks.level === undefined && marks.weight === undefined)) return { node, depth };
	const level = node.level ?? marks.level;
	const weight = weightOf((node.weight ?? 1) * (marks.weight ?? 1));
	const { level: _level, weight: _weight, ...bare } = node;
	return { node: { ...bare, ...marksOf({ ...(level && { level }), ...(weight === 1 ? {} : { weight }) }) }, depth };
}

/** Somebody is left out whatever the signs say of how much he would be wished for. */
export function unmarked({ node, depth }: Operand): Operand {
	if (node.kind === "not") return { node, depth };
	const { level: _level, weight: _weight, ...bare } = node;
	return { node: bare, depth };
}

export const isMarked = (node: QueryNode): boolean =>
	node.kind !== "not" && (node.level !== undefined || node.weight !== undefined);

/**
 * One operand stays as it is. An AND inside an AND and an OR inside an OR become one; the brackets around it count as a level all the
 * same, as they are written so.
 */
export function joined(level: "sequence" | "and" | "or", operands: readonly Operand[]): Operand {
	const [first] = operands;
	if (operands.length === 1 && first !== undefined) return first;
	const flat = operands.flatMap((operand) => partsOf(level, operand));
	const of = flat.map(({ node }) => node);
	const span = {
		start: operands[0]?.node.span.start ?? 0,
		end: operands.at(-1)?.node.span.end ?? 0,
	};
	const depth = 1 + flat.reduce((most, part) => Math.max(most, part.depth), 0);
	const node: QueryNode =
		level === "or" ? { kind: "or", of, span } : { kind: "and", of, span, explicit: level === "and" };
	return checked({ node, depth });
}

function partsOf(level: "sequence" | "and" | "or", operand: Operand): readonly Operand[] {
	const { node } = operand;
	if (isMarked(node)) return [operand];
	const same = (level === "or" && node.kind === "or") || (level === "and" && node.kind === "and" && node.explicit);
	return same ? node.of.map((child) => ({ node: child, depth: operand.depth })) : [operand];
}

function checked(operand: Operand): Operand {
	if (operand.depth <= QUERY_LIMITS.depth) return operand;
	const problem = `Operators and brackets lie ${operand.depth} levels within each other; at most ${QUERY_LIMITS.depth} are read.`;
	throw refusal({ code: "too-deep", span: operand.node.span, problem, cure: "Write it flatter." });
}
