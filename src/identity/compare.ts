import type { Match } from "../domain/candidate.ts";
import { type CareerComparison, compareCareers } from "./compare-careers.ts";
import { compareNames, type NameComparison } from "./compare-names.ts";
import type { Traits } from "./traits.ts";
import { probability, WEIGHTS } from "./weights.ts";

export type Evidence = Match["evidence"][number];

/** What is known of the records around the two that are compared. */
export interface Surroundings {
	/** Whether an address is held by more people than one, by its key. */
	isShared(key: string): boolean;
	/** How many of the others have the same name, the one that is compared included. At least 1. */
	readonly nameSakes: number;
}

export interface Comparison {
	/** Sum of all evidence and the prior. */
	readonly bits: number;
	/** 0 to 1. */
	readonly score: number;
	readonly evidence: readonly Evidence[];
	/**
	 * Whether the evidence is of a kind that a rule may decide on: an address of their own or a career, and no other given name.
	 * Shared addresses, schools and places are what twins, families and name-sakes have alike.
	 */
	readonly decidable: boolean;
}

/**
 * Compares two records. Symmetric: the order of the two changes nothing.
 * @param name of the two, where it was compared before
 */
export function compare(
	one: Traits,
	other: Traits,
	around: Surroundings,
	name: NameComparison = compareNames(one.name, other.name),
): Comparison {
	const contacts = compareContacts(one, other, around);
	const career = compareCareers(one, other);
	const place = comparePlaces(one, other);
	const parts: Evidence[] = [
		...contacts.evidence,
		...nameEvidence(name, around.nameSakes),
		...(career.jobs === 0 ? [] : [part("employer", careerDetail(career.jobs, career.began), career.jobs)]),
		...(career.schools === 0 ? [] : [part("school", career.schools > 0 ? "same" : "other", career.schools)]),
		...(place === null ? [] : [place]),
	];
	const bits = parts.reduce((sum, { weight = 0 }) => sum + weight, WEIGHTS.prior as number);
	const decidable = isDecidable(name, contacts.own, career);
	return { bits, score: probability(bits), evidence: parts, decidable };
}

function isDecidable(
	{ given, family }: NameComparison,
	hasOwnContact: boolean,
	{ began, together }: CareerComparison,
): boolean {
	if (given === "other") return false;
	// Siblings with like names have an address in common, or a job, hardly both.
	if (given === "similar") return hasOwnContact && began > 0;
	if (hasOwnContact || given === "unknown") return hasOwnContact;
	// Whose family name is another by now is known by more than one job.
	return family === "other" ? began > 1 : began > 0 || together > 1;
}

const part = (kind: Evidence["kind"], detail: string, weight: number): Evidence => ({
	kind,
	detail,
	weight: Math.round(weight * 10) / 10,
});

const careerDetail = (weight: number, began: number) =>
	weight < 0 ? "apart" : began > 0 ? "began together" : "shared";

/** Weight of an address by its kind; only the strongest of each kind counts, for two addresses of one person are no two witnesses. */
function compareContacts(one: Traits, other: Traits, around: Surroundings) {
	const evidence: Evidence[] = [];
	let own = false;
	for (const [kind, name] of [
		["email", "email"],
		["phone", "phone"],
		["url", "profile-url"],
	] as const) {
		const alike = one.contacts.filter((key) => key.startsWith(`${kind}:`) && other.contacts.includes(key));
		if (alike.length === 0) continue;
		const isOwn = alike.some((key) => !around.isShared(key));
		own ||= isOwn;
		evidence.push(part(name, isOwn ? "same" : "shared", isOwn ? WEIGHTS[kind] : WEIGHTS.sharedContact));
	}
	if (haveOtherLinkedIn(one, other)) evidence.push(part("profile-url", "other", WEIGHTS.otherLinkedIn));
	return { evidence, own };
}

const LINKED_IN = "url:linkedin.com/in/";

function haveOtherLinkedIn(one: Traits, other: Traits): boolean {
	const [a, b] = [one, other].map(({ contacts }) => contacts.filter((key) => key.startsWith(LINKED_IN)));
	return !!a?.length && !!b?.length && !a.some((key) => b.includes(key));
}

/** The more people have the name, the less it says: half as much chance with each doubling. */
function nameEvidence(name: NameComparison, nameSakes: number): Evidence[] {
	if (name.given === "unknown" && name.family === "unknown") return [];
	const crowd = name.weight > 0 ? Math.min(name.weight, Math.log2(nameSakes)) : 0;
	const detail = name.given === name.family ? name.given : `given ${name.given}, family ${name.family}`;
	return [part("name", detail, name.weight - crowd)];
}

function comparePlaces(one: Traits, other: Traits): Evidence | null {
	if (one.country !== null && other.country !== null && one.country !== other.country)
		return part("location", "other country", WEIGHTS.otherCountry);
	if (one.city === null || other.city === null) return null;
	return one.city === other.city
		? part("location", "same city", WEIGHTS.city)
		: part("location", "other city", WEIGHTS.otherCity);
}
