import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Candidate, ShownProfile, Suggestion } from "../../../domain/candidate.ts";
import { api, at } from "../../shell/api.ts";
import { date, decimal, percent } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Empty, Failure, Show } from "../../shell/states.tsx";
import { act, saying } from "../act.ts";
import { adminTexts } from "../texts/index.ts";
import { Decisions } from "./decisions.tsx";

interface Page {
	readonly items: readonly Suggestion[];
	readonly next: string | null;
}

const keyOf = ({ kind, candidateId, otherId }: Suggestion) => `${kind} ${candidateId} ${otherId}`;

/** Records that may be of one person, with what speaks for it, side by side. */
export function IdentityView() {
	const t = adminTexts.value.identity;
	const [after, setAfter] = useState<string | null>(null);
	const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
	const pairs = useRef<HTMLUListElement>(null);
	// What had the focus goes with its pair.
	const focusNext = (place: number) =>
		requestAnimationFrame(() => {
			const list = pairs.current;
			(
				list?.children[Math.min(place, list.children.length - 1)]?.querySelector<HTMLElement>("button") ?? list
			)?.focus();
		});
	const page = useResource(after ?? "first", () =>
		api.get<Page>("/v1/matches/suggestions", { query: { after, limit: 8 } }),
	);
	// Each decision is in the list of them at once.
	const [turn, setTurn] = useState(0);
	const decide = (suggestion: Suggestion, isDecided: boolean) => {
		setTurn((before) => before + 1);
		setDecided((before) => {
			const next = new Set(before);
			if (isDecided) next.add(keyOf(suggestion));
			else next.delete(keyOf(suggestion));
			return next;
		});
	};
	return (
		<div class="page admin-page">
			<div class="page-head">
				<h1>{adminTexts.value.views.identity}</h1>
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={page}>
				{({ items, next }) => {
					const open = items.filter((one) => !decided.has(keyOf(one)));
					return (
						<>
							{open.length === 0 && <Empty title={t.none}>{t.noneHint}</Empty>}
							<ul class="lines" ref={pairs} tabIndex={-1} aria-label={t.open}>
								{open.map((one) => (
									<Pair key={keyOf(one)} suggestion={one} onDecide={(done) => decide(one, done)} onNext={focusNext} />
								))}
							</ul>
							{next !== null && (
								<div class="actions">
									<button type="button" onClick={() => setAfter(next)}>
										{t.more}
									</button>
								</div>
							)}
						</>
					);
				}}
			</Show>
			<Decisions turn={turn} onChange={page.reload} />
			<ByHand onChange={() => setTurn((before) => before + 1)} />
		</div>
	);
}

interface PairProps {
	readonly suggestion: Suggestion;
	readonly onDecide: (done: boolean) => void;
	/** The pair goes; it stood at this place. */
	readonly onNext: (place: number) => void;
}

function Pair({ suggestion, onDecide, onNext }: PairProps) {
	const t = adminTexts.value.identity;
	const { kind, candidateId, otherId, score, evidence } = suggestion;
	const path = at`/v1/candidates/${candidateId}`;
	const row = useRef<HTMLLIElement>(null);
	const taken = async (work: () => Promise<unknown>, done: string, undo: () => Promise<unknown>) => {
		const place = [...(row.current?.parentElement?.children ?? [])].indexOf(row.current as HTMLLIElement);
		const back = async () => {
			await undo();
			onDecide(false);
		};
		if (!(await act(work, done, back))) return;
		onDecide(true);
		onNext(place);
	};
	// That they are not one is forgotten again: they are as undecided as before.
	const reconsider = (other: object) => api.post(`${path}/reconsider`, other);
	const link = () =>
		taken(
			() => api.put(`${path}/match`, { profileId: otherId }),
			t.linked,
			() => api.del(`${path}/match`).then(() => reconsider({ profileId: otherId })),
		);
	const notLinked = () =>
		taken(
			() => api.del(`${path}/match`, { query: { profileId: otherId } }),
			t.apart,
			() => reconsider({ profileId: otherId }),
		);
	const merge = () =>
		taken(
			() => api.post(`${path}/merge`, { candidateId: otherId }),
			t.merged,
			() => api.post(`${path}/unmerge`, { candidateId: otherId }),
		);
	const keepApart = () =>
		taken(
			() => api.post(`${path}/keep-apart`, { candidateId: otherId }),
			t.parted,
			() => reconsider({ candidateId: otherId }),
		);
	return (
		<li class="panel form" ref={row}>
			<div class="page-head">
				<h2>{t.kinds[kind]}</h2>
				<span class={score > 0.8 ? "badge good" : "badge warn"}>{t.score(percent(score))}</span>
			</div>
			<div class="pair">
				<Person id={candidateId} title={t.candidate} />
				{kind === "candidate" ? (
					<Person id={otherId} title={t.other} />
				) : (
					<Side title={t.profile} id={otherId} record={suggestion.profile ?? null}>
						<p class="muted small">{t.noContact}</p>
					</Side>
				)}
			</div>
			<h3>{t.evidence}</h3>
			<ul class="lines">
				{evidence.map((one) => (
					<li key={`${one.kind} ${one.detail ?? ""}`} class="line slim">
						<span class={(one.weight ?? 0) < 0 ? "badge error" : "badge good"}>
							{t.evidenceKinds[one.kind] ?? one.kind}
						</span>
						<span class="line-text small">{wordsOf(one.detail)}</span>
						{one.weight !== undefined && (
							<span class={one.weight < 0 ? "loss" : "gain"}>
								{one.weight > 0 ? "+" : ""}
								{decimal(one.weight)}
							</span>
						)}
					</li>
				))}
			</ul>
			<div class="actions">
				<button type="button" class="primary" onClick={() => void (kind === "profile" ? link() : merge())}>
					{kind === "profile" ? t.link : t.merge}
				</button>
				<button type="button" onClick={() => void (kind === "profile" ? notLinked() : keepApart())}>
					{kind === "profile" ? t.notLinked : t.keepApart}
				</button>
			</div>
		</li>
	);
}

/** What is alike, in the reader's words: `same`, `given initial, family same`. */
function wordsOf(detail: string | undefined): string | undefined {
	const { evidenceWords: words, evidenceName } = adminTexts.value.identity;
	if (detail === undefined) return undefined;
	const [, given, family] = /^given (\w+), family (\w+)$/.exec(detail) ?? [];
	if (given !== undefined && family !== undefined) return evidenceName(words[given] ?? given, words[family] ?? family);
	return words[detail] ?? detail;
}

/** One side, as the ATS has it. */
function Person({ id, title }: { id: string; title: string }) {
	const candidate = useResource(id, () => api.get<Candidate>(at`/v1/candidates/${id}`));
	return (
		<Side title={title} id={id} record={candidate.value} withContact>
			{candidate.error !== null && <Failure error={candidate.error} onRetry={candidate.reload} />}
		</Side>
	);
}

interface SideProps {
	readonly title: string;
	readonly id: string;
	readonly record: Pick<Candidate | ShownProfile, "resume" | "updatedAt"> | null;
	readonly withContact?: boolean;
	readonly children?: ComponentChildren;
}

/** What tells one person from another. */
function Side({ title, id, record, withContact = false, children }: SideProps) {
	const t = adminTexts.value.identity;
	const { basics = {}, work = [], education = [] } = record?.resume ?? {};
	const jobs = work.map(({ name, position, startDate, endDate }) =>
		[[position, name].filter(Boolean).join(" · "), [startDate, endDate].filter(Boolean).join(" – ")]
			.filter(Boolean)
			.join(", "),
	);
	const facts: readonly (readonly [string, string | undefined])[] = [
		[t.facts.name, basics.name],
		...(withContact
			? ([
					[t.facts.email, basics.email],
					[t.facts.phone, basics.phone],
				] as const)
			: []),
		[t.facts.title, basics.label],
		[t.facts.work, jobs.join("\n") || undefined],
		[t.facts.schools, education.flatMap(({ institution }) => institution ?? []).join("\n") || undefined],
		[t.facts.place, basics.location?.city],
		[t.facts.updated, record === null ? undefined : date(record.updatedAt)],
	];
	return (
		<section class="side">
			<h3>{title}</h3>
			<code>{id}</code>
			{children}
			<dl>
				{facts.map(([name, text]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{text ?? "–"}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

/** What no suggestion offers, by ids. */
function ByHand({ onChange }: { onChange: () => void }) {
	const t = adminTexts.value.identity;
	return (
		<details class="panel form">
			<summary>{t.byHand}</summary>
			<div class="form">
				<LinkByHand onChange={onChange} />
				<PartByHand onChange={onChange} />
			</div>
		</details>
	);
}

function LinkByHand({ onChange }: { onChange: () => void }) {
	const t = adminTexts.value.identity;
	const [candidate, setCandidate] = useState("");
	const [profile, setProfile] = useState("");
	const path = at`/v1/candidates/${candidate}/match`;
	const wrong = saying({ "not-found": t.wrongId, "invalid-field": t.wrongId });
	const link = async (event: Event) => {
		event.preventDefault();
		const undo = () => api.del(path, { query: { profileId: profile } }).then(onChange);
		if (await act(() => api.put(path, { profileId: profile }).catch(wrong), t.linked, undo)) onChange();
	};
	const unlink = async () => {
		if (await act(() => api.del(path).catch(wrong), t.unlinked)) onChange();
	};
	return (
		<form class="form" onSubmit={link}>
			<p class="muted small">{t.linkHint}</p>
			<div class="ask">
				<IdField label={t.survivor} value={candidate} onChange={setCandidate} />
				<IdField label={t.profileId} value={profile} onChange={setProfile} />
				<button type="submit" disabled={candidate === "" || profile === ""}>
					{t.linkByHand}
				</button>
				<button type="button" disabled={candidate === ""} onClick={() => void unlink()}>
					{t.unlink}
				</button>
			</div>
		</form>
	);
}

function PartByHand({ onChange }: { onChange: () => void }) {
	const t = adminTexts.value.identity;
	const [survivor, setSurvivor] = useState("");
	const [absorbed, setAbsorbed] = useState("");
	const part = async (event: Event) => {
		event.preventDefault();
		const unmerge = () =>
			api
				.post(at`/v1/candidates/${survivor}/unmerge`, { candidateId: absorbed })
				.catch(saying({ "not-found": t.notMerged }));
		if (await act(unmerge, t.unmerged)) onChange();
	};
	return (
		<form class="form" onSubmit={part}>
			<p class="muted small">{t.byHandHint}</p>
			<div class="ask">
				<IdField label={t.survivor} value={survivor} onChange={setSurvivor} />
				<IdField label={t.absorbed} value={absorbed} onChange={setAbsorbed} />
				<button type="submit" disabled={survivor === "" || absorbed === ""}>
					{t.unmerge}
				</button>
			</div>
		</form>
	);
}

const IdField = ({ label, value, onChange }: { label: string; value: string; onChange: (id: string) => void }) => (
	<label class="field">
		{label}
		<input value={value} autocomplete="off" onInput={(event) => onChange(event.currentTarget.value.trim())} />
	</label>
);
