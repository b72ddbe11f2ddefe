import { TributaryError } from "../../src/errors.ts";
import { fault } from "../trec.ts";
import { addForms, cleanForms, conceptOf, type RawConcepts } from "./concepts.ts";
import { demand, has, type Table } from "./table.ts";

/**
 * A table of one's own: CSV with the columns `kind` (skill or title), `label` and `group` (kind of a skill, family of a title), and where
 * wanted `synonyms` (with bars between), the same by language (`synonyms_de`), `related`, `broader` (of a skill), `skills` (of a title).
 * Other concepts are named by their labels.
 * @throws TributaryError `invalid-request` with file and line
 */
export function readOwnTable(tables: readonly Table[]): RawConcepts {
	const concepts: RawConcepts = new Map();
	for (const table of tables) readOne(table, concepts);
	return concepts;
}

const nameOf = (kind: string, label: string) => `${kind} ${label.trim().toLowerCase()}`;

function readOne(table: Table, concepts: RawConcepts): void {
	if (!has(table, "kind", "label", "group")) {
		throw new TributaryError("invalid-request", {
			detail: `${table.file}: the columns kind, label and group are wanted; there are ${table.columns.join(", ")}.`,
		});
	}
	for (const row of table.rows) {
		const kind = demand(table, row, "kind");
		if (kind !== "skill" && kind !== "title")
			throw fault(table.file, row.line, `the kind ${kind} is neither skill nor title`);
		const label = demand(table, row, "label");
		const name = nameOf(kind, label);
		if (concepts.has(name)) throw fault(table.file, row.line, `the ${kind} ${label} stands in an earlier line`);
		const group = demand(table, row, "group");
		const reason = kind === "title" ? "One title of this family was given." : "";
		const concept = conceptOf(concepts, name, () => ({ kind, label, group, reason, area: "own" }));
		for (const column of table.columns) {
			const language = /^synonyms(?:_([a-z]{2}))?$/.exec(column);
			if (language !== null) addForms(concept, language[1] ?? "en", listed(row.cell(column)).flatMap(cleanForms));
		}
		concept.related.push(...listed(row.cell("related")).map((one) => nameOf(kind, one)));
		const last = kind === "skill" ? "broader" : "skills";
		concept.last.push(...listed(row.cell(last)).map((one) => nameOf("skill", one)));
	}
}

const listed = (cell: string): string[] =>
	cell
		.split("|")
		.map((part) => part.trim())
		.filter((part) => part !== "");
