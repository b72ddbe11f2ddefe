import path from "node:path";
import { paint, print, printJson, remark, table } from "../src/cli/terminal.ts";
import { ToldFailure } from "../src/cli/verbs.ts";
import type { Explanation } from "../src/domain/hit.ts";
import { TributaryError } from "../src/errors.ts";
import { type Comparison, compareEvaluations, type Gates, type Mover, movers, signed, spanned } from "./comparison.ts";
import type { Corpus } from "./corpus.ts";
import { type Evaluation, evaluateAll, measureRun } from "./evaluation.ts";
import { METRICS } from "./metrics.ts";
import { type BenchOptions, readFor, runWarnings, warningsOf, withCollection } from "./session.ts";
import { openSystems, type System } from "./systems.ts";
import { readRun } from "./trec.ts";

/** `compare`: is the second ranking better than the first, by how much, by more than chance, and where is it worse? */

export interface CompareOptions extends BenchOptions {
	/** Two names of systems ... */
	readonly profile?: readonly string[];
	/** ... or two run files. */
	readonly run?: readonly string[];
	readonly gates: Gates;
	/** Queries that are told of one by one. */
	readonly movers: number;
}

export interface Result {
	readonly comparison: Comparison;
	readonly moved: readonly Mover[];
	/** What a reader of the figures has to know of the collection. */
	readonly warnings: readonly string[];
}

/** @throws ToldFailure when a gate is broken: exit 1 */
export async function runCompare(options: CompareOptions): Promise<void> {
	const corpus = readFor(options);
	const { profile = [], run = [] } = options;
	const [firstRun, secondRun] = run;
	const [first, second] = profile;
	const pending =
		firstRun !== undefined && secondRun !== undefined && run.length === 2 && profile.length === 0
			? compareRuns(options, corpus, firstRun, secondRun)
			: first !== undefined && second !== undefined && profile.length === 2 && run.length === 0
				? compareSystems(options, corpus, first, second)
				: null;
	if (pending === null) {
		throw new TributaryError("invalid-request", { detail: "Name two to compare: --profile twice, or --run twice." });
	}
	const result = await pending;
	for (const warning of result.warnings) remark(paint("yellow", `! ${warning}`));
	if (options.json === true)
		printJson({
			corpus: corpus.description.name,
			warnings: result.warnings,
			...result.comparison,
			movers: result.moved,
		});
	else printComparison(result);
	if (result.comparison.broken.length === 0) return;
	for (const gate of result.comparison.broken) remark(`${paint("red", "gate broken")} ${gate}`);
	throw new ToldFailure();
}

async function compareRuns(
	options: CompareOptions,
	corpus: Corpus,
	...files: readonly [string, string]
): Promise<Result> {
	const warnings: string[] = [];
	const read = (file: string) => {
		const [name, listed] = [path.basename(file), readRun(file)];
		warnings.push(...runWarnings(name, listed, corpus));
		const run = [...listed].map(([query, rows]) => [query, rows.map((row) => ({ ...row, origin: null }))] as const);
		return measureRun(name, new Map(run), corpus, options.seed);
	};
	const result = await resultOf(options, corpus, [read(files[0]), read(files[1])], null);
	return { ...result, warnings: [...result.warnings, ...warnings] };
}

async function compareSystems(
	options: CompareOptions,
	corpus: Corpus,
	...names: readonly [string, string]
): Promise<Result> {
	return withCollection(corpus, options, async (collection) => {
		const opened = await openSystems(collection, names);
		const systems = [opened[0] as System, opened.at(-1) as System] as const;
		const [one, other] = await evaluateAll(systems, corpus, options.seed);
		const result = await resultOf(options, corpus, [one as Evaluation, other as Evaluation], systems);
		return { ...result, warnings: warningsOf(corpus, collection) };
	});
}

async function resultOf(
	options: CompareOptions,
	corpus: Corpus,
	evaluations: readonly [Evaluation, Evaluation],
	systems: readonly [System, System] | null,
): Promise<Result> {
	const [first, second] = evaluations;
	return {
		comparison: compareEvaluations(first, second, options.gates, options.seed),
		moved: await movers(corpus, evaluations, systems, "ndcg@10", options.movers),
		warnings: warningsOf(corpus),
	};
}

/** Prints a comparison for people. */
export function printComparison({ comparison, moved }: Result): void {
	const { first, second, deltas, slices, queries, ungated } = comparison;
	print(`${paint("bold", second)} against ${paint("bold", first)}, ${queries} judged queries\n`);
	const rows = METRICS.map((name) => {
		const { delta, interval, p, wins, losses, ties } = deltas[name];
		return [name, signed(delta), spanned(interval), p.toFixed(4), wins, losses, ties];
	});
	print(table(["", "delta", "95% interval", "p", "better", "worse", "same"], rows));
	if (slices.length > 0) {
		print();
		const cells = slices.map(({ name, queries, delta, intervals }) => [
			name,
			queries,
			signed(delta["ndcg@10"]),
			spanned(intervals["ndcg@10"]),
			signed(delta.map),
		]);
		print(table(["slice", "queries", "ndcg@10", "95% interval", "map"], cells));
		if (ungated.slices.length > 0) print(paint("dim", ungatedLine(ungated)));
	}
	for (const mover of moved) printMover(mover, first, second);
}

const ungatedLine = ({ fewerThan, slices }: Comparison["ungated"]) =>
	`${slices.length} ${slices.length === 1 ? "slice" : "slices"} of fewer than ${fewerThan} queries ${slices.length === 1 ? "was" : "were"} not gated: ${slices.join(", ")}`;

function printMover({ query, text, from, to, documents }: Mover, first: string, second: string): void {
	print(`\n${paint("bold", query.id)} ${text}: nDCG@10 ${from.toFixed(3)} -> ${to.toFixed(3)}`);
	for (const { id, grade, first: before, second: after } of documents) {
		const rank = (place: number | null) => (place === null ? "not listed" : `place ${place}`);
		print(`  ${id}, grade ${grade ?? "unjudged"}: ${rank(before.rank)} -> ${rank(after.rank)}`);
		if (before.explanation === null && after.explanation === null) continue;
		const sides = sideBySide(before.explanation, after.explanation);
		print(
			table(
				["   ", first, second],
				sides.map(([text, ...points]) => [`    ${text}`, ...points]),
			),
		);
	}
}

/** The contributions of both by their words; empty where only the other has one. */
function sideBySide(before: Explanation | null, after: Explanation | null): [string, string, string][] {
	const points = (explanation: Explanation | null) => {
		const sums = new Map<string, number>();
		for (const one of explanation?.contributions ?? []) sums.set(one.text, (sums.get(one.text) ?? 0) + one.points);
		return sums;
	};
	const [first, second] = [points(before), points(after)];
	const cell = (value: number | undefined) => (value === undefined ? "" : value.toFixed(2));
	const rows = [...new Set([...first.keys(), ...second.keys()])].map((text): [string, string, string] => [
		text,
		cell(first.get(text)),
		cell(second.get(text)),
	]);
	return [...rows, ["score", cell(before?.score), cell(after?.score)]];
}
