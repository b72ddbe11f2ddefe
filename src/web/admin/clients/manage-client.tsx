import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { dateTime } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { Copyable } from "../copy.tsx";
import type { Binding, Client, Credential } from "../model.ts";
import { ReasonField } from "../reason-field.tsx";
import { adminTexts } from "../texts/index.ts";

/** What a client signs in by, and whether it may. */
export function ManageClient({
	client,
	onClose,
	onChange,
}: {
	client: Client;
	onClose: () => void;
	onChange: () => void;
}) {
	const t = adminTexts.value.clients;
	const path = at`/v1/clients/${client.id}`;
	const credentials = useResource(client.id, () => api.get<{ items: Credential[] }>(`${path}/credentials`));
	const [secret, setSecret] = useState<string | null>(null);
	const changed = () => {
		credentials.reload();
		onChange();
	};
	const revoke = async (id: string) => {
		await act(() => api.del(`${path}${at`/credentials/${id}`}`), t.revoked);
		changed();
	};
	return (
		<Dialog title={client.name} onClose={onClose} wide>
			<Copyable label={t.id} value={client.id} />
			<h3>{t.credentials}</h3>
			<Show of={credentials} rows={1}>
				{({ items }) => (
					<ul class="lines">
						{items.map(({ id, kind, name, createdAt, endsAt }) => (
							<li key={id} class="line slim">
								<span class="badge">{t.credentialKinds[kind]}</span>
								<span class="line-text">
									<code>{name ?? id}</code>
									<span class="muted small">
										{t.since(dateTime(createdAt))} · {endsAt === null ? t.untilRevoked : t.ends(dateTime(endsAt))}
									</span>
								</span>
								{may("clients:write") && (
									<button type="button" class="danger" aria-label={t.revokeOf(id)} onClick={() => void revoke(id)}>
										{t.revoke}
									</button>
								)}
							</li>
						))}
					</ul>
				)}
			</Show>
			{secret !== null && (
				<div class="form once">
					<p class="notice warning">{t.once}</p>
					<Copyable label={t.rotated} value={secret} />
				</div>
			)}
			{may("clients:write") && (
				<>
					<Rotate
						onRotate={(overlapHours) =>
							act(async () => {
								const made = await api.post<{ clientSecret: string }>(`${path}/secrets`, { overlapHours });
								setSecret(made.clientSecret);
								changed();
							})
						}
					/>
					<AddPem
						title={t.addKey}
						label={t.pem}
						onAdd={(publicKey) => act(() => api.post(`${path}/keys`, { publicKey }), t.keyAdded).then(changed)}
					/>
					<AddPem
						title={t.addCertificate}
						label={t.certificatePem}
						onAdd={(certificate) =>
							act(() => api.post(`${path}/certificates`, { certificate }), t.certificateAdded).then(changed)
						}
					/>
					<BoundBy client={client} onChange={onChange} />
					<Standing client={client} onChange={onChange} />
				</>
			)}
		</Dialog>
	);
}

const DAY = 24;

function Rotate({ onRotate }: { onRotate: (hours: number) => Promise<unknown> }) {
	const t = adminTexts.value.clients;
	const [hours, setHours] = useState(DAY);
	return (
		<form
			class="ask"
			onSubmit={(event) => {
				event.preventDefault();
				void onRotate(hours);
			}}
		>
			<label class="field">
				{t.overlap} <span class="muted small">{t.overlapHint}</span>
				<input
					type="number"
					min={0}
					max={720}
					value={hours}
					required
					onInput={(event) => setHours(Number(event.currentTarget.value))}
				/>
			</label>
			<button type="submit">{t.rotate}</button>
		</form>
	);
}

interface AddPemProps {
	readonly title: string;
	readonly label: string;
	readonly onAdd: (pem: string) => Promise<void>;
}

function AddPem({ title, label, onAdd }: AddPemProps) {
	const [pem, setPem] = useState("");
	return (
		<details>
			<summary>{title}</summary>
			<form
				class="form"
				onSubmit={(event) => {
					event.preventDefault();
					void onAdd(pem).then(() => setPem(""));
				}}
			>
				<label class="field">
					{label}
					<textarea rows={4} value={pem} required onInput={(event) => setPem(event.currentTarget.value)} />
				</label>
				<div class="actions">
					<button type="submit">{title}</button>
				</div>
			</form>
		</details>
	);
}

const BINDINGS = ["none", "dpop", "dpop-nonce", "mtls"] as const;

function BoundBy({ client, onChange }: { client: Client; onChange: () => void }) {
	const t = adminTexts.value.clients;
	const path = at`/v1/clients/${client.id}/binding`;
	const set = async (binding: Binding) => {
		const undo = async () => {
			await api.put(path, { binding: client.binding });
			onChange();
		};
		await act(() => api.put(path, { binding }), t.bindingChanged, undo);
		onChange();
	};
	return (
		<label class="field">
			{t.binding} <span class="muted small">{t.bindingHint}</span>
			<select value={client.binding} onChange={(event) => void set(event.currentTarget.value as Binding)}>
				{BINDINGS.map((one) => (
					<option key={one} value={one}>
						{t.bindings[one]}
					</option>
				))}
			</select>
		</label>
	);
}

function Standing({ client, onChange }: { client: Client; onChange: () => void }) {
	const t = adminTexts.value.clients;
	const [reason, setReason] = useState("");
	const path = at`/v1/clients/${client.id}/status`;
	const set = async (body: { readonly status: Client["status"]; readonly reason?: string }) => {
		const before = client.status;
		const undo = async () => {
			await api.put(path, { status: before });
			onChange();
		};
		const canUndo = before !== "locked" && body.status !== "locked";
		await act(() => api.put(path, body), t.status[body.status], canUndo ? undo : undefined);
		onChange();
	};
	if (client.lock !== undefined && client.lock.by === undefined)
		return <p class="notice error">{t.lockedBy.operator}</p>;
	return (
		<>
			<div class="actions">
				{client.status === "active" ? (
					<button type="button" onClick={() => void set({ status: "disabled" })}>
						{t.disable}
					</button>
				) : (
					<button type="button" onClick={() => void set({ status: "active" })}>
						{t.enable}
					</button>
				)}
			</div>
			{client.status !== "locked" && (
				<form
					class="ask"
					onSubmit={(event) => {
						event.preventDefault();
						void set({ status: "locked", reason });
					}}
				>
					<ReasonField value={reason} onChange={setReason}>
						{t.lockReason} <span class="muted small">{t.lockHint}</span>
					</ReasonField>
					<button type="submit" class="danger">
						{t.lock}
					</button>
				</form>
			)}
		</>
	);
}
