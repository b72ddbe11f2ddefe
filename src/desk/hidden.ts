import { profileKey } from "../analysis/contact-keys.ts";
import { type HiddenPerson, type PersonKey, refOfKey } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";
import type { TributaryError } from "../errors.ts";
import { linkedProfiles } from "../search/pools.ts";
import type { Hidden } from "../search/view.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Before, Outcome } from "./outcome.ts";
import type { Owner } from "./owner.ts";
import { changeKept, limitReached, pathOf, readKept } from "./records.ts";
import { seenOf } from "./seen.ts";

/** People whom an owner does not want to see in results. One record, since every search of the owner reads all of it. */

/** A plan names them all. */
export const MOST_HIDDEN = 10_000;

/** By person: when it was said and until when it holds, milliseconds since 1970; null: until it is taken back. */
type HiddenRecord = Readonly<Record<string, Hiding>>;
type Hiding = [number, number | null];

const idOf = (owner: Owner) => pathOf("hidden", owner);
/** What we stored ourselves, read with every search: checking ten thousand entries anew would take longer than the search. */
const parse = (value: unknown) => value as HiddenRecord;

const inForce = (record: HiddenRecord, now: Date) =>
	Object.entries(record).filter(([, [, until]]) => until === null || until > now.getTime()) as [PersonKey, Hiding][];

/** Whom the owner hides now: since when, and until when; see {@link HiddenRecord}. */
export async function hiddenKeys(
	store: Pick<Store, "read">,
	owner: Owner,
	now: Date,
): Promise<ReadonlyMap<PersonKey, Hiding>> {
	const { value } = await readKept(store, idOf(owner), parse, {});
	return new Map(inForce(value, now));
}

/** The same for the list of people, the last hidden first. */
export function listHidden(scope: Scope, owner: Owner, now: Date): Promise<readonly HiddenPerson[]> {
	return scope.record("desk.read", { about: "hidden" }, async () => {
		const { value } = await readKept(scope.store, idOf(owner), parse, {});
		const hidden = inForce(value, now);
		const seen = await seenOf(
			scope,
			hidden.map(([key]) => key),
		);
		const people = hidden
			.filter(([key]) => seen.has(key))
			.toSorted(([, [one]], [, [other]]) => other - one)
			.map(([key, hiding]) => {
				const { at: hiddenAt, until } = beforeOf(hiding);
				return { ...refOfKey(key), hiddenAt, until };
			});
		return { value: people, result: { outcome: "ok", count: people.length } };
	});
}

/** As the pools know them. A profile that became a candidate's is that candidate: in the tenant's own pool it has no id of its own. */
export async function hiddenIn(scope: Scope, hidden: ReadonlyMap<PersonKey, unknown>): Promise<Hidden> {
	const keys = [...hidden.keys()];
	const ids = (kind: "c:" | "p:") => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2));
	const [candidates, profiles] = [ids("c:"), ids("p:")];
	if (profiles.length === 0 || scope.network === null) return { candidates, profiles };
	const wanted = new Set(profiles);
	const linked = (await linkedProfiles(scope)).filter((id) => wanted.has(id));
	if (linked.length === 0) return { candidates, profiles };
	const theirs = await scope.store.read("person", { keys: linked.map(profileKey) });
	return { candidates: [...new Set([...candidates, ...theirs.map(({ id }) => id)])], profiles };
}

/** Whoever is hidden as long already stays hidden since then. Refused is whom there was no room for. */
export async function hide(
	scope: Scope,
	owner: Owner,
	people: readonly PersonKey[],
	{ at, until, now }: { readonly at: string | undefined; readonly until: string | undefined; readonly now: Date },
): Promise<Outcome> {
	const refused = new Map<PersonKey, TributaryError>();
	const changed = new Map<PersonKey, Before | null>();
	const since = at === undefined ? now.getTime() : Date.parse(at);
	const value: Hiding = [since, until === undefined ? null : Date.parse(until)];
	await changeKept(scope.store, idOf(owner), { parse, absent: {} }, (before) => {
		refused.clear();
		changed.clear();
		// Who is shown again by now makes room.
		const after = new Map<string, Hiding>(inForce(before, now));
		for (const key of people) {
			const was = after.get(key);
			if (was !== undefined && was[1] === value[1] && at === undefined) continue;
			if (was === undefined && after.size >= MOST_HIDDEN) {
				refused.set(key, limitReached(`${MOST_HIDDEN} people can be hidden at once.`));
				continue;
			}
			after.set(key, value);
			changed.set(key, was === undefined ? null : beforeOf(was));
		}
		return Object.fromEntries(after);
	});
	return { refused, changed };
}

export const beforeOf = ([at, until]: Hiding): Before => ({
	at: new Date(at).toISOString(),
	until: until === null ? null : new Date(until).toISOString(),
});

/** @returns who was hidden, and since when */
export async function unhide(
	scope: Scope,
	owner: Owner,
	people: readonly PersonKey[],
	now: Date,
): Promise<Outcome["changed"]> {
	const gone = new Set(people);
	let changed: Outcome["changed"] = new Map();
	await changeKept(scope.store, idOf(owner), { parse, absent: {} }, (before) => {
		const there = inForce(before, now);
		changed = new Map(there.filter(([key]) => gone.has(key)).map(([key, was]) => [key, beforeOf(was)]));
		return Object.fromEntries(there.filter(([key]) => !gone.has(key)));
	});
	return changed;
}
