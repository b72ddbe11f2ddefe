import { writeFileSync } from "node:fs";
import { paint, print, remark } from "../../src/cli/terminal.ts";
import { Origin } from "../../src/domain/query.ts";
import { packageVersion } from "../../src/package-root.ts";
import { compareEvaluations, type SliceDelta, signed, spanned } from "../comparison.ts";
import type { Corpus } from "../corpus.ts";
import { type Evaluation, evaluateAll } from "../evaluation.ts";
import { featuresOf, weightsOf } from "../feature-log.ts";
import { demandWritable } from "../files.ts";
import { type MergeMetrics, told } from "../merge-metrics.ts";
import { METRICS } from "../metrics.ts";
import { queryText } from "../query-text.ts";
import { type BenchOptions, readFor, warningsOf, withCollection } from "../session.ts";
import { openSystems, type System } from "../systems.ts";
import {
	latencyPlot,
	legend,
	metricsPlot,
	precisionRecallPlot,
	scatterPlot,
	scoresPlot,
	slicesPlot,
	weightsPlot,
} from "./plots.ts";

/** `report`: everything that is known of some rankings on one collection, as one HTML file that opens anywhere and prints. */

export interface ReportOptions extends BenchOptions {
	readonly profile: readonly string[];
	readonly out: string;
}

export async function runReport(options: ReportOptions): Promise<void> {
	const corpus = readFor(options);
	demandWritable(options.out);
	await withCollection(corpus, options, async (collection) => {
		const systems = await openSystems(collection, options.profile);
		const evaluations = await evaluateAll(systems, corpus, options.seed);
		const warnings = warningsOf(corpus, collection);
		for (const warning of warnings) remark(paint("yellow", `! ${warning}`));
		writeFileSync(options.out, reportPage(corpus, systems, evaluations, warnings, options.seed));
		print(`${paint("green", "✓")} wrote ${options.out}`);
	});
}

/** The page, without anything that has to be fetched. */
export function reportPage(
	corpus: Corpus,
	systems: readonly System[],
	evaluations: readonly Evaluation[],
	warnings: readonly string[],
	seed: number,
): string {
	const { name, description, language, made } = corpus.description;
	const names = evaluations.map(({ system }) => system);
	const part = (title: string, body: string) =>
		body === "" ? "" : `<section><h2>${safe(title)}</h2>${body}</section>`;
	const colours = legend(names);
	const counted = `${corpus.candidates.length} candidates, ${corpus.network.length} profiles, ${evaluations[0]?.perQuery.size ?? 0} judged queries`;
	return [
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(name)}: ${safe(names.join(", "))}</title>`,
		`<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>`,
		`<h1>${safe(names.join(", "))} on ${safe(name)}</h1><p>${safe(description)}</p>`,
		`<p class="quiet">${safe(counted)}; languages ${safe(language)}. Made: ${safe(made)}</p>`,
		`<p class="quiet">Measured ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC by tributary ${packageVersion()}, seed ${seed}</p>`,
		warnings.map((warning) => `<p class="warning">${safe(warning)}</p>`).join(""),
		part("Metrics", `${metricsTable(evaluations)}${figure(colours, metricsPlot(evaluations))}`),
		part("Differences", differences(evaluations, seed)),
		part("Slices", evaluations[0]?.slices.length ? figure(colours, slicesPlot(evaluations)) : ""),
		part("Merge of the pools", mergeTable(evaluations)),
		part("Precision and recall", figure(colours, precisionRecallPlot(corpus, evaluations))),
		...evaluations.map((evaluation) =>
			part(`Scores by grade: ${evaluation.system}`, figure(scoresPlot(corpus, evaluation))),
		),
		part("Weights", weights(systems, names)),
		part("Latency of a list of 100, warm, the systems in turns", figure(colours, latencyPlot(evaluations))),
		part("Weakest queries", weakest(corpus, evaluations)),
		"</body></html>\n",
	].join("\n");
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:920px;margin:2rem auto;padding:0 1rem;color:#222}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #ddd}th:first-child,td:first-child{text-align:left}
.quiet{color:#666}.warning{color:#8a4b00}svg{max-width:100%;height:auto}table{display:block;overflow-x:auto}
h2,h3,thead{break-after:avoid-page}figure,tr{break-inside:avoid-page}figure{margin:1rem 0}
@media print{*{print-color-adjust:exact}body{max-width:none;margin:0}svg{max-height:22cm}table{display:table;break-inside:avoid-page}table.long{break-inside:auto}}`;

/** A plot with the legend that it is read by: the two are never parted, nor from the heading before them. */
const figure = (...drawn: readonly string[]) => (drawn.at(-1) === "" ? "" : `<figure>${drawn.join("")}</figure>`);

const safe = (text: string) =>
	text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

/** Rows beyond which a printed table may go over a page; its header then stands on each. */
const LONG = 20;

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const cells = (row: readonly string[], tag: string) => row.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join("");
	const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
	return `<table${rows.length > LONG ? ' class="long"' : ""}><thead><tr>${cells(header, "th")}</tr></thead><tbody>${body}</tbody></table>`;
}

function metricsTable(evaluations: readonly Evaluation[]): string {
	const cell = ({ metrics, intervals }: Evaluation, name: (typeof METRICS)[number]) =>
		`${metrics[name].toFixed(4)} [${intervals[name].low.toFixed(3)}, ${intervals[name].high.toFixed(3)}]`;
	return tableOf(
		["", ...evaluations.map(({ system }) => system)],
		METRICS.map((name) => [name, ...evaluations.map((evaluation) => cell(evaluation, name))]),
	);
}

const NO_GATES = { overall: [], slices: [], sliceQueries: 1, p: null };

/** Each later system against the first. */
function differences([first, ...others]: readonly Evaluation[], seed: number): string {
	if (first === undefined) return "";
	return others
		.map((second) => {
			const { deltas, slices } = compareEvaluations(first, second, NO_GATES, seed);
			const rows = METRICS.map((name) => {
				const { delta, interval, p, wins, losses } = deltas[name];
				return [name, signed(delta), spanned(interval), p.toFixed(4), String(wins), String(losses)];
			});
			const title = `<h3>${safe(second.system)} against ${safe(first.system)}</h3>`;
			const header = ["", "delta", "95% interval", "p", "better", "worse"];
			return `${title}${tableOf(header, rows)}${figure(scatterPlot(first, second))}${sliceTable(slices)}`;
		})
		.join("");
}

/** The slices that differ most, down first. */
function sliceTable(slices: readonly SliceDelta[]): string {
	if (slices.length === 0) return "";
	const rows = slices
		.toSorted((one, other) => one.delta["ndcg@10"] - other.delta["ndcg@10"])
		.map(({ name, queries, delta, intervals }) => [
			name,
			String(queries),
			signed(delta["ndcg@10"]),
			spanned(intervals["ndcg@10"]),
		]);
	const note = `<p class="quiet">Where the interval includes 0, these queries are too few to tell the difference from chance.</p>`;
	return `${tableOf(["slice, nDCG@10", "queries", "delta", "95% interval"], rows)}${note}`;
}

const percent = (share: number) => `${share < 0 ? "-" : "+"}${Math.abs(share * 100).toFixed(1)}`;

/** How candidates and network became one list; empty where there is no network. */
function mergeTable(evaluations: readonly Evaluation[]): string {
	const merged = evaluations.flatMap(({ system, merge }) => (merge === null ? [] : [{ system, merge }]));
	if (merged.length === 0) return "";
	const rows: [string, (merge: MergeMetrics) => string][] = [
		["people who stand there twice, %", ({ duplicateLeak }) => told(duplicateLeak, (leak) => (leak * 100).toFixed(2))],
		[
			"changes of pool, by those to expect of chance",
			({ interleaving }) => told(interleaving, (value) => value.toFixed(2)),
		],
		...Origin.options.map((origin): [string, (merge: MergeMetrics) => string] => [
			`${origin}: shown beyond its share of the relevant, points`,
			({ balance }) => told(balance, (shares) => percent(shares[origin])),
		]),
	];
	return tableOf(
		["first 20 of each list", ...merged.map(({ system }) => system)],
		rows.map(([name, of]) => [name, ...merged.map(({ merge }) => of(merge))]),
	);
}

function weights(systems: readonly System[], names: readonly string[]): string {
	const known = systems.flatMap(({ name, profile }) => (profile === null ? [] : [{ name, profile }]));
	if (known.length === 0) return "";
	const drawn = weightsPlot(
		known.flatMap(({ name, profile }) => {
			const values = weightsOf(profile);
			return featuresOf(profile).map((feature, index) => ({ system: name, feature, weight: values[index] ?? 0 }));
		}),
		names,
	);
	return figure(legend(names), drawn);
}

const WEAKEST = 15;

/** Where the last system is worst: what to look at next. */
function weakest(corpus: Corpus, evaluations: readonly Evaluation[]): string {
	const last = evaluations.at(-1);
	if (last === undefined) return "";
	const value = (of: Evaluation, query: string) => of.perQuery.get(query)?.["ndcg@10"] ?? 0;
	const queries = corpus.queries
		.filter(({ id }) => last.perQuery.has(id))
		.sort((one, other) => value(last, one.id) - value(last, other.id))
		.slice(0, WEAKEST);
	return tableOf(
		["query, nDCG@10", ...evaluations.map(({ system }) => system)],
		queries.map((query) => [
			`${query.id} ${queryText(query)}`,
			...evaluations.map((one) => value(one, query.id).toFixed(3)),
		]),
	);
}
