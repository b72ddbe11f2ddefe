import { useEffect, useState } from "preact/hooks";
import { ApiError, api, at, download } from "../../shell/api.ts";
import { bytes, dateTime } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { FieldError } from "../field-error.tsx";
import { adminTexts } from "../texts/index.ts";

interface Archive {
	readonly id: string;
	readonly state: "running" | "done" | "failed";
	readonly createdAt: string;
	readonly endsAt: string;
	readonly bytes: number | null;
	readonly fingerprint: string | null;
	readonly code: string | null;
}

/** Milliseconds between two looks at an archive that is being made. */
const LOOK = 2000;
const BADGES = { running: "warn", done: "good", failed: "error" } as const;

/** Everything in an archive that only the organization opens. */
export function TenantExports() {
	const t = adminTexts.value.tenant;
	if (!may("tenant:export")) return null;
	return (
		<section class="panel form">
			<h2>{t.export}</h2>
			<p class="muted small">{t.exportHint}</p>
			<Archives />
		</section>
	);
}

function Archives() {
	const t = adminTexts.value.tenant;
	const archives = useResource("archives", () => api.get<{ items: Archive[] }>("/v1/tenant/exports"));
	const [publicKey, setKey] = useState("");
	const [isBad, setBad] = useState(false);
	const going = archives.value?.items.some(({ state }) => state === "running") === true;
	useEffect(() => {
		if (!going) return;
		const timer = setInterval(archives.reload, LOOK);
		return () => clearInterval(timer);
	}, [going]);
	const start = async (event: Event) => {
		event.preventDefault();
		const making = api.post("/v1/tenant/exports", { publicKey: publicKey.trim() });
		const failure = await making.then(
			() => null,
			(error: unknown) => error,
		);
		const bad = failure instanceof ApiError && failure.code === "invalid-field";
		setBad(bad);
		if (!bad && (await act(() => making, t.exporting))) archives.reload();
	};
	const remove = async ({ id }: Archive) => {
		await act(() => api.del(at`/v1/tenant/exports/${id}`));
		archives.reload();
	};
	return (
		<>
			<form class="form" onSubmit={start}>
				<label class="field">
					{t.exportKey}
					<textarea
						rows={3}
						value={publicKey}
						required
						aria-invalid={isBad}
						aria-describedby={isBad ? "bad-key" : undefined}
						onInput={(event) => {
							setBad(false);
							setKey(event.currentTarget.value);
						}}
					/>
				</label>
				{isBad && <FieldError id="bad-key">{t.badKey}</FieldError>}
				<div class="actions">
					<button type="submit" disabled={going}>
						{t.exportStart}
					</button>
				</div>
			</form>
			<Show of={archives} rows={1}>
				{({ items }) => (
					<ul class="lines">
						{items.map((one) => (
							<li key={one.id} class="line slim">
								<span class="line-text">
									{dateTime(one.createdAt)}
									<span class="muted small">
										{one.bytes !== null && `${bytes(one.bytes)} · `}
										{t.exportEnds(dateTime(one.endsAt))}
										{one.code !== null && ` · ${one.code}`}
									</span>
									{one.fingerprint !== null && <code>{one.fingerprint}</code>}
								</span>
								<span class={`badge ${BADGES[one.state]}`}>{t.exportStates[one.state]}</span>
								{one.state === "done" && (
									<button
										type="button"
										onClick={() =>
											void act(() => download(at`/v1/tenant/exports/${one.id}/archive`, {}, `${one.id}.age`))
										}
									>
										{t.exportFetch}
									</button>
								)}
								{one.state !== "running" && (
									<button type="button" class="plain" onClick={() => void remove(one)}>
										{t.exportRemove}
									</button>
								)}
							</li>
						))}
					</ul>
				)}
			</Show>
		</>
	);
}
