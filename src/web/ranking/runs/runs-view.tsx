import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { neighbourOf } from "../../shell/focus.ts";
import { dateTime, number } from "../../shell/format.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { go, href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show, textOfCode } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { CorpusPicker, knownOf, useCorpora } from "../corpora.tsx";
import { type Corpus, isOpen, type Run } from "../model.ts";
import { SystemsPicker } from "../systems-picker.tsx";
import { rankingTexts } from "../texts/index.ts";
import { useRuns } from "../use-runs.ts";

/** What was measured, and what is. */
export function RunsView({ query }: ViewProps) {
	const t = rankingTexts.value.runs;
	const runs = useRuns();
	return (
		<div class="page ranking-page">
			<div class="page-head">
				<h1>{rankingTexts.value.views.runs}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			{may("ranking:write") && <NewRun corpus={query.get("corpus")} onStarted={runs.reload} />}
			<Show of={runs}>
				{(items) =>
					items.length === 0 ? (
						<Empty title={t.none}>{t.noneHint}</Empty>
					) : (
						<ul class="lines" aria-label={t.list}>
							{items.map((run) => (
								<RunRow key={run.id} run={run} onChange={runs.reload} />
							))}
						</ul>
					)
				}
			</Show>
		</div>
	);
}

/** Rankings that a first run compares. */
const FIRST = ["bm25", "default.v4"];

/** Nothing is measured on a collection that nobody sees: the form is there when the collections are. */
function NewRun({ corpus, onStarted }: { corpus: string | null; onStarted: () => void }) {
	const corpora = useCorpora();
	return (
		<Show of={corpora} rows={2}>
			{(items) => <RunForm corpora={items} given={corpus} onStarted={onStarted} />}
		</Show>
	);
}

function RunForm({
	corpora,
	given,
	onStarted,
}: {
	corpora: readonly Corpus[];
	given: string | null;
	onStarted: () => void;
}) {
	const t = rankingTexts.value.runs;
	const [corpus, setCorpus] = useState(() => knownOf(corpora, given));
	const [systems, setSystems] = useState<readonly string[]>(FIRST);
	const [withJudgments, setJudgments] = useState(false);
	const isOwn = corpora.find(({ id }) => id === corpus)?.source === "own";
	const asked = isOwn ? systems.filter((name) => name !== "bm25") : systems;
	const start = async (event: Event) => {
		event.preventDefault();
		try {
			await api.post("/v1/ranking/runs", { kind: "measure", corpus, systems: asked, withJudgments });
			toast(t.started);
			onStarted();
		} catch (error) {
			toastError(error as Error);
		}
	};
	return (
		<form class="panel run-form" onSubmit={start}>
			<CorpusPicker label={t.corpus} corpora={corpora} value={corpus} onChange={setCorpus} />
			<SystemsPicker value={asked} onChange={setSystems} bm25={!isOwn} />
			<div class="actions">
				<button type="submit" class="primary" disabled={asked.length === 0}>
					{t.start}
				</button>
				{!isOwn && (
					<label class="check">
						<input
							type="checkbox"
							checked={withJudgments}
							onChange={(event) => setJudgments(event.currentTarget.checked)}
						/>
						{t.withJudgments}
					</label>
				)}
			</div>
		</form>
	);
}

const BADGES = {
	done: "good",
	failed: "error",
	interrupted: "error",
	cancelled: "",
	waiting: "warn",
	running: "warn",
} as const;

function RunRow({ run, onChange }: { run: Run; onChange: () => void }) {
	const t = rankingTexts.value.runs;
	const { id, input, state, progress, failure, pairs } = run;
	const act = async (call: () => Promise<unknown>): Promise<boolean> => {
		try {
			await call();
			onChange();
			return true;
		} catch (error) {
			toastError(error as Error);
			return false;
		}
	};
	const remove = async (button: HTMLElement) => {
		const next = neighbourOf(button, () => document.querySelector(".run-form button[type=submit]"));
		if (!(await act(() => api.del(at`/v1/ranking/runs/${id}`)))) return;
		next?.focus();
		toast(t.removed(title), () => act(() => api.post(at`/v1/ranking/runs/${id}/restore`, undefined)).then(() => {}));
	};
	const title = `${t.kinds[input.kind]}: ${input.corpus}`;
	const opens = state === "done" && input.kind !== "pool";
	return (
		<li class="panel line">
			<div class="line-text">
				{opens ? (
					<a href={href(["ranking", "runs", id])} aria-label={t.open(input.corpus)}>
						<strong>{title}</strong>
					</a>
				) : (
					<strong>{title}</strong>
				)}
				<span class="muted small">
					{input.systems.join(" · ")} · <time dateTime={run.createdAt}>{dateTime(run.createdAt)}</time>
				</span>
				{failure !== null && (
					<span class="small error-text">
						{textOfCode(failure.code)} <span lang="en">{failure.detail}</span>
					</span>
				)}
				{pairs !== null && <span class="small">{t.pairs(number(pairs))}</span>}
				{isOpen(run) && progress !== null && (
					<span class="small">
						<progress value={progress.done} max={Math.max(1, progress.total)} aria-label={title} />{" "}
						{t.progress(number(progress.done), number(progress.total))}
					</span>
				)}
			</div>
			<span class={`badge ${BADGES[state]}`}>{t.states[state]}</span>
			{may("ranking:write") &&
				(isOpen(run) ? (
					<button type="button" onClick={() => void act(() => api.post(at`/v1/ranking/runs/${id}/cancel`, undefined))}>
						{t.cancel}
					</button>
				) : (
					<div class="actions">
						{opens && (
							<button type="button" onClick={() => go(["ranking", "runs", id])}>
								{t.openShort}
							</button>
						)}
						<button
							type="button"
							class="plain"
							aria-label={`${t.remove}: ${title}, ${dateTime(run.createdAt)}`}
							onClick={(event) => void remove(event.currentTarget)}
						>
							{t.remove}
						</button>
					</div>
				))}
		</li>
	);
}
