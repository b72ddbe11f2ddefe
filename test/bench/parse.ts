/** How right is the parser, by field, format, layout and language, and how many files a second does it take? */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { FORMATS } from "../../corpora/generate/files.ts";
import { writeCorpus } from "../../corpora/generate/write.ts";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { createParserPool, type ParserPool } from "../../src/ingest/pool.ts";
import { residentBytes } from "../../src/ingest/sandbox/memory.ts";
import type { BenchOptions } from "./main.ts";
import {
	addCalibration,
	type Calibration,
	calibrationRows,
	emptyCalibration,
	rightOfSure,
} from "./parse-calibration.ts";
import { svgOf } from "./parse-plot.ts";
import { addScores, FIELDS, rates, type Score, scoreFailure, scoreResume } from "./parse-score.ts";
import { generatedFiles, type KnownFile, renderedFiles } from "./parse-truth.ts";

const AS_OF = "2026-10-31";
const WORKERS = 2;
/** People of the generated set; the first word after the bench's name changes it. */
const PEOPLE = 150;
/** PDFs of the throughput part: the first are parsed before the clock runs, and each of the others once while it does. */
const WARM_UP = 400;
const TIMED = 1200;

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

const BARE = `
import { readFileSync } from "node:fs";
const { PDFParse } = await import(process.argv[1]);
const files = process.argv.slice(3).map((name) => readFileSync(name));
const warmUp = Number(process.argv[2]);
const all = async (list) => { for (const data of list) { const parser = new PDFParse({ data: new Uint8Array(data) }); await parser.getText(); await parser.destroy(); } };
await all(files.slice(0, warmUp));
const from = performance.now();
await all(files.slice(warmUp));
console.log(performance.now() - from);
`;

/** Text extraction alone by pdf-parse, in as many processes, without isolation. Files a second. */
async function bareSpeed(files: readonly string[]): Promise<number> {
	const entry = createRequire(import.meta.url)
		.resolve("pdf-parse")
		.replace("/cjs/index.cjs", "/esm/index.js");
	const run = (part: readonly string[]): Promise<number> =>
		new Promise((resolve, reject) => {
			const args = ["--input-type=module", "-e", BARE, pathToFileURL(entry).href, String(WARM_UP / WORKERS), ...part];
			const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
			let out = "";
			child.stdout.on("data", (chunk: Buffer) => {
				out += chunk.toString();
			});
			child.once("close", () => (Number(out) > 0 ? resolve(Number(out)) : reject(new Error("pdf-parse gave no time"))));
		});
	const parts = Array.from({ length: WORKERS }, (_, worker) => files.filter((_, index) => index % WORKERS === worker));
	const times = await Promise.all(parts.map(run));
	return (files.length - WARM_UP) / (Math.max(...times) / 1000);
}

/** The whole of parsing in sandboxed processes, with the pool's own settings. Files a second and bytes a process. */
async function poolSpeed(files: readonly string[]): Promise<{ rate: number; memory: number }> {
	const pool = createParserPool({ workers: WORKERS });
	const bytes = files.map((name) => readFileSync(name));
	const all = (list: readonly Buffer[]): Promise<unknown> =>
		Promise.allSettled(list.map((content) => pool.parse({ tenant: "bench", bytes: content, asOf: AS_OF })));
	await all(bytes.slice(0, WARM_UP));
	let memory = 0;
	const watch = setInterval(() => {
		memory = Math.max(memory, ...pool.pids().map(residentBytes));
	}, 100);
	const from = performance.now();
	await all(bytes.slice(WARM_UP));
	const seconds = (performance.now() - from) / 1000;
	clearInterval(watch);
	await pool.close();
	return { rate: (files.length - WARM_UP) / seconds, memory };
}

/** No file is parsed twice, so that nothing that either side remembers of a file counts. */
async function speed(folder: string, seed: number): Promise<Row> {
	const people = WARM_UP + TIMED;
	const truth = await writeCorpus({ people, seed: seed + 1, out: folder, formats: ["pdf"] }, () => {});
	const files = truth.map((line) => path.join(folder, line.file));
	const bare = await bareSpeed(files);
	const whole = await poolSpeed(files);
	return {
		"PDF files": TIMED,
		"bare pdf-parse, files/s": Math.round(bare),
		"pool, files/s": Math.round(whole.rate),
		"share, %": percent(whole.rate / bare),
		"memory of a worker, MB": Math.round(whole.memory / 1e6),
	};
}

/** Prints the accuracy tables and the throughput; `rest[0]` is the number of generated people. */
export async function run(
	options: Pick<BenchOptions, "seed" | "json" | "rest" | "svg">,
): Promise<Record<string, unknown>> {
	const out = mkdtempSync(path.join(tmpdir(), "tributary-parse-"));
	try {
		const people = Number(options.rest[0] ?? PEOPLE);
		await writeCorpus({ people, seed: options.seed, out, formats: FORMATS }, () => {});
		const files = [
			...generatedFiles(out),
			...(await renderedFiles(path.join(import.meta.dirname, "..", "..", "..", "shared", "data"))),
		];
		const pool = createParserPool({ workers: WORKERS });
		const scored = await Promise.all(files.map((file) => scoreFile(pool, file)));
		const sandbox = pool.sandbox;
		await pool.close();
		const calibration = calibrate(scored);
		if (options.svg !== undefined)
			writeFileSync(options.svg, svgOf(calibration, `Confidence of values, ${scored.length} files`));
		const result = {
			overall: overall(scored),
			by: tables(scored),
			calibration: calibrationRows(calibration),
			"right of values given at 0.9 and more, %": percent(rightOfSure(calibration)),
			failures: scored.filter((entry) => entry.failure !== null).length,
			throughput: await speed(path.join(out, "speed"), options.seed),
		};
		if (options.json) return { ...result, sandbox };
		print("field", result.overall);
		for (const [name, rows] of Object.entries(result.by)) print(`F1 by ${name}`, rows);
		print("% given > % right (values)", result.calibration, WIDE_CELL);
		const { overall: _, by: __, calibration: ___, ...rest } = result;
		return { ...rest, sandbox: sandbox.join(", ") };
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}
