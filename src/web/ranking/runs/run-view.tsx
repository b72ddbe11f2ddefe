import { api, at } from "../../shell/api.ts";
import { dateTime, decimal, figure, number } from "../../shell/format.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import { Empty, Partial, Show, textOfCode } from "../../shell/states.tsx";
import type { Comparison, RunResult, RunWithResult } from "../model.ts";
import { rankingTexts } from "../texts/index.ts";
import { curveDrawing, metricsDrawing, scatterDrawing, slicesDrawing } from "./drawings.ts";
import { Picture } from "./plot.tsx";
import { QueryTable } from "./query-table.tsx";

/** One run: the figures, what is better and worse by more than chance, and every query. */
export function RunView({ params: { id = "" } }: ViewProps) {
	const run = useResource(id, () => api.get<RunWithResult>(at`/v1/ranking/runs/${id}`));
	const t = rankingTexts.value;
	return (
		<div class="page ranking-page">
			<p>
				<a href={href(["ranking", "runs"])}>{t.run.back}</a>
			</p>
			<Show of={run}>
				{(found) =>
					found.result === null ? (
						<Empty title={t.runs.states[found.state]}>
							{found.failure !== null && textOfCode(found.failure.code)} <span lang="en">{found.failure?.detail}</span>
						</Empty>
					) : (
						<Result run={found} result={found.result} />
					)
				}
			</Show>
		</div>
	);
}

function Result({ run, result }: { run: RunWithResult; result: RunResult }) {
	const t = rankingTexts.value;
	const { systems, comparisons } = result;
	return (
		<>
			<div class="page-head">
				<h1>
					{t.runs.kinds[run.input.kind]}: {run.input.corpus}
				</h1>
				<span class="muted small">
					{t.run.people(number(result.people.candidates + result.people.profiles))} ·{" "}
					<time dateTime={run.createdAt}>{dateTime(run.createdAt)}</time>
				</span>
			</div>
			{result.warnings.length > 0 && <Partial>{result.warnings.join("; ")}</Partial>}
			<ol class="legend">
				{systems.map((name, place) => (
					<li key={name}>
						<span class={`swatch swatch-${place}`} />
						<code>{name}</code>
						<Latency result={result} place={place} />
					</li>
				))}
			</ol>
			{comparisons.map((one) => (
				<Differences key={one.second} comparison={one} />
			))}
			<QueryTable result={result} />
			<div class="pictures">
				<Picture title={t.run.metricsPlot} result={result} drawing={metricsDrawing} />
				<Picture title={t.run.curvePlot} result={result} drawing={curveDrawing} />
				{comparisons.length > 0 && (
					<Picture title={t.run.scatterPlot} result={result} drawing={scatterDrawing(systems.length - 1)} />
				)}
				{result.evaluations.some(({ slices }) => slices.length > 0) && (
					<Picture title={t.run.slicesPlot} result={result} drawing={slicesDrawing} />
				)}
			</div>
			<details class="panel">
				<summary>{t.run.table}</summary>
				<Figures result={result} />
			</details>
		</>
	);
}

function Latency({ result, place }: { result: RunResult; place: number }) {
	const latency = result.evaluations[place]?.latency;
	if (latency == null) return null;
	return <span class="muted small">{rankingTexts.value.run.latency(decimal(latency.p50), decimal(latency.p95))}</span>;
}

const shownOf = (value: number | undefined) => (value === undefined ? undefined : figure(value, 4));
export const signed = (value: number): string => `${value < 0 ? "−" : "+"}${figure(Math.abs(value), 4)}`;

function Differences({ comparison }: { comparison: Comparison }) {
	const t = rankingTexts.value.run;
	const { first, second, deltas, broken } = comparison;
	return (
		<section class="panel">
			<h2>{t.against(second, first)}</h2>
			{broken.length === 0 ? (
				<p class="notice good">{t.gatesHold}</p>
			) : (
				<div class="notice warning">
					<strong>{t.gatesBroken}</strong>
					<ul>
						{broken.map((text) => (
							<li key={text}>{text}</li>
						))}
					</ul>
				</div>
			)}
			<ScrollTable
				label={t.against(second, first)}
				heads={[t.metric, t.delta, t.interval, t.p, t.better, t.worse, t.same]}
			>
				{Object.entries(deltas).map(([metric, { delta, interval, p, wins, losses, ties }]) => (
					<tr key={metric}>
						<th scope="row">{metric}</th>
						<td class={p < 0.05 ? (delta > 0 ? "gain" : "loss") : ""}>{signed(delta)}</td>
						<td>
							{signed(interval.low)} … {signed(interval.high)}
						</td>
						<td>{figure(p, 4)}</td>
						<td>{number(wins)}</td>
						<td>{number(losses)}</td>
						<td>{number(ties)}</td>
					</tr>
				))}
			</ScrollTable>
		</section>
	);
}

function Figures({ result: { systems, evaluations } }: { result: RunResult }) {
	const t = rankingTexts.value.run;
	const metrics = Object.keys(evaluations[0]?.metrics ?? {});
	const slices = (evaluations[0]?.slices ?? []).map(({ slice, value, queries }) => `${slice} ${value} (${queries})`);
	return (
		<ScrollTable label={t.table} heads={[t.metric, ...systems]}>
			{metrics.map((metric) => (
				<tr key={metric}>
					<th scope="row">{metric}</th>
					{evaluations.map(({ system, metrics: values }) => (
						<td key={system}>{shownOf(values[metric])}</td>
					))}
				</tr>
			))}
			{slices.map((name, index) => (
				<tr key={name}>
					<th scope="row">nDCG@10, {name}</th>
					{evaluations.map(({ system, slices: own }) => (
						<td key={system}>{shownOf(own[index]?.metrics["ndcg@10"])}</td>
					))}
				</tr>
			))}
		</ScrollTable>
	);
}
