/** How a resume is written down, apart from where it stands on the page: dates, orders, separators, what is left out. */
import type { Language } from "../person.ts";
import type { Random } from "../random.ts";

export type DateForm = "short" | "long" | "slash" | "dot" | "iso" | "year";

/** Order and joining of title (T), employer (E) and place (L) in a work entry. */
export type EntryOrder =
	| "T/E, L"
	| "E/T"
	| "E, L/T"
	| "T, E"
	| "T at E"
	| "T | E | L"
	| "E — L/T"
	| "T – E (L)"
	| "E: T";

/** Where the dates of an entry go; `column` and `right` are placed by the layout, the rest are words in a line. */
export type DatesAt = "right" | "column" | "own-line" | "before" | "brackets";

export interface PrintStyle {
	readonly language: Language;
	readonly dateForm: DateForm;
	readonly dash: string;
	readonly sinceWord: boolean;
	readonly entryOrder: EntryOrder;
	readonly datesAt: DatesAt;
	readonly groupRoles: boolean;
	readonly studyFirst: "degree" | "institution";
	readonly studyDates: "same" | "years" | "end-year";
	readonly skills: "commas" | "list" | "pipes" | "groups";
	readonly languages: "brackets" | "dash" | "colon";
	readonly fluency: "words" | "level" | "both";
	readonly certificates: "name" | "name, issuer" | "name, issuer (date)" | "date: name";
	readonly phone: "international" | "national" | "trunk-brackets";
	readonly address: "city" | "city, region" | "city, country" | "street" | "street, country";
	readonly labels: boolean;
	readonly heading: "plain" | "capitals";
	readonly capitalName: boolean;
	readonly shows: {
		readonly label: boolean;
		readonly summary: boolean;
		readonly documentTitle: boolean;
		readonly birth: boolean;
		readonly profiles: boolean;
		readonly certificates: boolean;
		readonly interests: boolean;
		readonly references: boolean;
		readonly scores: boolean;
		readonly workPlace: boolean;
		readonly roleSummaries: boolean;
		readonly skillsFirst: boolean;
	};
	readonly mostHighlights: number;
	readonly mostSkills: number;
	readonly wordingSeed: number;
}

/** What a layout insists on; everything else is drawn. */
export type StyleWish = Partial<Omit<PrintStyle, "shows">> & { readonly shows?: Partial<PrintStyle["shows"]> };

const DATE_FORMS: Readonly<Record<Language, readonly DateForm[]>> = {
	en: ["short", "short", "short", "long", "long", "slash", "iso", "year"],
	de: ["slash", "slash", "slash", "dot", "dot", "long", "short", "year"],
	fr: ["long", "long", "short", "slash", "slash", "year"],
	es: ["short", "long", "long", "slash", "slash", "year"],
};

// biome-ignore format: repeated by weight
const ORDERS: readonly EntryOrder[] = [
  'T/E, L', 'T/E, L', 'E/T', 'E, L/T', 'T, E', 'T at E', 'T | E | L', 'E — L/T', 'T – E (L)', 'E: T',
];

function shown(random: Random, language: Language): PrintStyle["shows"] {
	return {
		label: random.chance(0.65),
		summary: random.chance(0.75),
		documentTitle: random.chance(language === "de" ? 0.5 : 0.15),
		birth: language !== "en" && random.chance(0.4),
		profiles: random.chance(0.7),
		certificates: random.chance(0.9),
		interests: random.chance(0.35),
		references: random.chance(0.15),
		scores: random.chance(0.7),
		workPlace: random.chance(0.75),
		roleSummaries: random.chance(0.7),
		skillsFirst: random.chance(0.3),
	};
}

/** A style for a resume: the layout's wishes, and chance for the rest. */
export function chooseStyle(random: Random, language: Language, wish: StyleWish): PrintStyle {
	const { shows: insisted, ...fixed } = wish;
	return {
		language,
		dateForm: random.pick(DATE_FORMS[language]),
		dash: random.pick([" – ", " – ", " - ", "–", " — ", language === "de" ? " bis " : " - "]),
		sinceWord: random.chance(language === "de" ? 0.35 : 0.08),
		entryOrder: random.pick(ORDERS),
		datesAt: random.pick(["right", "own-line", "brackets"] as const),
		groupRoles: random.chance(0.3),
		studyFirst: random.pick(["degree", "institution"] as const),
		studyDates: random.pick(["same", "same", "years", "end-year"] as const),
		skills: random.pick(["commas", "commas", "list", "pipes", "groups"] as const),
		languages: random.pick(["brackets", "dash", "colon"] as const),
		fluency: random.pick(["words", "words", "level", "both"] as const),
		certificates: random.pick(["name", "name, issuer", "name, issuer (date)", "date: name"] as const),
		phone: random.pick(["international", "international", "national", "trunk-brackets"] as const),
		address: random.pick(["city", "city, region", "city, country", "street", "street", "street, country"] as const),
		labels: random.chance(0.5),
		heading: random.pick(["plain", "plain", "capitals"] as const),
		capitalName: random.chance(0.1),
		mostHighlights: random.int(3, 6),
		mostSkills: random.int(10, 20),
		wordingSeed: random.int(0, 0x7fffffff),
		...fixed,
		shows: { ...shown(random, language), ...insisted },
	};
}
