import type { Candidate } from "../domain/candidate.ts";
import type { Resume } from "../domain/resume.ts";

/** Two records of one person as one, and apart again. Pure. */

/** Lists whose items have ids of their own. */
const LISTS = ["applications", "notes", "feedback"] as const;

/**
 * The survivor with all that only the other knows: each list holds the items of both, each section of the resume is the survivor's
 * where it has one, all addresses are kept.
 * @param at ISO date-time of the merge
 */
export function combine(survivor: Candidate, absorbed: Candidate, at: string): Candidate {
	const tags = [...new Set([...(survivor.tags ?? []), ...(absorbed.tags ?? [])])];
	const recruiterTags = [...new Set([...(survivor.recruiterTags ?? []), ...(absorbed.recruiterTags ?? [])])];
	const lists = LISTS.map((list) => [list, byId<{ id: string }>(survivor[list], absorbed[list])] as const);
	const filled = Object.fromEntries(lists.filter(([, items]) => items.length > 0));
	const source = survivor.source ?? absorbed.source;
	return {
		...survivor,
		...filled,
		...(tags.length === 0 ? {} : { tags }),
		...(recruiterTags.length === 0 ? {} : { recruiterTags }),
		...(source === undefined ? {} : { source }),
		...combinedDistinct(survivor, absorbed),
		resume: combineResumes(survivor.resume, absorbed.resume),
		file: survivor.file ?? absorbed.file,
		match:
			absorbed.match?.by === "person" && survivor.match?.by !== "person"
				? absorbed.match
				: (survivor.match ?? absorbed.match),
		mergedFrom: [...(survivor.mergedFrom ?? []), absorbed.id],
		updatedAt: at,
		ownUpdatedAt: undefined,
	};
}

const byId = <T extends { readonly id: string }>(one: readonly T[] = [], other: readonly T[] = []): T[] => {
	const ids = new Set(one.map(({ id }) => id));
	return [...one, ...other.filter(({ id }) => !ids.has(id))];
};

function combinedDistinct(one: Candidate, other: Candidate): Pick<Candidate, "distinctFrom"> {
	const both = [one.distinctFrom, other.distinctFrom].filter((each) => each !== undefined);
	if (both.length === 0) return {};
	const all = (list: "profiles" | "candidates") => [...new Set(both.flatMap((each) => each[list]))].slice(-1000);
	// Who merges two that were kept apart has thought better of it.
	const candidates = all("candidates").filter((id) => id !== one.id && id !== other.id);
	return { distinctFrom: { profiles: all("profiles"), candidates } };
}

function combineResumes(one: Candidate["resume"], other: Candidate["resume"]): Candidate["resume"] {
	const { meta: _, ...sections } = { meta: undefined, ...other };
	const combined = { ...sections, ...one };
	if (one.basics === undefined || other.basics === undefined) return combined;
	return { ...combined, basics: combineBasics(one.basics, other.basics) };
}

type Basics = NonNullable<Resume["basics"]>;

function combineBasics(one: Basics, other: Basics): Basics {
	const all = (each: (basics: Basics) => readonly (string | undefined)[]) =>
		[...new Set([...each(one), ...each(other)].filter((text) => text !== undefined))].slice(0, 20);
	const emails = all(({ email, emails: more = [] }) => [email, ...more]);
	const phones = all(({ phone, phones: more = [] }) => [phone, ...more]);
	return {
		...other,
		...one,
		...(emails.length > 1 ? { emails } : {}),
		...(phones.length > 1 ? { phones } : {}),
	};
}

export interface Parted {
	readonly survivor: Candidate;
	readonly absorbed: Candidate;
}

/**
 * Parts what was combined, when it was changed since. What did not change since goes back to what it was; what did stays with the
 * survivor, except items that came from the other: they go back to it as they are now.
 */
export function part(now: Candidate, was: { before: Candidate; absorbed: Candidate; merged: Candidate }): Parted {
	const { before, absorbed, merged } = was;
	const survivor: Record<string, unknown> = {};
	const names = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof Candidate>;
	for (const name of names) {
		const value = same(now[name], merged[name]) ? before[name] : now[name];
		if (value !== undefined) survivor[name] = value;
	}
	const back: Record<string, unknown> = { ...absorbed };
	for (const list of LISTS) {
		if (same(now[list], merged[list])) continue;
		const parted = partList<{ id: string }>(now[list] ?? [], before[list] ?? [], absorbed[list] ?? []);
		survivor[list] = parted.survivor;
		if (absorbed[list] !== undefined) back[list] = parted.absorbed;
	}
	for (const list of ["tags", "recruiterTags"] as const) {
		if (same(now[list], merged[list])) continue;
		const foreign = (absorbed[list] ?? []).filter((tag) => !before[list]?.includes(tag));
		survivor[list] = (now[list] ?? []).filter((tag) => !foreign.includes(tag));
	}
	// What a rule linked since may rest on an address of the other: it is decided again with the next change.
	if (!same(now.match, merged.match) && now.match?.by !== "person") survivor.match = before.match;
	const others = (now.mergedFrom ?? []).filter((id) => id !== absorbed.id);
	if (others.length > 0) survivor.mergedFrom = others;
	else delete survivor.mergedFrom;
	return { survivor: survivor as Candidate, absorbed: back as Candidate };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function partList<T extends { readonly id: string }>(now: readonly T[], before: readonly T[], absorbed: readonly T[]) {
	const own = new Set(before.map(({ id }) => id));
	const foreign = new Set(absorbed.map(({ id }) => id).filter((id) => !own.has(id)));
	const current = new Map(now.map((item) => [item.id, item]));
	return {
		survivor: now.filter(({ id }) => !foreign.has(id)),
		absorbed: absorbed.map((item) => (foreign.has(item.id) ? (current.get(item.id) ?? item) : item)),
	};
}
