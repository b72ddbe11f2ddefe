import { emailKey } from "../analysis/contact-keys.ts";
import { type Match, Profile } from "../domain/candidate.ts";
import type { Resume } from "../domain/resume.ts";
import type { NetworkReader, Scope } from "../tenancy/scope.ts";
import { isPersonal } from "./shared-address.ts";

/**
 * Is this candidate that profile? By e-mail address: the same personal address on both sides, and on no other profile. Nothing
 * is ever written to the network, and no profile's address leaves this folder.
 */

/** An equal personal address leaves no doubt that this rule could put a number on. */
const EMAIL_SCORE = 1;

/** What a match needs to know of a scope. */
type Network = Pick<Scope, "network">;

/**
 * The profile that a resume belongs to, null when there is none, more than one, or no unified search.
 * @param at when the link is made
 */
export async function findMatch(scope: Network, resume: Resume, at: Date): Promise<Match | null> {
	return (await findMatches(scope, [resume], at))[0] ?? null;
}

/** The same for many resumes, in their order, with one question to the network. */
export async function findMatches(
	{ network }: Network,
	resumes: readonly Resume[],
	at: Date,
): Promise<readonly (Match | null)[]> {
	if (network === null) return resumes.map(() => null);
	const addresses = resumes.map(addressesOf);
	const holders = await holdersOf(network, new Set(addresses.flat()));
	return addresses.map((own) => {
		const profileId = onlyHolder(own, holders);
		if (profileId === null) return null;
		return { profileId, score: EMAIL_SCORE, evidence: [{ kind: "email" }], linkedAt: at.toISOString(), by: "rule" };
	});
}

/** The keys of the personal addresses of a resume. */
function addressesOf({ basics }: Resume): string[] {
	const written = [...(basics?.email === undefined ? [] : [basics.email]), ...(basics?.emails ?? [])];
	return keysOf(written).filter((key) => isPersonal(key.slice(key.indexOf(":") + 1)));
}

const keysOf = (addresses: readonly string[]): string[] => [
	...new Set(addresses.map(emailKey).filter((key) => key !== null)),
];

/** Profiles that carry an address, by its key. */
async function holdersOf(network: NetworkReader, wanted: ReadonlySet<string>): Promise<Map<string, Set<string>>> {
	const holders = new Map<string, Set<string>>();
	if (wanted.size === 0) return holders;
	const found = await network.read("person", { keys: [...wanted] });
	for (const { record } of found) {
		const profile = Profile.parse(JSON.parse(record));
		for (const key of new Set([...keysOf(profile.emails), ...addressesOf(profile.resume)])) {
			if (!wanted.has(key)) continue;
			const ids = holders.get(key) ?? new Set();
			holders.set(key, ids.add(profile.id));
		}
	}
	return holders;
}

/** The one profile that all addresses point at. An address of several profiles points at none. */
function onlyHolder(addresses: readonly string[], holders: ReadonlyMap<string, ReadonlySet<string>>): string | null {
	const sets = addresses.map((address) => holders.get(address)).filter((ids) => ids?.size === 1);
	const profiles = new Set(sets.flatMap((ids) => [...(ids ?? [])]));
	const [only] = profiles;
	return profiles.size === 1 && only !== undefined ? only : null;
}
