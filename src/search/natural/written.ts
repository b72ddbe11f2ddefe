import type { ClauseKind } from "../../domain/interpretation.ts";
import type { QueryNode } from "../../domain/query.ts";
import { normalForm } from "../query/normal-form.ts";
import type { Draft } from "./draft.ts";

/** The parts of a query with operators, each a clause as it is written: to be shown, weighed and switched off like those of plain words. */

/** What stands side by side, or is joined by the ANDs of the whole query. */
export function partsOf(root: QueryNode | null): readonly QueryNode[] {
	if (root === null) return [];
	return root.kind === "and" && root.level === undefined && root.weight === undefined ? root.of : [root];
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

function kindOf(node: QueryNode): ClauseKind {
	if (node.kind === "not") return "exclusion";
	if (node.kind === "and" || node.kind === "or") {
		const kinds = new Set(node.of.map(kindOf));
		const [only] = kinds;
		return kinds.size === 1 && only !== undefined ? only : "words";
	}
	return KINDS[node.scope ?? ""] ?? "words";
}

/** @param demanded whether a part without a sign is demanded, because ANDs join them */
export function writtenDrafts(parts: readonly QueryNode[], demanded: boolean): Draft[] {
	return parts.map((node) => ({ ...node.span, kind: kindOf(node), asWritten: true, ...said(node, demanded) }));
}

function said(node: QueryNode, demanded: boolean): Pick<Draft, "query" | "role" | "weight"> {
	if (node.kind === "not") return { query: normalForm(node), role: "excluded" };
	const { level, weight, ...bare } = node;
	const heavy = weight === undefined ? {} : { weight };
	// A wish has no role of its own: its sign stays with it.
	if (level === "wish") return { query: normalForm({ ...bare, level }), role: "wanted", ...heavy };
	const role = level === "strong" ? "must" : level === "must" || demanded ? "required" : "wanted";
	return { query: normalForm(bare), role, ...heavy };
}
