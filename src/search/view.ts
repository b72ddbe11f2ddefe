import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Marks } from "../domain/hit.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What the working state of whoever asks does to a search. Who that is, and where it lies, is not the search's business. */
export interface View {
	/** Who asks, in words that the search does not read; absent: whoever acts. */
	readonly asker?: string;
	/** Whether he may know which ranking of an experiment placed somebody: a recruiter who knew would not judge alike. */
	readonly mayKnowTeams?: boolean;
	/** People to leave out of results, total and facets. */
	hidden(scope: Scope): Promise<Hidden>;
	/** Since and until when a person is left out, milliseconds since 1970 (`until` null: until it is taken back); null: he is not. */
	hiding(scope: Scope, person: MarkedPerson): Promise<{ readonly since: number; readonly until: number | null } | null>;
	/**
	 * For each person of a page, in their order. Blind: without what tells who it is. An open list does not tell who of it was put on a
	 * short list from a blind one.
	 */
	marks(scope: Scope, people: readonly MarkedPerson[], blind: boolean): Promise<readonly Marks[]>;
}

export interface Hidden {
	readonly candidates: readonly string[];
	readonly profiles: readonly string[];
}

/** The records of a person on a page; at least one. */
export interface MarkedPerson {
	readonly candidate: Candidate | null;
	readonly profile: Profile | null;
}

export const NOBODY: Hidden = { candidates: [], profiles: [] };
