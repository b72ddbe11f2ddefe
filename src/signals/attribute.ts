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
	const indexes = new Map<PersonKey, SightingIndex>();
	for (const deed of deeds) {
		const index = indexes.get(deed.key) ?? indexOf(sightings.get(deed.key) ?? []);
		indexes.set(deed.key, index);
		const page = pageOf(deed, index);
		if (page === undefined) continue;
		const id = outcomeKey(page.searchId, deed.key);
		const own = found.get(id) ?? new Map<SignalKind, number>();
		found.set(id, own.set(deed.kind, Math.min(own.get(deed.kind) ?? Number.POSITIVE_INFINITY, deed.at)));
	}
	return found;
}

export const outcomeKey = (searchId: string, key: PersonKey): string => `${searchId} ${key}`;

/** Pages that showed one person, as they are looked for: somebody may be shown, and reported on, very often. */
interface SightingIndex {
	readonly all: readonly Sighting[];
	readonly byId: ReadonlyMap<string, Sighting>;
	readonly byAsker: ReadonlyMap<string, readonly Sighting[]>;
}

const indexOf = (all: readonly Sighting[]): SightingIndex => ({
	all,
	byId: new Map(all.map((one) => [one.searchId, one])),
	byAsker: Map.groupBy(all, ({ asker }) => asker),
});

function pageOf({ kind, at, asker, searchId }: Deed, { all, byId, byAsker }: SightingIndex): Sighting | undefined {
	if (searchId !== null) return byId.get(searchId);
	const latest = lastUpTo(asker === null ? all : (byAsker.get(asker) ?? []), at);
	return latest !== undefined && at - latest.at <= WINDOWS[kind] ? latest : undefined;
}

/** The last of them that was not after this time; they stand in the order of time. */
function lastUpTo(sightings: readonly Sighting[], at: number): Sighting | undefined {
	let [low, high] = [0, sightings.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sightings[middle] as Sighting).at <= at) low = middle + 1;
		else high = middle;
	}
	return sightings[low - 1];
}
