import type { Candidate, Match, Profile } from "../domain/candidate.ts";
import { createPauses } from "../tenancy/pauses.ts";
import type { NetworkReader, Scope } from "../tenancy/scope.ts";
import { findNeighbours, type Neighbour } from "./neighbours.ts";
import { type Traits, traitsOfCandidate, traitsOfProfile } from "./traits.ts";
import { MARGIN, THRESHOLDS } from "./weights.ts";

/**
 * Is this candidate that profile? By evidence, see compare.ts. Nothing is ever written to the network, and no profile's address
 * leaves this folder.
 */

/** What a match needs to know of a scope. */
export type Network = Pick<Scope, "network">;

/** What a match needs to know of a candidate. */
export type Sought = Pick<Candidate, "id" | "resume" | "distinctFrom">;

/**
 * The profile that a candidate belongs to, null when there is none, when it cannot be told, or without unified search.
 * @param at when the link is made
 */
export async function findMatch(scope: Network, candidate: Sought, at: Date): Promise<Match | null> {
	return (await findMatches(scope, [candidate], at))[0] ?? null;
}

/** The same for many candidates, in their order, with one question to the network. */
export async function findMatches(
	{ network }: Network,
	candidates: readonly Sought[],
	at: Date,
): Promise<readonly (Match | null)[]> {
	if (network === null) return candidates.map(() => null);
	const found = await findProfiles(network, candidates);
	return found.map((profiles) => {
		const best = decide(profiles);
		if (best === null) return null;
		const { traits, comparison } = best;
		const { score, evidence } = comparison;
		return { profileId: traits.id, score, evidence: [...evidence], linkedAt: at.toISOString(), by: "rule" };
	});
}

/** Profiles that may be the candidates', likeliest first; without those of which a person said that they are somebody else's. */
export async function findProfiles(
	network: NetworkReader,
	candidates: readonly Sought[],
): Promise<readonly (readonly Neighbour[])[]> {
	const read = (keys: readonly string[], atMost: number) => network.read("person", { keys, atMost });
	const pause = createPauses();
	const wanted: Traits[] = [];
	for (const candidate of candidates) {
		wanted.push(asStranger(candidate));
		await pause();
	}
	const found = await findNeighbours(wanted, read, traitsOfStored);
	return found.map((profiles, place) => {
		const others = candidates[place]?.distinctFrom?.profiles ?? [];
		return others.length === 0 ? profiles : profiles.filter(({ traits }) => !others.includes(traits.id));
	});
}

/** An ATS and the network give ids without knowing of each other: an equal one means nothing. */
const asStranger = ({ resume }: Sought): Traits => traitsOfCandidate({ id: "", resume });

/** What we stored ourselves, checked then: to check it anew would take longer than to compare it. */
const traitsOfStored = (record: string): Traits => traitsOfProfile(JSON.parse(record) as Profile);

/**
 * The one that a rule may link: likely enough, by evidence of its own, and clearly ahead of every other.
 * @param profiles likeliest first
 */
export function decide(profiles: readonly Neighbour[], threshold: number = THRESHOLDS.link): Neighbour | null {
	const [best, second] = profiles;
	if (best === undefined) return null;
	const { comparison } = best;
	if (!comparison.decidable || comparison.score < threshold) return null;
	return second !== undefined && comparison.bits - second.comparison.bits < MARGIN ? null : best;
}
