/** What is known about a fictitious person, before anything is printed. */
import type { Gender } from "./phrase.ts";

/** Language a resume is written in. */
export type Language = "en" | "de" | "fr" | "es";

/** ISO 3166-1 alpha-2. */
export type CountryCode = "US" | "GB" | "CA" | "AU" | "DE" | "AT" | "FR" | "ES" | "MX" | "NL" | "IN" | "BR";

/** From least to most senior; a career only ever moves up this ladder. */
export const SENIORITIES = ["intern", "junior", "mid", "senior", "lead", "manager", "executive"] as const;
export type Seniority = (typeof SENIORITIES)[number];

/** Months since year 0 (year * 12 + month - 1), so that durations are plain differences. */
export type Month = number;

/** The month that every corpus looks at the world from: "present" means this month. */
export const AS_OF: Month = 2026 * 12 + 9;

export interface Place {
	readonly city: string;
	/** State or county as it is written on a resume; absent where the city stands alone. */
	readonly region?: string;
	readonly country: CountryCode;
}

export interface Home extends Place {
	readonly street: string;
	readonly postalCode: string;
}

export interface Phone {
	readonly callingCode: string;
	/** Digit groups of the national number, without trunk prefix: ['212', '555', '0123']. */
	readonly groups: readonly string[];
	readonly e164: string;
}

export interface Role {
	readonly employer: string;
	readonly title: string;
	readonly place: Place;
	readonly seniority: Seniority;
	readonly profession: string;
	readonly start: Month;
	/** Absent while the role is held. */
	readonly end?: Month;
	readonly summary?: string;
	readonly highlights: readonly string[];
}

export interface Study {
	readonly institution: string;
	readonly degree: string;
	/** Field of study; absent for general schooling. */
	readonly area?: string;
	readonly start: Month;
	/** Absent while it goes on. */
	readonly end?: Month;
	readonly score?: string;
}

/** Council of Europe levels, with 'native' on top. */
export type LanguageLevel = "native" | "c2" | "c1" | "b2" | "b1" | "a2";

export interface SpokenLanguage {
	/** ISO 639-1. */
	readonly code: string;
	readonly level: LanguageLevel;
}

export interface Certificate {
	readonly name: string;
	readonly issuer: string;
	readonly date: Month;
}

export interface WebProfile {
	readonly network: string;
	readonly username: string;
	readonly url: string;
}

export interface FictitiousPerson {
	readonly seed: number;
	readonly givenName: string;
	readonly familyName: string;
	readonly gender: Gender;
	readonly birthYear: number;
	readonly country: CountryCode;
	readonly language: Language;
	readonly profession: string;
	readonly seniority: Seniority;
	readonly label: string;
	readonly summary: string;
	readonly email: string;
	readonly phone: Phone;
	readonly home: Home;
	readonly profiles: readonly WebProfile[];
	/** Newest first. */
	readonly roles: readonly Role[];
	/** Newest first. */
	readonly studies: readonly Study[];
	/** Tools and concepts, mixed. */
	readonly skills: readonly string[];
	/** Those of the skills that are topics rather than tools. */
	readonly concepts: readonly string[];
	readonly languages: readonly SpokenLanguage[];
	readonly certificates: readonly Certificate[];
	readonly interests: readonly string[];
}
