import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { dateTime, number } from "../../shell/format.ts";
import type { ViewProps } from "../../shell/personas.ts";
import { href } from "../../shell/router.ts";
import { ScrollTable } from "../../shell/scroll-table.tsx";
import { Empty, Show, textOfCode } from "../../shell/states.tsx";
import { toast } from "../../shell/toasts.tsx";
import { act } from "../act.ts";
import type { AuditEntry, SignedHead } from "../model.ts";
import { Further, usePages } from "../pages.tsx";
import { isHeadWhole, isIncluded } from "../proof.ts";
import { adminTexts } from "../texts/index.ts";
import { FIRST_FILTER, type Filter, FilterForm, queryOf } from "./filter-form.tsx";
import { Verification } from "./verification.tsx";
import { type Actor, nameOf, useActors } from "./who.ts";

interface Found {
	readonly items: readonly AuditEntry[];
	readonly next: number | null;
}

/** The log of accesses: searched, proved, signed off. */
export function AuditView({ query }: ViewProps) {
	const t = adminTexts.value.audit;
	// A link may ask for the entries of one person.
	const actor = query.get("actor");
	const begin = actor === null ? FIRST_FILTER : { ...FIRST_FILTER, action: "all", actor };
	const [filter, setFilter] = useState<Filter>(begin);
	const actors = useActors();
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.audit}</h1>
				<a class="button" href={href(["admin", "certificates"])}>
					{adminTexts.value.views.certificates}
				</a>
			</div>
			<p class="muted">{t.intro}</p>
			<FilterForm begin={begin} actors={actors} onSearch={setFilter} />
			<Entries key={JSON.stringify(filter)} filter={filter} actors={actors} />
			<Verification actors={actors} />
		</div>
	);
}

const find = (filter: Filter, before: number | null, signal?: AbortSignal): Promise<Found> =>
	api.get<Found>("/v1/audit/search", { query: { ...queryOf(filter), before, limit: 50 }, signal });

function Entries({ filter, actors }: { filter: Filter; actors: readonly Actor[] }) {
	const t = adminTexts.value.audit;
	const pages = usePages<AuditEntry, number>("audit", (before, signal) => find(filter, before, signal));
	return (
		<Show of={pages.first}>
			{() => (
				<section class="panel form">
					{pages.items.length === 0 ? (
						<Empty title={t.none}>{t.noneHint}</Empty>
					) : (
						<Table entries={pages.items} actors={actors} />
					)}
					<Further pages={pages} label={t.more} />
				</section>
			)}
		</Show>
	);
}

const BADGES: Record<string, string> = { ok: "good", partial: "warn", failed: "error", denied: "error", begun: "" };

function Table({ entries, actors }: { entries: readonly AuditEntry[]; actors: readonly Actor[] }) {
	const { audit: t, auditLog } = adminTexts.value;
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
						<Who actor={entry.actor} actors={actors} />
					</td>
					<td>
						<strong>{(auditLog.actions as Readonly<Record<string, string>>)[entry.action] ?? entry.action}</strong>
						<span class="muted small block">
							<code>{entry.action}</code> {isRoute(entry) ? "" : entry.purpose}
						</span>
					</td>
					<td class="subject">
						<Subject entry={entry} actors={actors} />
					</td>
					<td>
						<span class={`badge ${BADGES[entry.result.outcome] ?? ""}`}>
							{t.outcomes[entry.result.outcome] ?? entry.result.outcome}
						</span>
						{entry.result.code !== undefined && <span class="small block">{textOfCode(entry.result.code)}</span>}
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

/** Of what came over the API the purpose is the route: it says what the action says. */
const isRoute = ({ purpose }: AuditEntry): boolean => /^api [A-Z]+ \//.test(purpose);

function Who({ actor, actors }: { actor: AuditEntry["actor"]; actors: readonly Actor[] }) {
	const { kinds } = adminTexts.value.auditLog;
	const name = nameOf(actor, actors);
	return (
		<>
			{name === null ? <code>{actor.id.slice(0, 14)}</code> : <span>{name}</span>}
			{actor.kind !== "system" && <span class="muted small block">{kinds[actor.kind] ?? actor.kind}</span>}
		</>
	);
}

/** Longer values, digests and lists, are cut: the whole entry is in what is saved. */
const LONGEST = 28;

function Subject({ entry: { subject }, actors }: { entry: AuditEntry; actors: readonly Actor[] }) {
	const { sync, auditLog } = adminTexts.value;
	const { subjects } = auditLog;
	return (
		<>
			{Object.entries(subject).map(([name, value]) => {
				const text = String(value);
				const known = actors.find(({ id }) => id === text)?.name ?? (name === "about" ? sync.kinds[text] : undefined);
				return (
					<span key={name} class="small block">
						{subjects[name] ?? name}{" "}
						{known ?? <code>{text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}</code>}
					</span>
				);
			})}
		</>
	);
}

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
