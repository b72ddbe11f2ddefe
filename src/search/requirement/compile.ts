import type { Level, ParsedQuery, QueryNode } from "../../domain/query.ts";
import type { Requirement, RequirementRole } from "../../domain/requirement.ts";
import { TributaryError } from "../../errors.ts";
import { normalForm } from "../query/normal-form.ts";
import { parseQuery } from "../query/parse.ts";

/** Requirements as one query: the same language that a recruiter writes, so that nothing is ranked by other rules. */

const LEVELS: Readonly<Record<Exclude<RequirementRole, "excluded">, Level>> = {
	required: "must",
	must: "strong",
	wish: "wish",
};

export interface Compiled {
	readonly query: ParsedQuery;
	/** The place of each requirement in the query's normal form, in their order. */
	readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** @throws TributaryError `invalid-field` for a requirement whose query asks for nothing */
export function compileRequirements(requirements: readonly Requirement[]): Compiled {
	const texts = requirements.map((requirement, index) => normalForm(signedNode(requirement, index)));
	const text = texts.join(" ");
	let start = 0;
	const spans = texts.map((one) => {
		const span = { start, end: start + one.length };
		start = span.end + 1;
		return span;
	});
	return { query: parseQuery(text), spans };
}

function signedNode({ query, role, weight }: Requirement, index: number): QueryNode {
	const { root } = parseQuery(query);
	if (root === null) {
		const detail = "This asks for nothing: write words, or leave the requirement out.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: `/requirements/${index}/query`, detail }] });
	}
	const { span } = root;
	if (role === "excluded") return root.kind === "not" ? root : { kind: "not", of: root, span };
	if (root.kind === "not") return { kind: "and", of: [root], explicit: false, level: LEVELS[role], span };
	const { level: _level, weight: own = 1, ...bare } = root;
	const factor = Math.min(10, Math.max(0.1, Math.round(own * weight * 1000) / 1000));
	return { ...bare, level: LEVELS[role], ...(factor === 1 ? {} : { weight: factor }) };
}
