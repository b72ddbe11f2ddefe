/** Every text of the page, by language. A language that lacks one falls back to English. */
const CATALOGUE = {
	en: {
		skip: "Skip to the results",
		signinIntro: "Sign in with the credentials of your organization's client.",
		clientId: "Client id",
		clientSecret: "Client secret",
		signIn: "Sign in",
		signOut: "Sign out",
		signedOut: "Your session has ended. Sign in again.",
		tokenRefused: "The link is no longer valid. Sign in with client id and secret.",
		noSearch: "This client may not search. Ask your admin for the scope search.",
		searchLabel: "Search people",
		search: "Search",
		placeholder: 'Words, "phrases", AND OR NOT, title: skill: company:',
		filters: "Filters",
		clearFilters: "Clear filters",
		removeFilter: (name) => `Remove filter ${name}`,
		people: (count, text) => (count === 1 ? `${text} person` : `${text} people`),
		fully: (text) => ` · ${text} with every part of the query`,
		understood: "Understood as",
		also: (clause, words) => `${clause} also as ${words}`,
		nobody: "Nobody found",
		nobodyHint: "Try fewer words, another spelling, or take a filter away.",
		begin: "Find the right person",
		beginHint: "One search over your candidates and the network. Some ways to ask:",
		failed: "The search did not work",
		offline: "The service cannot be reached.",
		again: "Try again",
		requestId: (id) => `Request ${id}`,
		noName: "Name not known",
		at: (title, company) => `${title} at ${company}`,
		years: (count, text) => (count === 1 ? `${text} year of experience` : `${text} years of experience`),
		updated: (date) => `Updated ${date}`,
		score: "score",
		why: "Why this place",
		hideWhy: "Hide reasons",
		original: "Original resume",
		noOriginal: "There is no file of this person.",
		originalFailed: "The file could not be fetched.",
		points: "Points",
		reason: "Reason",
		sum: "Score",
		notFound: (parts) => `Not found: ${parts}`,
		previous: "Previous",
		next: "Next",
		page: (page, pages) => `Page ${page} of ${pages}`,
		theme: "Light or dark",
		origins: { "ats-only": "ATS", matched: "ATS + network", "network-only": "Network" },
		pools: { ats: "ATS", network: "network" },
		facets: {
			origin: "Origin",
			skill: "Skill",
			title: "Current title",
			company: "Company",
			country: "Country",
			city: "City",
			years: "Experience",
			education: "Education",
			language: "Language",
			source: "Source",
			stage: "Stage",
			outcome: "Outcome",
			tag: "Tag",
		},
		fields: {
			name: "Name",
			currentTitle: "Current title",
			pastTitle: "Earlier title",
			skill: "Skill",
			currentCompany: "Current company",
			pastCompany: "Earlier company",
			school: "School",
			degree: "Degree",
			location: "Location",
			certificate: "Certificate",
			note: "Note",
			body: "Resume",
		},
	},
};

const language = navigator.language || "en";
const chosen = CATALOGUE[language.slice(0, 2)] ?? CATALOGUE.en;

/** Texts in the reader's language. */
export const texts = { ...CATALOGUE.en, ...chosen };

const numbers = new Intl.NumberFormat(language);
const decimals = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const countries = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
const languages = new Intl.DisplayNames([language], { type: "language", fallback: "code" });

export const number = (value) => numbers.format(value);
export const decimal = (value) => decimals.format(value);
export const date = (iso) => dates.format(new Date(iso));

/** Name of a facet value as people know it. */
export function facetLabel(facet, { value, label }) {
	if (facet === "origin") return texts.origins[value] ?? label;
	try {
		if (facet === "country" && /^[A-Z]{2}$/.test(value)) return countries.of(value) ?? label;
		if (facet === "language" && /^[a-z]{2}$/.test(value)) return languages.of(value) ?? label;
	} catch {
		return label;
	}
	return label;
}
