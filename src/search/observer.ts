import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { PagePerson } from "./page.ts";

/** A second ranking that a list is interleaved with. */
export interface Draft {
	/** Of the experiment; a cursor holds it, so that the pages behind are of the same list. */
	readonly id: string;
	/** The ranking whose first stage finds the people, whose scores and reasons are shown. */
	readonly profile: RankingProfile;
	readonly other: RankingProfile;
	/** Of a block of the list: who begins a round. The same for the same asker, query and day. */
	lot(block: number): (round: number) => boolean;
}

/** Who asks what, for {@link SearchObserver}. */
export interface Watched {
	/** Who asks, as the caller names him. */
	readonly asker: string;
	/** Normal form of the query, and filters. */
	readonly asked: string;
	/** Milliseconds since 1970. */
	readonly asOf: number;
}

/** Looks at what is searched, for who wants to know what becomes of it. Where a tenant did not ask for that, it does nothing. */
export interface SearchObserver {
	/**
	 * @param fixed of a cursor: the experiment that its list is of, null for none; undefined: the list begins now
	 * @returns null: the list is not interleaved
	 */
	draft(scope: Scope, watched: Watched, fixed: string | null | undefined): Promise<Draft | null>;
	/** A page is about to be shown. @returns what it is called by, null where nothing is kept */
	seen(
		scope: Scope,
		watched: Watched,
		page: {
			readonly profile: RankingProfile;
			readonly draft: Draft | null;
			readonly people: readonly PagePerson[];
		},
	): Promise<string | null>;
}
