import type { PersonKey } from "../domain/desk.ts";
import type { TributaryError } from "../errors.ts";

/** What came of something done with many people. Whoever is in neither was as wanted before. */
export interface Outcome {
	/** With whom it could not be done. */
	readonly refused: ReadonlyMap<PersonKey, TributaryError>;
	/** With whom it made a difference, and what was there before. */
	readonly changed: ReadonlyMap<PersonKey, Before | null>;
}

/** A mark or a hiding that was there: what to say to have it back. */
export interface Before {
	/** Since when, ISO date-time. */
	readonly at: string;
	/** Of a hiding, until when; null: until it is taken back. */
	readonly until: string | null;
}

/** That it made a difference, where nothing is there to be had back. */
export const differs = (keys: Iterable<PersonKey>): Outcome["changed"] => new Map([...keys].map((key) => [key, null]));
