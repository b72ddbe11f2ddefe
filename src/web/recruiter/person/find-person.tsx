import { useEffect, useState } from "preact/hooks";
import type { SearchResponse } from "../../../domain/hit.ts";
import type { SearchRequestInput } from "../../../domain/query.ts";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { placeName } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Show } from "../../shell/states.tsx";
import { keyOf, roleOf } from "../person-ref.ts";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	/** @param person the key of whoever was chosen */
	readonly onFound: (person: string) => void;
	readonly onClose: () => void;
}

/** Milliseconds without a key before the service is asked. */
const PAUSE = 250;
const MOST = 8;

/** Somebody by his name, whether he is in the list or not. */
export function FindPerson({ onFound, onClose }: Props) {
	const t = recruiterTexts.value;
	const [text, setText] = useState("");
	const [query, setQuery] = useState("");
	useEffect(() => {
		const timer = setTimeout(() => setQuery(queryFor(text)), PAUSE);
		return () => clearTimeout(timer);
	}, [text]);
	const found = useResource(
		query === "" ? null : query,
		(signal) => api.post<SearchResponse>("/v1/search", requestFor(query), { signal }),
		{ keep: true },
	);
	return (
		<Dialog title={t.somebodyMissing} onClose={onClose}>
			<form
				class="form"
				onSubmit={(event) => {
					event.preventDefault();
					const [first] = found.value?.hits ?? [];
					if (first !== undefined && !found.busy && query === queryFor(text)) onFound(keyOf(first));
				}}
			>
				<label class="field">
					<span>{t.whoIsMissing}</span>
					<input
						value={text}
						autocomplete="off"
						maxLength={200}
						spellcheck={false}
						onInput={(event) => setText(event.currentTarget.value)}
					/>
				</label>
			</form>
			{query !== "" && (
				<Show of={found} rows={2}>
					{({ hits }) =>
						hits.length === 0 ? (
							<p class="muted">{t.nobodyCalledSo}</p>
						) : (
							<ul class="menu-list found-people">
								{hits.map((hit) => (
									<li key={keyOf(hit)}>
										<button type="button" class="plain" onClick={() => onFound(keyOf(hit))}>
											<strong>{hit.name ?? t.noNameKnown}</strong>
											<span class={`badge ${hit.origin}`}>{t.origins[hit.origin]}</span>
											<span class="muted small">
												{[roleOf(hit).title, roleOf(hit).company, hit.location && placeName(hit.location)]
													.filter(Boolean)
													.join(" · ")}
											</span>
										</button>
									</li>
								))}
							</ul>
						)
					}
				</Show>
			)}
		</Dialog>
	);
}

/** Every word of a name, the last one as far as it is typed; an address as it is. */
function queryFor(text: string): string {
	if (text.includes("@")) return `"${text.replace(/["\s]/g, "")}"`;
	const words = text.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? [];
	return words.map((word, index) => `+name:${word}${index === words.length - 1 ? "*" : ""}`).join(" ");
}

const requestFor = (query: string): SearchRequestInput => ({
	query,
	pageSize: MOST,
	facets: [],
	explain: false,
	highlight: false,
	// Whom one has hidden is missing for that reason, and is told so.
	includeHidden: true,
});
