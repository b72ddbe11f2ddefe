import { profileKey } from "../../analysis/contact-keys.ts";
import type { Candidate, Profile } from "../../domain/candidate.ts";
import type { Origin } from "../../domain/query.ts";
import type { PersonName } from "../../domain/reasons.ts";
import { TributaryError } from "../../errors.ts";
import type { PoolName } from "../../rank/pool.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { Cover } from "../blind.ts";

/** A person somebody asks about: the pool and id under which a search finds him, and his records. */
export interface NamedPerson {
	readonly pool: PoolName;
	readonly id: string;
	readonly candidate: Candidate | null;
	readonly profile: Profile | null;
}

/** @throws TributaryError `not-found` when the tenant sees nobody of this name */
export async function readNamed(scope: Scope, { candidateId, profileId }: PersonName): Promise<NamedPerson> {
	if (candidateId !== undefined) return ofCandidate(scope, await readCandidate(scope, candidateId));
	if (profileId === undefined) throw new TributaryError("not-found");
	const linked = (await scope.store.read("person", { keys: [profileKey(profileId)] })).map(
		({ record }) => JSON.parse(record) as Candidate,
	);
	const candidate = linked.find(({ match }) => match?.profileId === profileId);
	const profile = await readProfile(scope, profileId);
	if (candidate !== undefined) return { pool: "ats", id: candidate.id, candidate, profile };
	if (profile === null) throw new TributaryError("not-found");
	return { pool: "network", id: profile.id, candidate: null, profile };
}

async function ofCandidate(scope: Scope, candidate: Candidate | null): Promise<NamedPerson> {
	if (candidate === null) throw new TributaryError("not-found");
	const profile = candidate.match === null ? null : await readProfile(scope, candidate.match.profileId);
	return { pool: "ats", id: candidate.id, candidate, profile };
}

async function readCandidate({ store }: Scope, id: string): Promise<Candidate | null> {
	const [found] = await store.read("person", { ids: [id] });
	return found == null ? null : (JSON.parse(found.record) as Candidate);
}

async function readProfile({ network }: Scope, id: string): Promise<Profile | null> {
	const [found] = (await network?.read("person", { ids: [id] })) ?? [];
	return found == null ? null : (JSON.parse(found.record) as Profile);
}

export function originOf({ candidate, profile }: NamedPerson): Origin {
	if (candidate === null) return "network-only";
	return profile === null ? "ats-only" : "matched";
}

/** Ids for an answer and for the log. */
export const idsOf = ({ candidate, profile }: NamedPerson) => ({
	candidateId: candidate?.id ?? null,
	profileId: profile?.id ?? null,
});

/** How a text of the record is shown: in a blind search without what tells whose it is. */
export function coverFor(
	{ blind }: { readonly blind: boolean },
	{ candidate, profile }: NamedPerson,
): (text: string) => string {
	const cover = blind ? new Cover([candidate, profile]) : null;
	return (text) => cover?.text(text) ?? text;
}
