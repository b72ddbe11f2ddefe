import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { CorpusPicker, knownOf, useCorpora } from "../corpora.tsx";
import type { Corpus } from "../model.ts";
import { SystemsPicker } from "../systems-picker.tsx";
import { rankingTexts } from "../texts/index.ts";
import { useRuns } from "../use-runs.ts";
import { Agreement } from "./agreement.tsx";
import { Judge, type PairInList } from "./judge.tsx";

interface JudgingList {
	readonly pairs: readonly PairInList[];
	readonly judged: number;
}

/** Grades for people, one after the other. */
export function JudgingView({ query }: ViewProps) {
	const corpora = useCorpora();
	const t = rankingTexts.value;
	const asked = query.get("corpus");
	return (
		<div class="page ranking-page">
			<div class="page-head">
				<h1>{t.views.judge}</h1>
				{corpora.value !== null && (
					<CorpusPicker
						label={t.judging.choose}
						corpora={corpora.value}
						value={knownOf(corpora.value, asked)}
						onChange={(corpus) => go(["ranking", "judging"], { corpus })}
						inline
					/>
				)}
			</div>
			<p class="muted">{t.judging.intro}</p>
			{may("ranking:read") ? (
				<Show of={corpora}>{(items) => <Judging corpora={items} corpus={knownOf(items, asked)} />}</Show>
			) : (
				// A judge sees no list of collections: he comes by a link to one.
				<Judging corpora={[]} corpus={asked ?? "first"} />
			)}
		</div>
	);
}

function Judging({ corpora, corpus }: { corpora: readonly Corpus[]; corpus: string }) {
	const t = rankingTexts.value.judging;
	const list = useResource(corpus, () => api.get<JudgingList>(at`/v1/ranking/corpora/${corpus}/judging`));
	const isOwn = corpora.find(({ id }) => id === corpus)?.source === "own";
	return (
		<>
			<Show of={list}>
				{({ pairs }) =>
					pairs.length === 0 ? (
						<Empty title={t.nothing}>{t.nothingHint}</Empty>
					) : (
						<Judge key={`${corpus} ${pairs.length}`} corpus={corpus} pairs={pairs} />
					)
				}
			</Show>
			{may("ranking:write") && <Draw corpus={corpus} isOwn={isOwn} onDrawn={list.reload} />}
			{may("ranking:read") && <Agreement key={corpus} corpus={corpus} />}
		</>
	);
}

function Draw({ corpus, isOwn, onDrawn }: { corpus: string; isOwn: boolean; onDrawn: () => void }) {
	const t = rankingTexts.value.judging;
	const runs = useRuns(onDrawn);
	const [systems, setSystems] = useState<readonly string[]>(["default.v4"]);
	const [depth, setDepth] = useState(5);
	const [queries, setQueries] = useState(10);
	const draw = async (event: Event) => {
		event.preventDefault();
		try {
			await api.post("/v1/ranking/runs", { kind: "pool", corpus, systems, depth, queries });
			toast(t.drawn);
			runs.reload();
		} catch (error) {
			toastError(error as Error);
		}
	};
	const amount = (label: string, value: number, most: number, set: (value: number) => void) => (
		<label class="field narrow">
			{label}
			<input
				type="number"
				min={1}
				max={most}
				value={value}
				required
				onInput={(event) => set(Number(event.currentTarget.value))}
			/>
		</label>
	);
	return (
		<form class="panel form" onSubmit={draw}>
			<h2>{t.draw}</h2>
			<p class="muted small">{t.drawHint}</p>
			<div class="run-form">
				<SystemsPicker value={systems} onChange={setSystems} bm25={!isOwn} />
				{amount(t.depth, depth, 50, setDepth)}
				{amount(t.queries, queries, 200, setQueries)}
			</div>
			<div class="actions">
				<button type="submit" disabled={systems.length === 0}>
					{t.draw}
				</button>
			</div>
		</form>
	);
}
