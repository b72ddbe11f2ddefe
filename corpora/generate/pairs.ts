/**
 * People as an ATS and a network know them: the same person in two records that differ as real ones do, and different people who
 * are alike (twins, couples with one address, name-sakes, some at the same employer). A pure function of its seed.
 */
import { seedDigits } from "./identity.ts";
import { type JsonResume, type JsonWork, toJsonResume } from "./json-resume.ts";
import { makePerson } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { otherSpelling, SCRIPTS, spellings } from "./spellings.ts";

export interface PairCandidate {
	readonly id: string;
	readonly resume: JsonResume;
	/** The profile of the same person, null where there is none. */
	readonly profileId: string | null;
	/** What makes the case: for a table of errors. */
	readonly kind: string;
}

export interface PairProfile {
	readonly id: string;
	readonly resume: JsonResume;
	readonly emails: readonly string[];
	readonly updatedAt: string;
}

export interface PairWorld {
	readonly candidates: readonly PairCandidate[];
	readonly profiles: readonly PairProfile[];
}

/** Separates this use of a seed from the others. */
const SALT = 31;
/** Seeds of one world lie in a range of their own; each case may use two. */
const SEEDS_PER_WORLD = 1_000_000;

/** `cases` cases of all kinds, and profiles of strangers until there are `profiles`. */
export function makePairs(seed: number, cases: number, profiles: number): PairWorld {
	const first = seed * SEEDS_PER_WORLD;
	const world: { candidates: PairCandidate[]; profiles: PairProfile[] } = { candidates: [], profiles: [] };
	for (let number = 0; number < cases; number++) {
		const random = createRandom(first + number, SALT);
		const made = makeCase(first + number * 2, number, random);
		world.candidates.push(...made.candidates);
		world.profiles.push(...made.profiles);
	}
	for (let number = cases * 2; world.profiles.length < profiles; number++)
		world.profiles.push(profileOf(`s${number}`, toJsonResume(makePerson(first + number))));
	return world;
}

/** Kinds of cases with their shares in a hundred. */
const KINDS: readonly (readonly [number, (seed: number, number: number, random: Random) => PairWorld])[] = [
	[62, samePerson],
	[20, stranger],
	[6, twins],
	[4, couple],
	[8, nameSakes],
];

function makeCase(seed: number, number: number, random: Random): PairWorld {
	let at = random.int(0, 99);
	for (const [share, make] of KINDS) {
		if (at < share) return make(seed, number, random);
		at -= share;
	}
	throw new RangeError("The shares of the kinds add up to a hundred.");
}

const profileOf = (id: string, resume: JsonResume): PairProfile => ({
	id,
	resume,
	emails: resume.basics.email === undefined ? [] : [resume.basics.email],
	updatedAt: "2026-06-01T00:00:00.000Z",
});

/** One person, twice: names, addresses and careers each drift on their own. */
function samePerson(seed: number, number: number, random: Random): PairWorld {
	const person = makePerson(seed);
	const base = toJsonResume(person);
	const named = random.chance(0.05) ? inScript(base, random) : { one: base, other: base, kind: null };
	const ats = structuredClone(named.one);
	const network = structuredClone(named.other);
	const spelt = named.kind === null ? driftName(ats, network, person.gender, random) : named.kind;
	const reached = driftContacts(ats, network, seed, random);
	const worked = driftCareer(random.chance(0.5) ? ats : network, seed, random);
	const profile = profileOf(`p${number}`, network);
	const kind = `same: ${spelt}, ${reached}, ${worked}`;
	return { candidates: [{ id: `c${number}`, resume: ats, profileId: profile.id, kind }], profiles: [profile] };
}

/** Names whose other script is known, in one record each. */
function inScript(base: JsonResume, random: Random) {
	const script = random.pick(SCRIPTS);
	const [given, family] = [random.pick(script.given), random.pick(script.family)];
	const named = (name: string): JsonResume => ({ ...base, basics: { ...base.basics, name } });
	const latin = named(`${random.pick(given.latin)} ${random.pick(family.latin)}`);
	return { one: named(`${given.own} ${family.own}`), other: latin, kind: "script" };
}

function driftName(ats: JsonResume, network: JsonResume, gender: string, random: Random): string {
	const changed = random.chance(0.5) ? ats : network;
	const { name, kind } = otherSpelling(changed.basics.name, gender, random);
	changed.basics.name = name;
	return kind;
}

/** Which address both sides have, if any. */
function driftContacts(ats: JsonResume, network: JsonResume, seed: number, random: Random): string {
	const other = `home${seedDigits(seed)}@other.example`;
	const keep = random.next();
	const linkedIn = ats.basics.profiles?.some(({ network: name }) => name === "LinkedIn") ?? false;
	if (random.chance(0.3)) delete ats.basics.phone;
	if (keep < 0.55) return "e-mail";
	network.basics.email = other;
	if (keep < 0.7 && ats.basics.phone !== undefined) return "phone";
	delete network.basics.phone;
	if (keep < 0.8 && linkedIn) return "page";
	delete network.basics.profiles;
	return "no address";
}

function driftCareer(changed: JsonResume, seed: number, random: Random): string {
	rewriteEmployers(changed.work, random);
	if (random.chance(0.15)) for (const job of changed.work) yearsOnly(job);
	const kind = random.next();
	if (kind < 0.35) {
		const [next] = toJsonResume(makePerson(seed + 1)).work;
		const [latest] = changed.work;
		if (next === undefined || latest === undefined) return "same career";
		latest.endDate ??= "2026-01";
		const { endDate: _, ...held } = next;
		changed.work.unshift({ ...held, startDate: "2026-02" });
		if (random.chance(0.4)) changed.basics.location = { city: next.location ?? "Springfield" };
		return "moved job";
	}
	if (kind < 0.5) {
		changed.work.splice(2);
		changed.education.splice(1);
		return "short career";
	}
	if (kind < 0.53) {
		changed.work.splice(0);
		changed.education.splice(0);
		return "no career";
	}
	return "same career";
}

const LEGAL_FORM = / (?:GmbH|AG|Inc\.?|Ltd\.?|LLC|S\.?A\.?|S\.?L\.?|KG|plc|Corp\.?)$/;

/** Employers with or without their legal form, titles in other words. */
function rewriteEmployers(work: readonly JsonWork[], random: Random): void {
	for (const job of work) {
		if (random.chance(0.2))
			job.name = LEGAL_FORM.test(job.name) ? job.name.replace(LEGAL_FORM, "") : `${job.name} Ltd.`;
		if (random.chance(0.2)) job.position = job.position.split(" ").slice(-1).join(" ");
	}
}

function yearsOnly(job: JsonWork): void {
	if (job.startDate !== undefined) job.startDate = job.startDate.slice(0, 4);
	if (job.endDate !== undefined) job.endDate = job.endDate.slice(0, 4);
}

function stranger(seed: number, number: number): PairWorld {
	const candidate = { id: `c${number}`, resume: toJsonResume(makePerson(seed)), profileId: null, kind: "stranger" };
	return { candidates: [candidate], profiles: [] };
}

/** The other of two siblings of one birth: family name, home, school, often the telephone and the address are the same. */
function twins(seed: number, number: number, random: Random): PairWorld {
	const person = toJsonResume(makePerson(seed));
	const sibling = toJsonResume(makePerson(seed + 1));
	const [, ...family] = person.basics.name.split(" ");
	const given = random.pick(spellings.twins.filter((name) => !person.basics.name.startsWith(`${name} `)));
	sibling.basics.name = `${given} ${family.join(" ")}`;
	if (person.basics.location !== undefined) sibling.basics.location = person.basics.location;
	sibling.education = structuredClone(person.education);
	if (random.chance(0.5) && person.basics.phone !== undefined) sibling.basics.phone = person.basics.phone;
	if (random.chance(0.3) && person.basics.email !== undefined) sibling.basics.email = person.basics.email;
	return apart(number, person, sibling, "twin", random.chance(0.4));
}

/** Two people with one mailbox. */
function couple(seed: number, number: number, random: Random): PairWorld {
	const one = toJsonResume(makePerson(seed));
	const other = toJsonResume(makePerson(seed + 1));
	if (one.basics.email !== undefined) other.basics.email = one.basics.email;
	if (random.chance(0.7) && one.basics.phone !== undefined) other.basics.phone = one.basics.phone;
	if (one.basics.location !== undefined) other.basics.location = one.basics.location;
	if (random.chance(0.6)) other.basics.name = `${other.basics.name.split(" ")[0]} ${one.basics.name.split(" ").at(-1)}`;
	return apart(number, one, other, "couple", random.chance(0.3));
}

/** The same name, another person; some in the same city, trade, school, and some at the same employer. */
function nameSakes(seed: number, number: number, random: Random): PairWorld {
	const one = toJsonResume(makePerson(seed));
	const other = toJsonResume(makePerson(seed + 1));
	other.basics.name = one.basics.name;
	if (random.chance(0.4) && one.basics.location !== undefined) other.basics.location = one.basics.location;
	if (random.chance(0.2)) other.education = structuredClone(one.education);
	const [job] = other.work;
	const theirs = one.work[0];
	const colleague = random.chance(0.2) && job !== undefined && theirs !== undefined;
	if (colleague) job.name = theirs.name;
	return apart(number, one, other, colleague ? "name-sake and colleague" : "name-sake", random.chance(0.4));
}

/**
 * A profile of the one, a candidate who is the other; and, where both are in the network, the other's profile as well, in half of the
 * cases with an address that the candidate does not give.
 */
function apart(number: number, one: JsonResume, other: JsonResume, kind: string, both: boolean): PairWorld {
	const profiles = [profileOf(`p${number}`, one)];
	const own = structuredClone(other);
	if (number % 2 === 0) own.basics.email = `own${number}@other.example`;
	if (both) profiles.push(profileOf(`q${number}`, own));
	const profileId = both ? `q${number}` : null;
	return {
		candidates: [{ id: `c${number}`, resume: other, profileId, kind: `${kind}${both ? ", both" : ""}` }],
		profiles,
	};
}
