import { useState } from "preact/hooks";
import type { ViewProps } from "../../shell/personas.ts";
import { go } from "../../shell/router.ts";
import { adminTexts } from "../texts/index.ts";
import { ClientStep, IntegrationsStep, RecordsStep, type TestedClient, TestStep, WhatStep } from "./steps.tsx";

const LAST = 5;

/** From nothing to the first records of an ATS, step by step. */
export function ConnectView({ query }: ViewProps) {
	const t = adminTexts.value.connect;
	const given = Number(query.get("step") ?? 1);
	const step = Number.isInteger(given) && given >= 1 && given <= LAST ? given : 1;
	const [made, setMade] = useState<TestedClient | null>(null);
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
						<button type="button" class="plain" onClick={() => to(index + 1)}>
							<span class="step-number">{index + 1}</span>
							{name}
						</button>
					</li>
				))}
			</ol>
			<section class="panel form" aria-label={t.step(step, LAST)}>
				<h2>{t.steps[step - 1]}</h2>
				{step === 1 && <IntegrationsStep />}
				{step === 2 && <ClientStep made={made} onMade={setMade} />}
				{step === 3 && <WhatStep />}
				{step === 4 && <TestStep client={made} />}
				{step === 5 && <RecordsStep />}
				<div class="actions">
					{step > 1 && (
						<button type="button" onClick={() => to(step - 1)}>
							{t.back}
						</button>
					)}
					{step < LAST && (
						<button type="button" class="primary" onClick={() => to(step + 1)}>
							{t.next}
						</button>
					)}
				</div>
			</section>
		</div>
	);
}
