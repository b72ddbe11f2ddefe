import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import { AUDIT_ACTIONS, type AuditEntry } from "./audit-entry.ts";

/** Which entries of a log are wanted; what is left out lets everything through. */
export const AuditFilter = z.strictObject({
	/** Any of these. */
	actions: z.array(z.enum(AUDIT_ACTIONS)).max(AUDIT_ACTIONS.length).optional(),
	/** Id of whoever acted. */
	actor: z.string().min(1).max(200).optional(),
	/** Any of these. */
	outcomes: z.array(z.enum(["begun", "ok", "partial", "failed", "denied"])).optional(),
	/** A candidate, profile, job, client, seat or task that it was about, or that was shown. */
	about: RecordId.optional(),
	since: z.iso.datetime({ offset: true }).optional(),
	/** Exclusive. */
	until: z.iso.datetime({ offset: true }).optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** A filter with everything that an id may stand for in an entry. */
type EntryFilter = Omit<AuditFilter, "about"> & { readonly about?: readonly string[] | undefined };

export interface AuditFound {
	/** Newest first. */
	readonly items: readonly AuditEntry[];
	/** Number to go on below; null when the first entry was looked at, or one from before `since`. */
	readonly next: number | null;
}

export interface AuditSearch {
	/** Only entries with a lower number; absent: from the newest on. */
	readonly before?: number | undefined;
	readonly limit: number;
}

/** Entries that are looked at for one answer: a filter that nothing passes reads no whole log at once. */
const LOOKED = 20_000;
const PAGE = 1000;

/** @param newest a page of entries below a number, newest first */
export async function searchAudit(
	newest: (page: AuditSearch) => Promise<readonly AuditEntry[]>,
	filter: EntryFilter,
	{ before, limit }: AuditSearch,
): Promise<AuditFound> {
	const items: AuditEntry[] = [];
	const since = filter.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.since);
	const passes = testOf(filter);
	let next = before;
	for (let looked = 0; looked < LOOKED; ) {
		const page = await newest({ before: next, limit: PAGE });
		for (const entry of page) {
			// Entries stand in the order of their times, but for what clocks of several processes differ by.
			if (Date.parse(entry.at) < since - CLOCKS) return { items, next: null };
			next = entry.seq;
			if (!passes(entry)) continue;
			items.push(entry);
			if (items.length === limit) return { items, next: next === 1 ? null : next };
		}
		if (page.length < PAGE) return { items, next: null };
		looked += page.length;
	}
	return { items, next: next ?? null };
}

/** Milliseconds. */
const CLOCKS = 60_000;

function testOf({ actions, actor, outcomes, about, since, until }: EntryFilter): (entry: AuditEntry) => boolean {
	const [from, to] = [since, until].map((time) => (time === undefined ? null : Date.parse(time)));
	return (entry) =>
		(actions === undefined || actions.includes(entry.action)) &&
		(actor === undefined || entry.actor.id === actor) &&
		(outcomes === undefined || outcomes.includes(entry.result.outcome)) &&
		(from == null || Date.parse(entry.at) >= from) &&
		(to == null || Date.parse(entry.at) < to) &&
		(about === undefined || isAbout(entry, about));
}

function isAbout({ subject, result }: AuditEntry, anyOf: readonly string[]): boolean {
	const ids: readonly unknown[] = [...Object.values(subject).flat(), ...(result.ids ?? [])];
	return anyOf.some((id) => ids.includes(id));
}
