import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import type { VocabularyRows } from "../../src/lab/jobs.ts";
import { SHIPPED } from "../terms/write-folder.ts";

/** The shipped vocabulary with some rows changed. */

/** Files that the rows of the change stand in. */
const OWN = "own.tsv";

/** @param work with the folder of it, which goes afterwards */
export async function withRows<T>(rows: VocabularyRows, work: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-vocabulary-"));
	try {
		cpSync(SHIPPED, folder, { recursive: true });
		for (const part of ["skills", "titles"] as const) replaceRows(path.join(folder, part), rows[part]);
		appendFileSync(path.join(folder, "ambiguous.tsv"), rows.ambiguous.map((row) => `${row}\n`).join(""));
		return await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const idOf = (row: string) => (row.split("\t")[0] ?? "").trim();

/** A row with the id of one that is there stands in its place, everything else in a file of its own. */
function replaceRows(folder: string, rows: readonly string[]): void {
	if (!existsSync(folder) || rows.length === 0) return;
	const ids = new Set(rows.map(idOf));
	for (const name of readdirSync(folder).filter((one) => one.endsWith(".tsv"))) {
		const file = path.join(folder, name);
		const lines = readFileSync(file, "utf8").split("\n");
		const kept = lines.filter((line) => line.startsWith("#") || !ids.has(idOf(line)));
		if (kept.length < lines.length) writeFileSync(file, kept.join("\n"));
	}
	writeFileSync(path.join(folder, OWN), rows.map((row) => `${row}\n`).join(""));
}
