import { emailKey, phoneKey, urlKey } from "../analysis/contact-keys.ts";
import { employerKey } from "../analysis/employer-key.ts";
import { fold } from "../analysis/fold.ts";
import { identityKeys } from "../analysis/identity-keys.ts";
import { type NameParts, nameParts } from "../analysis/names/name-parts.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Resume, Work } from "../domain/resume.ts";
import { firstMonth, lastMonth, type Span } from "./months.ts";
import { isPersonal, isSwitchboard } from "./shared-address.ts";

/** What tells one person from another, in the forms that can be compared. What is asked for is made, once. */
export class Traits {
	readonly id: string;
	/** Keys `email:`, `phone:`, `url:` that stand for one person, as far as the address itself can tell. */
	readonly contacts: readonly string[];
	/** All other keys that records may have alike: where they are found, not why they are one. */
	readonly blocks: readonly string[];
	readonly #resume: Resume;
	#name: NameParts | null | undefined;
	#jobs: readonly Job[] | undefined;
	#schools: readonly School[] | undefined;

	constructor(id: string, resume: Resume, addresses: { readonly emails: readonly string[]; readonly url?: string }) {
		this.id = id;
		this.#resume = resume;
		this.blocks = identityKeys(resume);
		this.contacts = contactsOf(resume, addresses);
	}

	get name(): NameParts | null {
		this.#name = this.#name === undefined ? nameParts(this.#resume) : this.#name;
		return this.#name;
	}

	get jobs(): readonly Job[] {
		this.#jobs ??= (this.#resume.work ?? []).flatMap(jobOf);
		return this.#jobs;
	}

	get schools(): readonly School[] {
		this.#schools ??= (this.#resume.education ?? []).flatMap(({ institution, endDate }) =>
			institution === undefined ? [] : [{ name: wordsOf(institution).join(" "), end: lastMonth(endDate) }],
		);
		return this.#schools;
	}

	/** Folded. */
	get city(): string | null {
		const city = this.#resume.basics?.location?.city;
		return city === undefined ? null : wordsOf(city).join(" ");
	}

	/** ISO 3166-1 alpha-2. */
	get country(): string | null {
		return this.#resume.basics?.location?.countryCode ?? null;
	}
}

export interface Job extends Span {
	/** See `employerKey`. */
	readonly employer: string;
	/** As written. */
	readonly title: string;
}

export interface School {
	readonly name: string;
	/** Month it ended, null where not stated. */
	readonly end: number | null;
}

/** The keys that records of one person may share. */
export const keysOf = ({ contacts, blocks }: Traits): readonly string[] => [...contacts, ...blocks];

export const traitsOfCandidate = ({ id, resume }: Pick<Candidate, "id" | "resume">): Traits =>
	new Traits(id, resume, { emails: [] });

/** A profile's own addresses and page count beside those in its resume. */
export const traitsOfProfile = ({ id, resume, emails, url }: Profile): Traits =>
	new Traits(id, resume, { emails, ...(url === undefined ? {} : { url }) });

function jobOf({ name, position, startDate, endDate }: Work): Job[] {
	const employer = name === undefined ? "" : employerKey(name);
	if (employer === "") return [];
	return [{ employer, title: position ?? "", start: firstMonth(startDate), end: lastMonth(endDate) }];
}

/** Folded words of a text. */
export const wordsOf = (text: string): string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.filter((word) => word !== "");

function contactsOf(resume: Resume, { emails, url }: { emails: readonly string[]; url?: string }): string[] {
	const { basics } = resume;
	const country = basics?.location?.countryCode;
	const given = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined);
	const keys = [
		...given([basics?.email, ...(basics?.emails ?? []), ...emails]).map((text) => personalEmail(text)),
		...given([basics?.phone, ...(basics?.phones ?? [])]).map((text) =>
			isSwitchboard(text) ? null : phoneKey(text, country),
		),
		...given([basics?.url, ...(basics?.profiles ?? []).map((profile) => profile.url), url]).map((text) =>
			ownPage(text, resume),
		),
	];
	return [...new Set(keys.filter((key) => key !== null))];
}

function personalEmail(text: string): string | null {
	const key = emailKey(text);
	return key !== null && isPersonal(key.slice("email:".length)) ? key : null;
}

/** Letters of a name that a host is not called after by chance. */
const NAME_IN_HOST = 4;

/** A page below a host is somebody's. A bare host may be the employer's; it is the person's own where it is named after him. */
function ownPage(text: string, resume: Resume): string | null {
	const key = urlKey(text);
	if (key === null || key.includes("/")) return key;
	const name = nameParts(resume);
	const words = name === null ? [] : [...name.given, ...name.middle, ...name.family];
	return words.some(({ latin }) => latin.length >= NAME_IN_HOST && key.includes(latin)) ? key : null;
}
