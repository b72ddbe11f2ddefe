import type { CandidateChange } from "../domain/event.ts";
import type { Change } from "../engine/port.ts";
import type { CandidateDocument } from "../ingest/candidate-record.ts";
import type { PeopleSearch } from "../search/search.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What the desk stands on. */
export interface DeskDeps {
	readonly search: PeopleSearch;
	readonly candidateDocument: CandidateDocument;
	readonly clock: Clock;
	/** What to write beside candidates that were tagged, so that the tenant's subscribers hear of it. */
	announce(scope: Scope, candidates: readonly CandidateChange[]): Promise<readonly Change[]>;
	/** To be called when that is durable. */
	announced(scope: Scope): void;
	/** Rows that one caller may export in a day (UTC). */
	readonly exportRowsPerDay: number;
}
