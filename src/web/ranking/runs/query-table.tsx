import { useId, useState } from "preact/hooks";
import { figure, number } from "../../shell/format.ts";
import { href } from "../../shell/router.ts";
import { ScrollTable, type SortedHead } from "../../shell/scroll-table.tsx";
import type { QueryFigures, RunResult } from "../model.ts";
import { rankingTexts } from "../texts/index.ts";
import { signed } from "./run-view.tsx";

/** Rows that come at once. */
const STEP = 100;

/** By the words, by the figure of a ranking, by the change, or by how large the change is. */
type Column = "text" | "change" | "size" | number;
interface Sorting {
	readonly by: Column;
	readonly down: boolean;
}

/** Largest change first, whichever way. */
const FIRST: Sorting = { by: "size", down: true };

const changeOf = ({ values }: QueryFigures): number => (values.at(-1) ?? 0) - (values[0] ?? 0);

function sorted(queries: readonly QueryFigures[], { by, down }: Sorting): QueryFigures[] {
	const figure = (query: QueryFigures): number => {
		if (by === "size") return Math.abs(changeOf(query));
		return typeof by === "number" ? (query.values[by] ?? 0) : changeOf(query);
	};
	const compare = (one: QueryFigures, other: QueryFigures) =>
		by === "text" ? one.text.localeCompare(other.text) : figure(one) - figure(other);
	return queries.toSorted((one, other) => (down ? compare(other, one) : compare(one, other)));
}

/** Words of more than one question. */
const repeated = (queries: readonly QueryFigures[]): ReadonlySet<string> =>
	new Set([...Map.groupBy(queries, ({ text }) => text)].flatMap(([text, { length }]) => (length > 1 ? [text] : [])));

/** Every query, sorted by any column; of a chosen one both lists, directly below it. */
export function QueryTable({ result: { systems, queries } }: { result: RunResult }) {
	const t = rankingTexts.value.run;
	const [words, setWords] = useState("");
	const [chosen, choose] = useState<string | null>(null);
	const [sorting, sort] = useState<Sorting>(FIRST);
	const [most, setMost] = useState(STEP);
	const matching = queries.filter(({ text, id }) => `${id} ${text}`.toLowerCase().includes(words.toLowerCase()));
	// Two questions may have the same words: then their ids tell them apart.
	const twice = repeated(queries);
	const rows = sorted(matching, sorting).slice(0, most);
	const head = (name: string, by: Column): SortedHead => ({
		name,
		sorted: sorting.by === by ? (sorting.down ? "descending" : "ascending") : null,
		onSort: () => sort({ by, down: sorting.by === by ? !sorting.down : by !== "text" }),
	});
	const compared = systems.length > 1;
	const changes = compared ? [head(t.change, "change"), head(t.size, "size")] : [];
	const heads = [head(t.query, "text"), ...systems.map(head), ...changes];
	return (
		<section class="panel">
			<div class="page-head">
				<h2>{t.queries}</h2>
				<label class="field">
					{t.filter}
					<input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
				</label>
			</div>
			<p class="muted small" role="status">
				{t.shown(number(rows.length), number(matching.length))}
			</p>
			<ScrollTable label={t.queries} heads={heads} tall>
				{rows.map((one) => (
					<Row
						key={one.id}
						query={one}
						named={twice.has(one.text)}
						systems={systems}
						open={one.id === chosen}
						onOpen={() => choose(one.id === chosen ? null : one.id)}
					/>
				))}
			</ScrollTable>
			{matching.length > rows.length && (
				<div class="actions">
					<button type="button" onClick={() => setMost(most + STEP)}>
						{t.more(number(Math.min(STEP, matching.length - rows.length)))}
					</button>
				</div>
			)}
		</section>
	);
}

interface RowProps {
	readonly query: QueryFigures;
	/** With its id. */
	readonly named: boolean;
	readonly systems: readonly string[];
	readonly open: boolean;
	readonly onOpen: () => void;
}

function Row({ query, named, systems, open, onOpen }: RowProps) {
	const id = useId();
	const change = changeOf(query);
	const compared = systems.length > 1;
	return (
		<>
			<tr class={open ? "chosen-row" : ""}>
				<th scope="row">
					<button type="button" class="plain as-text" aria-expanded={open} aria-controls={id} onClick={onOpen}>
						<span aria-hidden="true">{open ? "▾" : "▸"}</span> {query.text} {named && <code>{query.id}</code>}
					</button>
				</th>
				{query.values.map((value, index) => (
					<td key={systems[index]}>{figure(value, 3)}</td>
				))}
				{compared && <td class={change > 0 ? "gain" : change < 0 ? "loss" : ""}>{signed(change)}</td>}
				{compared && <td>{figure(Math.abs(change), 4)}</td>}
			</tr>
			{open && (
				<tr class="opened-row" id={id}>
					<td colSpan={systems.length + (compared ? 3 : 1)}>
						<div class="opened">
							<Lists query={query} systems={systems} />
						</div>
					</td>
				</tr>
			)}
		</>
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
	);
}
