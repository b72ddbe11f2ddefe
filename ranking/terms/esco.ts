import { TributaryError } from "../../src/errors.ts";
import { addForms, cleanForms, conceptOf, type RawConcept, type RawConcepts, type Source } from "./concepts.ts";
import { demand, has, languageOf, type Table, type TableRow } from "./table.ts";

/**
 * ESCO, the classification of the European Commission, as its portal gives it: CSV, a file for each kind and language
 * (`occupations_de.csv`, `skills_en.csv`, collections of skills, relations). Occupations become titles, skills and knowledge become skills.
 */

export const ESCO: Source = {
	source: "ESCO",
	licence: "CC-BY-4.0",
	attribution: "This service uses the ESCO classification of the European Commission.",
	url: "https://esco.ec.europa.eu/en/use-esco/download",
};

/** Essential skills of an occupation that are kept: those that the job asks for first. */
const MOST_SKILLS = 6;

/**
 * @param tables English first, so that labels and ids are English where there is an English file
 * @throws TributaryError `file-malformed` for a table that is none of ESCO's, and with file and line for a row without its name
 */
export function readEsco(tables: readonly Table[]): RawConcepts {
	const concepts: RawConcepts = new Map();
	const english = tables.toSorted(
		(one, other) => Number(languageOf(other) === "en") - Number(languageOf(one) === "en"),
	);
	const relations: Table[] = [];
	for (const table of english) {
		if (has(table, "conceptUri", "preferredLabel", "iscoGroup")) readConcepts(table, concepts, occupation);
		else if (has(table, "conceptUri", "preferredLabel", "skillType")) readConcepts(table, concepts, skill);
		else if (isRelation(table)) relations.push(table);
		// Groups and the hierarchy above the concepts name nothing that stands in a resume.
		else if (!has(table, "conceptUri", "preferredLabel") && !has(table, "Level 0 URI")) {
			throw new TributaryError("file-malformed", {
				detail: `${table.file}: this is no file of ESCO's CSV download. Its columns are ${table.columns.join(", ")}.`,
			});
		}
	}
	for (const table of relations) readRelations(table, concepts);
	return concepts;
}

const isRelation = (table: Table) =>
	has(table, "occupationUri", "skillUri", "relationType") ||
	has(table, "originalSkillUri", "relatedSkillUri") ||
	has(table, "conceptUri", "broaderUri");

type Made = Omit<RawConcept, "uri" | "forms" | "related" | "last">;

function readConcepts(table: Table, concepts: RawConcepts, make: (table: Table, row: TableRow) => Made): void {
	const language = languageOf(table);
	for (const row of table.rows) {
		if (!/^(?:released)?$/i.test(row.cell("status"))) continue;
		const uri = demand(table, row, "conceptUri");
		const names = [
			demand(table, row, "preferredLabel"),
			...listed(row.cell("altLabels")),
			...listed(row.cell("hiddenLabels")),
		];
		const concept = conceptOf(concepts, uri, () => make(table, row));
		const both = concept.kind === "title" ? names.flatMap((name) => bothGenders(name, language)) : names;
		addForms(concept, language, both.flatMap(cleanForms));
		const broader = listed(row.cell("broaderConceptUri"));
		concept.last.push(...broader.filter((one) => !concept.last.includes(one)));
	}
}

/** One name a line, or with bars between. */
const listed = (cell: string): string[] =>
	cell
		.split(/[\n|]/)
		.map((part) => part.trim())
		.filter((part) => part !== "");

/** `Bauleiter/Bauleiterin`, `actor/actress`: two names of one occupation. English has other slashes between words as well. */
const bothGenders = (name: string, language: string): string[] => {
	if (language === "en" && /\s/.test(name)) return [name];
	const [first = "", second = "", ...more] = name.split("/").map((part) => part.trim());
	return more.length === 0 && first.length > 3 && second.length > 3 ? [first, second] : [name];
};

/** Occupations below one place of ISCO's fourth level are near enough for a recruiter: 2654.1.7 and 2654.1.8. */
function occupation(table: Table, row: TableRow): Made {
	const group = demand(table, row, "iscoGroup");
	const place = /^\d{4}\.\d+/.exec(row.cell("code"))?.[0] ?? group;
	return {
		kind: "title",
		label: labelOf(row, languageOf(table)),
		group: `esco-${place.replaceAll(".", "-")}`,
		reason: `ESCO has one occupation at ${place}.`,
		area: `esco-${group.slice(0, 2)}`,
	};
}

function skill(table: Table, row: TableRow): Made {
	const knowledge = row.cell("skillType") === "knowledge";
	const spoken = /languageSkills/i.test(table.file);
	return {
		kind: "skill",
		label: labelOf(row, languageOf(table)),
		group: spoken ? "spoken" : knowledge ? "domain" : "method",
		reason: "",
		area: spoken ? "esco-languages" : knowledge ? "esco-knowledge" : "esco-skills",
	};
}

const labelOf = (row: TableRow, language: string) => {
	const name = row.cell("preferredLabel");
	return cleanForms(bothGenders(name, language)[0] ?? name)[0] ?? name;
};

function readRelations(table: Table, concepts: RawConcepts): void {
	for (const row of table.rows) {
		const [from, to] = has(table, "occupationUri")
			? ["occupationUri", "skillUri"]
			: has(table, "originalSkillUri")
				? ["originalSkillUri", "relatedSkillUri"]
				: ["conceptUri", "broaderUri"];
		const concept = concepts.get(demand(table, row, from ?? ""));
		const other = demand(table, row, to ?? "");
		if (concept === undefined || !concepts.has(other)) continue;
		if (from === "originalSkillUri") concept.related.push(other);
		else if (from === "conceptUri") concept.last.push(other);
		else if (row.cell("relationType") === "essential" && concept.last.length < MOST_SKILLS) concept.last.push(other);
	}
}
