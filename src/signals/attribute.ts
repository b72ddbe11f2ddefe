import type { PersonKey } from "../domain/desk.ts";
import type { SignalKind } from "../domain/signal.ts";
import type { Deed } from "./derived.ts";

/** Which page of a search did something come from? */

const HOUR = 3_600_000;
/** How long after a page was seen something may still have come of it, milliseconds. */
export const WINDOWS: Readonly<Record<SignalKind, number>> = {
	opened: 12 * HOUR,
	shortlisted: 7 * 24 * HOUR,
	contacted: 30 * 24 * HOUR,
	hired: 365 * 24 * HOUR,
};

/** A page in which somebody was seen. */
export interface Sighting {
	readonly searchId: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly asker: string;
}

/**
 * By page and person, when each kind happened first. A client that names the search is believed; else it is the latest page before it
 * that showed the person to whoever did it (of a hire: to anybody) within {@link WINDOWS}.
 * @param sightings of each person, the earliest first
 */
export function attribute(
	deeds: readonly Deed[],
	sightings: ReadonlyMap<PersonKey, readonly Sighting[]>,
): Map<string, Map<SignalKind, number>> {
	const found = new Map<string, Map<SignalKind, number>>();
	for (const deed of deeds) {
		const page = pageOf(deed, sightings.get(deed.key) ?? []);
		if (page === undefined) continue;
		const id = outcomeKey(page.searchId, deed.key);
		const own = found.get(id) ?? new Map<SignalKind, number>();
		found.set(id, own.set(deed.kind, Math.min(own.get(deed.kind) ?? Number.POSITIVE_INFINITY, deed.at)));
	}
	return found;
}

export const outcomeKey = (searchId: string, key: PersonKey): string => `${searchId} ${key}`;

function pageOf({ kind, at, asker, searchId }: Deed, sightings: readonly Sighting[]): Sighting | undefined {
	if (searchId !== null) return sightings.find((one) => one.searchId === searchId);
	return sightings.findLast(
		(one) => one.at <= at && at - one.at <= WINDOWS[kind] && (asker === null || asker === one.asker),
	);
}
