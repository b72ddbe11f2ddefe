import type { SearchResponse } from "../../../domain/hit.ts";
import { Icon } from "../../shell/icons.tsx";
import { type Asked, FACET_NAMES, toggleFilter } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";
import { facetLabel } from "./facets.tsx";

/** The filters that are on, each with a way to take it away. */
export function FilterChips({
	asked,
	facets,
	onChange,
}: {
	asked: Asked;
	facets: SearchResponse["facets"];
	onChange: (asked: Asked) => void;
}) {
	const t = recruiterTexts.value;
	const chips = FACET_NAMES.flatMap((facet) =>
		(asked.filters[facet] ?? []).map((value) => {
			const entry = facets[facet]?.find((known) => known.value === value) ?? {
				value,
				label: value.split("/").at(-1) ?? value,
			};
			return { facet, value, label: facetLabel(facet, entry) };
		}),
	);
	if (chips.length === 0) return null;
	return (
		<ul class="chips" id="chips" aria-label={t.filtersOn}>
			{chips.map(({ facet, value, label }) => (
				<li key={`${facet}=${value}`}>
					<button
						type="button"
						class="chip"
						aria-label={t.removeFilter(label)}
						onClick={() => onChange(toggleFilter(asked, facet, value))}
					>
						<span class="chip-text">{label}</span>
						<Icon name="close" />
					</button>
				</li>
			))}
			{chips.length > 1 && (
				<li>
					<button type="button" class="plain" onClick={() => onChange({ ...asked, filters: {} })}>
						{t.clearFilters}
					</button>
				</li>
			)}
		</ul>
	);
}
