import type { ComponentChildren } from "preact";
import type { RetentionSettings } from "../../../domain/retention.ts";
import { api, saveAs } from "../../shell/api.ts";
import { dateTime, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { Show } from "../../shell/states.tsx";
import { adminTexts } from "../texts/index.ts";

interface ProcessingRecord {
	readonly madeAt: string;
	readonly controller: { readonly tenant: string; readonly name: string; readonly organization: number };
	readonly processor: { readonly software: string; readonly version: string; readonly storage: string };
	readonly purposes: readonly string[];
	readonly dataSubjects: readonly { readonly name: string; readonly count: number | null }[];
	readonly categories: readonly {
		readonly name: string;
		readonly examples: readonly string[];
		readonly switchedOn: boolean;
	}[];
	readonly recipients: readonly {
		readonly kind: string;
		readonly name: string;
		readonly host: string | null;
		readonly data: string;
		readonly active: boolean;
	}[];
	readonly transfers: { readonly hosts: readonly string[]; readonly remark: string };
	readonly retention: RetentionSettings;
	readonly legalHold: { readonly reason: string; readonly since: string } | null;
	readonly signalDays: number | null;
	readonly security: readonly string[];
}

/** The record of processing activities (GDPR, article 30), made of the settings as they are now. */
export function ProcessingView() {
	const t = adminTexts.value.processing;
	const record = useResource("processing", (signal) => api.get<ProcessingRecord>("/v1/processing-record", { signal }));
	const save = () => saveAs(new Blob([JSON.stringify(record.value, null, 2)]), "processing-record.json");
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.processing}</h1>
				<div class="actions">
					<button type="button" disabled={record.value === null} onClick={save}>
						{t.save}
					</button>
					<a class="button" href={href(["admin", "retention"])}>
						{adminTexts.value.views.retention}
					</a>
				</div>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={record}>{(value) => <Shown of={value} />}</Show>
		</div>
	);
}

function Shown({ of: record }: { of: ProcessingRecord }) {
	const t = adminTexts.value.processing;
	const { said } = t;
	const { controller, processor, purposes, dataSubjects, categories, recipients, transfers, security } = record;
	return (
		<div class="panel form">
			<dl class="terms">
				<dt>{t.controller}</dt>
				<dd>{`${controller.name} (${controller.tenant}, urn:li:organization:${controller.organization})`}</dd>
				<dt>{t.processor}</dt>
				<dd>{`${processor.software} ${processor.version}, ${processor.storage}`}</dd>
				<dt>{t.madeAt}</dt>
				<dd>{dateTime(record.madeAt)}</dd>
				<dt>{t.legalHold}</dt>
				<dd>{record.legalHold === null ? "–" : `${record.legalHold.reason}, ${dateTime(record.legalHold.since)}`}</dd>
				<dt>{t.signals}</dt>
				<dd>{record.signalDays === null ? "–" : t.days(number(record.signalDays))}</dd>
			</dl>
			<Part title={t.purposes}>
				<List of={purposes.map(said)} />
			</Part>
			<Part title={t.subjects}>
				<List
					of={dataSubjects.map(({ name, count }) => (count === null ? said(name) : `${said(name)}: ${number(count)}`))}
				/>
			</Part>
			<Part title={t.categories}>
				<ul class="lines">
					{categories.map(({ name, examples, switchedOn }) => (
						<li key={name} class="line slim">
							<span class="line-text">
								{said(name)}
								<span class="muted small">{examples.map(said).join(", ")}</span>
							</span>
							<span class={switchedOn ? "badge good" : "badge"}>
								{switchedOn ? adminTexts.value.yes : adminTexts.value.no}
							</span>
						</li>
					))}
				</ul>
			</Part>
			<Part title={t.recipients}>
				<ul class="lines">
					{recipients.map(({ kind, name, host, data, active }) => (
						<li key={`${kind} ${name}`} class="line slim">
							<span class="line-text">
								<span>
									{kind === "webhook" || kind === "ats" ? name : said(name)} {host !== null && <code>{host}</code>}
								</span>
								<span class="muted small">{said(data)}</span>
							</span>
							<span class={active ? "badge good" : "badge"}>{active ? adminTexts.value.yes : adminTexts.value.no}</span>
						</li>
					))}
				</ul>
			</Part>
			<Part title={t.transfers}>
				<p>{transfers.hosts.length === 0 ? "–" : transfers.hosts.join(", ")}</p>
				<p class="muted small">{said(transfers.remark)}</p>
			</Part>
			<Part title={t.kept}>
				<List
					of={record.retention.rules.map(
						({ id, days }) => `${id}: ${days === null ? t.forever : t.days(number(days))}`,
					)}
				/>
			</Part>
			<Part title={t.security}>
				<List of={security.map(said)} />
			</Part>
		</div>
	);
}

const Part = ({ title, children }: { title: string; children: ComponentChildren }) => (
	<section class="part">
		<h2>{title}</h2>
		{children}
	</section>
);

const List = ({ of }: { of: readonly string[] }) =>
	of.length === 0 ? (
		<p>–</p>
	) : (
		<ul class="bullets">
			{of.map((text) => (
				<li key={text}>{text}</li>
			))}
		</ul>
	);
