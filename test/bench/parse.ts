/** How right is the parser, by field, format, layout and language, and how many files a second does it take? */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FORMATS } from "../../corpora/generate/files.ts";
import { writeCorpus } from "../../corpora/generate/write.ts";
import type { ParsedResume, Resume } from "../../src/domain/resume.ts";
import { createParserPool, type ParserPool } from "../../src/ingest/pool.ts";
import type { BenchOptions } from "./main.ts";
import { agreement } from "./parse-agreement.ts";
import {
	addCalibration,
	type Calibration,
	calibrationRows,
	emptyCalibration,
	rightOfSure,
} from "./parse-calibration.ts";
import { svgOf } from "./parse-plot.ts";
import { addScores, FIELDS, rates, type Score, scoreFailure, scoreResume } from "./parse-score.ts";
import { speed } from "./parse-speed.ts";
import { generatedFiles, type KnownFile, renderedFiles, styledFiles } from "./parse-truth.ts";

const AS_OF = "2026-10-31";
const WORKERS = 2;
const SHARED = path.join(import.meta.dirname, "..", "..", "..", "shared", "data");
/** People of the generated set; the first word after the bench's name changes it. */
const PEOPLE = 150;

interface Scored {
	readonly file: KnownFile;
	readonly score: Score;
	readonly resume: ParsedResume | null;
	readonly failure: string | null;
}

async function scoreFile(pool: ParserPool, file: KnownFile): Promise<Scored> {
	try {
		const resume = await pool.parse({
			tenant: "bench",
			bytes: readFileSync(file.path),
			fileName: path.basename(file.path),
			asOf: AS_OF,
		});
		return { file, score: scoreResume(resume, file.truth), resume, failure: null };
	} catch (thrown) {
		return {
			file,
			score: scoreFailure(file.truth),
			resume: null,
			failure: (thrown as { code?: string }).code ?? String(thrown),
		};
	}
}

type Row = Record<string, number>;

const percent = (share: number): number => Math.round(share * 1000) / 10;

/** F1 in percent by field. */
function f1Row(list: readonly Scored[]): Row {
	const sum = addScores(list.map((entry) => entry.score));
	const known = FIELDS.filter((field) => sum[field].truth > 0);
	return { files: list.length, ...Object.fromEntries(known.map((field) => [field, percent(rates(sum[field]).f1)])) };
}

function tables(list: readonly Scored[]): Record<string, Record<string, Row>> {
	const by = (key: (file: KnownFile) => string): Record<string, Row> =>
		Object.fromEntries(
			[...Map.groupBy(list, (entry) => key(entry.file))].toSorted().map(([name, part]) => [name, f1Row(part)]),
		);
	return {
		set: by((file) => file.set),
		format: by((file) => file.format),
		language: by((file) => file.language),
		layout: by((file) => `${file.format} ${file.layout}`),
	};
}

function overall(list: readonly Scored[]): Record<string, Row> {
	const sum = addScores(list.map((entry) => entry.score));
	return Object.fromEntries(
		FIELDS.map((field) => {
			const { precision, recall, f1 } = rates(sum[field]);
			return [field, { precision: percent(precision), recall: percent(recall), f1: percent(f1) }];
		}),
	);
}

/** Resumes that are there as DOCX and as PDF, by the values of both. */
function pairsOf(list: readonly Scored[]): (readonly [Resume, Resume])[] {
	const people = Map.groupBy(list, ({ file }) => file.path.replace(/\.\w+$/, ""));
	return [...people.values()]
		.filter((files) => files.length === 2)
		.map(([one, other]) => [one?.resume ?? {}, other?.resume ?? {}] as const);
}

/** How often values are right that were given with a confidence. */
function calibrate(list: readonly Scored[]): Calibration {
	const sum = emptyCalibration();
	for (const { resume, file } of list) if (resume !== null) addCalibration(sum, resume, file.truth);
	return sum;
}

const CELL = 8;
const WIDE_CELL = 15;

function print(title: string, rows: Record<string, Record<string, number | string>>, cell = CELL): void {
	const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))];
	const width = Math.max(title.length, ...Object.keys(rows).map((name) => name.length)) + 2;
	const line = (name: string, cells: readonly string[]): string =>
		`${name.padEnd(width)}${cells.map((text) => text.padStart(cell)).join("")}\n`;
	process.stdout.write(
		line(
			title,
			columns.map((column) => column.slice(0, cell - 1)),
		),
	);
	for (const [name, row] of Object.entries(rows))
		process.stdout.write(
			line(
				name,
				columns.map((column) => (row[column] === undefined ? "" : String(row[column]))),
			),
		);
	process.stdout.write("\n");
}

/** What is right in the files of a folder and in those that others rendered; `people` are made for it. */
async function accuracy(out: string, people: number, seed: number): Promise<{ scored: Scored[]; sandbox: string }> {
	await writeCorpus({ people, seed, out, formats: FORMATS }, () => {});
	const files = [...generatedFiles(out), ...styledFiles(), ...(await renderedFiles(SHARED))];
	const pool = createParserPool({ workers: WORKERS });
	const scored = await Promise.all(files.map((file) => scoreFile(pool, file)));
	await pool.close();
	return { scored, sandbox: pool.sandbox.join(", ") };
}

/** Prints the accuracy tables and the throughput; `rest[0]` is the number of generated people. */
export async function run(
	options: Pick<BenchOptions, "seed" | "json" | "rest" | "onlySpeed" | "svg">,
): Promise<Record<string, unknown>> {
	const out = mkdtempSync(path.join(tmpdir(), "tributary-parse-"));
	try {
		const throughput = () =>
			speed(path.join(out, "speed"), path.join(SHARED, "resumes"), {
				seed: options.seed,
				workers: WORKERS,
				asOf: AS_OF,
			});
		if (options.onlySpeed) return { throughput: await throughput() };
		const { scored: all, sandbox } = await accuracy(out, Number(options.rest[0] ?? PEOPLE), options.seed);
		// The layouts of the styles are not those of the generator: a sum of both would say nothing.
		const [scored, styles] = [
			all.filter((entry) => entry.file.set !== "styles"),
			all.filter((entry) => entry.file.set === "styles"),
		];
		const calibration = calibrate(scored);
		if (options.svg !== undefined)
			writeFileSync(options.svg, svgOf(calibrate(all), `Confidence of values, ${all.length} files`));
		const result = {
			overall: overall(scored),
			styles: overall(styles),
			by: tables(scored),
			calibration: calibrationRows(calibration),
			"right of values given at 0.9 and more, %": percent(rightOfSure(calibration)),
			"right of values given at 0.9 and more, styles, %": percent(rightOfSure(calibrate(styles))),
			"same fields as PDF and as DOCX, %": percent(agreement(pairsOf(styles))),
			failures: all.filter((entry) => entry.failure !== null).length,
			throughput: await throughput(),
		};
		if (options.json) return { ...result, sandbox };
		print("field", result.overall);
		print("field, styles", result.styles);
		for (const [name, rows] of Object.entries(result.by)) print(`F1 by ${name}`, rows);
		print("% given > % right (values)", result.calibration, WIDE_CELL);
		const { overall: _, styles: _styles, by: __, calibration: ___, ...rest } = result;
		return { ...rest, sandbox };
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}
