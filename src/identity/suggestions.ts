import { Candidate, Profile, type Suggestion } from "../domain/candidate.ts";
import type { Scope } from "../tenancy/scope.ts";
import { findProfiles } from "./find-match.ts";
import { findNeighbours, type Neighbour } from "./neighbours.ts";
import { shownProfile } from "./shown-profile.ts";
import { type Traits, traitsOfCandidate } from "./traits.ts";
import { THRESHOLDS } from "./weights.ts";

/** What a rule may not decide, for a person: profiles for candidates without one, and candidates that may be one person twice. */

export interface SuggestionPage {
	/** Of each candidate the likeliest first. */
	readonly items: readonly Suggestion[];
	/** Id of the last candidate that was looked at, null at the end. A page may be empty and not the last. */
	readonly next: string | null;
}

/** Suggestions of one kind for one candidate: who has more name-sakes than this is not found by reading lists. */
const MOST_EACH = 3;
/** Candidates that are compared at once. */
const BATCH = 200;
/** Candidates that one page looks at, so that a page takes its time and not more. */
const MOST_LOOKED_AT = 2000;

/**
 * A page of suggestions, by candidate in byte order of ids, made from the records as they are now: nothing is stored of them.
 * @param page `after`: the `next` of the page before; `limit`: about so many items
 */
export function suggestions(
	scope: Scope,
	{ after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<SuggestionPage> {
	return scope.record("match.read", {}, async () => {
		const { items, next } = await collect(scope, after, limit);
		const value = { items: await withProfiles(scope, items), next };
		const ids = [...new Set(value.items.map(({ candidateId }) => candidateId))].slice(0, 1000);
		return { value, result: { outcome: "ok", count: value.items.length, ids } };
	});
}

/** Each profile with what it says, for whoever decides: the right to search the network is not needed for that. */
async function withProfiles({ network }: Scope, items: readonly Suggestion[]): Promise<readonly Suggestion[]> {
	const ids = [...new Set(items.flatMap(({ kind, otherId }) => (kind === "profile" ? [otherId] : [])))];
	const found = ids.length === 0 ? [] : ((await network?.read("person", { ids })) ?? []);
	const profiles = found.flatMap((one) => (one === null ? [] : [Profile.parse(JSON.parse(one.record))]));
	const byId = new Map(profiles.map((profile) => [profile.id, shownProfile(profile)]));
	return items.map((item) => {
		const profile = item.kind === "profile" ? byId.get(item.otherId) : undefined;
		return profile === undefined ? item : { ...item, profile };
	});
}

async function collect(scope: Scope, start: string | undefined, limit: number): Promise<SuggestionPage> {
	const items: Suggestion[] = [];
	let after = start;
	for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
		const page = await scope.store.list("person", { limit: BATCH, ...(after === undefined ? {} : { after }) });
		const candidates = page.map(({ record }) => Candidate.parse(JSON.parse(record)));
		const found = await suggestionsFor(scope, candidates);
		for (const [place, candidate] of candidates.entries()) {
			items.push(...(found[place] ?? []));
			after = candidate.id;
			const isLast = place === candidates.length - 1 && page.length < BATCH;
			if (items.length >= limit && !isLast) return { items, next: candidate.id };
		}
		if (page.length < BATCH) return { items, next: null };
	}
	return { items, next: after ?? null };
}

/** For each candidate what is suggested, profiles first. */
async function suggestionsFor(scope: Scope, candidates: readonly Candidate[]): Promise<readonly Suggestion[][]> {
	const open = candidates.filter(({ match }) => match === null);
	const { network } = scope;
	const profiles = network === null ? [] : await findProfiles(network, open);
	const profilesOf = new Map(open.map(({ id }, place) => [id, profiles[place] ?? []]));
	const duplicates = await findDuplicates(scope, candidates);
	return candidates.map((candidate, place) => [
		...likely(candidate, "profile", profilesOf.get(candidate.id) ?? []),
		...likely(candidate, "candidate", duplicates[place] ?? []),
	]);
}

/** Candidates of the same ATS that may be the same person. Each pair is found from the one whose id comes first. */
async function findDuplicates(
	{ store }: Scope,
	candidates: readonly Candidate[],
): Promise<readonly (readonly Neighbour[])[]> {
	const read = (keys: readonly string[], atMost: number) => store.read("person", { keys, atMost });
	const found = await findNeighbours(candidates.map(traitsOfCandidate), read, traitsOfStored);
	return found.map((others, place) => {
		const { id = "", distinctFrom } = candidates[place] ?? {};
		const distinct = distinctFrom?.candidates ?? [];
		return others.filter(({ traits }) => traits.id > id && !distinct.includes(traits.id));
	});
}

const traitsOfStored = (record: string): Traits => traitsOfCandidate(Candidate.parse(JSON.parse(record)));

function likely({ id }: Candidate, kind: Suggestion["kind"], others: readonly Neighbour[]): Suggestion[] {
	return others
		.filter(({ comparison }) => comparison.score >= THRESHOLDS.suggest)
		.slice(0, MOST_EACH)
		.map(({ traits, comparison: { score, evidence } }) => ({
			candidateId: id,
			kind,
			otherId: traits.id,
			score,
			evidence: [...evidence],
		}));
}
