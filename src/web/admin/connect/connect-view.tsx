import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Icon } from "../../shell/icons.tsx";
import type { ViewProps } from "../../shell/personas.ts";
import { type Resource, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { type Client, type Integration, recordsIn, type SyncStatus } from "../model.ts";
import { adminTexts } from "../texts/index.ts";
import { ClientStep, IntegrationsStep, RecordsStep, type TestedClient, TestStep, WhatStep } from "./steps.tsx";

const LAST = 5;

/** What the service says of the connection, asked again by the steps that change it. */
interface Standing {
	readonly integrations: Resource<{ integrations: Integration[] }>;
	readonly clients: Resource<{ items: Client[] }>;
	readonly sync: Resource<SyncStatus>;
}

/** Whether each step is done, as the service says; a test call is what this window saw of it, or records that came. */
function doneSteps({ integrations, clients, sync }: Standing, tested: boolean): readonly boolean[] {
	const records = sync.value === null ? 0 : recordsIn(sync.value);
	return [
		integrations.value?.integrations.some(({ enabled }) => enabled) === true,
		clients.value?.items.some((one) => one.status === "active" && one.permissions.includes("ats:sync")) === true,
		sync.value !== null,
		tested || records > 0,
		records > 0,
	];
}

/** From nothing to the first records of an ATS, step by step. No step is open before what it builds on is there. */
export function ConnectView({ query }: ViewProps) {
	const t = adminTexts.value.connect;
	const [made, setMade] = useState<TestedClient | null>(null);
	const [tested, setTested] = useState(false);
	const integrations = useResource("integrations", () => api.get<{ integrations: Integration[] }>("/v1/integrations"));
	const clients = useResource("clients", () => api.get<{ items: Client[] }>("/v1/clients"));
	const sync = useResource("sync", () => api.get<SyncStatus>("/v1/sync"));
	const done = doneSteps({ integrations, clients, sync }, tested);
	const isKnown = [integrations, clients, sync].every(({ value, error }) => value !== null || error !== null);
	const open = done.indexOf(false) < 0 ? LAST : done.indexOf(false) + 1;
	// What follows a step that is not done is not looked at yet.
	const isDone = (index: number) => index < open && done[index] === true;
	const given = Number(query.get("step") ?? 1);
	const wanted = Number.isInteger(given) && given >= 1 && given <= LAST ? given : 1;
	// While nothing is known yet nobody is sent back from where he was.
	const step = isKnown ? Math.min(wanted, open) : wanted;
	const to = (next: number) => go(["admin", "connect"], { step: String(next) });
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.connect}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<ol class="steps">
				{t.steps.map((name, index) => (
					<li key={name} aria-current={index + 1 === step ? "step" : undefined}>
						<button type="button" class="plain" disabled={index + 1 > open} onClick={() => to(index + 1)}>
							<span class={isDone(index) ? "step-number done" : "step-number"}>
								{isDone(index) ? <Icon name="check" /> : index + 1}
							</span>
							{name}
							{isDone(index) && <span class="hidden">{t.stepDone}</span>}
						</button>
					</li>
				))}
			</ol>
			<section class="panel form" aria-label={t.step(step, LAST)}>
				<h2>{t.steps[step - 1]}</h2>
				{step === 1 && <IntegrationsStep found={integrations} />}
				{step === 2 && <ClientStep clients={clients} made={made} onMade={setMade} />}
				{step === 3 && <WhatStep sync={sync} />}
				{step === 4 && <TestStep client={made} onWorks={() => setTested(true)} />}
				{step === 5 && <RecordsStep sync={sync} />}
				<div class="actions">
					{step > 1 && (
						<button type="button" onClick={() => to(step - 1)}>
							{t.back}
						</button>
					)}
					{step < LAST && (
						<button
							type="button"
							class="primary"
							disabled={!done[step - 1]}
							aria-describedby="waits-for"
							onClick={() => to(step + 1)}
						>
							{t.next}
						</button>
					)}
					<span id="waits-for" class="muted small" role="status">
						{isKnown && step < LAST && !done[step - 1] ? t.waitsFor[step - 1] : ""}
					</span>
				</div>
			</section>
		</div>
	);
}
