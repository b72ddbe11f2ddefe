/** Profiles of the shared network: some are of people who also sent a resume, later and in other words; most are not. */
import { type JsonResume, toJsonResume } from "./json-resume.ts";
import { makePerson } from "./people.ts";
import { AS_OF, type FictitiousPerson, type Month, type Role } from "./person.ts";
import { createRandom, type Random } from "./random.ts";

export interface NetworkProfile {
	readonly id: string;
	readonly emails: readonly string[];
	/** ISO 8601 date-time in UTC. */
	readonly updatedAt: string;
	readonly openToWork: boolean;
	readonly resume: JsonResume;
}

/** Separates this use of a person's seed from the others. */
const NETWORK_SALT = 9;

/** Profiles are at most this many months old. */
const OLDEST = 10;

/** Somebody of the same trade and language as `person`, from a range of seeds nobody else uses. */
function colleagueOf(person: FictitiousPerson): FictitiousPerson {
	for (let seed = person.seed + 500_000; ; seed++) {
		const other = makePerson(seed);
		if (other.profession === person.profession && other.language === person.language) return other;
	}
}

/** Months that a profile naming this person's latest job can have been written in. */
function monthOfUpdate(person: FictitiousPerson, random: Random): Month {
	const known = Math.max(...person.roles.map((role) => role.end ?? role.start));
	return random.int(Math.min(AS_OF, Math.max(known, AS_OF - OLDEST)), AS_OF);
}

function newRole(latest: Role, colleague: FictitiousPerson, start: Month): Role | undefined {
	const model = colleague.roles[0];
	if (model === undefined) return undefined;
	const { end: _, ...held } = model;
	return { ...held, title: latest.title, place: latest.place, start, highlights: model.highlights.slice(0, 2) };
}

/** The same person at a later month: some have changed jobs, some skills went and others came. */
function later(person: FictitiousPerson, month: Month, random: Random): FictitiousPerson {
	const colleague = colleagueOf(person);
	const learned = random.sample(colleague.skills, 3).filter((skill) => !person.skills.includes(skill));
	const skills = [...person.skills.slice(2), ...learned];
	const [latest, ...earlier] = person.roles;
	const start = month - random.int(0, 1);
	if (latest === undefined || (latest.end ?? latest.start + 5) >= start || random.chance(0.5)) {
		return { ...person, skills };
	}
	const next = newRole(latest, colleague, start);
	const left: Role = { ...latest, end: latest.end ?? start - 1 };
	return { ...person, skills, roles: [...(next === undefined ? [] : [next]), left, ...earlier] };
}

function dayIn(month: Month, random: Random): string {
	const moment = Date.UTC(Math.floor(month / 12), month % 12, random.int(1, 28), 0, 0, random.int(0, 86_399));
	return new Date(moment).toISOString();
}

/** The profile of somebody who also is a candidate: a shared address, in one case of four in capital letters. */
export function profileOfCandidate(person: FictitiousPerson, id: string): NetworkProfile {
	const random = createRandom(person.seed, NETWORK_SALT);
	const month = monthOfUpdate(person, random);
	const resume = toJsonResume(later(person, month, random));
	const address = random.chance(0.25) ? person.email.toUpperCase() : person.email;
	const emails = random.chance(0.4) ? [person.email.replace(/@.*/, "@staff.example.net"), address] : [address];
	const basics = { ...resume.basics, email: emails[0] as string };
	const updatedAt = dayIn(month, random);
	return { id, emails, updatedAt, openToWork: random.chance(0.4), resume: { ...resume, basics } };
}

/** The profile of somebody who has sent no resume. */
export function profileOfStranger(person: FictitiousPerson, id: string): NetworkProfile {
	const random = createRandom(person.seed, NETWORK_SALT);
	const updatedAt = dayIn(monthOfUpdate(person, random), random);
	return { id, emails: [person.email], updatedAt, openToWork: random.chance(0.35), resume: toJsonResume(person) };
}
