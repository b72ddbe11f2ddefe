/**
 * What is searched for, in the fragment of the address: back, forward and reload work, and the query never reaches a server's
 * or a proxy's log.
 */

/** Facet of the answer, and the filter of the request that it sets. */
export const FILTERS = {
	origin: "origins",
	skill: "skills",
	title: "titles",
	company: "companies",
	country: "countries",
	city: "cities",
	years: "years",
	education: "education",
	language: "languages",
	source: "sources",
	stage: "stages",
	outcome: "outcomes",
	tag: "tags",
};

export const PAGE_SIZE = 10;

/** Takes an access token out of the address before anything else can read it there. */
export function takeToken() {
	const parameters = new URLSearchParams(location.hash.slice(1));
	const token = parameters.get("token");
	if (token === null) return null;
	parameters.delete("token");
	const rest = parameters.toString();
	history.replaceState(null, "", rest === "" ? location.pathname : `#${rest}`);
	return token;
}

/** `{query, page, filters}`, filters by facet: a list of values each. null when nothing is asked yet. */
export function readAddress() {
	const parameters = new URLSearchParams(location.hash.slice(1));
	if (!parameters.has("q")) return null;
	const filters = {};
	for (const facet of Object.keys(FILTERS)) {
		const values = parameters.getAll(facet);
		if (values.length > 0) filters[facet] = values;
	}
	const page = Number(parameters.get("page") ?? 1);
	return { query: parameters.get("q") ?? "", page: Number.isInteger(page) && page > 0 ? page : 1, filters };
}

export function writeAddress({ query, page, filters }) {
	const parameters = new URLSearchParams({ q: query });
	if (page > 1) parameters.set("page", String(page));
	for (const [facet, values] of Object.entries(filters)) for (const value of values) parameters.append(facet, value);
	location.hash = parameters.toString();
}

/** The request of the API for what stands in the address. */
export function requestFor({ query, page, filters }) {
	const wanted = {};
	for (const [facet, values] of Object.entries(filters)) {
		wanted[FILTERS[facet]] = facet === "years" ? yearsOf(values) : values;
	}
	return { query, page, pageSize: PAGE_SIZE, filters: wanted };
}

/** Width of a bar of the histogram of years. */
const YEARS_STEP = 5;

/** One range that spans the chosen bars. A bar is named by its first year; ranges of the API hold both their ends. */
function yearsOf(values) {
	const first = values.map(Number);
	return { min: Math.min(...first), max: Math.max(...first) + YEARS_STEP - 0.01 };
}
