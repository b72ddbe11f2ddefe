import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MapAnswer } from "../../../domain/people-map.ts";
import { api } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { useResource } from "../../shell/resource.ts";
import { Show } from "../../shell/states.tsx";
import { toastError } from "../../shell/toasts.tsx";
import { type Asked, commonRequest, toggleFilter } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";
import type { MapProps } from "./people-map.tsx";
import { kilometresFrom, type Place } from "./places.ts";

interface Props {
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** The people of the list on a map, and the same places as a list. */
export function MapPanel({ asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const { filters, expansion, includeHidden, blind } = commonRequest(asked, 1);
	const request = { query: asked.query, disabled: asked.disabled, filters, expansion, includeHidden, blind };
	const found = useResource<MapAnswer>(
		JSON.stringify(request),
		(signal) => api.post("/v1/search/places", request, { signal }),
		{ keep: true },
	);
	const [View, setView] = useState<ComponentType<MapProps> | null>(null);
	useEffect(() => {
		// Fetched when the first map is looked at.
		import("./people-map.tsx").then(({ PeopleMap }) => setView(() => PeopleMap), toastError);
	}, []);
	const chosen = asked.filters.location ?? [];
	const choose = (values: readonly string[]) => {
		const { location: _, ...others } = asked.filters;
		onChange({ ...asked, filters: values.length === 0 ? others : { ...others, location: values } });
	};
	return (
		<section class="map-panel" aria-label={t.map}>
			{found.value === null && found.error === null && <div class="people-map" aria-busy="true" />}
			<Show of={found} rows={0}>
				{({ places, area, elsewhere }) => (
					<>
						{View === null ? (
							<div class="people-map" />
						) : (
							<View places={places} area={area} chosen={chosen} onChoose={choose} />
						)}
						<details class="map-places">
							<summary>{t.placesList(number(places.length))}</summary>
							<ul>
								{sorted(places, area).map((place) => (
									<li key={place.value}>
										<label class="facet-value">
											<input
												type="checkbox"
												checked={chosen.includes(place.value)}
												onChange={() => onChange(toggleFilter(asked, "location", place.value))}
											/>
											<span class="label">{place.label}</span>
											{area !== null && (
												<span class="muted small">{t.kilometres(number(Math.round(kilometresFrom(area, place))))}</span>
											)}
											<span class="count">{number(place.count)}</span>
										</label>
									</li>
								))}
							</ul>
						</details>
						{elsewhere > 0 && <p class="muted small">{t.elsewhere(elsewhere, number(elsewhere))}</p>}
					</>
				)}
			</Show>
		</section>
	);
}

/** Where a place is asked for the nearest first, else where most are. */
const sorted = (places: readonly Place[], area: MapAnswer["area"]): readonly Place[] =>
	area === null ? places : places.toSorted((a, b) => kilometresFrom(area, a) - kilometresFrom(area, b));
