import { useState } from "preact/hooks";
import { api, at } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { href } from "../../shell/router.ts";
import { may } from "../../shell/session.ts";
import { Show } from "../../shell/states.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import type { Corpus } from "../model.ts";
import { rankingTexts } from "../texts/index.ts";
import { CollectionEditor } from "./collection-editor.tsx";

/** Of a collection that is shipped in the reader's language; of the tenant's own as somebody wrote it. */
function descriptionOf({ id, source, description }: Corpus): string {
	const known: Readonly<Record<string, string>> = rankingTexts.value.collections.descriptions;
	return (source === "shipped" ? known[id] : undefined) ?? description;
}

/** What rankings are measured on. */
export function CollectionsView() {
	const t = rankingTexts.value.collections;
	const corpora = useResource("corpora", () => api.get<{ items: Corpus[] }>("/v1/ranking/corpora"));
	const [edited, edit] = useState<Corpus | "new" | null>(null);
	const [leaving, leave] = useState<Corpus | null>(null);
	const remove = async ({ id, name }: Corpus) => {
		leave(null);
		try {
			await api.del(at`/v1/ranking/corpora/${id}`);
			toast(t.removed(name));
			corpora.reload();
		} catch (error) {
			toastError(error as Error);
		}
	};
	return (
		<div class="page ranking-page">
			<div class="page-head">
				<h1>{rankingTexts.value.views.collections}</h1>
				{may("ranking:write") && (
					<button type="button" class="primary" onClick={() => edit("new")}>
						{t.fresh}
					</button>
				)}
			</div>
			<p class="muted">{t.intro}</p>
			<Show of={corpora}>
				{({ items }) => (
					<ul class="cards">
						{items.map((one) => (
							<li key={one.id} class="panel card">
								<div class="page-head">
									<h2>{one.name}</h2>
									<span class={one.source === "own" ? "badge matched" : "badge"}>
										{one.source === "own" ? t.own : t.shipped}
									</span>
								</div>
								{one.description !== "" && <p class="small">{descriptionOf(one)}</p>}
								<p class="muted small">
									{one.candidates === null ? t.ownPeople : t.people(number(one.candidates))}
									{" · "}
									{t.queries(number(one.queries))}
								</p>
								<div class="actions">
									<a
										class="button"
										href={href(["ranking", "runs"], { corpus: one.id })}
										aria-label={t.measureOf(one.name)}
									>
										{t.measure}
									</a>
									{may("judgments:write") && (
										<a
											class="button"
											href={href(["ranking", "judging"], { corpus: one.id })}
											aria-label={t.judgeOf(one.name)}
										>
											{t.judge}
										</a>
									)}
									{one.source === "own" && may("ranking:write") && (
										<>
											<button type="button" aria-label={t.edit(one.name)} onClick={() => edit(one)}>
												{t.editShort}
											</button>
											<button type="button" class="plain" onClick={() => leave(one)}>
												{t.remove}
											</button>
										</>
									)}
								</div>
							</li>
						))}
					</ul>
				)}
			</Show>
			{edited !== null && (
				<CollectionEditor
					corpus={edited === "new" ? null : edited}
					onClose={() => edit(null)}
					onSaved={() => {
						edit(null);
						corpora.reload();
					}}
				/>
			)}
			{leaving !== null && (
				<Dialog
					title={`${t.remove}: ${leaving.name}`}
					onClose={() => leave(null)}
					actions={
						<>
							<button type="button" onClick={() => leave(null)}>
								{shellTexts.value.cancel}
							</button>
							<button type="button" class="danger" onClick={() => void remove(leaving)}>
								{t.remove}
							</button>
						</>
					}
				>
					<p>{t.removeAsk}</p>
				</Dialog>
			)}
		</div>
	);
}
