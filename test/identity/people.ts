import type { Profile } from "../../src/domain/candidate.ts";
import type { Resume } from "../../src/domain/resume.ts";
import { findNeighbours, type Neighbour } from "../../src/identity/neighbours.ts";
import { keysOf, type Traits, traitsOfCandidate, traitsOfProfile } from "../../src/identity/traits.ts";

export interface Facts {
	readonly name?: string;
	readonly email?: string;
	readonly phone?: string;
	readonly url?: string;
	readonly city?: string;
	/** `Employer 2019-03..2021-04`, or without dates. */
	readonly jobs?: readonly string[];
	/** `School 2015`. */
	readonly school?: string;
}

/** A resume from a few facts. */
export function resumeOf({ name, email, phone, url, city, jobs = [], school }: Facts): Resume {
	const basics = { name, email, phone, url, ...(city === undefined ? {} : { location: { city, countryCode: "DE" } }) };
	const stated = Object.entries(basics).filter(([, value]) => value !== undefined);
	return {
		basics: Object.fromEntries(stated),
		work: jobs.map((job) => {
			const [, employer, start, end] = /^(.*?)(?: (\d[\d-]*)\.\.(\d[\d-]*)?)?$/.exec(job) ?? [];
			return { name: employer, ...(start ? { startDate: start } : {}), ...(end ? { endDate: end } : {}) };
		}),
		...(school === undefined
			? {}
			: { education: [{ institution: school.replace(/ \d+$/, ""), endDate: school.slice(-4) }] }),
	};
}

export const candidate = (id: string, facts: Facts) => ({ id, resume: resumeOf(facts) });

export const profile = (id: string, facts: Facts, emails: readonly string[] = []): Profile => ({
	id,
	resume: resumeOf(facts),
	emails: [...emails],
	updatedAt: "2026-01-01T00:00:00.000Z",
});

export const traits = (facts: Facts): Traits => traitsOfCandidate(candidate("", facts));

/** Who stands near candidates in a network that is a plain list: what a store does with keys, done the slow way. */
export function among(
	profiles: readonly Profile[],
	candidates: readonly { readonly resume: Resume }[],
): Promise<readonly (readonly Neighbour[])[]> {
	const all = profiles.map(traitsOfProfile).toSorted((a, b) => (a.id < b.id ? -1 : 1));
	const byKey = new Map<string, Traits[]>();
	for (const one of all) for (const key of keysOf(one)) byKey.set(key, [...(byKey.get(key) ?? []), one]);
	const byId = new Map(all.map((one) => [one.id, one]));
	const read = async (keys: readonly string[], atMost: number) => {
		const found = new Set(keys.flatMap((key) => (byKey.get(key) ?? []).slice(0, atMost)));
		return [...found].map(({ id }) => ({ id, version: 1, record: id }));
	};
	const wanted = candidates.map(({ resume }) => traitsOfCandidate({ id: "", resume }));
	return findNeighbours(wanted, read, (id) => byId.get(id) as Traits);
}
