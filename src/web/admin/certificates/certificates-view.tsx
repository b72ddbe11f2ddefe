import { useState } from "preact/hooks";
import { act } from "../act.ts";
import { type Check, Checks } from "../checks.tsx";
import type { PublicJwk } from "../model.ts";
import { canVerify, isSigned, thumbprint } from "../proof.ts";
import { adminTexts } from "../texts/index.ts";

interface Signed {
	readonly publicKey: PublicJwk;
	readonly fingerprint: string;
	readonly signature: string;
	readonly certificate?: Statement;
	readonly receipt?: Statement;
	readonly head?: Statement;
}

interface Statement {
	readonly approvals?: readonly Approval[];
	readonly verification?: { readonly checks: readonly { readonly check: string; readonly result: string }[] };
	readonly checks?: readonly { readonly check: string; readonly result: string }[];
	readonly tenant?: { readonly id: string } | string;
}

interface Approval {
	readonly statement: { readonly approver: string; readonly tenant: string };
	readonly publicKey: PublicJwk;
	readonly signature: string;
}

const KINDS = ["certificate", "receipt", "head"] as const;
type KindName = (typeof KINDS)[number];

interface Verdict {
	readonly kind: KindName;
	readonly checks: readonly Check[];
	readonly trusted: boolean;
	readonly content: unknown;
}

/** What somebody was given as proof, checked in this browser: the file is sent nowhere. */
export function CertificatesView() {
	const t = adminTexts.value.certificates;
	const [text, setText] = useState<string | null>(null);
	const [trust, setTrust] = useState("");
	const [verdict, setVerdict] = useState<Verdict | null>(null);
	const verify = async (event: Event) => {
		event.preventDefault();
		setVerdict(null);
		await act(async () => {
			if (!(await canVerify())) throw new Error(t.unsupported);
			setVerdict(await verdictOf(text ?? "", trust.trim()));
		});
	};
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.certificates}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<form class="panel form" onSubmit={verify}>
				<label class="field">
					{t.file}
					<input
						type="file"
						accept=".json,application/json"
						required
						onChange={(event) => {
							const file = event.currentTarget.files?.[0];
							if (file !== undefined) void file.text().then(setText);
						}}
					/>
				</label>
				<label class="field">
					{t.trust}
					<input value={trust} onInput={(event) => setTrust(event.currentTarget.value)} />
					<span class="muted small">{t.trustHint}</span>
				</label>
				<div class="actions">
					<button type="submit" class="primary" disabled={text === null}>
						{t.verify}
					</button>
				</div>
			</form>
			{verdict !== null && <Told verdict={verdict} />}
		</div>
	);
}

function Told({ verdict: { kind, checks, trusted, content } }: { verdict: Verdict }) {
	const t = adminTexts.value.certificates;
	const isGood = checks.every(({ holds }) => holds);
	return (
		<section class="panel form" role="status">
			<h2>{t.kinds[kind]}</h2>
			<p class={!isGood ? "notice error" : trusted ? "notice good" : "notice warning"}>
				{!isGood ? t.bad : trusted ? t.good : t.untrusted}
			</p>
			<Checks checks={checks} />
			<details>
				<summary>{t.content}</summary>
				<pre class="json">{JSON.stringify(content, null, 2)}</pre>
			</details>
		</section>
	);
}

/** @throws Error in the reader's language when it is none of the files that are known */
async function verdictOf(text: string, trust: string): Promise<Verdict> {
	const t = adminTexts.value.certificates;
	const signed = parse(text);
	const kind = KINDS.find((name) => signed?.[name] !== undefined);
	if (signed === null || kind === undefined) throw new Error(t.unknown);
	const content = signed[kind] as Statement;
	const checks: Check[] = [
		{ text: t.checks.signature ?? "", holds: await isSigned(content, signed.signature, signed.publicKey) },
		{ text: t.checks.fingerprint ?? "", holds: (await thumbprint(signed.publicKey)) === signed.fingerprint },
	];
	if (trust !== "") checks.push({ text: t.checks.trusted ?? "", holds: signed.fingerprint === trust });
	if (kind === "certificate") checks.push({ text: t.checks.approvals ?? "", holds: await areApproved(content) });
	const looked = content.verification?.checks ?? content.checks;
	if (looked !== undefined)
		checks.push({
			text: t.checks.verified ?? "",
			holds: looked.length > 0 && looked.every(({ result }) => result === "passed"),
		});
	return { kind, checks, trusted: trust !== "", content };
}

function parse(text: string): Signed | null {
	try {
		const value = JSON.parse(text) as Signed | null;
		return typeof value === "object" && value?.publicKey?.x !== undefined ? value : null;
	} catch {
		return null;
	}
}

const NEEDED = 2;

/** Each by a key of its own, for this tenant. */
async function areApproved({ approvals = [], tenant }: Statement): Promise<boolean> {
	const id = typeof tenant === "string" ? tenant : tenant?.id;
	const signed = await Promise.all(
		approvals.map(({ statement, signature, publicKey }) => isSigned(statement, signature, publicKey)),
	);
	const keys = new Set(approvals.map(({ publicKey }) => publicKey.x));
	return (
		keys.size >= NEEDED && signed.every((holds) => holds) && approvals.every(({ statement }) => statement.tenant === id)
	);
}
