import { useRef, useState } from "preact/hooks";
import type { Decision } from "../../../domain/candidate.ts";
import { api, at, type PageOf } from "../../shell/api.ts";
import { neighbourOf } from "../../shell/focus.ts";
import { date } from "../../shell/format.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { act } from "../act.ts";
import { Further, usePages } from "../pages.tsx";
import { adminTexts } from "../texts/index.ts";

type By = "" | Decision["by"];
const keyOf = ({ kind, candidateId, otherId }: Decision) => `${kind} ${candidateId} ${otherId}`;

const load = (by: By, after: string | null) =>
	api.get<PageOf<Decision>>("/v1/matches/decisions", { query: { by: by || null, after, limit: 20 } });

/** What was decided and stands, each with its way back. @param turn another one: read anew */
export function Decisions({ turn, onChange }: { turn: number; onChange: () => void }) {
	const t = adminTexts.value.identity;
	const [by, setBy] = useState<By>("");
	return (
		<section class="panel form">
			<div class="page-head">
				<h2>{t.decisions}</h2>
				<label class="field inline">
					{t.decidedBy}
					<select value={by} onChange={(event) => setBy(event.currentTarget.value as By)}>
						<option value="">{t.anybody}</option>
						<option value="person">{t.by.person}</option>
						<option value="rule">{t.by.rule}</option>
					</select>
				</label>
			</div>
			<Listed key={by} by={by} turn={turn} onChange={onChange} />
		</section>
	);
}

function Listed({ by, turn, onChange }: { by: By; turn: number; onChange: () => void }) {
	const t = adminTexts.value.identity;
	const pages = usePages<Decision, string>(`${by} ${turn}`, (after) => load(by, after), { keep: true });
	const list = useRef<HTMLUListElement>(null);
	const drop = (gone: Decision) => {
		pages.keep((one) => keyOf(one) !== keyOf(gone));
		onChange();
	};
	const restore = () => {
		pages.reload();
		onChange();
	};
	return (
		<Show of={pages.first} rows={2}>
			{() => (
				<>
					{pages.items.length === 0 && <p class="muted">{t.noDecisions}</p>}
					<ul class="lines" ref={list} tabIndex={-1} aria-label={t.decisions}>
						{pages.items.map((one) => (
							<Row
								key={keyOf(one)}
								decision={one}
								onGone={() => drop(one)}
								onBack={restore}
								elsewhere={() => list.current}
							/>
						))}
					</ul>
					<Further pages={pages} label={t.more} />
				</>
			)}
		</Show>
	);
}

/** How a decision is taken back, and how that is undone. */
function waysOf({
	kind,
	candidateId,
	otherId,
}: Decision): readonly [back: () => Promise<unknown>, again: () => Promise<unknown>] {
	const path = at`/v1/candidates/${candidateId}`;
	const unlink = () => api.del(`${path}/match`, { query: { profileId: otherId } });
	const other = { candidateId: otherId };
	switch (kind) {
		case "link":
			return [unlink, () => api.put(`${path}/match`, { profileId: otherId })];
		case "distinct-profile":
			return [() => api.post(`${path}/reconsider`, { profileId: otherId }), unlink];
		case "distinct-candidate":
			return [() => api.post(`${path}/reconsider`, other), () => api.post(`${path}/keep-apart`, other)];
		case "merge":
			return [() => api.post(`${path}/unmerge`, other), () => api.post(`${path}/merge`, other)];
	}
}

interface RowProps {
	readonly decision: Decision;
	readonly onGone: () => void;
	readonly onBack: () => void;
	/** Where the focus goes from the last one. */
	readonly elsewhere: () => HTMLElement | null;
}

function Row({ decision, onGone, onBack, elsewhere }: RowProps) {
	const t = adminTexts.value.identity;
	const { kind, candidateId, otherId, name, by, at: when } = decision;
	const who = name ?? candidateId;
	const takeBack = async (button: HTMLElement) => {
		const following = neighbourOf(button, elsewhere);
		const [back, again] = waysOf(decision);
		const undo = async () => {
			await again();
			onBack();
		};
		if (!(await act(back, t.takenBack[kind], undo))) return;
		onGone();
		following?.focus();
	};
	return (
		<li class="line slim">
			<span class="line-text">
				<span>
					<strong>{who}</strong> {t.stands[kind]} <code>{otherId}</code>
				</span>
				<span class="muted small">
					<code>{candidateId}</code> · {t.by[by]}
					{when !== null && ` · ${date(when)}`}
				</span>
			</span>
			{may("candidates:write") && (
				<button
					type="button"
					aria-label={`${t.takeBack[kind]}: ${who}, ${otherId}`}
					onClick={(event) => void takeBack(event.currentTarget)}
				>
					{t.takeBack[kind]}
				</button>
			)}
		</li>
	);
}
