import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { dateTime, number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { ReasonField } from "../reason-field.tsx";
import { adminTexts } from "../texts/index.ts";

interface Grant {
	readonly id: string;
	readonly operator: string;
	readonly reason: string;
	readonly kind: "approved" | "break-glass";
	readonly state: "requested" | "open" | "ended";
	readonly hours: number;
	readonly requestedAt: string;
	readonly expiresAt: string | null;
	readonly approver: string | null;
	readonly approverKey: { readonly fingerprint: string; readonly since: string } | null;
	readonly ended: { readonly at: string; readonly by: string } | null;
	readonly review: {
		readonly at: string;
		readonly by: string;
		readonly finding: Finding;
		readonly note: string;
	} | null;
}
type Finding = "justified" | "not-justified";

const BADGES = { requested: "warn", open: "error", ended: "" } as const;

/** Which people of the operator have, had or want access to the organization's data, and what was found of it afterwards. */
export function OperatorsView() {
	const t = adminTexts.value.operators;
	const grants = useResource("operators", (signal) => api.get<{ items: Grant[] }>("/v1/operator-grants", { signal }));
	const [reviewing, review] = useState<Grant | null>(null);
	const end = async ({ id }: Grant) => {
		await act(() => api.post(at`/v1/operator-grants/${id}/end`, undefined), t.endedNow);
		grants.reload();
	};
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.operators}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={grants}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty title={t.none}>{t.noneHint}</Empty>
					) : (
						<ul class="lines">
							{items.map((grant) => (
								<Access key={grant.id} grant={grant} onEnd={() => void end(grant)} onReview={() => review(grant)} />
							))}
						</ul>
					)
				}
			</Show>
			{reviewing !== null && (
				<Review
					grant={reviewing}
					onClose={() => {
						review(null);
						grants.reload();
					}}
				/>
			)}
		</div>
	);
}

function Access({ grant, onEnd, onReview }: { grant: Grant; onEnd: () => void; onReview: () => void }) {
	const t = adminTexts.value.operators;
	const { operator, kind, state, reason, hours, requestedAt, expiresAt, approver, approverKey, ended, review } = grant;
	const when = [
		t.requested(dateTime(requestedAt), number(hours)),
		approver === null ? "" : t.approvedBy(approver),
		approverKey === null ? "" : t.registered(dateTime(approverKey.since), approverKey.fingerprint),
		expiresAt === null ? "" : t.until(dateTime(expiresAt)),
		ended === null ? "" : t.endedBy(dateTime(ended.at), ended.by),
	];
	const needsReview = kind === "break-glass" && review === null;
	return (
		<li class={needsReview ? "panel line urgent" : "panel line"}>
			<div class="line-text">
				<strong>{operator}</strong>
				<span>{reason}</span>
				<span class="muted small">{when.filter(Boolean).join(" · ")}</span>
				{review !== null && (
					<span class="small">
						<span class={review.finding === "justified" ? "badge good" : "badge error"}>
							{t.findings[review.finding]}
						</span>{" "}
						{review.note} <span class="muted">{t.reviewedBy(review.by, dateTime(review.at))}</span>
					</span>
				)}
				{needsReview && <span class="small error-text">{t.needsReview}</span>}
			</div>
			{kind === "break-glass" && <span class="badge error">{t.breakGlass}</span>}
			<span class={`badge ${BADGES[state]}`}>{t.states[state]}</span>
			<div class="actions">
				<a
					class="button"
					href={href(["admin", "audit"], { actor: operator })}
					aria-label={`${t.whatWasDone}: ${operator}`}
				>
					{t.whatWasDone}
				</a>
				{state !== "ended" && may("accounts:write") && (
					<button type="button" class="danger" aria-label={`${t.end}: ${operator}`} onClick={onEnd}>
						{t.end}
					</button>
				)}
				{review === null && state !== "requested" && may("audit:review") && (
					<button type="button" class="primary" aria-label={`${t.review}: ${operator}`} onClick={onReview}>
						{t.review}
					</button>
				)}
			</div>
		</li>
	);
}

function Review({ grant, onClose }: { grant: Grant; onClose: () => void }) {
	const t = adminTexts.value.operators;
	const [finding, setFinding] = useState<Finding>("justified");
	const [note, setNote] = useState("");
	const send = async (event: Event) => {
		event.preventDefault();
		if (await act(() => api.post(at`/v1/operator-grants/${grant.id}/review`, { finding, note }), t.reviewed)) onClose();
	};
	return (
		<Dialog title={`${t.review}: ${grant.operator}`} onClose={onClose}>
			<form class="form" onSubmit={send}>
				<p class="muted">{t.reviewHint}</p>
				<fieldset>
					<legend>{t.finding}</legend>
					{(["justified", "not-justified"] as const).map((one) => (
						<label key={one} class="check">
							<input type="radio" name="finding" checked={finding === one} onChange={() => setFinding(one)} />
							{t.findings[one]}
						</label>
					))}
				</fieldset>
				<ReasonField value={note} onChange={setNote}>
					{t.note}
				</ReasonField>
				<div class="actions">
					<button type="submit" class="primary">
						{t.signOff}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
