import type { Recognizer } from "../analysis/recognizer.ts";
import type { Actor } from "../domain/actor.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Profiles } from "../search/profiles.ts";
import type { PeopleSearch } from "../search/search.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Bench } from "./bench.ts";

/** What the lab of the page and the API stands on. */
export interface LabDeps {
	readonly bench: Bench;
	readonly profiles: Profiles;
	/** A search whose only ranking profile is this one. */
	readonly searchWith: (profile: RankingProfile) => PeopleSearch;
	readonly recognizer: Recognizer;
	readonly openScope: (request: {
		readonly tenant: TenantId;
		readonly actor: Actor;
		readonly purpose: string;
	}) => Promise<Scope>;
	readonly clock: Clock;
	/** Told of a run that broke off for a reason that is ours. */
	readonly onError?: (error: unknown, tenant: TenantId) => void;
}
