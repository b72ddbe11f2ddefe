import { useState } from "preact/hooks";
import type { SearchResponse } from "../../../domain/hit.ts";
import { country, languageName, number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { type Asked, FACET_NAMES, type FacetName, isRange, rangeOf, toggleFilter, YEARS_STEP } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";

export type FacetValue = SearchResponse["facets"][string][number];

/** Name of a facet's value as people know it. */
export function facetLabel(facet: FacetName, { value, label }: Pick<FacetValue, "value" | "label">): string {
	const t = recruiterTexts.value;
	if (facet === "origin") return (t.origins as Readonly<Record<string, string>>)[value] ?? label;
	if (facet === "education") return (t.levels as Readonly<Record<string, string>>)[value] ?? label;
	if (facet === "lastActivity") return (t.activity as Readonly<Record<string, string>>)[value] ?? label;
	if (facet === "location" && value === "-") return t.noCountry;
	if (facet === "outcome") return (t.outcomes as Readonly<Record<string, string>>)[value] ?? label;
	if (facet === "location" && /^[A-Z]{2}$/.test(value)) return country(value);
	if (facet === "language") return languageName(value);
	if (facet === "years") return yearsLabel(value);
	return label;
}

function yearsLabel(value: string): string {
	const t = recruiterTexts.value;
	if (!isRange(value)) return t.yearsFrom(number(Number(value)), number(Number(value) + YEARS_STEP));
	const { min = null, max = null } = rangeOf(value) ?? {};
	return t.yearsBetween(min === null ? null : number(min), max === null ? null : number(max));
}

interface Props {
	readonly facets: SearchResponse["facets"];
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
	/** Longer lists are wanted. */
	readonly onMore: () => void;
	readonly isMore: boolean;
}

/** What the list can be narrowed by, each value with how many people it would leave. Several of one facet: any of them. */
export function Facets({ facets, asked, onChange, onMore, isMore }: Props) {
	const t = recruiterTexts.value;
	return (
		<div class="facets" id="facets">
			{FACET_NAMES.map((facet) => {
				const values = withChosen(facets[facet] ?? [], asked.filters[facet] ?? []);
				if (values.length === 0) return null;
				return <Facet key={facet} facet={facet} values={values} asked={asked} onChange={onChange} />;
			})}
			{!isMore && Object.values(facets).some(({ length }) => length > 0) && (
				<button type="button" class="plain" onClick={onMore}>
					{t.moreValues}
				</button>
			)}
		</div>
	);
}

/** A value that is chosen stays to be seen, even where nobody has it any more. How many are in a range that is no bar is not known. */
function withChosen(values: readonly FacetValue[], chosen: readonly string[]): readonly FacetValue[] {
	const gone = chosen.filter((value) => !isRange(value) && !values.some((known) => known.value === value));
	return [...values, ...gone.map((value) => ({ value, label: value.split("/").at(-1) ?? value, count: 0 }))];
}

/** These are open from the beginning; the others when something of them is chosen. */
const OPEN: readonly FacetName[] = ["origin", "location", "title", "skill", "years", "lastActivity"];

function Facet({
	facet,
	values,
	asked,
	onChange,
}: { facet: FacetName; values: readonly FacetValue[] } & Pick<Props, "asked" | "onChange">) {
	const t = recruiterTexts.value;
	const chosen = asked.filters[facet] ?? [];
	const [open, setOpen] = useState(OPEN.includes(facet) || chosen.length > 0);
	const toggle = (value: string) => onChange(toggleFilter(asked, facet, value));
	return (
		<details class="facet" data-facet={facet} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<Icon name="chevron" />
				<h3>{t.facets[facet]}</h3>
				{chosen.length > 0 && <span class="badge matched">{number(chosen.length)}</span>}
			</summary>
			{open &&
				(facet === "location" ? (
					<LocationTree values={values} chosen={chosen} toggle={toggle} />
				) : (
					<ul>
						{values.map((value) => (
							<Value key={value.value} facet={facet} value={value} chosen={chosen} toggle={toggle} />
						))}
					</ul>
				))}
		</details>
	);
}

interface ValueProps {
	readonly facet: FacetName;
	readonly value: FacetValue;
	readonly chosen: readonly string[];
	readonly toggle: (value: string) => void;
}

function Value({ facet, value, chosen, toggle }: ValueProps) {
	const label = facetLabel(facet, value);
	return (
		<li>
			<label class="facet-value" title={label}>
				<input type="checkbox" checked={chosen.includes(value.value)} onChange={() => toggle(value.value)} />
				<span class="label">{label}</span>
				<span class="count">{number(value.count)}</span>
			</label>
		</li>
	);
}

interface TreeProps {
	readonly values: readonly FacetValue[];
	readonly chosen: readonly string[];
	readonly toggle: (value: string) => void;
}

/** Countries, with what lies in them below. */
function LocationTree({ values, chosen, toggle }: TreeProps) {
	const ids = new Set(values.map(({ value }) => value));
	const roots = values.filter(({ parent }) => parent === undefined || !ids.has(parent));
	return (
		<ul>
			{roots.map((root) => (
				<Branch key={root.value} of={root} values={values} chosen={chosen} toggle={toggle} />
			))}
		</ul>
	);
}

function Branch({ of, values, chosen, toggle }: TreeProps & { of: FacetValue }) {
	const below = values.filter(({ parent }) => parent === of.value);
	const [open, setOpen] = useState(chosen.some((value) => value.startsWith(`${of.value}/`)));
	const t = recruiterTexts.value;
	const label = facetLabel("location", of);
	return (
		<li class="branch">
			<div class="branch-head">
				{below.length > 0 ? (
					<button
						type="button"
						class={`plain icon twist${open ? " open" : ""}`}
						aria-expanded={open}
						aria-label={t.placesIn(label)}
						onClick={() => setOpen(!open)}
					>
						<Icon name="right" />
					</button>
				) : (
					<span class="twist" />
				)}
				<ul>
					<Value facet="location" value={of} chosen={chosen} toggle={toggle} />
				</ul>
			</div>
			{open && below.length > 0 && (
				<ul class="below">
					{below.map((child) => (
						<Branch key={child.value} of={child} values={values} chosen={chosen} toggle={toggle} />
					))}
				</ul>
			)}
		</li>
	);
}
