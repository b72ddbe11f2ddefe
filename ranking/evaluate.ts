import { writeFileSync } from "node:fs";
import { paint, print, printJson, remark, table } from "../src/cli/terminal.ts";
import { asJson, DEPTH, type Evaluation, evaluateAll } from "./evaluation.ts";
import { demandWritable } from "./files.ts";
import { type MergeMetrics, told } from "./merge-metrics.ts";
import { METRICS } from "./metrics.ts";
import { type BenchOptions, readFor, warningsOf, withCollection } from "./session.ts";
import type { SliceFigures } from "./slices.ts";
import { openSystems } from "./systems.ts";
import { runLines } from "./trec.ts";

/** `evaluate`: how good is the order that a ranking profile gives, in numbers. */

export interface EvaluateOptions extends BenchOptions {
	/** Names of systems, see {@link openSystem}. */
	readonly profile: readonly string[];
	readonly depth: number;
	readonly runOut?: string;
}

export async function runEvaluate(options: EvaluateOptions): Promise<void> {
	const corpus = readFor(options);
	const { runOut } = options;
	if (runOut !== undefined) demandWritable(runOut);
	await withCollection(corpus, options, async (collection) => {
		const systems = await openSystems(collection, options.profile);
		const results = await evaluateAll(systems, corpus, options.seed, options.depth);
		const { stored } = collection;
		const warnings = [...warningsOf(corpus, collection), ...cutOff(options.depth)];
		for (const warning of warnings) remark(paint("yellow", `! ${warning}`));
		if (runOut !== undefined) writeRuns(runOut, results);
		const head = {
			corpus: corpus.description.name,
			candidates: corpus.candidates.length,
			profiles: corpus.network.length,
			storedMilliseconds: Math.round(stored.milliseconds),
			warnings,
		};
		if (options.json === true) return printJson({ ...head, results: results.map(asJson) });
		printHead(head, results);
		for (const result of results) printParts(result);
	});
}

/** What lists of so many people cannot tell: a metric that looks further finds nobody there. */
export function cutOff(depth: number): string[] {
	if (depth >= DEPTH) return [];
	const deeper = METRICS.filter((name) => !name.startsWith("judged") && Number(name.split("@")[1] ?? DEPTH) > depth);
	return [`lists end after ${depth} people (--depth): lower than of ${DEPTH} may be ${deeper.join(", ")}`];
}

/** One file for one system; for several the name of each is put before the ending. */
function writeRuns(file: string, results: readonly Evaluation[]): void {
	for (const { run, system } of results) writeFileSync(runFile(file, results.length, system), runLines(run, system));
}

const runFile = (file: string, systems: number, system: string): string =>
	systems === 1 ? file : file.replace(/(\.[^./]*)?$/, `.${system}$1`);

interface Head {
	readonly corpus: string;
	readonly candidates: number;
	readonly profiles: number;
	readonly storedMilliseconds: number;
}

function printHead(head: Head, results: readonly Evaluation[]): void {
	const network = head.profiles > 0 ? ` and ${head.profiles} profiles` : "";
	const seconds = (head.storedMilliseconds / 1000).toFixed(1);
	print(
		`${paint("bold", head.corpus)}: ${head.candidates} candidates${network} stored in ${seconds} s, ${results[0]?.perQuery.size ?? 0} judged queries\n`,
	);
	const rows: string[][] = METRICS.map((name) => [name, ...results.map((result) => withInterval(result, name))]);
	for (const [label, of] of LATENCIES) {
		rows.push([label, ...results.map(({ latency }) => (latency === null ? "" : of(latency).toFixed(1)))]);
	}
	print(table(["", ...results.map(({ system }) => system)], rows));
	print(paint("dim", "95% intervals over queries in brackets; times for the whole depth, warm, the systems in turns"));
}

const LATENCIES: readonly (readonly [string, (latency: NonNullable<Evaluation["latency"]>) => number])[] = [
	["p50 ms", ({ p50 }) => p50],
	["p95 ms", ({ p95 }) => p95],
	["p99 ms", ({ p99 }) => p99],
	["all queries, s", ({ wallMilliseconds }) => wallMilliseconds / 1000],
	["processor, s", ({ processorMilliseconds }) => processorMilliseconds / 1000],
];

function withInterval({ metrics, intervals }: Evaluation, name: (typeof METRICS)[number]): string {
	const { low, high } = intervals[name];
	return `${metrics[name].toFixed(4)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

const SHOWN = ["ndcg@10", "map", "p@10", "recall@100", "mrr"] as const;

function printParts({ system, slices, merge }: Evaluation): void {
	if (slices.length > 0) {
		print(`\n${paint("bold", system)}`);
		const row = ({ of, slice, value, queries, metrics, intervals }: SliceFigures) => [
			`${slice} ${value}`,
			of,
			queries,
			`[${intervals["ndcg@10"].low.toFixed(3)}, ${intervals["ndcg@10"].high.toFixed(3)}]`,
			...SHOWN.map((name) => metrics[name].toFixed(4)),
		];
		print(table(["slice", "of", "queries", "interval", ...SHOWN], slices.map(row)));
	}
	if (merge !== null) print(`\n${mergeLine(merge)}`);
}

/** How the pools became one list, in one line. */
export function mergeLine({ duplicateLeak, interleaving, balance }: MergeMetrics): string {
	const shares = told(balance, (all) =>
		Object.entries(all)
			.map(([origin, share]) => `${origin} ${share >= 0 ? "+" : ""}${(share * 100).toFixed(1)}`)
			.join(", "),
	);
	const twice = told(duplicateLeak, (leak) => `${(leak * 100).toFixed(2)}%`);
	const mixed = told(interleaving, (value) => `${value.toFixed(2)} of chance`);
	return `merge (first 20): people twice ${twice}, interleaving ${mixed}, shown more than their due in points: ${shares}`;
}
