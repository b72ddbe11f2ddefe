import type { NewMatches, SavedSearch } from "../../../domain/desk.ts";
import { all, api, at } from "../../shell/api.ts";
import { dateTime, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { type Resource, useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Empty, Show } from "../../shell/states.tsx";
import { toast, toastError } from "../../shell/toasts.tsx";
import { savedAddress } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";
import { ToSearch } from "./to-search.tsx";

/** Searches that are kept, with who is new in each. */
export function SavedView() {
	const t = recruiterTexts.value;
	const saved = useResource("saved", (signal) => all<SavedSearch>("/v1/saved-searches", { signal }));
	return (
		<div class="page">
			<h1>{t.views.saved}</h1>
			<Show of={saved}>
				{(found) =>
					found.length === 0 ? (
						<Empty title={t.noSaved} actions={<ToSearch />}>
							{t.noSavedHint}
						</Empty>
					) : (
						<ul class="rows panel">
							{found.map((one) => (
								<Row key={one.id} saved={one} list={saved} />
							))}
						</ul>
					)
				}
			</Show>
		</div>
	);
}

const inputOf = ({ name, request, alert }: SavedSearch) => ({ name, request, alert });

function Row({ saved, list }: { saved: SavedSearch; list: Resource<SavedSearch[]> }) {
	const t = recruiterTexts.value;
	const path = at`/v1/saved-searches/${saved.id}`;
	const news = useResource(saved.id, (signal) => api.get<NewMatches>(`${path}/new`, { signal }));
	const search = href(["recruiter", "search"], savedAddress(saved.request));
	const put = async (alert: SavedSearch["alert"]) => {
		await api.put(path, { ...inputOf(saved), alert });
		list.reload();
	};
	const setAlert = async (chosen: HTMLSelectElement) => {
		try {
			await put({ every: chosen.value === "" ? null : (chosen.value as "day") });
			toast(t.done.alert, () => put(saved.alert));
		} catch (error) {
			chosen.value = saved.alert.every ?? "";
			toastError(error as Error);
		}
	};
	const remove = async () => {
		try {
			await api.del(path);
			list.mutate((before) => before.filter(({ id }) => id !== saved.id));
			toast(t.done.removed(saved.name), async () => {
				await api.put(path, inputOf(saved));
				list.reload();
			});
		} catch (error) {
			toastError(error as Error);
		}
	};
	const seen = () => api.post(`${path}/seen`, {}).then(news.reload, toastError);
	const count = news.value?.people.length ?? 0;
	return (
		<li class="row">
			<div class="row-main">
				<a href={search}>{saved.name}</a>
				<span class="muted small">
					{saved.request.query || t.everybody} · {t.seenAt(dateTime(saved.seenAt))}
				</span>
				{saved.request.blind === true && <span class="badge">{t.blind}</span>}
				{saved.failure !== null && <span class="badge error">{t.alertFailed}</span>}
			</div>
			{count > 0 && (
				<button type="button" class="plain" onClick={seen} title={t.markSeen}>
					<span class="badge good">{t.newPeople(number(count))}</span>
					{t.markSeen}
				</button>
			)}
			{may("desk:write") && (
				<>
					<label class="row-field">
						<span class="hidden">{t.alert}</span>
						<select value={saved.alert.every ?? ""} onChange={(event) => setAlert(event.currentTarget)}>
							{(["", "hour", "day", "week"] as const).map((every) => (
								<option key={every} value={every}>
									{t.every[every]}
								</option>
							))}
						</select>
					</label>
					<button
						type="button"
						class="plain icon"
						aria-label={t.remove(saved.name)}
						title={t.remove(saved.name)}
						onClick={remove}
					>
						<Icon name="trash" />
					</button>
				</>
			)}
		</li>
	);
}
