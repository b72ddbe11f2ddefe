/** Fictitious people as the candidate records of an ATS, each a function of seed and number. */
import { type FictitiousPerson, makePerson } from "../../corpora/generate/people.ts";
import { createRandom, type Random } from "../../corpora/generate/random.ts";
import type { Entry, Fields } from "./entries.ts";

const DAY = 86_400_000;
/** The newest moment that the first load knows; edits come later. */
export const NOW = Date.UTC(2026, 9, 1);

/** Separates the streams of chance of the records from those of the people. */
const SALT = 31;

/** Ends of ids that mean something in a key, a URL or a form: an ATS may well use them. */
const AWKWARD = [" R&D", "=7", "%41", ",(x)", ":'y'", "-é", "+1"];
const AWKWARD_EVERY = 50;

const personSeed = (seed: number, number: number) => seed * 1_000_000 + number;

export const randomFor = (seed: number, number: number, salt: number): Random =>
	createRandom(personSeed(seed, number), SALT + salt);

export function candidateId(number: number): string {
	const id = `C-${String(number).padStart(6, "0")}`;
	if (number % AWKWARD_EVERY !== AWKWARD_EVERY - 1) return id;
	return id + AWKWARD[Math.floor(number / AWKWARD_EVERY) % AWKWARD.length];
}

export interface Times {
	readonly atsCreatedAt: number;
	readonly atsLastModifiedAt: number;
}

/** Some moment of the last three years, and a change up to two months later. */
export function timesOf(random: Random): Times {
	const atsCreatedAt = NOW - random.int(1, 1100) * DAY - random.int(0, DAY);
	return { atsCreatedAt, atsLastModifiedAt: Math.min(NOW, atsCreatedAt + random.int(0, 60 * DAY)) };
}

export interface Applicant {
	readonly entry: Entry;
	readonly person: FictitiousPerson;
}

export function makeApplicant(seed: number, number: number): Applicant {
	const person = makePerson(personSeed(seed, number));
	const random = randomFor(seed, number, 0);
	return {
		person,
		entry: { kind: "candidate", id: candidateId(number), parent: "", fields: fieldsOf(person, number, random) },
	};
}

function fieldsOf(person: FictitiousPerson, number: number, random: Random): Fields {
	const linkedIn = person.profiles.find(({ network }) => network === "LinkedIn");
	const current = person.roles.find(({ end }) => end === undefined);
	return {
		addresses: random.chance(0.1) ? [] : [addressOf(person)],
		...timesOf(random),
		firstName: person.givenName,
		lastName: person.familyName,
		emailAddresses: random.chance(0.15) ? [person.email, `second.${person.email}`] : [person.email],
		externalProfileUrl: `https://ats.example/candidates/${number}`,
		phoneNumbers: random.chance(0.1) ? [] : [phoneOf(person, random)],
		...(current === undefined ? {} : { currentCompanyName: current.employer, currentJobTitle: current.title }),
		...(linkedIn === undefined ? {} : { linkedInProfileUrl: linkedIn.url }),
		...(random.chance(0.03) ? { doNotContact: true } : {}),
		...(random.chance(0.1) ? { middleInitial: random.pick(["A", "J", "M"]) } : {}),
		...(random.chance(0.05) ? { prefix: "Dr." } : {}),
		...(random.chance(0.02) ? { suffix: "Jr." } : {}),
	};
}

function addressOf({ home }: FictitiousPerson): Fields {
	return {
		line1: home.street,
		city: home.city,
		...(home.region === undefined ? {} : { geographicArea: home.region, geographicAreaType: "STATE" }),
		postalCode: home.postalCode,
		country: home.country.toLowerCase(),
	};
}

function phoneOf({ phone }: FictitiousPerson, random: Random): Fields {
	return { number: phone.e164, ...(random.chance(0.05) ? { extension: "12" } : {}) };
}
