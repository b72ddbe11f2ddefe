import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import type { JobRule, SyncSettings, SyncStatus } from "../model.ts";
import { adminTexts } from "../texts/index.ts";
import { Health } from "./health.tsx";
import { changeSync, Switches } from "./switches.tsx";

/** How synchronizing goes, and what may be synchronized. */
export function SyncView() {
	const t = adminTexts.value.sync;
	const sync = useResource("sync", () => api.get<SyncStatus>("/v1/sync"));
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.sync}</h1>
				<div class="actions">
					<button type="button" onClick={sync.reload}>
						{t.reload}
					</button>
					{may("clients:write") && (
						<a class="button primary" href={href(["admin", "connect"])}>
							{adminTexts.value.views.connect}
						</a>
					)}
				</div>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={sync}>
				{(status) => (
					<>
						{Object.keys(status.kinds).length === 0 ? (
							<Empty title={t.none}>{t.noneHint}</Empty>
						) : (
							<Health status={status} />
						)}
						<section class="panel form">
							<h2>{t.settings}</h2>
							<Switches settings={status.settings} onChange={sync.reload} />
							<WithheldJobs settings={status.settings} onChange={sync.reload} />
						</section>
					</>
				)}
			</Show>
		</div>
	);
}

const FIELDS = ["title", "location", "companyJobCode", "requisitionOwnerEmail", "companyName"];

function WithheldJobs({ settings, onChange }: { settings: SyncSettings; onChange: () => void }) {
	const t = adminTexts.value.sync;
	const { rules } = settings.withheldJobs;
	const [ids, setIds] = useState(settings.withheldJobs.ids.join("\n"));
	const [field, setField] = useState("title");
	const [contains, setContains] = useState("");
	const [asked, ask] = useState<object | null>(null);
	// What is withheld no longer can be withheld again; what was removed does not come back by itself.
	const save = async (change: object, before?: object) => {
		ask(null);
		const undo = before === undefined ? undefined : () => save(before);
		if (await changeSync({ withheldJobs: change }, undo)) onChange();
	};
	const saveIds = () => {
		const next = idList();
		const adds = next.some((id) => !settings.withheldJobs.ids.includes(id));
		if (adds) ask({ ids: next });
		else void save({ ids: next }, { ids: settings.withheldJobs.ids });
	};
	const idList = () => [...new Set(ids.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
	const textOf = (rule: JobRule) => t.rule(t.fields[rule.field] ?? rule.field, rule.contains);
	const canChange = may("integrations:write");
	return (
		<>
			<h3>{t.jobs}</h3>
			<label class="field">
				{t.jobIds}
				<textarea rows={3} value={ids} readOnly={!canChange} onInput={(event) => setIds(event.currentTarget.value)} />
			</label>
			{canChange && (
				<div class="actions">
					<button type="button" onClick={saveIds}>
						{t.save}
					</button>
				</div>
			)}
			<h3>{t.rules}</h3>
			<ul class="lines">
				{rules.map((rule) => (
					<li key={textOf(rule)} class="line slim">
						<span class="line-text">{textOf(rule)}</span>
						{canChange && (
							<button
								type="button"
								class="plain"
								aria-label={t.removeRule(textOf(rule))}
								onClick={() => void save({ rules: rules.filter((one) => one !== rule) }, { rules })}
							>
								{t.removeRule("")}
							</button>
						)}
					</li>
				))}
			</ul>
			{canChange && (
				<form
					class="ask"
					onSubmit={(event) => {
						event.preventDefault();
						ask({ rules: [...rules, { field, contains }] });
					}}
				>
					<label class="field">
						{t.ruleField}
						<select value={field} onChange={(event) => setField(event.currentTarget.value)}>
							{FIELDS.map((name) => (
								<option key={name} value={name}>
									{t.fields[name]}
								</option>
							))}
						</select>
					</label>
					<label class="field">
						{t.ruleText}
						<input
							value={contains}
							required
							maxLength={200}
							onInput={(event) => setContains(event.currentTarget.value)}
						/>
					</label>
					<button type="submit">{t.addRule}</button>
				</form>
			)}
			{asked !== null && (
				<Dialog
					title={t.jobs}
					onClose={() => ask(null)}
					actions={
						<>
							<button type="button" onClick={() => ask(null)}>
								{shellTexts.value.cancel}
							</button>
							<button type="button" class="danger" onClick={() => void save(asked).then(() => setContains(""))}>
								{t.withhold}
							</button>
						</>
					}
				>
					<p>{t.withholdAsk}</p>
				</Dialog>
			)}
		</>
	);
}
