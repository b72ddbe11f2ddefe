import { emailKey, phoneKey, urlKey } from "../analysis/contact-keys.ts";
import { employerKey } from "../analysis/employer-key.ts";
import { fold } from "../analysis/fold.ts";
import { identityKeys } from "../analysis/identity-keys.ts";
import { type NameParts, nameParts } from "../analysis/names/name-parts.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Resume } from "../domain/resume.ts";
import { firstMonth, lastMonth, type Span } from "./months.ts";
import { isPersonal, isSwitchboard } from "./shared-address.ts";

/** What tells one person from another, in the forms that can be compared. Made once of each record. */
export interface Traits {
	readonly id: string;
	readonly name: NameParts | null;
	/** Keys `email:`, `phone:`, `url:` that stand for one person, as far as the address itself can tell. */
	readonly contacts: readonly string[];
	/** All other keys that records may have alike: where they are found, not why they are one. */
	readonly blocks: readonly string[];
	readonly jobs: readonly Job[];
	readonly schools: readonly School[];
	/** Folded. */
	readonly city: string | null;
	/** ISO 3166-1 alpha-2. */
	readonly country: string | null;
}

export interface Job extends Span {
	/** See `employerKey`. */
	readonly employer: string;
	/** Folded words. */
	readonly title: readonly string[];
}

export interface School {
	readonly name: string;
	/** Month it ended, null where not stated. */
	readonly end: number | null;
}

/** The keys that records of one person may share. */
export const keysOf = ({ contacts, blocks }: Traits): readonly string[] => [...contacts, ...blocks];

export const traitsOfCandidate = ({ id, resume }: Pick<Candidate, "id" | "resume">): Traits =>
	traitsOf(id, resume, [], []);

/** A profile's own addresses and page count beside those in its resume. */
export const traitsOfProfile = ({ id, resume, emails, url }: Profile): Traits =>
	traitsOf(id, resume, emails, url === undefined ? [] : [url]);

function traitsOf(id: string, resume: Resume, emails: readonly string[], urls: readonly string[]): Traits {
	const { basics, work = [], education = [] } = resume;
	const city = basics?.location?.city;
	const name = nameParts(resume);
	return {
		id,
		name,
		contacts: contactsOf(resume, name, emails, urls),
		blocks: identityKeys(resume),
		jobs: work.flatMap(({ name, position, startDate, endDate }) => {
			const employer = name === undefined ? "" : employerKey(name);
			if (employer === "") return [];
			return [{ employer, title: wordsOf(position ?? ""), start: firstMonth(startDate), end: lastMonth(endDate) }];
		}),
		schools: education.flatMap(({ institution, endDate }) =>
			institution === undefined ? [] : [{ name: wordsOf(institution).join(" "), end: lastMonth(endDate) }],
		),
		city: city === undefined ? null : wordsOf(city).join(" "),
		country: basics?.location?.countryCode ?? null,
	};
}

const wordsOf = (text: string): string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.filter((word) => word !== "");

function contactsOf(
	{ basics }: Resume,
	name: NameParts | null,
	moreEmails: readonly string[],
	moreUrls: readonly string[],
): string[] {
	const emails = [basics?.email, ...(basics?.emails ?? []), ...moreEmails].map((text) => text && emailKey(text));
	const country = basics?.location?.countryCode;
	const phones = [basics?.phone, ...(basics?.phones ?? [])].filter(
		(text) => text === undefined || !isSwitchboard(text),
	);
	const urls = [basics?.url, ...(basics?.profiles ?? []).map(({ url }) => url), ...moreUrls];
	return [
		...new Set([
			...emails.filter((key): key is string => !!key && isPersonal(key.slice("email:".length))),
			...phones.map((text) => text && phoneKey(text, country)).filter((key): key is string => !!key),
			...urls.map((text) => text && urlKey(text)).filter((key): key is string => !!key && isOwnPage(key, name)),
		]),
	];
}

/** Letters of a name that a host is not called after by chance. */
const NAME_IN_HOST = 4;

/** A page below a host is somebody's. A bare host may be the employer's; it is the person's own where it is named after him. */
function isOwnPage(key: string, name: NameParts | null): boolean {
	if (key.includes("/") || name === null) return key.includes("/");
	const words = [...name.given, ...name.middle, ...name.family];
	return words.some(({ latin }) => latin.length >= NAME_IN_HOST && key.includes(latin));
}
