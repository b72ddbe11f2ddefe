import { useState } from "preact/hooks";
import { ApiError, api, saveAs } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { number } from "../../shell/format.ts";
import { FormatField } from "../../shell/format-field.tsx";
import { may } from "../../shell/session.ts";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast } from "../../shell/toasts.tsx";
import { act, saying } from "../act.ts";
import { Checks } from "../checks.tsx";
import { FieldError } from "../field-error.tsx";
import { adminTexts } from "../texts/index.ts";

const KINDS = ["candidateId", "email", "profileId"] as const;
type KindName = (typeof KINDS)[number];

interface Receipt {
	readonly receipt: {
		readonly id: string;
		readonly removed: Readonly<Record<string, number>>;
		readonly checks: readonly { readonly check: string }[];
		readonly remarks: readonly string[];
	};
	readonly fingerprint: string;
}

const asFile = (value: unknown) => new Blob([`${JSON.stringify(value, null, "\t")}\n`]);

/** A copy of everything for a person who asks, and his erasure. */
export function PeopleView() {
	const t = adminTexts.value.people;
	const [kind, setKind] = useState<KindName>("email");
	const [value, setValue] = useState("");
	const [erasing, erase] = useState(false);
	const [receipt, setReceipt] = useState<Receipt | null>(null);
	const [nobody, setNobody] = useState(false);
	const look = (change: () => void) => {
		setNobody(false);
		change();
	};
	const report = async (event: Event) => {
		event.preventDefault();
		setNobody(false);
		await act(async () => {
			const found = await api
				.post<Record<string, unknown>>("/v1/access-reports", { [kind]: value.trim() })
				.catch((error: Error) => {
					if (!(error instanceof ApiError && ["not-found", "invalid-field"].includes(error.code))) throw error;
					setNobody(true);
				});
			if (found === undefined) return;
			const records = Object.values(found).flatMap((part) => (Array.isArray(part) ? part : []));
			saveAs(asFile(found), "access-report.json");
			toast(t.reported(number(records.length)));
		});
	};
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.people}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<form class="panel form" onSubmit={report}>
				<div class="ask">
					<label class="field">
						{t.by}
						<select value={kind} onChange={(event) => look(() => setKind(event.currentTarget.value as KindName))}>
							{KINDS.map((name) => (
								<option key={name} value={name}>
									{t.byKinds[name]}
								</option>
							))}
						</select>
					</label>
					<label class="field">
						{t.value}
						<input
							value={value}
							required
							maxLength={320}
							autocomplete="off"
							aria-invalid={nobody}
							aria-describedby={nobody ? "nobody" : undefined}
							onInput={(event) => look(() => setValue(event.currentTarget.value))}
						/>
					</label>
				</div>
				{nobody && <FieldError id="nobody">{t.nobody}</FieldError>}
				<p class="muted small">{t.reportHint}</p>
				<div class="actions">
					<button type="submit" class="primary">
						{t.report}
					</button>
					{may("candidates:erase") && (
						<button type="button" class="danger" disabled={value.trim() === ""} onClick={() => erase(true)}>
							{t.erase}
						</button>
					)}
				</div>
			</form>
			{receipt !== null && <Erased receipt={receipt} />}
			{erasing && (
				<Erase
					kind={kind}
					value={value.trim()}
					onClose={() => erase(false)}
					onErased={(made) => {
						erase(false);
						setValue("");
						setReceipt(made);
					}}
				/>
			)}
		</div>
	);
}

function Erase({
	kind,
	value,
	onClose,
	onErased,
}: {
	kind: KindName;
	value: string;
	onClose: () => void;
	onErased: (receipt: Receipt) => void;
}) {
	const t = adminTexts.value.people;
	const [again, setAgain] = useState("");
	const [reason, setReason] = useState("data-subject-request");
	const send = async (event: Event) => {
		event.preventDefault();
		await act(async () =>
			onErased(
				await api
					.post<Receipt>("/v1/erasures", { [kind]: value, reason })
					.catch(saying({ "not-found": t.nobody, "invalid-field": t.nobody })),
			),
		);
	};
	return (
		<Dialog title={t.erase} onClose={onClose}>
			<form class="form" onSubmit={send}>
				<p class="notice error">{t.eraseHint}</p>
				<p>
					{t.byKinds[kind]}: <strong>{value}</strong>
				</p>
				<FormatField
					label={t.reason}
					value={reason}
					format={/^[A-Za-z][A-Za-z0-9_-]*$/}
					says={t.reasonFormat}
					maxLength={60}
					onChange={setReason}
				/>
				<label class="field">
					{t.confirm}
					<input value={again} required autocomplete="off" onInput={(event) => setAgain(event.currentTarget.value)} />
				</label>
				{again !== "" && again.trim() !== value && <p class="small muted">{t.mismatch}</p>}
				<div class="actions">
					<button type="submit" class="danger" disabled={again.trim() !== value}>
						{t.erase}
					</button>
					<button type="button" onClick={onClose}>
						{shellTexts.value.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	);
}

function Erased({ receipt }: { receipt: Receipt }) {
	const t = adminTexts.value.people;
	const { receipt: said } = receipt;
	return (
		<section class="panel form" role="status">
			<h2>{t.erased}</h2>
			<h3>{t.removed}</h3>
			<ul class="counts">
				{Object.entries(said.removed).map(([name, count]) => (
					<li key={name}>
						<strong>{number(count)}</strong>
						<span class="small">{t.removedKinds[name] ?? name}</span>
					</li>
				))}
			</ul>
			<h3>{t.checks}</h3>
			<Checks checks={said.checks.map(({ check }) => ({ text: t.said(check), holds: true }))} />
			{said.remarks.map((text) => (
				<p key={text} class="small muted">
					{t.said(text)}
				</p>
			))}
			<div class="actions">
				<button
					type="button"
					class="primary"
					onClick={() => saveAs(asFile(receipt), `erasure-receipt-${said.id}.json`)}
				>
					{t.receipt}
				</button>
			</div>
		</section>
	);
}
