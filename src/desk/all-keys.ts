import { profileKey } from "../analysis/contact-keys.ts";
import type { PersonKey } from "../domain/desk.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Before } from "./outcome.ts";

/** For each person all under which something is noted that is shown at him, his own key first. */
export type AllKeys = ReadonlyMap<PersonKey, readonly PersonKey[]>;

interface Person {
	readonly match: { readonly profileId: string } | null;
	readonly mergedFrom?: readonly string[];
}

/**
 * Candidates with the profiles they are matched with, and with whoever was merged into them. What was said of those is shown at the
 * candidate, so it has to be taken away there too.
 */
export async function allKeys({ store }: Scope, keys: readonly PersonKey[]): Promise<AllKeys> {
	const candidates = keys.filter((key) => key.startsWith("c:"));
	const found =
		candidates.length === 0 ? [] : await store.read("person", { ids: candidates.map((key) => key.slice(2)) });
	const others = new Map(
		candidates.map((key, place) => {
			const stored = found[place] ?? null;
			const { match, mergedFrom = [] }: Person = stored === null ? { match: null } : JSON.parse(stored.record);
			const merged = mergedFrom.map((id): PersonKey => `c:${id}`);
			return [key, match == null ? merged : [...merged, `p:${match.profileId}` as const]] as const;
		}),
	);
	return new Map(keys.map((key) => [key, [key, ...(others.get(key) ?? [])]]));
}

/** The same, and for a profile the candidates whose it is: by either id one person is meant. */
export async function keysOfPeople(scope: Scope, keys: readonly PersonKey[]): Promise<AllKeys> {
	const all = await allKeys(scope, keys);
	const profiles = keys.filter((key) => key.startsWith("p:"));
	if (profiles.length === 0 || scope.network === null) return all;
	const matched = await scope.store.read("person", { keys: profiles.map((key) => profileKey(key.slice(2))) });
	const whose = await allKeys(
		scope,
		matched.map(({ id }): PersonKey => `c:${id}`),
	);
	const others = (key: PersonKey) => [...whose.values()].filter((theirs) => theirs.includes(key)).flat();
	return new Map([...all].map(([key, own]) => [key, [...new Set([...own, ...others(key)])]]));
}

export const everyKey = (all: AllKeys): readonly PersonKey[] => [...new Set([...all.values()].flat())];

/** Ids of the profiles among them. */
export const profilesOf = (all: AllKeys): readonly string[] =>
	everyKey(all)
		.filter((key) => key.startsWith("p:"))
		.map((key) => key.slice(2));

/** The people of whom something differs under any of their keys, each with the latest of what was there. */
export function byPerson(
	all: AllKeys,
	changed: ReadonlyMap<PersonKey, Before | null>,
	before: ReadonlyMap<PersonKey, Before | null> = changed,
): ReadonlyMap<PersonKey, Before | null> {
	const latest = (keys: readonly PersonKey[]) =>
		keys
			.flatMap((key) => before.get(key) ?? [])
			.toSorted((one, other) => one.at.localeCompare(other.at))
			.at(-1) ?? null;
	return new Map(
		[...all].filter(([, keys]) => keys.some((key) => changed.has(key))).map(([key, keys]) => [key, latest(keys)]),
	);
}
