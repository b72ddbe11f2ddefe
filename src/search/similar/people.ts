import { profileKey } from "../../analysis/contact-keys.ts";
import { ownDate } from "../../analysis/own-date.ts";
import { Candidate, Profile } from "../../domain/candidate.ts";
import type { Resume } from "../../domain/resume.ts";
import { TributaryError } from "../../errors.ts";
import type { Scope } from "../../tenancy/scope.ts";
import type { Condition } from "../plan/origin.ts";

/** The people that others should be like, from both pools, and who they are in each. */

export interface GivenPerson {
	/** As it was asked for. */
	readonly id: string;
	readonly pool: "ats" | "network";
	/** Of a matched candidate both the tenant's and the network's. */
	readonly resumes: readonly { readonly resume: Resume; readonly asOf: string }[];
}

export interface Given {
	readonly people: readonly GivenPerson[];
	/** The same people, to be left out of the answer, whichever pool they are in. */
	readonly themselves: Condition;
}

/** @throws TributaryError `invalid-field` naming each id that nobody has whom the tenant sees */
export async function readGiven(scope: Scope, ids: readonly string[]): Promise<Given> {
	const unique = [...new Set(ids)];
	const own = await readCandidates(scope, unique);
	const linked = [...own.values()].flatMap(({ match }) => (match === null ? [] : [match.profileId]));
	const profiles = await readProfiles(scope, [...unique.filter((id) => !own.has(id)), ...linked]);
	const missing = ids.flatMap((id, index) => (own.has(id) || profiles.has(id) ? [] : [index]));
	if (missing.length > 0) {
		const detail = "There is nobody of this id.";
		throw new TributaryError("invalid-field", {
			errors: missing.map((index) => ({ pointer: `/people/${index}`, detail })),
		});
	}
	const people = unique.map((id) => personOf(id, own.get(id), profiles));
	return { people, themselves: themselves([...own.keys()], await matchedWith(scope, profiles), [...profiles.keys()]) };
}

async function readCandidates({ store }: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Candidate>> {
	const found = await store.read("person", { ids });
	const candidates = found.flatMap((stored) => (stored === null ? [] : [Candidate.parse(JSON.parse(stored.record))]));
	return new Map(candidates.map((candidate) => [candidate.id, candidate]));
}

async function readProfiles({ network }: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
	if (network === null || ids.length === 0) return new Map();
	const found = await network.read("person", { ids: [...new Set(ids)] });
	const profiles = found.flatMap((stored) => (stored === null ? [] : [Profile.parse(JSON.parse(stored.record))]));
	return new Map(profiles.map((profile) => [profile.id, profile]));
}

/** Candidates who are these profiles. */
async function matchedWith({ store }: Scope, profiles: ReadonlyMap<string, Profile>): Promise<string[]> {
	if (profiles.size === 0) return [];
	const found = await store.read("person", { keys: [...profiles.keys()].map(profileKey) });
	return found.map(({ id }) => id);
}

function personOf(id: string, candidate: Candidate | undefined, profiles: ReadonlyMap<string, Profile>): GivenPerson {
	const profile = profiles.get(candidate === undefined ? id : (candidate.match?.profileId ?? ""));
	const sides = [candidate, profile].filter((side) => side !== undefined);
	const resumes = sides.map((side) => ({ resume: side.resume, asOf: ownDate(side) }));
	return { id, pool: candidate === undefined ? "network" : "ats", resumes };
}

/** An id of one pool says nothing of the other, where somebody else may have it. */
function themselves(own: readonly string[], matched: readonly string[], profiles: readonly string[]): Condition {
	const inTenant: Condition = { op: "origin", in: "ats" };
	return {
		op: "or",
		of: [
			{ op: "and", of: [inTenant, { op: "ids", ids: [...new Set([...own, ...matched])] }] },
			{
				op: "and",
				of: [
					{ op: "not", of: inTenant },
					{ op: "ids", ids: profiles },
				],
			},
		],
	};
}
