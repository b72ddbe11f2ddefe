import { TributaryError } from "../../src/errors.ts";
import { addForms, cleanForms, conceptOf, type RawConcepts, type Source } from "./concepts.ts";
import { demand, has, type Table, type TableRow } from "./table.ts";

/**
 * O*NET, the database of the U.S. Department of Labor, as its text download gives it (tabs; CSV works as well): Occupation Data,
 * Alternate Titles, Sample of Reported Titles, Technology Skills, Tools Used, Related Occupations. An occupation becomes a title, its
 * alternate titles become names of it; technology and tools become skills, below the class of goods that they are of.
 */

export const ONET: Source = {
	source: "O*NET",
	licence: "CC-BY-4.0",
	attribution:
		"This includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA. The information was modified.",
	url: "https://www.onetcenter.org/database.html",
};

const CODE = "O*NET-SOC Code";
/** Technology of an occupation that is kept as its skills. */
const MOST_SKILLS = 6;
const RELATED = 5;

/** @throws TributaryError `file-malformed` for a table that is none of O*NET's, and with file and line for a row without its name */
export function readOnet(tables: readonly Table[]): RawConcepts {
	const concepts: RawConcepts = new Map();
	const readers = tables.map((table) => ({ table, read: readerOf(table) }));
	// Occupations first: the other tables speak of them.
	for (const { table, read } of readers.toSorted((one, other) => one.read.turn - other.read.turn)) {
		for (const row of table.rows) read.row(concepts, table, row);
	}
	return concepts;
}

interface Reader {
	readonly turn: number;
	row(concepts: RawConcepts, table: Table, row: TableRow): void;
}

function readerOf(table: Table): Reader {
	if (has(table, CODE, "Title", "Description")) return { turn: 0, row: occupation };
	if (has(table, CODE, "Alternate Title")) return { turn: 1, row: alternateTitle };
	if (has(table, CODE, "Reported Job Title")) return { turn: 1, row: reportedTitle };
	if (has(table, CODE, "Example", "Commodity Code", "Commodity Title")) return { turn: 1, row: technology };
	if (has(table, CODE, "Related O*NET-SOC Code")) return { turn: 2, row: related };
	throw new TributaryError("file-malformed", {
		detail: `${table.file}: this is none of the tables that are read of O*NET. Its columns are ${table.columns.join(", ")}.`,
	});
}

function occupation(concepts: RawConcepts, table: Table, row: TableRow): void {
	const title = demand(table, row, "Title");
	occupationOf(concepts, demand(table, row, CODE), title);
}

/** Tables may be read without Occupation Data: each of them names the occupation as well. */
function occupationOf(concepts: RawConcepts, code: string, title: string) {
	const soc = code.slice(0, 7);
	return conceptOf(concepts, code, () => ({
		kind: "title",
		label: cleanForms(title)[0] ?? title,
		group: `soc-${soc}`,
		reason: `O*NET has one occupation at ${soc}.`,
		area: `onet-${code.slice(0, 2)}`,
	}));
}

const ownOccupation = (concepts: RawConcepts, table: Table, row: TableRow) =>
	occupationOf(concepts, demand(table, row, CODE), row.cell("Title") || demand(table, row, CODE));

function alternateTitle(concepts: RawConcepts, table: Table, row: TableRow): void {
	// Where there is none the published files hold "n/a".
	const short = row.cell("Short Title");
	const names = [demand(table, row, "Alternate Title"), ...(/^n\/a$/i.test(short) ? [] : [short])];
	addForms(ownOccupation(concepts, table, row), "en", names.flatMap(cleanForms));
}

function reportedTitle(concepts: RawConcepts, table: Table, row: TableRow): void {
	addForms(ownOccupation(concepts, table, row), "en", cleanForms(demand(table, row, "Reported Job Title")));
}

function technology(concepts: RawConcepts, table: Table, row: TableRow): void {
	const example = demand(table, row, "Example");
	const commodity = demand(table, row, "Commodity Title");
	const tools = !has(table, "Hot Technology");
	const area = tools ? "onet-tools" : "onet-technology";
	const broader = conceptOf(concepts, `commodity ${demand(table, row, "Commodity Code")}`, () => ({
		kind: "skill",
		label: cleanForms(commodity)[0] ?? commodity,
		group: "domain",
		reason: "",
		area,
	}));
	const name = cleanForms(example)[0];
	if (name === undefined) return;
	const skill = conceptOf(concepts, `example ${name.toLowerCase()}`, () => ({
		kind: "skill",
		label: name,
		group: tools ? "instrument" : "tool",
		reason: "",
		area,
	}));
	addForms(skill, "en", cleanForms(example).slice(1));
	if (!skill.last.includes(broader.uri)) skill.last.push(broader.uri);
	const { last } = ownOccupation(concepts, table, row);
	const wanted = row.cell("Hot Technology") === "Y" || row.cell("In Demand") === "Y";
	if (wanted && last.length < MOST_SKILLS && !last.includes(skill.uri)) last.push(skill.uri);
}

function related(concepts: RawConcepts, table: Table, row: TableRow): void {
	const own = ownOccupation(concepts, table, row);
	const other = demand(table, row, "Related O*NET-SOC Code");
	if (row.cell("Relatedness Tier").startsWith("Primary") && own.related.length < RELATED && concepts.has(other)) {
		own.related.push(other);
	}
}
