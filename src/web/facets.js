import { FILTERS } from "./address.js";
import { element } from "./element.js";
import { facetLabel, number, texts } from "./texts.js";

/**
 * The facets with their counts, each value a switch.
 * @param {(facet: string, value: string) => void} toggle
 */
export function facetList(facets, filters, toggle) {
	const shown = Object.entries(facets).filter(([facet, values]) => facet in FILTERS && values.length > 0);
	return shown.map(([facet, values]) =>
		element(
			"section.facet",
			{ "data-facet": facet },
			element("h3", {}, texts.facets[facet] ?? facet),
			element("ul", {}, ...values.map((entry) => facetValue(facet, entry, filters, toggle))),
		),
	);
}

function facetValue(facet, entry, filters, toggle) {
	const label = facetLabel(facet, entry);
	const pressed = (filters[facet] ?? []).includes(entry.value);
	return element(
		"li",
		{},
		element(
			"button",
			{ type: "button", "aria-pressed": String(pressed), title: label, onclick: () => toggle(facet, entry.value) },
			element("span.label", {}, label),
			element("span.count", {}, number(entry.count)),
		),
	);
}

/** The filters that are on, each with a way to take it away. */
export function chipList(filters, facets, toggle, clear) {
	const chips = Object.entries(filters).flatMap(([facet, values]) =>
		values.map((value) => {
			const entry = (facets[facet] ?? []).find((known) => known.value === value) ?? { value, label: value };
			const label = facetLabel(facet, entry);
			const remove = { type: "button", "aria-label": texts.removeFilter(label), onclick: () => toggle(facet, value) };
			return element("li", {}, element("button", remove, label));
		}),
	);
	if (chips.length > 1) {
		chips.push(element("li", {}, element("button.clear", { type: "button", onclick: clear }, texts.clearFilters)));
	}
	return chips;
}
