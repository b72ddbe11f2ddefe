import type * as z from "zod";
import { personKey } from "../domain/desk.ts";
import { SearchRequest } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { CorpusQuery } from "./corpora.ts";
import type { LabDeps } from "./deps.ts";
import type { Progress } from "./jobs.ts";

/** What rankings find among the tenant's own people, one search after the other as a recruiter would ask, each in the log. */
export interface OwnLists {
	readonly system: string;
	readonly lists: readonly (readonly [query: string, documents: readonly string[]])[];
}

export interface Asking {
	readonly depth: number;
	readonly onProgress: (progress: Progress) => void;
	readonly signal: AbortSignal;
}

export async function ownLists(
	scope: Scope,
	{ searchWith }: Pick<LabDeps, "searchWith">,
	{
		queries,
		profiles,
	}: { readonly queries: readonly z.output<typeof CorpusQuery>[]; readonly profiles: readonly RankingProfile[] },
	{ depth, onProgress, signal }: Asking,
): Promise<OwnLists[]> {
	const total = queries.length * profiles.length;
	let done = 0;
	const found: OwnLists[] = [];
	for (const profile of profiles) {
		const search = searchWith(profile);
		const lists: [string, string[]][] = [];
		for (const { id, text } of queries) {
			signal.throwIfAborted();
			const request = SearchRequest.parse({ query: text, facets: [], profile: profile.id });
			const { people } = await search.people(scope, request);
			lists.push([id, people.slice(0, depth).map(personKey)]);
			onProgress({ done: ++done, total });
		}
		found.push({ system: profile.id, lists });
	}
	return found;
}
