import * as z from "zod";
import { type PersonKey, type PersonRef, SavedSearch } from "../domain/desk.ts";
import { SearchRequest } from "../domain/query.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Owner } from "./owner.ts";
import { dropKept, type Kept, pathOf, putKept, readKept } from "./records.ts";

/** Saved searches as they are stored: the search, whom it has shown already, and when its alert is due. */

/** Person keys. `seen`: until the last look; `told`: since then, by an alert. */
export const SeenRecord = z.strictObject({ seen: z.array(z.string()), told: z.array(z.string()) });
export type SeenRecord = z.output<typeof SeenRecord>;
export const NOTHING_SEEN: SeenRecord = { seen: [], told: [] };

/**
 * Keys that are remembered. More than one look gives (1,000 people with up to two ids each), so that who falls behind the thousandth
 * place and comes back is no news.
 */
const MOST_KEYS = 6000;

export const savedPlace = (owner: Owner, id: string) => pathOf("saved", owner, id);
export const seenPlace = (owner: Owner, id: string) => pathOf("seen", owner, id);
/** Ids of what is due begin with the time, so the first are due first. */
export const duePlace = (at: string, owner: Owner, id: string) => pathOf("due", at, owner, id);

/** @throws TributaryError `not-found`, also of what is another owner's */
export async function findSaved(store: Pick<Store, "read">, owner: Owner, id: string): Promise<Kept<SavedSearch>> {
	const { value, version } = await readKept(store, savedPlace(owner, id), (json) => SavedSearch.parse(json), null);
	if (value === null) throw new TributaryError("not-found");
	return { value, version };
}

export const readSeen = (store: Pick<Store, "read">, owner: Owner, id: string): Promise<Kept<SeenRecord>> =>
	readKept(store, seenPlace(owner, id), (json) => SeenRecord.parse(json), NOTHING_SEEN);

/** Moves an alert in the calendar: away from where it was, to where it is due now. */
export function reschedule(owner: Owner, before: SavedSearch | null, after: SavedSearch | null): Change[] {
	const was = before?.dueAt ?? null;
	const is = after?.dueAt ?? null;
	if (was === is) return [];
	return [
		...(was === null || before === null ? [] : [dropKept(duePlace(was, owner, before.id))]),
		...(is === null || after === null ? [] : [putKept(duePlace(is, owner, after.id), {})]),
	];
}

const HOUR = 3_600_000;
const PERIODS = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR } as const;

/** When an alert is due after `now`, in step with when it was due before. What was missed is not made up for. */
export function nextDue(every: SavedSearch["alert"]["every"], from: Date, now: Date): string | null {
	if (every === null) return null;
	const period = PERIODS[every];
	const missed = Math.max(0, Math.floor((now.getTime() - from.getTime()) / period));
	return new Date(from.getTime() + (missed + 1) * period).toISOString();
}

/** A person by both ids, so that who is matched in the meantime is not news. */
export const keysOf = ({ candidateId, profileId }: PersonRef): PersonKey[] => [
	...(candidateId == null ? [] : [`c:${candidateId}` as const]),
	...(profileId == null ? [] : [`p:${profileId}` as const]),
];

export const remembered = (people: readonly PersonRef[], before: readonly string[]): string[] =>
	[...new Set([...people.flatMap(keysOf), ...before])].slice(0, MOST_KEYS);

/** Who is not among those remembered, in their order. */
export function freshOf<T extends PersonRef>(people: readonly T[], ...known: readonly (readonly string[])[]): T[] {
	const keys = new Set(known.flat());
	return people.filter((person) => !keysOf(person).some((key) => keys.has(key)));
}

/** The whole request of a saved search. */
export const requestOf = ({ request }: Pick<SavedSearch, "request">) => SearchRequest.parse(request);
