import { useState } from "preact/hooks";
import { api, saveAs } from "../../shell/api.ts";
import { dateTime, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { toast } from "../../shell/toasts.tsx";
import { act } from "../act.ts";
import { type Check, Checks } from "../checks.tsx";
import type { AuditEntry, SignedHead } from "../model.ts";
import { isConsistent, isHeadWhole, LogReader } from "../proof.ts";
import { adminTexts } from "../texts/index.ts";
import { type Actor, nameOf } from "./who.ts";

const PAGE = 1000;

/** Every entry from the first on, up to those that a head covers. */
async function* entriesOf(size: number): AsyncGenerator<AuditEntry> {
	for (let after = 0; after < size; ) {
		const { items } = await api.get<{ items: AuditEntry[] }>("/v1/audit", { query: { after, limit: PAGE } });
		if (items.length === 0) return;
		for (const entry of items) if (entry.seq <= size) yield entry;
		after = items.at(-1)?.seq ?? size;
	}
}

/** The whole log checked in this browser, the head to be kept, and the sign-off. */
export function Verification({ actors }: { actors: readonly Actor[] }) {
	const t = adminTexts.value.audit;
	const [kept, setKept] = useState<SignedHead | null>(null);
	const [signed, setSigned] = useState<SignedHead | null>(null);
	const [progress, setProgress] = useState<string | null>(null);
	const [checks, setChecks] = useState<readonly Check[]>([]);
	const verify = async () => {
		setChecks([]);
		await act(async () => {
			const head = await api.get<SignedHead>("/v1/audit/head");
			setSigned(head);
			setChecks(await check(head, kept, (done) => setProgress(t.checking(number(done), number(head.head.size)))));
		});
		setProgress(null);
	};
	const readKept = async (file: File | undefined) => {
		if (file !== undefined) await act(async () => setKept(JSON.parse(await file.text()) as SignedHead));
	};
	return (
		<section class="panel form">
			<h2>{t.verification}</h2>
			<p class="muted small">{t.verifyHint}</p>
			<label class="field">
				{t.kept}
				<input
					type="file"
					accept=".json,application/json"
					onChange={(event) => void readKept(event.currentTarget.files?.[0])}
				/>
			</label>
			<div class="actions">
				<button type="button" class="primary" disabled={progress !== null} onClick={() => void verify()}>
					{t.verify}
				</button>
				<button type="button" onClick={() => void act(saveHead)} title={t.keepHint}>
					{t.keep}
				</button>
				<button type="button" onClick={() => void act(saveEntries)}>
					{t.export}
				</button>
			</div>
			<p role="status" class="small">
				{progress}
			</p>
			{checks.length > 0 && <Checks checks={checks} />}
			{signed !== null && checks.length > 0 && (
				<p class="small muted">
					{t.head(number(signed.head.size), signed.head.root)} · {t.fingerprint(signed.fingerprint)}
				</p>
			)}
			<Reviews actors={actors} />
		</section>
	);
}

async function check(
	signed: SignedHead,
	kept: SignedHead | null,
	onProgress: (done: number) => void,
): Promise<Check[]> {
	const t = adminTexts.value.audit.verdicts;
	const reader = new LogReader();
	for await (const entry of entriesOf(signed.head.size)) {
		await reader.add(entry);
		if (reader.size % 200 === 0) onProgress(reader.size);
	}
	const isWhole = reader.size === signed.head.size && (await reader.root()) === signed.head.root;
	const checks = [
		{ text: t.signature ?? "", holds: await isHeadWhole(signed) },
		{ text: t.chain ?? "", holds: reader.isLinked },
		{ text: t.root ?? "", holds: isWhole },
	];
	if (kept === null) return checks;
	const query = { from: kept.head.size, to: signed.head.size };
	const { path } = await api.get<{ path: string[] }>("/v1/audit/consistency", { query });
	const follows = kept.fingerprint === signed.fingerprint && (await isHeadWhole(kept));
	return [...checks, { text: t.consistency ?? "", holds: follows && (await isConsistent(kept, signed, path)) }];
}

async function saveHead(): Promise<void> {
	const signed = await api.get<SignedHead>("/v1/audit/head");
	saveAs(new Blob([`${JSON.stringify(signed, null, "\t")}\n`]), `audit-head-${signed.head.size}.json`);
}

async function saveEntries(): Promise<void> {
	const { head } = await api.get<SignedHead>("/v1/audit/head");
	const lines: string[] = [];
	for await (const entry of entriesOf(head.size)) lines.push(`${JSON.stringify(entry)}\n`);
	saveAs(new Blob(lines), `audit-${head.tenant}.ndjson`);
}

const FINDINGS = ["nothing-unusual", "followed-up"] as const;

function Reviews({ actors }: { actors: readonly Actor[] }) {
	const t = adminTexts.value.audit;
	const [finding, setFinding] = useState<(typeof FINDINGS)[number]>("nothing-unusual");
	const reviews = useResource("reviews", () =>
		api.get<{ items: AuditEntry[] }>("/v1/audit/search", {
			query: { action: "audit.review", outcome: "ok", limit: 20 },
		}),
	);
	const sign = async (event: Event) => {
		event.preventDefault();
		await act(async () => {
			await api.post("/v1/audit/reviews", { head: await api.get<SignedHead>("/v1/audit/head"), finding });
			toast(t.signed);
			reviews.reload();
		});
	};
	return (
		<>
			<h3>{t.review}</h3>
			<p class="muted small">{t.reviewHint}</p>
			{may("audit:review") && (
				<form class="ask" onSubmit={sign}>
					<label class="field">
						{t.result}
						<select
							value={finding}
							onChange={(event) => setFinding(event.currentTarget.value as (typeof FINDINGS)[number])}
						>
							{FINDINGS.map((name) => (
								<option key={name} value={name}>
									{t.findings[name]}
								</option>
							))}
						</select>
					</label>
					<button type="submit">{t.sign}</button>
				</form>
			)}
			<h3>{t.reviews}</h3>
			<Show of={reviews} rows={1}>
				{({ items }) =>
					items.length === 0 ? (
						<p class="muted">{t.noReviews}</p>
					) : (
						<ul class="lines">
							{items.map(({ seq, at, actor, subject }) => (
								<li key={seq} class="line slim">
									<span class="line-text">
										{t.findings[subject.about as (typeof FINDINGS)[number]] ?? String(subject.about)}
										<span class="muted small">
											{t.reviewed(number(Number(subject.count)))} ·{" "}
											{nameOf(actor, actors) ?? <code>{actor.id.slice(0, 14)}</code>}
										</span>
									</span>
									<time class="small muted" dateTime={at}>
										{dateTime(at)}
									</time>
								</li>
							))}
						</ul>
					)
				}
			</Show>
		</>
	);
}
