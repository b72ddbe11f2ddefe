import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { dateTime, number } from "../../shell/format.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import { Empty, Failure, Show } from "../../shell/states.tsx";
import { toast } from "../../shell/toasts.tsx";
import { act } from "../act.ts";
import type { AuditEntry, SignedHead } from "../model.ts";
import { isHeadWhole, isIncluded } from "../proof.ts";
import { adminTexts } from "../texts/index.ts";
import { ACTIONS } from "./actions.ts";
import { Verification } from "./verification.tsx";

interface Found {
	readonly items: readonly AuditEntry[];
	readonly next: number | null;
}

const NO_FILTER = { action: "", outcome: "", actor: "", about: "", since: "", until: "" };
type Filter = typeof NO_FILTER;

/** The log of accesses: searched, proved, signed off. */
export function AuditView({ query }: ViewProps) {
	const t = adminTexts.value.audit;
	// A link may ask for the entries of one person.
	const begin = { ...NO_FILTER, actor: query.get("actor") ?? "" };
	const [filter, setFilter] = useState<Filter>(begin);
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.audit}</h1>
				<a class="button" href={href(["admin", "certificates"])}>
					{adminTexts.value.views.certificates}
				</a>
			</div>
			<p class="muted">{t.intro}</p>
			<FilterForm begin={begin} onSearch={setFilter} />
			<Entries key={JSON.stringify(filter)} filter={filter} />
			<Verification />
		</div>
	);
}

function FilterForm({ begin, onSearch }: { begin: Filter; onSearch: (filter: Filter) => void }) {
	const t = adminTexts.value.audit;
	const [filter, setFilter] = useState<Filter>(begin);
	const set = (name: keyof Filter) => (event: { currentTarget: { value: string } }) =>
		setFilter({ ...filter, [name]: event.currentTarget.value });
	const words = (name: "actor" | "about") => (
		<label class="field">
			{t[name]}
			<input type="search" value={filter[name]} onInput={set(name)} />
		</label>
	);
	const day = (name: "since" | "until") => (
		<label class="field">
			{t[name]}
			<input type="date" value={filter[name]} onInput={set(name)} />
		</label>
	);
	return (
		<form
			class="panel filters"
			onSubmit={(event) => {
				event.preventDefault();
				onSearch(filter);
			}}
		>
			<label class="field">
				{t.action}
				<select value={filter.action} onChange={set("action")}>
					<option value="">{t.anyAction}</option>
					{ACTIONS.map((name) => (
						<option key={name} value={name}>
							{name}
						</option>
					))}
				</select>
			</label>
			<label class="field">
				{t.outcome}
				<select value={filter.outcome} onChange={set("outcome")}>
					<option value="">{t.anyOutcome}</option>
					{Object.entries(t.outcomes).map(([name, text]) => (
						<option key={name} value={name}>
							{text}
						</option>
					))}
				</select>
			</label>
			{words("about")}
			{words("actor")}
			{day("since")}
			{day("until")}
			<button type="submit" class="primary">
				{t.search}
			</button>
		</form>
	);
}

const midnight = (day: string): string | null => (day === "" ? null : new Date(`${day}T00:00:00`).toISOString());

function find(filter: Filter, before: number | null, signal?: AbortSignal): Promise<Found> {
	const { since, until, ...rest } = filter;
	const named = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value.trim() || null]));
	const query = { ...named, since: midnight(since), until: midnight(until), before, limit: 50 };
	return api.get<Found>("/v1/audit/search", { query, signal });
}

function Entries({ filter }: { filter: Filter }) {
	const t = adminTexts.value.audit;
	const first = useResource("audit", (signal) => find(filter, null, signal));
	const [more, setMore] = useState<readonly Found[]>([]);
	const [error, setError] = useState<Error | null>(null);
	const next = more.length === 0 ? first.value?.next : more.at(-1)?.next;
	const further = async () => {
		try {
			setMore([...more, await find(filter, next ?? null)]);
			setError(null);
		} catch (failure) {
			setError(failure as Error);
		}
	};
	return (
		<Show of={first}>
			{({ items }) => {
				const entries = [...items, ...more.flatMap((page) => page.items)];
				return (
					<section class="panel form">
						{entries.length === 0 ? <Empty title={t.none} /> : <Table entries={entries} />}
						{error !== null && <Failure error={error} onRetry={() => void further()} />}
						{next != null && (
							<div class="actions">
								<button type="button" onClick={() => void further()}>
									{t.more}
								</button>
							</div>
						)}
					</section>
				);
			}}
		</Show>
	);
}

const BADGES: Record<string, string> = { ok: "good", partial: "warn", failed: "error", denied: "error", begun: "" };

function Table({ entries }: { entries: readonly AuditEntry[] }) {
	const t = adminTexts.value.audit;
	const names = [t.number, t.when, t.who, t.what, t.subject, t.result, t.prove];
	return (
		<ScrollTable label={adminTexts.value.views.audit} heads={names} tall class="log-entries">
			{entries.map((entry) => (
				<tr key={entry.seq}>
					<td>{number(entry.seq)}</td>
					<td>
						<time dateTime={entry.at}>{dateTime(entry.at)}</time>
					</td>
					<td>
						<span class="small">{entry.actor.kind}</span> <code>{entry.actor.id.slice(0, 14)}</code>
					</td>
					<td>
						<strong>{entry.action}</strong>
						<span class="muted small block">{entry.purpose}</span>
					</td>
					<td class="subject">{subjectOf(entry)}</td>
					<td>
						<span class={`badge ${BADGES[entry.result.outcome] ?? ""}`}>
							{t.outcomes[entry.result.outcome] ?? entry.result.outcome}
						</span>
						{entry.result.code !== undefined && <span class="small block">{entry.result.code}</span>}
					</td>
					<td>
						<button type="button" aria-label={t.proveOf(entry.seq)} onClick={() => void prove(entry)}>
							{t.prove}
						</button>
					</td>
				</tr>
			))}
		</ScrollTable>
	);
}

/** Longer values, digests and lists, are cut: the whole entry is in what is saved. */
const LONGEST = 28;

const subjectOf = ({ subject }: AuditEntry) =>
	Object.entries(subject).map(([name, value]) => {
		const text = String(value);
		return (
			<span key={name} class="small block">
				{name} <code>{text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}</code>
			</span>
		);
	});

/** Asks for the proof, and believes only what comes of it here. */
async function prove(entry: AuditEntry): Promise<void> {
	const t = adminTexts.value.audit;
	await act(async () => {
		const signed = await api.get<SignedHead>("/v1/audit/head");
		const { size } = signed.head;
		const { path } = await api.get<{ path: string[] }>("/v1/audit/inclusion", { query: { seq: entry.seq, size } });
		const holds = (await isHeadWhole(signed)) && (await isIncluded(entry, path, signed));
		if (!holds) throw new Error(t.notProven(entry.seq));
		toast(t.proven(entry.seq, size));
	});
}
