import { setImmediate } from "node:timers/promises";
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
	readonly onStart: () => void;
	readonly onProgress: (progress: Progress) => void;
	readonly signal: AbortSignal;
}

interface Asked {
	readonly queries: readonly z.output<typeof CorpusQuery>[];
	readonly profiles: readonly RankingProfile[];
}

/** In the tenant's turn at the bench. @throws TributaryError `overloaded` too many wait */
export function ownLists(
	scope: Scope,
	deps: Pick<LabDeps, "searchWith" | "bench">,
	asked: Asked,
	{ onStart, signal, ...asking }: Asking,
): Promise<OwnLists[]> {
	const work = (ending: AbortSignal) => askAll(scope, deps, asked, { ...asking, signal: ending });
	return deps.bench.inTurn(scope.tenant.id, work, { onStart, signal });
}

async function askAll(
	scope: Scope,
	{ searchWith }: Pick<LabDeps, "searchWith">,
	{ queries, profiles }: Asked,
	{ depth, onProgress, signal }: Omit<Asking, "onStart">,
): Promise<OwnLists[]> {
	const total = queries.length * profiles.length;
	let done = 0;
	const found: OwnLists[] = [];
	for (const profile of profiles) {
		const search = searchWith(profile);
		const lists: [string, string[]][] = [];
		for (const { id, text } of queries) {
			// These searches go on in the process that serves: whoever asks meanwhile is answered between two of them.
			await setImmediate();
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
