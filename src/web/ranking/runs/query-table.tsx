import { useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import { href } from "../../shell/router.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import type { QueryFigures, RunResult } from "../model.ts";
import { rankingTexts } from "../texts/index.ts";
import { signed } from "./run-view.tsx";

/** Rows that are shown at once. */
const SHOWN = 60;

const changeOf = ({ values }: QueryFigures): number => (values.at(-1) ?? 0) - (values[0] ?? 0);

/** Every query, those that changed most first; a chosen one with both lists beside each other. */
export function QueryTable({ result }: { result: RunResult }) {
	const t = rankingTexts.value.run;
	const [words, setWords] = useState("");
	const [chosen, choose] = useState<string | null>(null);
	const { systems } = result;
	const found = result.queries
		.filter(({ text, id }) => `${id} ${text}`.toLowerCase().includes(words.toLowerCase()))
		.toSorted((one, other) => Math.abs(changeOf(other)) - Math.abs(changeOf(one)))
		.slice(0, SHOWN);
	const query = result.queries.find(({ id }) => id === chosen);
	return (
		<section class="panel">
			<div class="page-head">
				<h2>{t.queries}</h2>
				<label class="field">
					{t.filter}
					<input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
				</label>
			</div>
			<p class="muted small">{t.most}</p>
			<ScrollTable label={t.queries} heads={[t.query, ...systems, ...(systems.length > 1 ? [t.change] : [])]} tall>
				{found.map((one) => (
					<tr key={one.id} class={one.id === chosen ? "chosen-row" : ""}>
						<th scope="row">
							<button
								type="button"
								class="plain as-text"
								aria-expanded={one.id === chosen}
								onClick={() => choose(one.id === chosen ? null : one.id)}
							>
								{one.text}
							</button>
						</th>
						{one.values.map((value, index) => (
							<td key={systems[index]}>{value.toFixed(3)}</td>
						))}
						{systems.length > 1 && (
							<td class={changeOf(one) > 0 ? "gain" : changeOf(one) < 0 ? "loss" : ""}>{signed(changeOf(one))}</td>
						)}
					</tr>
				))}
			</ScrollTable>
			{query !== undefined && <Lists query={query} systems={systems} />}
		</section>
	);
}

/** Who stands where in the lists of a query. */
function Lists({ query, systems }: { query: QueryFigures; systems: readonly string[] }) {
	const t = rankingTexts.value.run;
	if (query.people.length === 0) {
		return (
			<p class="notice">
				{t.ownLists} <a href={href(["ranking", "weights"], { q: query.text })}>{t.tryIt}</a>
			</p>
		);
	}
	const last = systems.length - 1;
	const place = (rank: number | null | undefined) => rank ?? Number.POSITIVE_INFINITY;
	const people = query.people.toSorted((one, other) => place(one.ranks[last]) - place(other.ranks[last]));
	return (
		<>
			<h3>{t.chosen(query.text)}</h3>
			<ScrollTable label={t.chosen(query.text)} heads={[t.person, t.grade, ...systems.map(t.place)]}>
				{people.map(({ id, label, grade, ranks }) => (
					<tr key={id}>
						<th scope="row">{label}</th>
						<td>
							<span
								class={grade === null ? "badge" : grade > 1 ? "badge good" : grade === 1 ? "badge warn" : "badge error"}
							>
								{grade ?? t.unjudged}
							</span>
						</td>
						{ranks.map((rank, index) => (
							<td key={systems[index]}>{rank === null ? t.notListed : number(rank)}</td>
						))}
					</tr>
				))}
			</ScrollTable>
		</>
	);
}
