import type { Drawing } from "./plot.tsx";

/** The pictures of a run; colours are told apart by light and dark, too, and stand beside their names in the legend. */

/** Two of the tokens' hues and two that are none of them, 3:1 against both grounds. */
const COLOURS = ["#b4641e", "#14868a", "#6474d8", "#a8467f"];

const DOTS = "#14868a";

const scale = (systems: readonly string[]) => ({ domain: [...systems], range: COLOURS.slice(0, systems.length) });

export const metricsDrawing: Drawing = (plot, { systems, evaluations }) => {
	const rows = evaluations.flatMap(({ system, metrics, intervals }) =>
		Object.entries(metrics).map(([metric, value]) => ({ system, metric, value, ...intervals[metric] })),
	);
	const metrics = [...new Set(rows.map(({ metric }) => metric))];
	return {
		height: 50 + metrics.length * 15 * Math.max(1, systems.length),
		marginLeft: 92,
		x: { domain: [0, 1], grid: true, label: null },
		y: { axis: null, domain: [...systems] },
		fy: { label: null, domain: metrics },
		color: scale(systems),
		marks: [
			plot.ruleY(rows, { fy: "metric", y: "system", x1: "low", x2: "high", stroke: "system", strokeWidth: 2 }),
			plot.dot(rows, { fy: "metric", y: "system", x: "value", fill: "system", r: 4 }),
		],
	};
};

export const slicesDrawing: Drawing = (plot, { systems, evaluations }) => {
	const rows = evaluations.flatMap(({ system, slices }) =>
		slices.map(({ slice, value, queries, metrics }) => ({
			system,
			slice: `${slice} ${value} (${queries})`,
			value: metrics["ndcg@10"] ?? 0,
		})),
	);
	const slices = [...new Set(rows.map(({ slice }) => slice))];
	return {
		height: 50 + slices.length * 12 * Math.max(1, systems.length),
		marginLeft: 190,
		x: { domain: [0, 1], grid: true, label: "nDCG@10" },
		y: { axis: null, domain: [...systems] },
		fy: { label: null, domain: slices },
		color: scale(systems),
		marks: [plot.barX(rows, { fy: "slice", y: "system", x: "value", fill: "system" })],
	};
};

export const curveDrawing: Drawing = (plot, { systems, evaluations }) => {
	const rows = evaluations.flatMap(({ system, curve }) =>
		curve.map((precision, index) => ({ system, recall: index / 10, precision })),
	);
	return {
		height: 320,
		x: { domain: [0, 1], grid: true, label: "recall" },
		y: { domain: [0, 1], grid: true, label: "precision" },
		color: scale(systems),
		marks: [plot.line(rows, { x: "recall", y: "precision", stroke: "system", strokeWidth: 2.5 })],
	};
};

/** @param place which of the rankings is held against the first */
export const scatterDrawing =
	(place: number): Drawing =>
	(plot, { systems, queries }) => {
		const rows = queries.map(({ text, values }) => ({ text, first: values[0] ?? 0, second: values[place] ?? 0 }));
		return {
			height: 400,
			x: { domain: [0, 1], grid: true, label: systems[0] ?? null },
			y: { domain: [0, 1], grid: true, label: systems[place] ?? null },
			marks: [
				plot.line(
					[
						[0, 0],
						[1, 1],
					],
					{ stroke: "currentColor", strokeOpacity: 0.4 },
				),
				plot.dot(rows, { x: "first", y: "second", title: "text", fill: DOTS, fillOpacity: 0.7, r: 3.5 }),
			],
		};
	};
