import { useEffect, useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import type { Resource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { me } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { Copyable } from "../copy.tsx";
import { type Client, type Integration, recordsIn, type SyncStatus } from "../model.ts";
import { Switches } from "../sync/switches.tsx";
import { adminTexts } from "../texts/index.ts";

export interface TestedClient {
	readonly id: string;
	readonly clientSecret: string;
}

export function IntegrationsStep({ found }: { found: Resource<{ integrations: Integration[] }> }) {
	const t = adminTexts.value.connect;
	const turn = async ({ type }: Integration, enabled: boolean) => {
		await act(() => api.put(at`/v1/integrations/${type}`, { enabled }));
		found.reload();
	};
	return (
		<>
			<p class="muted">{t.integrations}</p>
			<Show of={found}>
				{({ integrations }) => (
					<ul class="lines">
						{integrations.map((one) => (
							<li key={one.type} class="line slim">
								<label class="check line-text">
									<input
										type="checkbox"
										checked={one.enabled}
										onChange={(event) => void turn(one, event.currentTarget.checked)}
									/>
									<span>
										{t.types[one.type] ?? one.type} <code>{one.type}</code>
									</span>
								</label>
								<span class={one.enabled ? "badge good" : one.status === "REQUESTED" ? "badge warn" : "badge"}>
									{t.statuses[one.status] ?? one.status}
								</span>
							</li>
						))}
					</ul>
				)}
			</Show>
		</>
	);
}

const WIRE = ["ats:sync", "ats:activity"];

interface ClientStepProps {
	readonly clients: Resource<{ items: Client[] }>;
	readonly made: TestedClient | null;
	readonly onMade: (client: TestedClient) => void;
}

export function ClientStep({ clients, made, onMade }: ClientStepProps) {
	const t = adminTexts.value.connect;
	const [name, setName] = useState(t.clientDefault);
	const make = async (event: Event) => {
		event.preventDefault();
		await act(async () => {
			onMade(await api.post<TestedClient>("/v1/clients", { name, permissions: WIRE }));
			clients.reload();
		});
	};
	const known = (clients.value?.items ?? []).filter(({ permissions }) => permissions.includes("ats:sync"));
	return (
		<>
			<p class="muted">{t.clientHint}</p>
			{made === null ? (
				<form class="ask" onSubmit={make}>
					<label class="field">
						{t.clientName}
						<input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
					</label>
					<button type="submit" class="primary">
						{t.make}
					</button>
				</form>
			) : (
				<div class="form once">
					<p class="notice warning">{t.secretOnce}</p>
					<Copyable label={t.id} value={made.id} />
					<Copyable label={t.secret} value={made.clientSecret} />
				</div>
			)}
			{known.length > 0 && (
				<>
					<h3>{t.known}</h3>
					<ul class="lines">
						{known.map((one) => (
							<li key={one.id} class="line slim">
								<span class="line-text">{one.name}</span>
								<code>{one.id}</code>
							</li>
						))}
					</ul>
				</>
			)}
		</>
	);
}

export function WhatStep({ sync }: { sync: Resource<SyncStatus> }) {
	const t = adminTexts.value.connect;
	return (
		<>
			<p class="muted">{t.fieldsHint}</p>
			<Show of={sync}>{({ settings }) => <Switches settings={settings} onChange={sync.reload} />}</Show>
		</>
	);
}

/** What an ATS does first, without the session of whoever is signed in: what it says is what the ATS will hear. */
async function testCall(id: string, secret: string): Promise<"ok" | "sign-in" | number> {
	const body = new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret });
	const signed = await fetch("/oauth/v2/accessToken", { method: "POST", credentials: "omit", body });
	if (!signed.ok) return "sign-in";
	const { access_token: token } = (await signed.json()) as { access_token: string };
	const answer = await fetch("/v2/me", { credentials: "omit", headers: { authorization: `Bearer ${token}` } });
	return answer.ok ? "ok" : answer.status;
}

export function TestStep({ client, onWorks }: { client: TestedClient | null; onWorks: () => void }) {
	const t = adminTexts.value.connect;
	const [id, setId] = useState(client?.id ?? "");
	const [secret, setSecret] = useState(client?.clientSecret ?? "");
	const [verdict, setVerdict] = useState<Awaited<ReturnType<typeof testCall>> | "asking" | null>(null);
	const test = async (event: Event) => {
		event.preventDefault();
		setVerdict("asking");
		const done = await act(async () => {
			const answer = await testCall(id, secret);
			setVerdict(answer);
			if (answer === "ok") onWorks();
		});
		if (!done) setVerdict(null);
	};
	const said =
		verdict === "ok"
			? t.testOk
			: verdict === "sign-in"
				? t.testSignIn
				: verdict === "asking"
					? t.testing
					: t.testWire(verdict ?? 0);
	const curl = `curl -d grant_type=client_credentials -d client_id=${id || "CLIENT_ID"} --data-urlencode client_secret=CLIENT_SECRET ${location.origin}/oauth/v2/accessToken`;
	return (
		<form class="form" onSubmit={test}>
			<p class="muted">{t.testHint}</p>
			<label class="field">
				{t.id}
				<input value={id} required autocomplete="off" onInput={(event) => setId(event.currentTarget.value)} />
			</label>
			<label class="field">
				{t.secret}
				<input
					type="password"
					value={secret}
					required
					autocomplete="off"
					onInput={(event) => setSecret(event.currentTarget.value)}
				/>
			</label>
			<div class="actions">
				<button type="submit" disabled={verdict === "asking"}>
					{t.test}
				</button>
			</div>
			<p role="status" class={verdict === null ? "hidden" : verdict === "ok" ? "notice good" : "notice warning"}>
				{verdict === null ? "" : said}
			</p>
			<Copyable label={t.curl} value={curl} />
		</form>
	);
}

/** Milliseconds between two looks. */
const LOOK = 2000;

export function RecordsStep({ sync }: { sync: Resource<SyncStatus> }) {
	const t = adminTexts.value.connect;
	useEffect(() => {
		const timer = setInterval(sync.reload, LOOK);
		return () => clearInterval(timer);
	}, []);
	return (
		<>
			<p class="muted">{t.recordsHint}</p>
			<Show of={sync}>
				{(status) => {
					const records = recordsIn(status);
					return (
						<>
							<p role="status" class={records === 0 ? "notice" : "notice good"}>
								{records === 0 ? t.waiting : t.arrived(number(records))}
							</p>
							{records === 0 && (
								<p class="muted small">
									{t.waitingHint} <code>tributary simulate-ats --tenant {me.value?.tenant.id}</code>
								</p>
							)}
							<ul class="counts">
								{Object.entries(status.kinds).map(([kind, { stored }]) => (
									<li key={kind}>
										<strong>{number(stored)}</strong>
										<span class="small">{adminTexts.value.sync.kinds[kind] ?? kind}</span>
									</li>
								))}
							</ul>
						</>
					);
				}}
			</Show>
			<p>
				<a href={href(["admin", "sync"])}>{t.done}</a>
			</p>
		</>
	);
}
