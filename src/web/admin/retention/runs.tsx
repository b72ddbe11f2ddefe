import { useState } from "preact/hooks";
import type { RetentionReport } from "../../../domain/retention.ts";
import { api, at, saveAs } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { dateTime, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import { may, me } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { adminTexts } from "../texts/index.ts";

interface Props {
	/** What is on the screen is not what is kept: a run goes by what is kept. */
	readonly isChanged: boolean;
	readonly hasRules: boolean;
}

const dueIn = ({ rules }: RetentionReport): number => rules.reduce((sum, { due }) => sum + due, 0);

/** Whom the rules would erase now; erasing them; and what was erased before, with its receipts. */
export function Runs({ isChanged, hasRules }: Props) {
	const t = adminTexts.value.retention;
	const [report, setReport] = useState<RetentionReport | null>(null);
	const [isBusy, setBusy] = useState(false);
	const [isAsking, ask] = useState(false);
	const runs = useResource("runs", () => api.get<{ items: RetentionReport[] }>("/v1/retention/runs"));
	const run = async (dryRun: boolean) => {
		setBusy(true);
		await act(async () => {
			const made = await api.post<RetentionReport>("/v1/retention/runs", { dryRun });
			setReport(made);
			if (!dryRun) runs.reload();
		});
		setBusy(false);
	};
	const due = report === null || !report.dryRun ? 0 : dueIn(report);
	return (
		<>
			<section class="panel form" aria-busy={isBusy}>
				<h2>{t.tryOut}</h2>
				<p class="muted small">{t.tryOutHint}</p>
				{may("tenant:manage") && (
					<div class="actions">
						<button
							type="button"
							class="primary"
							disabled={isBusy || isChanged || !hasRules}
							onClick={() => void run(true)}
						>
							{t.dryRun}
						</button>
						{due > 0 && (
							<button type="button" class="danger" disabled={isBusy || isChanged} onClick={() => ask(true)}>
								{t.erase(due, number(due))}
							</button>
						)}
						<span class="muted small" role="status">
							{isBusy ? t.running : isChanged ? t.saveFirst : hasRules ? "" : t.noRulesHint}
						</span>
					</div>
				)}
				{report !== null && <Report of={report} />}
			</section>
			<section class="panel form">
				<h2>{t.runs}</h2>
				<Show of={runs} rows={1}>
					{({ items }) =>
						items.length === 0 ? (
							<p class="muted">{t.noRuns}</p>
						) : (
							<ul class="lines">
								{items.map((one) => (
									<PastRun key={one.id ?? one.startedAt} run={one} />
								))}
							</ul>
						)
					}
				</Show>
			</section>
			{isAsking && (
				<Confirm
					due={due}
					onClose={() => ask(false)}
					onYes={() => {
						ask(false);
						void run(false);
					}}
				/>
			)}
		</>
	);
}

function Report({ of: report }: { of: RetentionReport }) {
	const t = adminTexts.value.retention;
	const { looked, rules, candidateIds, more, failures, dryRun } = report;
	return (
		<>
			<p class={dryRun ? "notice" : "notice good"} role="status">
				{dryRun ? t.wouldErase(number(looked), number(dueIn(report))) : t.erased(number(erasedIn(report)))}
			</p>
			<ScrollTable label={t.tryOut} heads={[t.ruleId, t.matchedPeople, t.duePeople, t.erasedPeople]}>
				{rules.map((rule) => (
					<tr key={rule.id}>
						<th scope="row">{rule.id}</th>
						<td>{number(rule.matched)}</td>
						<td>{number(rule.due)}</td>
						<td>{number(rule.erased)}</td>
					</tr>
				))}
			</ScrollTable>
			{candidateIds.length > 0 && (
				<details>
					<summary>{t.who(number(candidateIds.length), more)}</summary>
					<p class="scopes">
						{candidateIds.map((id) => (
							<code key={id}>{id}</code>
						))}
					</p>
				</details>
			)}
			{failures.length > 0 && (
				<ul class="lines">
					{failures.map(({ candidateId, code }) => (
						<li key={candidateId} class="line slim">
							<code class="line-text">{candidateId}</code>
							<span class="badge error">{code}</span>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

const erasedIn = ({ rules }: RetentionReport): number => rules.reduce((sum, { erased }) => sum + erased, 0);

function PastRun({ run }: { run: RetentionReport }) {
	const t = adminTexts.value.retention;
	const { id, startedAt, finishedAt, failures } = run;
	const receipts = () =>
		act(async () => {
			const found = await api.get<object>(at`/v1/retention/runs/${id ?? ""}/receipts`, { query: { limit: 1000 } });
			saveAs(new Blob([JSON.stringify(found, null, 2)]), `receipts-${id}.json`);
		});
	return (
		<li class="line slim">
			<span class="line-text">
				{dateTime(startedAt)}
				<span class="muted small">{t.erased(number(erasedIn(run)))}</span>
			</span>
			{failures.length > 0 && <span class="badge error">{t.failed(number(failures.length))}</span>}
			<span class={finishedAt === undefined ? "badge warn" : "badge good"}>
				{finishedAt === undefined ? t.unfinished : t.finished}
			</span>
			{id !== undefined && erasedIn(run) > 0 && (
				<button type="button" aria-label={`${t.receipts}: ${dateTime(startedAt)}`} onClick={() => void receipts()}>
					{t.receipts}
				</button>
			)}
		</li>
	);
}

function Confirm({ due, onClose, onYes }: { due: number; onClose: () => void; onYes: () => void }) {
	const t = adminTexts.value.retention;
	const tenant = me.value?.tenant.id ?? "";
	const [typed, setTyped] = useState("");
	return (
		<Dialog title={t.erase(due, number(due))} onClose={onClose}>
			<form
				class="form"
				onSubmit={(event) => {
					event.preventDefault();
					onYes();
				}}
			>
				<p class="notice error">{t.eraseHint}</p>
				<label class="field">
					{adminTexts.value.tenant.confirm(tenant)}
					<input value={typed} required autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
				</label>
				<div class="actions">
					<button type="submit" class="danger" disabled={typed !== tenant}>
						{t.erase(due, number(due))}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
