import * as z from "zod";
import { SearchResponse } from "../domain/hit.ts";
import { SearchFilters, SearchRequest } from "../domain/query.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { LabDeps } from "./deps.ts";
import { ProfileSpec, resolveProfile } from "./profiles.ts";

/** Two rankings on one query of the tenant's own, side by side: what a change of weights does, before it is anybody's ranking. */

export const TrialInput = z.strictObject({
	query: SearchRequest.shape.query,
	filters: SearchFilters.default({}),
	/** The one that is in force, and the one that is tried. */
	profiles: z.tuple([ProfileSpec, ProfileSpec]),
	size: z.int().min(1).max(50).default(20),
});
export type TrialInput = z.output<typeof TrialInput>;

export const TrialAnswer = z.strictObject({
	lists: z.tuple([TrialList(), TrialList()]),
	understood: SearchResponse.shape.understood,
});
export type TrialAnswer = z.output<typeof TrialAnswer>;

function TrialList() {
	return z.strictObject({ profile: z.string(), total: SearchResponse.shape.total, hits: SearchResponse.shape.hits });
}

/**
 * Without names, schools and addresses: for an order of people nobody needs to know who they are.
 * @throws TributaryError `invalid-field` no such profile · `invalid-profile` · `invalid-query`
 */
export async function tryProfiles(scope: Scope, deps: LabDeps, input: TrialInput): Promise<TrialAnswer> {
	const { query, filters, profiles, size } = input;
	const list = async (spec: ProfileSpec, index: number) => {
		const profile = await resolveProfile(scope, deps, spec, `/profiles/${index}`);
		const asked = { query, filters, pageSize: size, profile: profile.id, blind: true, facets: [] };
		return deps.searchWith(profile).search(scope, SearchRequest.parse(asked));
	};
	const first = await list(profiles[0], 0);
	const second = await list(profiles[1], 1);
	const shown = ({ profile, total, hits }: SearchResponse) => ({ profile, total, hits });
	return { lists: [shown(first), shown(second)], understood: first.understood };
}
