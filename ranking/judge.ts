import { writeFileSync } from "node:fs";
import path from "node:path";
import { paint, print, printJson, remark, table } from "../src/cli/terminal.ts";
import type { Candidate } from "../src/domain/candidate.ts";
import type { Resume } from "../src/domain/resume.ts";
import { TributaryError } from "../src/errors.ts";
import { markerOf, readableQuery, readableResume } from "../src/lab/readable.ts";
import type { Collection } from "./collection.ts";
import { type Corpus, documentsOf } from "./corpus.ts";
import { demandWritable } from "./files.ts";
import { readGrades } from "./judging/grades-csv.ts";
import { appendJudgments, type Pair, pairKey, parseJudge, readJudgments } from "./judging/judgments.ts";
import { inBlindOrder, poolOf, unjudgedOf } from "./judging/pool.ts";
import { JudgingSession } from "./judging/session.ts";
import { type Settlement, settle } from "./judging/settle.ts";
import { baseQrels, gradesWith, writeQrels } from "./judging/settled-qrels.ts";
import { sheetOf } from "./judging/sheet.ts";
import { type JudgingState, stateOf } from "./judging/state.ts";
import { judgeOnTerminal, type Readable, terminalKeys } from "./judging/terminal.ts";
import { queryText } from "./query-text.ts";
import { type BenchOptions, readFor, withCollection } from "./session.ts";
import { openSystem } from "./systems.ts";
import { readRun, type Scored } from "./trec.ts";

/** `judge`: who is right for a query, said by people; how far they agree, and what becomes of it. */

export interface JudgeOptions extends BenchOptions {
	/** Names of systems whose first people are judged. */
	readonly profile?: readonly string[];
	/** The same of TREC runs. */
	readonly run?: readonly string[];
	/** People of each list. */
	readonly depth: number;
	/** Who judges. */
	readonly judge?: string;
	/** CSV file with grades. */
	readonly grades?: string;
	/** CSV file to write, to be filled in by somebody. */
	readonly sheet?: string;
	readonly unjudged?: boolean;
	readonly settle?: Settlement;
	/** The judge whose word counts where the others disagree. */
	readonly adjudicator?: string;
}

type Run = ReadonlyMap<string, readonly Scored[]>;

export async function runJudge(options: JudgeOptions): Promise<void> {
	const corpus = readFor(options, { judged: false });
	for (const name of [options.judge, options.adjudicator]) if (name !== undefined) parseJudge(name);
	if (options.grades !== undefined) takeGrades(corpus, options, options.grades);
	if (options.settle !== undefined) settleQrels(corpus, options, options.settle);
	if (options.sheet !== undefined) demandWritable(options.sheet);
	const { profile = [], run = [] } = options;
	const runs = new Map<string, Run>(run.map((file) => [path.basename(file), readRun(file)]));
	const pooled = profile.length + run.length > 0;
	const asks = options.grades === undefined && options.settle === undefined && options.judge !== undefined;
	if (!pooled && (asks || options.unjudged === true || options.sheet !== undefined)) {
		throw new TributaryError("invalid-request", {
			detail: "Whose results are judged? Name --profile or --run, one or several.",
		});
	}
	if (profile.length > 0 || asks || options.sheet !== undefined) {
		await withCollection(corpus, options, async (collection) => {
			for (const name of profile) runs.set(name, await runOf(collection, name, options.depth));
			const pool = pooledOf(corpus, runs, options.depth);
			if (options.sheet !== undefined) await writeSheet(collection, pool, options, options.sheet);
			else if (asks && options.unjudged !== true) await judgeInteractively(collection, pool, options);
		});
	}
	report(corpus, runs, options);
}

/** What a run read from a file lists beyond the collection is nobody's to judge. */
function pooledOf(corpus: Corpus, runs: ReadonlyMap<string, Run>, depth: number): Pair[] {
	const queries = new Set(corpus.queries.map(({ id }) => id));
	const documents = documentsOf(corpus);
	return poolOf([...runs.values()], depth).filter(
		({ query, document }) => queries.has(query) && documents.has(document),
	);
}

async function runOf(collection: Collection, name: string, depth: number): Promise<Run> {
	const system = await openSystem(collection, name);
	const run = new Map<string, readonly Scored[]>();
	for (const query of collection.corpus.queries) run.set(query.id, await system.search(query, depth));
	return run;
}

function takeGrades(corpus: Corpus, options: JudgeOptions, file: string): void {
	const { judge } = options;
	if (judge === undefined)
		throw new TributaryError("invalid-request", { detail: "Who gave the grades? Name --judge." });
	const given = readGrades(file, corpus, new Date().toISOString());
	const before = readJudgments(corpus.folder).get(judge);
	const changed = given.filter((judgment) => before?.get(pairKey(judgment))?.grade !== judgment.grade);
	appendJudgments(corpus.folder, judge, changed);
	remark(`${given.length} grades of ${judge}, ${changed.length} of them new or changed`);
}

function settleQrels(corpus: Corpus, options: JudgeOptions, method: Settlement): void {
	const adjudicator = options.adjudicator ?? null;
	if (method === "adjudication" && adjudicator === null) {
		throw new TributaryError("invalid-request", { detail: "Who decides? Name --adjudicator." });
	}
	const settled = settle(readJudgments(corpus.folder), method, adjudicator);
	const changed = writeQrels(corpus.folder, settled, method);
	remark(`qrels.txt: ${settled.grades.size} pairs settled by ${method}, ${changed} lines new or changed`);
	if (settled.open.length === 0) return;
	remark(paint("yellow", `! ${settled.open.length} pairs stay open: judges disagree, and nobody decides`));
	for (const key of settled.open) remark(`  ${key}`);
}

async function judgeInteractively(collection: Collection, pool: readonly Pair[], options: JudgeOptions): Promise<void> {
	const { corpus } = collection;
	const judge = parseJudge(options.judge ?? "");
	const own = readJudgments(corpus.folder).get(judge) ?? new Map();
	const session = new JudgingSession(
		inBlindOrder(pool, options.seed),
		new Map([...own].map(([key, { grade }]) => [key, grade])),
		(judgment) => appendJudgments(corpus.folder, judge, [judgment]),
	);
	const readable = await readableOf(collection, pool);
	await judgeOnTerminal(session, readable, terminalKeys(process.stdin));
}

/** What a judge reads of each pair. */
export async function readableOf(
	{ corpus, scope, platform, ids, textOf }: Collection,
	pool: readonly Pair[],
): Promise<(pair: Pair) => Readable> {
	const documents = [...new Set(pool.map(({ document }) => document))];
	const resumes = new Map<string, Resume>(corpus.network.map(({ id, resume }) => [id, resume]));
	for (const [index, read] of (await scope.store.read("person", { ids: documents.map(ids.stored) })).entries()) {
		if (read !== null) resumes.set(documents[index] ?? "", (JSON.parse(read.record) as Candidate).resume);
	}
	const queries = new Map(corpus.queries.map((query) => [query.id, query]));
	return ({ query: id, document }) => {
		const query = queries.get(id) ?? { id, text: id };
		return {
			query: readableQuery(query),
			lines: readableResume(resumes.get(document) ?? {}, markerOf(textOf(query), platform.recognizer)),
		};
	};
}

async function writeSheet(
	collection: Collection,
	pool: readonly Pair[],
	options: JudgeOptions,
	file: string,
): Promise<void> {
	const judgments = readJudgments(collection.corpus.folder);
	const open = unjudgedOf(pool, judgments, collection.corpus.judgments, options.judge ?? null);
	const readable = await readableOf(collection, open);
	writeFileSync(file, sheetOf(inBlindOrder(open, options.seed), readable));
	remark(`${file}: ${open.length} pairs to grade; give it back with --grades`);
}

function report(corpus: Corpus, runs: ReadonlyMap<string, Run>, options: JudgeOptions): void {
	const judgments = readJudgments(corpus.folder);
	const given = baseQrels(corpus.folder);
	const pool = pooledOf(corpus, runs, options.depth);
	const unjudged = unjudgedOf(pool, judgments, given, options.judge ?? null);
	const state = stateOf({ judgments, given, withJudges: gradesWith(given, judgments), runs, depth: options.depth });
	if (options.json === true) {
		printJson({
			corpus: corpus.description.name,
			...state,
			pool: pool.length,
			unjudged: options.unjudged === true ? unjudged : unjudged.length,
		});
		return;
	}
	printState(state);
	if (runs.size > 0)
		print(
			`\n${pool.length} pairs in the pool, ${unjudged.length} not judged${options.judge === undefined ? "" : ` by ${options.judge}`}`,
		);
	if (options.unjudged === true) printUnjudged(corpus, unjudged);
}

function printUnjudged(corpus: Corpus, unjudged: readonly Pair[]): void {
	const texts = new Map(corpus.queries.map((query) => [query.id, queryText(query)]));
	for (const { query, document } of unjudged) print(`${query}  ${document}  ${paint("dim", texts.get(query) ?? "")}`);
}

function printState({ judges, agreement, judged }: JudgingState): void {
	if (judges.length > 0) {
		const rows = judges.map((one) => [one.judge, one.judgments, one.latest, ...one.grades]);
		print(table(["judge", "pairs", "latest", "0", "1", "2", "3"], rows));
	}
	if (agreement !== null) {
		const { alpha, pairs } = agreement;
		print(`\n${agreement.units} pairs judged by two or more, ${agreement.disputed} of them differently`);
		print(`Krippendorff's alpha: ordinal ${shown(alpha.ordinal)}, nominal ${shown(alpha.nominal)}`);
		print(
			paint("dim", "0.8 and above is taken as reliable, from 0.667 for tentative conclusions (Krippendorff 2004)\n"),
		);
		const rows = pairs.map((one) => [
			one.judges.join(", "),
			one.pairs,
			one.same,
			...KAPPAS.map((name) => shown(one.kappa[name])),
		]);
		print(table(["Cohen's kappa", "pairs", "same", ...KAPPAS], rows));
	}
	if (judged.length === 0) return;
	print();
	const rows = judged.map((one) => [one.system, one.given.toFixed(4), one.withJudges.toFixed(4)]);
	print(table([`judged@${judged[0]?.depth}`, "qrels.txt", "with what judges said"], rows));
}

const KAPPAS = ["none", "linear", "quadratic"] as const;
const shown = (value: number | null) => (value === null ? "undefined" : value.toFixed(3));
