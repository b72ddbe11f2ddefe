import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Origin } from "../domain/query.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Seat } from "./list.ts";

/** A person of the page with the records that belong to him. */
export interface PagePerson {
	readonly seat: Seat;
	readonly origin: Origin;
	readonly candidate: Candidate | null;
	readonly profile: Profile | null;
}

/** Whose records a seat shows. */
export function recordsOf({ network }: Scope, { person, block }: Seat): RecordIds {
	if (person.pool === "network") return { candidateId: null, profileId: person.id };
	const link = network === null ? null : (block.pools.ats?.rows.links[person.row] ?? null);
	return { candidateId: person.id, profileId: link };
}

export interface RecordIds {
	readonly candidateId: string | null;
	readonly profileId: string | null;
}

/** Reads the records of just the people on the page. People who were deleted since they were found are left out. */
export async function readPage(scope: Scope, seats: readonly Seat[]): Promise<PagePerson[]> {
	const { network } = scope;
	const linkOf = (seat: Seat) => recordsOf(scope, seat).profileId;
	const candidateIds = seats.filter(({ person }) => person.pool === "ats").map(({ person }) => person.id);
	const profileIds = [...new Set(seats.map(linkOf).filter((id) => id !== null))];
	const [candidates, profiles] = await Promise.all([
		candidateIds.length === 0 ? [] : scope.store.read("person", { ids: candidateIds }),
		profileIds.length === 0 || network === null ? [] : network.read("person", { ids: profileIds }),
	]);
	const candidateById = new Map(candidates.map((read, index) => [candidateIds[index], parsed<Candidate>(read)]));
	const profileById = new Map(profiles.map((read, index) => [profileIds[index], parsed<Profile>(read)]));
	return seats.flatMap((seat) => {
		const { person } = seat;
		const profile = profileById.get(linkOf(seat) ?? "") ?? null;
		const candidate = person.pool === "ats" ? (candidateById.get(person.id) ?? null) : null;
		const gone = person.pool === "ats" ? candidate === null : profile === null;
		return gone ? [] : [{ seat, candidate, profile, origin: originOf(candidate, profile) }];
	});
}

function originOf(candidate: Candidate | null, profile: Profile | null): Origin {
	if (candidate === null) return "network-only";
	return profile === null ? "ats-only" : "matched";
}

/** What we stored ourselves and checked then. */
const parsed = <T>(read: { readonly record: string } | null): T | null =>
	read === null ? null : (JSON.parse(read.record) as T);
