import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Corpus } from "../corpus.ts";
import type { Evaluation } from "../evaluation.ts";
import { gradesOf } from "../evaluation.ts";
import { METRICS } from "../metrics.ts";
import { curveOf, LEVELS } from "../precision-recall.ts";

/** The pictures of a report, each as one SVG that needs nothing from elsewhere. Made by Observable Plot in a document of no browser. */

const { document } = parseHTML("<html><body></body></html>");
/** As the option is typed, which is for browsers. */
const canvas = document as unknown as NonNullable<NonNullable<Parameters<typeof Plot.plot>[0]>["document"]>;
const WIDTH = 860;

type Options = Parameters<typeof Plot.plot>[0];

function svg(options: Options): string {
	const drawn = Plot.plot({ document: canvas, width: WIDTH, ...options });
	return drawn.outerHTML;
}

/** Every metric with its interval, a colour for each system. */
export function metricsPlot(evaluations: readonly Evaluation[]): string {
	const rows = evaluations.flatMap(({ system, metrics, intervals }) =>
		METRICS.map((metric) => ({ system, metric, value: metrics[metric], ...intervals[metric] })),
	);
	return svg({
		height: 60 + METRICS.length * 16 * evaluations.length,
		marginLeft: 110,
		x: { domain: [0, 1], label: "mean over queries, with its 95% interval", grid: true },
		y: { label: null, axis: null, domain: evaluations.map(({ system }) => system) },
		fy: { label: null, domain: [...METRICS] },
		color: { legend: false, domain: evaluations.map(({ system }) => system) },
		marks: [
			Plot.ruleY(rows, { fy: "metric", y: "system", x1: "low", x2: "high", stroke: "system", strokeWidth: 2 }),
			Plot.dot(rows, { fy: "metric", y: "system", x: "value", fill: "system", r: 4 }),
		],
	});
}

/** nDCG@10 of every slice, by system. */
export function slicesPlot(evaluations: readonly Evaluation[]): string {
	const rows = evaluations.flatMap(({ system, slices }) =>
		slices.map(({ of, slice, value, queries, metrics, intervals }) => ({
			system,
			// Queries and people may both have a language.
			slice: `${of === "documents" ? "people: " : ""}${slice} ${value} (${queries})`,
			value: metrics["ndcg@10"],
			...intervals["ndcg@10"],
		})),
	);
	const names = new Set(rows.map(({ slice }) => slice));
	return svg({
		height: 60 + names.size * 14 * evaluations.length,
		marginLeft: 200,
		x: { domain: [0, 1], label: "nDCG@10 with its 95% interval; in brackets the queries", grid: true },
		y: { axis: null, domain: evaluations.map(({ system }) => system) },
		fy: { label: null, domain: [...names] },
		color: { domain: evaluations.map(({ system }) => system) },
		marks: [
			Plot.barX(rows, { fy: "slice", y: "system", x: "value", fill: "system" }),
			Plot.ruleY(rows, { fy: "slice", y: "system", x1: "low", x2: "high", stroke: "#222" }),
		],
	});
}

/** A dot for each query: above the line the second is better. */
export function scatterPlot(first: Evaluation, second: Evaluation): string {
	const rows = [...first.perQuery].map(([query, values]) => ({
		query,
		first: values["ndcg@10"],
		second: second.perQuery.get(query)?.["ndcg@10"] ?? 0,
	}));
	return svg({
		width: 520,
		height: 480,
		x: { domain: [0, 1], label: `nDCG@10, ${first.system}`, grid: true },
		y: { domain: [0, 1], label: `nDCG@10, ${second.system}`, grid: true },
		marks: [
			Plot.line(
				[
					[0, 0],
					[1, 1],
				],
				{ stroke: "#999" },
			),
			Plot.dot(rows, { x: "first", y: "second", title: "query", fill: "#33658a", fillOpacity: 0.5 }),
		],
	});
}

/** Interpolated precision at eleven levels of recall, as trec_eval prints it. */
export function precisionRecallPlot(corpus: Corpus, evaluations: readonly Evaluation[]): string {
	const rows = evaluations.flatMap((evaluation) => {
		const curves = [...evaluation.perQuery.keys()].map((query) => curveOf(corpus, evaluation, query));
		return LEVELS.map((level, index) => ({
			system: evaluation.system,
			recall: level,
			precision: curves.reduce((sum, curve) => sum + (curve[index] ?? 0), 0) / Math.max(1, curves.length),
		}));
	});
	return svg({
		width: 620,
		height: 380,
		x: { domain: [0, 1], label: "recall", grid: true },
		y: { domain: [0, 1], label: "precision", grid: true },
		color: { domain: evaluations.map(({ system }) => system) },
		marks: [Plot.line(rows, { x: "recall", y: "precision", stroke: "system", strokeWidth: 2 })],
	});
}

/** Do people with better grades have better scores? Scores of each list as parts of its best. */
export function scoresPlot(corpus: Corpus, { run }: Evaluation): string {
	const rows = [...run].flatMap(([query, found]) => {
		const best = found[0]?.score ?? 1;
		return found.map(({ id, score }) => ({
			grade: String(gradesOf(corpus, query).get(id) ?? "none"),
			score: score / best,
		}));
	});
	const grades = [...corpus.judgments.values()].flatMap((judged) => [...judged.values()]);
	const known = [...new Set(grades)].sort((one, other) => other - one);
	return svg({
		height: 260,
		x: { domain: [0, 1], label: "score, as a part of the best of the list", grid: true },
		y: { label: "grade", type: "band", domain: [...known.map(String), "none"] },
		marks: [Plot.boxX(rows, { x: "score", y: "grade", fill: "#86bbd8" })],
	});
}

export interface Weight {
	readonly system: string;
	readonly feature: string;
	readonly weight: number;
}

/** Points of each feature at its full value. @param names all systems of the page, whose colours these are */
export function weightsPlot(weights: readonly Weight[], names: readonly string[]): string {
	const features = new Set(weights.map(({ feature }) => feature));
	const systems = [...new Set(weights.map(({ system }) => system))];
	return svg({
		height: 60 + features.size * 14 * systems.length,
		marginLeft: 130,
		x: { label: "points", grid: true },
		y: { axis: null, domain: systems },
		fy: { label: null, domain: [...features] },
		color: { domain: [...names] },
		marks: [Plot.barX([...weights], { fy: "feature", y: "system", x: "weight", fill: "system" })],
	});
}

/** Milliseconds of half, of 95% and of 99% of the searches. */
export function latencyPlot(evaluations: readonly Evaluation[]): string {
	const rows = evaluations.flatMap(({ system, latency }) =>
		latency === null ? [] : (["p50", "p95", "p99"] as const).map((part) => ({ system, part, value: latency[part] })),
	);
	return svg({
		height: 80 + 42 * evaluations.length,
		marginLeft: 60,
		x: { label: "milliseconds", grid: true },
		y: { axis: null, domain: evaluations.map(({ system }) => system) },
		fy: { label: null, domain: ["p50", "p95", "p99"] },
		color: { domain: evaluations.map(({ system }) => system) },
		marks: [Plot.barX(rows, { fy: "part", y: "system", x: "value", fill: "system" })],
	});
}

/** Names beside their colours, in the order of Plot's default scheme. */
export function legend(systems: readonly string[]): string {
	const drawn = Plot.legend({
		document: canvas,
		color: { domain: [...systems], type: "categorical" },
	} as Parameters<typeof Plot.legend>[0]);
	return (drawn as unknown as { readonly outerHTML: string }).outerHTML;
}
