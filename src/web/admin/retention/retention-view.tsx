import { useState } from "preact/hooks";
import type { RetentionRule, RetentionSettings } from "../../../domain/retention.ts";
import { api } from "../../shell/api.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { adminTexts } from "../texts/index.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { Runs } from "./runs.tsx";

/** How long people are kept: the rules, whom they would erase, and what was erased by them. */
export function RetentionView() {
	const t = adminTexts.value.retention;
	const settings = useResource("retention", (signal) => api.get<RetentionSettings>("/v1/retention", { signal }));
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.retention}</h1>
				<a class="button" href={href(["admin", "processing"])}>
					{adminTexts.value.views.processing}
				</a>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={settings}>
				{(saved) => <Rules key={JSON.stringify(saved)} saved={saved} onSaved={(next) => settings.mutate(() => next)} />}
			</Show>
		</div>
	);
}

interface Props {
	readonly saved: RetentionSettings;
	readonly onSaved: (settings: RetentionSettings) => void;
}

function Rules({ saved, onSaved }: Props) {
	const t = adminTexts.value.retention;
	const [draft, setDraft] = useState(saved);
	const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
	const canChange = may("tenant:manage");
	const change = (index: number, rule: RetentionRule | null) =>
		setDraft({
			...draft,
			rules: draft.rules.flatMap((one, at) => (at !== index ? [one] : rule === null ? [] : [rule])),
		});
	const move = (from: number, to: number) => {
		const rule = draft.rules[from] as RetentionRule;
		setDraft({ ...draft, rules: draft.rules.toSpliced(from, 1).toSpliced(to, 0, rule) });
	};
	const put = async (next: RetentionSettings) => onSaved(await api.put<RetentionSettings>("/v1/retention", next));
	const save = (event: Event) => {
		event.preventDefault();
		void act(
			() => put(draft),
			t.saved,
			() => put(saved),
		);
	};
	return (
		<>
			<form class="panel form" onSubmit={save}>
				<h2>{t.rules}</h2>
				<p class="muted small">{t.rulesHint}</p>
				{draft.rules.length === 0 && <Empty title={t.noRules}>{t.noRulesHint}</Empty>}
				<ol class="rules">
					{draft.rules.map((rule, index) => (
						<li key={index}>
							<RuleEditor
								rule={rule}
								place={index}
								count={draft.rules.length}
								isReadOnly={!canChange}
								onChange={(next) => change(index, next)}
								onMove={(to) => move(index, to)}
							/>
						</li>
					))}
				</ol>
				{canChange && (
					<div class="actions">
						<button type="button" onClick={() => setDraft({ ...draft, rules: [...draft.rules, newRule(draft)] })}>
							{t.addRule}
						</button>
					</div>
				)}
				<label class="check">
					<input
						type="checkbox"
						checked={draft.schedule === "daily"}
						disabled={!canChange}
						onChange={(event) => setDraft({ ...draft, schedule: event.currentTarget.checked ? "daily" : "off" })}
					/>
					{t.daily}
				</label>
				{canChange && (
					<div class="actions">
						<button type="submit" class="primary" disabled={!isChanged}>
							{t.save}
						</button>
						{isChanged && (
							<button type="button" onClick={() => setDraft(saved)}>
								{t.discard}
							</button>
						)}
						<span class="muted small">{isChanged ? t.unsaved : ""}</span>
					</div>
				)}
			</form>
			<Runs isChanged={isChanged} hasRules={saved.rules.length > 0} />
		</>
	);
}

/** Half a year, as the law of equal treatment suggests for those who were turned down; the reader changes it. */
const USUAL_DAYS = 180;

function newRule({ rules }: RetentionSettings): RetentionRule {
	let number = rules.length + 1;
	while (rules.some(({ id }) => id === `rule-${number}`)) number += 1;
	return { id: `rule-${number}`, outcomes: ["rejected"], days: USUAL_DAYS };
}
