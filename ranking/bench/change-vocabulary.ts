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
import type { EffectJob, LintJob, VocabularyRows } from "../../src/lab/jobs.ts";
import type { LintResult, RunResult } from "../../src/lab/results.ts";
import { DEPTH, type Evaluation, evaluate, searchCount } from "../evaluation.ts";
import { ON_THIS_MACHINE, withCollection } from "../session.ts";
import { lintVocabulary } from "../terms/lint.ts";
import { SHIPPED } from "../terms/write-folder.ts";
import { counted, openSpec, resultOf, shippedCorpus } from "./measure.ts";
import type { OnProgress } from "./run-job.ts";

/** A vocabulary with some rows changed: what is wrong with it, and what it does. */

/** Files that the rows of the change stand in. */
const OWN = "own.tsv";

export async function lint({ rows }: LintJob): Promise<LintResult> {
	return withRows(rows, async (folder) => {
		const before = new Set(lintVocabulary(SHIPPED).map(({ file, rule, message }) => `${file} ${rule} ${message}`));
		// What was wrong before the change is not the change's.
		const findings = lintVocabulary(folder).filter(
			({ file, rule, message }) => !before.has(`${file} ${rule} ${message}`),
		);
		return { findings: findings.map((one) => ({ ...one })) };
	});
}

export async function effect(job: EffectJob, onProgress: OnProgress): Promise<RunResult> {
	const corpus = shippedCorpus(job.corpus);
	const total = searchCount(corpus, 2);
	let done = 0;
	const measured = (name: string, vocabulary: string): Promise<Evaluation> =>
		withCollection(
			corpus,
			ON_THIS_MACHINE,
			async (collection) => {
				const opened = await openSpec(collection, job.system);
				const system = counted(opened, () => onProgress({ done: ++done, total }));
				return evaluate({ ...system, name }, corpus, job.seed, DEPTH);
			},
			{ vocabulary },
		);
	return withRows(job.rows, async (folder) => {
		const evaluations = [await measured("shipped", SHIPPED), await measured("changed", folder)];
		return resultOf(corpus, evaluations, { seed: job.seed });
	});
}

async function withRows<T>(rows: VocabularyRows, work: (folder: string) => Promise<T>): Promise<T> {
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
