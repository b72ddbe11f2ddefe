import { fold } from "../../src/analysis/fold.ts";
import { TributaryError } from "../../src/errors.ts";
import { fault } from "../trec.ts";
import { addForms, cleanForms, conceptOf, nameByLabel, type RawConcepts } from "./concepts.ts";
import { KINDS } from "./lint.ts";
import { demand, has, type Table, type TableRow } from "./table.ts";

/**
 * A table of one's own: CSV with the columns `kind` (skill or title), `label` and `group` (kind of a skill, family of a title), and where
 * wanted `synonyms` (with bars between), the same by language (`synonyms_de`), `related`, `broader` (of a skill), `skills` (of a title).
 * Other concepts are named by their labels, those of the base by any of their names.
 * @throws TributaryError `file-malformed` with file and line
 */
export function readOwnTable(tables: readonly Table[]): RawConcepts {
	const concepts: RawConcepts = new Map();
	for (const table of tables) readOne(table, concepts);
	return concepts;
}

function readOne(table: Table, concepts: RawConcepts): void {
	if (!has(table, "kind", "label", "group")) {
		throw new TributaryError("file-malformed", {
			detail: `${table.file}: the columns kind, label and group are wanted; there are ${table.columns.join(", ")}.`,
		});
	}
	for (const row of table.rows) {
		const kind = demand(table, row, "kind").toLowerCase();
		if (kind !== "skill" && kind !== "title")
			throw fault(table.file, row.line, `the kind ${kind} is neither skill nor title`);
		const label = demand(table, row, "label");
		const name = nameByLabel(kind, label);
		if (concepts.has(name)) throw fault(table.file, row.line, `the ${kind} ${label} stands in an earlier line`);
		const group = kind === "skill" ? kindOf(table, row) : familyOf(table, row);
		const reason = kind === "title" ? "One title of this family was given." : "";
		const concept = conceptOf(concepts, name, () => ({ kind, label, group, reason, area: "own" }));
		for (const column of table.columns) {
			const language = /^synonyms(?:_([a-z]{2}))?$/.exec(column);
			if (language !== null) addForms(concept, language[1] ?? "en", listed(row.cell(column)).flatMap(cleanForms));
		}
		concept.related.push(...listed(row.cell("related")).map((one) => nameByLabel(kind, one)));
		const last = kind === "skill" ? "broader" : "skills";
		concept.last.push(...listed(row.cell(last)).map((one) => nameByLabel("skill", one)));
	}
}

/** @throws TributaryError `file-malformed` for a kind that no search knows */
function kindOf(table: Table, row: TableRow): string {
	const group = demand(table, row, "group").toLowerCase();
	if (KINDS.has(group)) return group;
	throw fault(table.file, row.line, `there is no kind of skill ${group}; known: ${[...KINDS].join(", ")}`);
}

/** A family is named as ids are: "Nursing & care" is nursing-care. */
function familyOf(table: Table, row: TableRow): string {
	const written = demand(table, row, "group");
	const family = fold(written)
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-+|-+$/g, "");
	if (family !== "") return family;
	throw fault(table.file, row.line, `${written} is no name of a family: use a-z, 0-9 and single hyphens`);
}

const listed = (cell: string): string[] =>
	cell
		.split("|")
		.map((part) => part.trim())
		.filter((part) => part !== "");
