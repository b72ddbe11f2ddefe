import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TributaryError } from "../../src/errors.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Assembled, Assembly } from "./assemble.ts";
import type { Source } from "./concepts.ts";
import type { Table } from "./table.ts";

/** Writes an imported vocabulary in the format of ranking/vocabulary, with where it comes from. */

export const SHIPPED = path.join(packageRoot(), "ranking", "vocabulary");

export interface FolderInput {
	readonly assembly: Assembly;
	readonly source: Source;
	readonly tables: readonly Table[];
	/** Folder that the new one begins as a copy of; null: seniority words of the shipped one only. */
	readonly base: string | null;
	readonly at: Date;
}

/** @throws TributaryError `invalid-request` when there is something in the folder: nothing is written over */
export function writeFolder(folder: string, { assembly, source, tables, base, at }: FolderInput): void {
	if (existsSync(folder) && readdirSync(folder).length > 0) {
		throw new TributaryError("invalid-request", { detail: `${folder} is not empty: name a new folder.` });
	}
	mkdirSync(folder, { recursive: true });
	if (base === null) cpSync(path.join(SHIPPED, "seniority.tsv"), path.join(folder, "seniority.tsv"));
	else cpSync(base, folder, { recursive: true });
	const head = `# ${source.source}. ${source.attribution}\n# Licence: ${source.licence}. ${source.url}\n`;
	writeConcepts(folder, "skills", "# id	label	kind	synonyms	related	broader", assembly.concepts, head);
	writeConcepts(folder, "titles", "# id	label	family	synonyms	related	skills", assembly.concepts, head);
	appendRows(
		folder,
		"ambiguous.tsv",
		head,
		assembly.ambiguous.map(({ form, id }) => [form, id, "context"]),
	);
	appendRows(folder, "families.tsv", head, singleFamilies(assembly.concepts));
	const origin = {
		...source,
		imported: at.toISOString(),
		files: tables.map(({ file, rows, digest }) => ({ name: path.basename(file), rows: rows.length, sha256: digest })),
		// Titles and seniority that were copied stay under the licence that they had.
		...(base === null ? {} : { base: path.basename(path.resolve(base)) }),
	};
	writeFileSync(path.join(folder, "origin.json"), `${JSON.stringify(origin, null, "\t")}\n`);
	const names = assembly.concepts.map(({ kind, id, uri }) => `${kind}\t${id}\t${uri}\n`).join("");
	writeFileSync(path.join(folder, "origin.tsv"), `${head}# kind	id	name in the source\n${names}`);
}

function writeConcepts(
	folder: string,
	part: "skills" | "titles",
	columns: string,
	concepts: readonly Assembled[],
	head: string,
): void {
	const own = concepts.filter(({ kind }) => `${kind}s` === part);
	mkdirSync(path.join(folder, part), { recursive: true });
	for (const [area, members] of Map.groupBy(own, (concept) => concept.area)) {
		const rows = members.map(({ id, label, group, synonyms, related, last, kind }) => {
			const names = kind === "title" ? synonyms.map((forms) => forms.join("|")).join("||") : synonyms.flat().join("|");
			return [id, label, group, names, related.join("|"), last.join("|")].join("\t");
		});
		writeFileSync(path.join(folder, part, `${area}.tsv`), `${head}${columns}\n${rows.join("\n")}\n`);
	}
}

function appendRows(folder: string, name: string, head: string, rows: readonly (readonly string[])[]): void {
	if (rows.length > 0)
		appendFileSync(path.join(folder, name), `${head}${rows.map((row) => `${row.join("\t")}\n`).join("")}`);
}

function singleFamilies(concepts: readonly Assembled[]): string[][] {
	const titles = concepts.filter(({ kind }) => kind === "title");
	return [...Map.groupBy(titles, ({ group }) => group)].flatMap(([family, members]) => {
		const [only] = members;
		return members.length === 1 && only !== undefined ? [[family, only.reason]] : [];
	});
}
