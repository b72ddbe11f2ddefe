import { useEffect, useState } from "preact/hooks";
import { api, at, saveAs } from "../../shell/api.ts";
import { FormatField } from "../../shell/format-field.tsx";
import type { ViewProps } from "../../shell/personas.ts";
import { useResource } from "../../shell/resource.ts";
import { may, me } from "../../shell/session.ts";
import { Empty, isGone, messageOf, Partial, Show } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import { type Profile, type ProfileSummary, type Weights, weightsOf } from "../model.ts";
import { PutIntoUse, profileCommands } from "../put-into-use.tsx";
import { QueryLint, useSettled } from "../query-lint.tsx";
import { rankingTexts } from "../texts/index.ts";
import { draftsOf, FIRST, isAlike, storeDrafts } from "./drafts.ts";
import { type Trial, TrialLists } from "./trial-lists.tsx";
import { changedWeights, WeightSliders } from "./weights.tsx";

/** Milliseconds after the last movement of a slider. */
const PAUSE = 250;

/** The weights of a ranking, with what a change of them does to one query, at once. */
export function ProfilesView({ query }: ViewProps) {
	const t = rankingTexts.value.profiles;
	const profiles = useResource("profiles", () => api.get<{ items: ProfileSummary[] }>("/v1/ranking/profiles"));
	const drafts = draftsOf(me.value?.id ?? "");
	const [base, setBase] = useState(drafts.base);
	drafts.base = base;
	const isOwn = profiles.value?.items.some(({ id, source }) => id === base && source === "own") === true;
	const profile = useResource(base, () => api.get<Profile>(at`/v1/ranking/profiles/${base}`));
	useEffect(() => {
		// The one that was open last was removed meanwhile.
		if (isGone(profile.error)) setBase(FIRST);
	}, [profile.error]);
	return (
		<div class="page ranking-page wide-page">
			<div class="page-head">
				<h1>{rankingTexts.value.views.profiles}</h1>
				{isOwn && may("ranking:write") && profile.value !== null && (
					<RemoveProfile
						profile={profile.value}
						onGone={() => {
							setBase(FIRST);
							profiles.reload();
						}}
						onBack={profiles.reload}
					/>
				)}
				<label class="field inline">
					{t.base}
					<select value={base} onChange={(event) => setBase(event.currentTarget.value)}>
						{(profiles.value?.items ?? [{ id: base }]).map(({ id }) => (
							<option key={id} value={id}>
								{id}
							</option>
						))}
					</select>
				</label>
			</div>
			<p class="muted">{t.intro}</p>
			{profiles.error !== null && <Partial onRetry={profiles.reload}>{messageOf(profiles.error)}</Partial>}
			<Show of={profile}>
				{(found) => {
					const first = query.get("q") ?? "";
					// A link to another query asks that one.
					return <Editor key={`${found.id} ${first}`} profile={found} first={first} onKept={profiles.reload} />;
				}}
			</Show>
		</div>
	);
}

function RemoveProfile({ profile, onGone, onBack }: { profile: Profile; onGone: () => void; onBack: () => void }) {
	const { remove, removed } = rankingTexts.value.runs;
	const path = at`/v1/ranking/profiles/${profile.id}`;
	const drop = () =>
		api.del(path).then(() => {
			toast(removed(profile.id), () => api.put(path, weightsOf(profile)).then(onBack));
			onGone();
		}, toastError);
	return (
		<button type="button" aria-label={`${remove}: ${profile.id}`} onClick={() => void drop()}>
			{remove}
		</button>
	);
}

function Editor({ profile, first, onKept }: { profile: Profile; first: string; onKept: () => void }) {
	const t = rankingTexts.value.profiles;
	const base = weightsOf(profile);
	const drafts = draftsOf(me.value?.id ?? "");
	const draft = drafts.byProfile.get(profile.id);
	const [weights, setWeights] = useState<Weights>(
		draft !== undefined && isAlike(base, draft.weights) ? draft.weights : base,
	);
	const [saved, setSaved] = useState<Weights | null>(draft?.isOpen === false ? draft.weights : null);
	const [written, write] = useState(first || (draft?.written ?? ""));
	const [asked, ask] = useState(first || (draft?.asked ?? ""));
	const changed = changedWeights(base, weights);
	const isOpen = changed > 0 && weights !== saved;
	useEffect(() => {
		drafts.byProfile.set(profile.id, { weights, written, asked, isOpen });
		storeDrafts(drafts);
	}, [weights, written, asked, isOpen]);
	const settled = useSettled(weights, PAUSE);
	const key = asked === "" ? null : `${asked}\n${JSON.stringify(settled)}`;
	const trial = useResource(
		key,
		(signal) =>
			api.post<Trial>("/v1/ranking/trials", { query: asked, profiles: [profile.id, settled], size: 20 }, { signal }),
		{ keep: true },
	);
	return (
		<div class="weights">
			<div class="weights-ask">
				<form
					class="ask"
					onSubmit={(event) => {
						event.preventDefault();
						ask(written);
					}}
				>
					<label class="field">
						{t.query}
						<input
							type="search"
							value={written}
							aria-describedby="query-lint"
							onInput={(event) => write(event.currentTarget.value)}
						/>
					</label>
					<button type="submit" class="primary">
						{t.tryIt}
					</button>
				</form>
				<QueryLint id="query-lint" lines={[written]} />
			</div>
			<section class="panel weights-side" aria-label={rankingTexts.value.views.profiles}>
				<div class="actions">
					<span class={isOpen ? "badge warn" : "badge"}>{t.changed(changed)}</span>
					<button type="button" class="plain" disabled={changed === 0} onClick={() => setWeights(base)}>
						{t.reset}
					</button>
				</div>
				{isOpen && <p class="muted small">{t.notSaved}</p>}
				{"trees" in weights && <p class="muted small">{t.trees}</p>}
				<WeightSliders base={base} value={weights} onChange={setWeights} />
				<Keep
					weights={weights}
					base={profile.id}
					onSaved={(done) => {
						setSaved(done ? weights : null);
						onKept();
					}}
				/>
			</section>
			<section class="weights-main">
				{key === null ? (
					<Empty title={t.begin} />
				) : (
					<Show of={trial}>{(found) => <TrialLists trial={found} base={profile.id} />}</Show>
				)}
			</section>
		</div>
	);
}

interface KeepProps {
	readonly weights: Weights;
	readonly base: string;
	/** @param done false: it was taken back */
	readonly onSaved: (done: boolean) => void;
}

function Keep({ weights, base, onSaved }: KeepProps) {
	const t = rankingTexts.value.profiles;
	const [name, setName] = useState("");
	const keep = async (event: Event) => {
		event.preventDefault();
		try {
			const path = at`/v1/ranking/profiles/${name}`;
			await api.put(path, weights);
			toast(t.saved(name), () => api.del(path).then(() => onSaved(false)));
			onSaved(true);
		} catch (error) {
			toastError(error as Error);
		}
	};
	const id = name === "" ? "draft.v1" : name;
	const file = () =>
		`${JSON.stringify({ id, ...weights, provenance: { method: "by-hand", tenant: null, corpora: [] } }, null, "\t")}\n`;
	return (
		<>
			<form class="form" onSubmit={keep}>
				<FormatField
					label={t.saveName}
					value={name}
					format={/^[a-z0-9-]+\.v[0-9]+$/}
					says={t.saveNameFormat}
					onChange={setName}
				/>
				<div class="actions">
					<button type="submit" title={t.save}>
						{shellTexts.value.save}
					</button>
					<button type="button" class="plain" onClick={() => saveAs(new Blob([file()]), `${id}.json`)}>
						{t.export}
					</button>
				</div>
			</form>
			<PutIntoUse hint={t.useHint} commands={profileCommands(id, base, me.value?.tenant.id ?? "")} />
		</>
	);
}
