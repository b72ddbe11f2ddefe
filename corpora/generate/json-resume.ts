/** JSON Resume 1.0 (jsonresume.org/schema), the parts of it that resumes here have. */
import { lexicon } from "./lexicon.ts";
import type { FictitiousPerson, Language, LanguageLevel, Month, Place, Role, Study } from "./person.ts";

export interface JsonResume {
	basics: {
		name: string;
		label?: string;
		email?: string;
		/** E.164, however it is printed. */
		phone?: string;
		url?: string;
		summary?: string;
		location?: { address?: string; postalCode?: string; city?: string; region?: string; countryCode?: string };
		profiles?: { network: string; username: string; url: string }[];
	};
	work: JsonWork[];
	education: JsonEducation[];
	skills: { name: string }[];
	languages: { language: string; fluency?: string }[];
	certificates: { name: string; date?: string; issuer?: string }[];
	interests?: { name: string }[];
}

export interface JsonWork {
	name: string;
	position: string;
	location?: string;
	/** "YYYY-MM", or "YYYY" where only the year is printed. */
	startDate?: string;
	/** Absent while the job is held. */
	endDate?: string;
	summary?: string;
	highlights: string[];
}

export interface JsonEducation {
	institution: string;
	area?: string;
	studyType?: string;
	startDate?: string;
	endDate?: string;
	score?: string;
}

/** "2019-03". */
export function isoMonth(month: Month): string {
	return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

function entryOf(section: string, key: string, language: Language): string {
	const row = lexicon(`languages/${language}`)
		.section(section)
		.find((entry) => entry.startsWith(`${key} `));
	return row === undefined ? key : row.slice(key.length + 1);
}

/** Name of a spoken language in a resume language: "Spanish", "Spanisch". */
export function languageName(code: string, language: Language): string {
	return entryOf("language", code, language);
}

/** Name of a country in a resume language. */
export function countryName(code: string, language: Language): string {
	return entryOf("country", code, language);
}

/** First wording of a language level: "Fluent", "verhandlungssicher". */
export function fluency(level: LanguageLevel, language: Language): string {
	return lexicon(`languages/${language}`).section(`fluency.${level}`)[0] as string;
}

/** "Austin, TX" where the region is customary, else the city. */
export function placeLine({ city, region, country }: Place): string {
	return region !== undefined && ["US", "CA", "AU", "BR"].includes(country) ? `${city}, ${region}` : city;
}

function work(role: Role): JsonWork {
	return {
		name: role.employer,
		position: role.title,
		location: placeLine(role.place),
		startDate: isoMonth(role.start),
		...(role.end === undefined ? {} : { endDate: isoMonth(role.end) }),
		...(role.summary === undefined ? {} : { summary: role.summary }),
		highlights: [...role.highlights],
	};
}

function education(study: Study): JsonEducation {
	return {
		institution: study.institution,
		...(study.area === undefined ? {} : { area: study.area }),
		studyType: study.degree,
		startDate: isoMonth(study.start),
		...(study.end === undefined ? {} : { endDate: isoMonth(study.end) }),
		...(study.score === undefined ? {} : { score: study.score }),
	};
}

/** Everything known of a person as JSON Resume. */
export function toJsonResume(person: FictitiousPerson): JsonResume {
	const { home, language } = person;
	return {
		basics: {
			name: `${person.givenName} ${person.familyName}`,
			label: person.label,
			email: person.email,
			phone: person.phone.e164,
			summary: person.summary,
			location: {
				city: home.city,
				...(home.region === undefined ? {} : { region: home.region }),
				countryCode: home.country,
			},
			...(person.profiles.length === 0 ? {} : { profiles: person.profiles.map((p) => ({ ...p })) }),
		},
		work: person.roles.map(work),
		education: person.studies.map(education),
		skills: person.skills.map((name) => ({ name })),
		languages: person.languages.map(({ code, level }) => ({
			language: languageName(code, language),
			fluency: fluency(level, language),
		})),
		certificates: person.certificates.map(({ name, issuer, date }) => ({ name, date: isoMonth(date), issuer })),
	};
}
