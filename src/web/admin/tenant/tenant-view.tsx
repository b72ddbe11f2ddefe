import { useState } from "preact/hooks";
import { api, saveAs } from "../../shell/api.ts";
import { date, dateTime } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { end, may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { FieldError } from "../field-error.tsx";
import { ReasonField } from "../reason-field.tsx";
import { adminTexts } from "../texts/index.ts";
import { TenantExports } from "./tenant-exports.tsx";

interface Tenant {
	readonly id: string;
	readonly name: string;
	readonly status: string;
	readonly legalHold?: { readonly since: string; readonly reason: string };
}

interface Wipe {
	readonly id: string;
	readonly state: string;
	readonly reason: string;
	readonly requestedAt: string;
	readonly coolingOffUntil: string;
	readonly approvals: readonly { readonly statement: { readonly approver: string; readonly at: string } }[];
	readonly approvalsNeeded: number;
	readonly statement?: unknown;
}

interface Standing {
	readonly tenant: Tenant;
	readonly wipe: Wipe | null;
}

/** How the organization stands, what it can take along, and its end. */
export function TenantView() {
	const t = adminTexts.value.tenant;
	const standing = useResource("tenant", () => api.get<Standing>("/v1/tenant"));
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.tenant}</h1>
				<a class="button" href={href(["admin", "keys"])}>
					{adminTexts.value.views.keys}
				</a>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={standing}>
				{({ tenant, wipe }) => (
					<>
						<section class="panel form">
							<dl class="terms">
								<dt>{t.name}</dt>
								<dd>{tenant.name}</dd>
								<dt>{t.id}</dt>
								<dd>
									<code>{tenant.id}</code>
								</dd>
								<dt>{t.state}</dt>
								<dd>
									<span class={tenant.status === "active" ? "badge good" : "badge error"}>
										{t.status[tenant.status] ?? tenant.status}
									</span>{" "}
									{tenant.legalHold === undefined ? (
										<span class="badge">{t.noHold}</span>
									) : (
										<span class="badge warn">{t.hold(date(tenant.legalHold.since))}</span>
									)}
								</dd>
							</dl>
							{tenant.legalHold !== undefined && (
								<p class="notice warning">
									{tenant.legalHold.reason}. {t.holdHint}
								</p>
							)}
						</section>
						<TenantExports />
						<WipeSection wipe={wipe} onChange={standing.reload} />
						{may("tenant:manage") && <Disable tenant={tenant} />}
					</>
				)}
			</Show>
		</div>
	);
}

function Disable({ tenant }: { tenant: Tenant }) {
	const t = adminTexts.value.tenant;
	const [typed, setTyped] = useState("");
	const disable = async (event: Event) => {
		event.preventDefault();
		if (await act(() => api.post("/v1/tenant/disable", { confirm: typed }), t.disabled)) end("disabled");
	};
	return (
		<section class="panel form">
			<h2>{t.disable}</h2>
			<p class="muted small">{t.disableHint}</p>
			<form class="ask" onSubmit={disable}>
				<label class="field">
					{t.confirm(tenant.id)}
					<input value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
				</label>
				<button type="submit" class="danger" disabled={typed !== tenant.id}>
					{t.disable}
				</button>
			</form>
		</section>
	);
}

const WEEK = 7;

function WipeSection({ wipe, onChange }: { wipe: Wipe | null; onChange: () => void }) {
	const t = adminTexts.value.tenant;
	const isOpen = wipe !== null && wipe.state !== "cancelled";
	return (
		<section class="panel form">
			<h2>{t.wipe}</h2>
			<p class="muted small">{t.wipeHint}</p>
			{isOpen ? <OpenWipe wipe={wipe} onChange={onChange} /> : <p>{t.none}</p>}
			{!isOpen && may("tenant:manage") && <AskWipe onAsked={onChange} />}
		</section>
	);
}

function AskWipe({ onAsked }: { onAsked: () => void }) {
	const t = adminTexts.value.tenant;
	const [reason, setReason] = useState("");
	const [coolingOffDays, setDays] = useState(WEEK);
	const request = async (event: Event) => {
		event.preventDefault();
		await act(() => api.post("/v1/tenant/wipe", { reason, coolingOffDays }), t.requested);
		onAsked();
	};
	return (
		<form class="ask" onSubmit={request}>
			<ReasonField value={reason} onChange={setReason}>
				{t.reason}
			</ReasonField>
			<label class="field">
				{t.coolingOff}
				<input
					type="number"
					min={0}
					max={90}
					value={coolingOffDays}
					required
					onInput={(event) => setDays(Number(event.currentTarget.value))}
				/>
			</label>
			<button type="submit" class="danger">
				{t.request}
			</button>
		</form>
	);
}

/** What is handed in for a signature and is none, before the service says so in its own terms. */
function wrongIn(text: string): "unreadable" | "statement" | "other" | null {
	try {
		const found: unknown = JSON.parse(text);
		if (typeof found !== "object" || found === null) return "other";
		if ("signature" in found && "statement" in found) return null;
		return "coolingOffUntil" in found ? "statement" : "other";
	} catch {
		return "unreadable";
	}
}

function OpenWipe({ wipe, onChange }: { wipe: Wipe; onChange: () => void }) {
	const t = adminTexts.value.tenant;
	const { statement } = wipe;
	const save = () => saveAs(new Blob([`${JSON.stringify(statement, null, "\t")}\n`]), `wipe-statement-${wipe.id}.json`);
	const [wrong, setWrong] = useState<keyof typeof t.wrongFile | null>(null);
	const accept = async (input: HTMLInputElement) => {
		const text = await input.files?.[0]?.text();
		// Chosen again it is read again.
		input.value = "";
		if (text === undefined) return;
		const found = wrongIn(text);
		setWrong(found);
		if (found !== null) return;
		const done = await act(async () => {
			const { state } = await api.post<Wipe>("/v1/tenant/wipe/approvals", JSON.parse(text));
			// The last signature disables the organization, and with it this session.
			if (state === "approved") end("wipe-approved");
		}, t.accepted);
		if (done) onChange();
	};
	const cancel = async () => {
		await act(() => api.del("/v1/tenant/wipe"), t.cancelled);
		onChange();
	};
	return (
		<>
			<p>
				<span class="badge warn">{t.states[wipe.state] ?? wipe.state}</span> {t.requestedAt(dateTime(wipe.requestedAt))}{" "}
				· {wipe.coolingOffUntil > wipe.requestedAt ? t.until(dateTime(wipe.coolingOffUntil)) : t.noCoolingOff}
			</p>
			<p>{wipe.reason}</p>
			<p>
				<strong>{t.approvals(wipe.approvals.length, wipe.approvalsNeeded)}</strong>
			</p>
			<ul class="lines">
				{wipe.approvals.map(({ statement: { approver, at } }) => (
					<li key={approver} class="line slim">
						<span class="line-text">{approver}</span>
						<time class="small muted" dateTime={at}>
							{dateTime(at)}
						</time>
					</li>
				))}
			</ul>
			{statement !== undefined && may("tenant:manage") && (
				<>
					<p class="small muted">
						{t.statementHint}{" "}
						<code>tributary approver sign wipe-statement.json --approver NAME --key NAME.pem --out signature.json</code>
					</p>
					<div class="actions">
						<button type="button" onClick={save}>
							{t.statement}
						</button>
						<button type="button" onClick={() => void cancel()}>
							{t.cancel}
						</button>
					</div>
					<label class="field">
						{t.upload}
						<input
							type="file"
							accept=".json,application/json"
							aria-invalid={wrong !== null}
							aria-describedby={wrong === null ? undefined : "wrong-file"}
							onChange={(event) => void accept(event.currentTarget)}
						/>
					</label>
					{wrong !== null && <FieldError id="wrong-file">{t.wrongFile[wrong]}</FieldError>}
				</>
			)}
		</>
	);
}
