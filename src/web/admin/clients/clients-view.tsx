import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { date, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { may, me } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { Copyable } from "../copy.tsx";
import type { Client } from "../model.ts";
import { adminTexts } from "../texts/index.ts";
import { ManageClient } from "./manage-client.tsx";

const BADGES = { active: "good", disabled: "", locked: "error" } as const;

/** Programs that call the API, and what they sign in by. */
export function ClientsView() {
	const t = adminTexts.value.clients;
	const clients = useResource("clients", () => api.get<{ items: Client[] }>("/v1/clients"));
	const [making, make] = useState(false);
	const [managed, manage] = useState<string | null>(null);
	const chosen = clients.value?.items.find(({ id }) => id === managed);
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.clients}</h1>
				{may("clients:write") && (
					<button type="button" class="primary" onClick={() => make(true)}>
						{t.fresh}
					</button>
				)}
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={clients}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty title={t.none}>{t.noneHint}</Empty>
					) : (
						<ul class="lines">
							{items.map((one) => (
								<li key={one.id} class="panel line">
									<div class="line-text">
										<strong>{one.name}</strong>
										<span class="muted small">
											<code>{one.id}</code> · {t.since(date(one.createdAt))}
										</span>
										<Scopes of={one.permissions} />
										{one.lock !== undefined && (
											<span class="small error-text">
												{t.lockedBy[one.lock.by ?? "operator"]}: {one.lock.reason}
											</span>
										)}
									</div>
									{one.binding !== "none" && <span class="badge good">{t.boundBy[one.binding]}</span>}
									<span class={`badge ${BADGES[one.status]}`}>{t.status[one.status]}</span>
									<button type="button" aria-label={t.manageOf(one.name)} onClick={() => manage(one.id)}>
										{t.manage}
									</button>
								</li>
							))}
						</ul>
					)
				}
			</Show>
			{making && (
				<NewClient
					onClose={() => {
						make(false);
						clients.reload();
					}}
				/>
			)}
			{chosen !== undefined && <ManageClient client={chosen} onClose={() => manage(null)} onChange={clients.reload} />}
		</div>
	);
}

const OF_PROGRAMS = ["ats:sync", "ats:activity"];

function NewClient({ onClose }: { onClose: () => void }) {
	const t = adminTexts.value.clients;
	const [name, setName] = useState("");
	const [scopes, setScopes] = useState<readonly string[]>([]);
	const [made, setMade] = useState<{ id: string; clientSecret: string } | null>(null);
	const known = [...OF_PROGRAMS, ...(me.value?.scopes ?? []).filter((one) => !OF_PROGRAMS.includes(one))];
	const make = async (event: Event) => {
		event.preventDefault();
		await act(async () => setMade(await api.post("/v1/clients", { name, permissions: scopes })));
	};
	if (made !== null) {
		return (
			<Dialog
				title={t.made}
				onClose={onClose}
				actions={
					<button type="button" class="primary" onClick={onClose}>
						{t.kept}
					</button>
				}
			>
				<p class="notice warning">{t.once}</p>
				<Copyable label={t.id} value={made.id} />
				<Copyable label={t.secret} value={made.clientSecret} />
			</Dialog>
		);
	}
	return (
		<Dialog title={t.fresh} onClose={onClose}>
			<form class="form" onSubmit={make}>
				<label class="field">
					{t.name}
					<input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
				</label>
				<fieldset>
					<legend>{t.scopes}</legend>
					<div class="checks">
						{known.map((one) => (
							<label key={one} class="check">
								<input
									type="checkbox"
									checked={scopes.includes(one)}
									onChange={(event) =>
										setScopes(event.currentTarget.checked ? [...scopes, one] : scopes.filter((other) => other !== one))
									}
								/>
								<span>
									<code>{one}</code> <span class="small muted block">{scopeText(one)}</span>
								</span>
							</label>
						))}
					</div>
				</fieldset>
				<div class="actions">
					<button type="submit" class="primary" disabled={scopes.length === 0}>
						{t.make}
					</button>
				</div>
			</form>
		</Dialog>
	);
}

/** What a scope grants; empty for one that this page does not know. */
const scopeText = (scope: string): string => (adminTexts.value.scopes as Readonly<Record<string, string>>)[scope] ?? "";

/** More are told by their number first: nobody reads forty at a glance. */
const MOST_SCOPES = 8;

function Scopes({ of: names }: { of: readonly string[] }) {
	const list = (
		<span class="scopes">
			{names.map((name) => (
				<code key={name} title={scopeText(name)}>
					{name}
				</code>
			))}
		</span>
	);
	if (names.length <= MOST_SCOPES) return list;
	return (
		<details>
			<summary class="small">{adminTexts.value.clients.scopeCount(number(names.length))}</summary>
			{list}
		</details>
	);
}
