import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { dateTime, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { may, me } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { Copyable } from "../copy.tsx";
import { adminTexts } from "../texts/index.ts";

interface Keys {
	readonly data: { readonly version: number };
	readonly persons: { readonly version: number };
	readonly tokens: readonly { readonly kid: string; readonly createdAt: string; readonly retiredAt: string | null }[];
}

/** What the organization's data are encrypted with, and what only the operator holds. */
export function KeysView() {
	const t = adminTexts.value.keys;
	const keys = useResource("keys", (signal) => api.get<Keys>("/v1/tenant/keys", { signal }));
	const [asking, ask] = useState(false);
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.keys}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={keys}>
				{({ data, persons, tokens }) => (
					<>
						<section class="panel form">
							<h2>{t.data}</h2>
							<p>{t.version(number(data.version))}</p>
							<p class="small">{t.persons(number(persons.version))}</p>
							<p class="muted small">{t.dataHint}</p>
							{may("tenant:manage") && (
								<div class="actions">
									<button type="button" onClick={() => ask(true)}>
										{t.rotate}
									</button>
								</div>
							)}
						</section>
						<section class="panel form">
							<h2>{t.tokens}</h2>
							<p class="muted small">{t.tokensHint}</p>
							{tokens.length === 0 && <p class="muted small">{t.noTokens}</p>}
							<ul class="lines">
								{tokens.map(({ kid, createdAt, retiredAt }) => (
									<li key={kid} class="line slim">
										<span class="line-text">
											<code>{kid}</code>
											<span class="muted small">{t.since(dateTime(createdAt))}</span>
										</span>
										<span class={retiredAt === null ? "badge good" : "badge"}>
											{retiredAt === null ? t.signs : t.retired(dateTime(retiredAt))}
										</span>
									</li>
								))}
							</ul>
						</section>
					</>
				)}
			</Show>
			<section class="panel form">
				<h2>{t.operator}</h2>
				<p class="muted small">{t.operatorHint}</p>
				<Copyable label={t.masterKey} value="tributary key rotate-master" />
				<Copyable label={t.tokenKey} value="tributary signing-key rotate" />
				<Copyable label={t.seal} value="tributary vault seal --reason '…'" />
			</section>
			{asking && (
				<Rotate
					onClose={() => {
						ask(false);
						keys.reload();
					}}
				/>
			)}
		</div>
	);
}

function Rotate({ onClose }: { onClose: () => void }) {
	const t = adminTexts.value.keys;
	const tenant = me.value?.tenant.id ?? "";
	const [typed, setTyped] = useState("");
	const [isBusy, setBusy] = useState(false);
	const rotate = async (event: Event) => {
		event.preventDefault();
		setBusy(true);
		const done = await act(() => api.post("/v1/tenant/keys/data", { confirm: typed }), t.rotated);
		setBusy(false);
		if (done) onClose();
	};
	return (
		<Dialog title={t.rotate} onClose={onClose}>
			<form class="form" onSubmit={rotate} aria-busy={isBusy}>
				<p class="notice warning">{t.rotateHint}</p>
				<label class="field">
					{adminTexts.value.tenant.confirm(tenant)}
					<input value={typed} required autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
				</label>
				<div class="actions">
					<button type="submit" class="primary" disabled={typed !== tenant || isBusy}>
						{isBusy ? t.rotating : t.rotate}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
