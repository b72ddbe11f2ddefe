import { useState } from "preact/hooks";
import type { AccessGrant, AccessRequest, Account } from "../../../domain/account.ts";
import { api, at } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { dateTime } from "../../shell/format.ts";
import { type Resource, useResource } from "../../shell/resource.ts";
import { may, me } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { ReasonField } from "../reason-field.tsx";
import { adminTexts } from "../texts/index.ts";
import { Invite } from "./invite.tsx";

export const roleName = (role: string): string => adminTexts.value.accounts.roleNames[role] ?? role;

/** People who sign in, what they asked for, and whether what they may is still right. */
export function AccountsView() {
	const t = adminTexts.value.accounts;
	const accounts = useResource("accounts", () => api.get<{ items: Account[] }>("/v1/accounts"));
	const [inviting, invite] = useState(false);
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.accounts}</h1>
				{may("accounts:write") && (
					<button type="button" class="primary" onClick={() => invite(true)}>
						{t.invite}
					</button>
				)}
			</div>
			<p class="muted">{t.intro}</p>
			<Requests accounts={accounts} />
			<Show of={accounts}>
				{({ items }) => (
					<ul class="lines">
						{items.map((one) => (
							<Person key={one.id} account={one} onChange={accounts.reload} />
						))}
					</ul>
				)}
			</Show>
			<Review accounts={accounts} />
			{inviting && (
				<Invite
					onClose={() => {
						invite(false);
						accounts.reload();
					}}
				/>
			)}
		</div>
	);
}

const BADGES = { active: "good", invited: "warn", disabled: "error" } as const;

function Person({ account, onChange }: { account: Account; onChange: () => void }) {
	const t = adminTexts.value.accounts;
	const { id, name, email, status, grants, lastSignInAt } = account;
	const path = at`/v1/accounts/${id}`;
	const change = async (next: "active" | "disabled") => {
		const undo = async () => {
			await api.patch(path, { status: next === "active" ? "disabled" : "active" });
			onChange();
		};
		await act(() => api.patch(path, { status: next }), t.changed, undo);
		onChange();
	};
	const isSelf = me.value?.id === id;
	return (
		<li class="panel line">
			<div class="line-text">
				<strong>{name}</strong>
				<span class="muted small">
					{email} · {lastSignInAt === null ? t.neverSignedIn : t.lastSignIn(dateTime(lastSignInAt))}
				</span>
				<ul class="scopes">
					{grants.map((grant) => (
						<Role key={grant.id} grant={grant} of={account} onChange={onChange} />
					))}
				</ul>
				{isSelf && <span class="muted small">{t.own}</span>}
			</div>
			<span class={`badge ${BADGES[status]}`}>{t.status[status]}</span>
			{may("accounts:write") && !isSelf && (
				<div class="actions">
					<GiveRole account={account} onChange={onChange} />
					<button
						type="button"
						aria-label={`${t.signOut}: ${name}`}
						onClick={() => void act(() => api.post(`${path}/sign-out`, undefined), t.signedOut)}
					>
						{t.signOut}
					</button>
					<button
						type="button"
						aria-label={`${status === "disabled" ? t.enable : t.disable}: ${name}`}
						onClick={() => void change(status === "disabled" ? "active" : "disabled")}
					>
						{status === "disabled" ? t.enable : t.disable}
					</button>
				</div>
			)}
		</li>
	);
}

function Role({ grant, of, onChange }: { grant: AccessGrant; of: Account; onChange: () => void }) {
	const t = adminTexts.value.accounts;
	const end = async () => {
		const undo = async () => {
			await api.post(at`/v1/accounts/${of.id}/grants`, { role: grant.role, expiresAt: grant.expiresAt });
			onChange();
		};
		await act(() => api.del(at`/v1/access-grants/${grant.id}`), t.changed, undo);
		onChange();
	};
	return (
		<li class="held-role">
			<span>
				{roleName(grant.role)}
				{grant.expiresAt !== null && <span class="muted small"> {t.until(dateTime(grant.expiresAt))}</span>}
			</span>
			{may("accounts:write") && me.value?.id !== of.id && (
				<button
					type="button"
					class="plain icon"
					aria-label={t.endRole(roleName(grant.role), of.name)}
					onClick={() => void end()}
				>
					×
				</button>
			)}
		</li>
	);
}

function GiveRole({ account, onChange }: { account: Account; onChange: () => void }) {
	const t = adminTexts.value.accounts;
	const held = new Set<string>(account.grants.map(({ role }) => role));
	const open = Object.keys(t.roleNames).filter((role) => !held.has(role));
	const give = async (role: string) => {
		await act(() => api.post(at`/v1/accounts/${account.id}/grants`, { role }), t.changed);
		onChange();
	};
	return (
		<select
			class="role-select"
			aria-label={`${t.giveRole}: ${account.name}`}
			value=""
			onChange={(event) => {
				const { value } = event.currentTarget;
				event.currentTarget.value = "";
				if (value !== "") void give(value);
			}}
		>
			<option value="">{t.giveRole}</option>
			{open.map((role) => (
				<option key={role} value={role}>
					{roleName(role)}
				</option>
			))}
		</select>
	);
}

type Accounts = Resource<{ items: Account[] }>;
const nameOf = (accounts: Accounts, id: string) => accounts.value?.items.find((one) => one.id === id)?.name ?? id;
const APPROVED_DAYS = 90;

function Requests({ accounts }: { accounts: Accounts }) {
	const t = adminTexts.value.accounts;
	const requests = useResource("requests", () => api.get<{ items: AccessRequest[] }>("/v1/access-requests"));
	const [refusing, refuse] = useState<AccessRequest | null>(null);
	const done = () => {
		refuse(null);
		requests.reload();
		accounts.reload();
	};
	const approve = ({ id, expiresAt }: AccessRequest) => {
		const until = expiresAt ?? new Date(Date.now() + APPROVED_DAYS * 24 * 3600 * 1000).toISOString();
		void act(() => api.post(at`/v1/access-requests/${id}/approve`, { expiresAt: until }), t.approved).then(done);
	};
	return (
		<section class="panel form">
			<h2>{t.requests}</h2>
			<Show of={requests} rows={1}>
				{({ items }) => {
					const open = items.filter(({ state }) => state === "open");
					if (open.length === 0) return <p class="muted">{t.noRequests}</p>;
					return (
						<ul class="lines">
							{open.map((one) => (
								<li key={one.id} class="line slim">
									<span class="line-text">
										{t.asks(nameOf(accounts, one.accountId), roleName(one.role))}
										<span class="muted small">
											{one.reason} · {dateTime(one.requestedAt)}
										</span>
									</span>
									{may("accounts:write") && one.accountId !== me.value?.id && (
										<div class="actions">
											<button type="button" class="primary" onClick={() => approve(one)}>
												{t.approve}
											</button>
											<button type="button" onClick={() => refuse(one)}>
												{t.refuse}
											</button>
										</div>
									)}
								</li>
							))}
						</ul>
					);
				}}
			</Show>
			{refusing !== null && <Refuse request={refusing} onClose={() => refuse(null)} onDone={done} />}
		</section>
	);
}

function Refuse({ request, onClose, onDone }: { request: AccessRequest; onClose: () => void; onDone: () => void }) {
	const t = adminTexts.value.accounts;
	const [reason, setReason] = useState("");
	const send = async (event: Event) => {
		event.preventDefault();
		if (await act(() => api.post(at`/v1/access-requests/${request.id}/refuse`, { reason }), t.refused)) onDone();
	};
	return (
		<Dialog title={t.refuse} onClose={onClose}>
			<form class="form" onSubmit={send}>
				<ReasonField value={reason} onChange={setReason}>
					{t.refuseReason}
				</ReasonField>
				<div class="actions">
					<button type="submit">{t.refuse}</button>
				</div>
			</form>
		</Dialog>
	);
}

type Held = AccessGrant & { readonly accountId: string };

function Review({ accounts }: { accounts: Accounts }) {
	const t = adminTexts.value.accounts;
	const grants = useResource("grants", () => api.get<{ items: Held[] }>("/v1/access-grants"));
	const confirm = async ({ id }: Held) => {
		await act(() => api.post(at`/v1/access-grants/${id}/confirm`, undefined), t.changed);
		grants.reload();
	};
	return (
		<section class="panel form">
			<h2>{t.review}</h2>
			<p class="muted small">{t.reviewHint}</p>
			<Show of={grants} rows={1}>
				{({ items }) => (
					<ul class="lines">
						{items.map((one) => {
							const name = nameOf(accounts, one.accountId);
							return (
								<li key={one.id} class="line slim">
									<span class="line-text">
										<span>
											<strong>{name}</strong> {roleName(one.role)}
										</span>
										<span class="muted small">
											{one.lastUsedAt === null ? t.neverUsed : t.lastUsed(dateTime(one.lastUsedAt))} ·{" "}
											{one.confirmed === null ? t.neverConfirmed : t.confirmed(dateTime(one.confirmed.at))}
										</span>
									</span>
									{may("accounts:write") && one.accountId !== me.value?.id && (
										<button
											type="button"
											aria-label={t.confirmOf(roleName(one.role), name)}
											onClick={() => void confirm(one)}
										>
											{t.confirm}
										</button>
									)}
								</li>
							);
						})}
					</ul>
				)}
			</Show>
		</section>
	);
}
