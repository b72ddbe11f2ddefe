import * as z from "zod";
import type { Store } from "../engine/port.ts";
import type { TributaryError } from "../errors.ts";
import { KINDS, type Kind } from "./kinds.ts";

/**
 * How synchronizing goes: counted in the same write as the records themselves, so that the counts are what is stored, whatever
 * crashes.
 */

const count = z.int().nonnegative().default(0);

export const KindHealth = z.strictObject({
	/** Records that are there now. */
	stored: count,
	/** What came since the beginning, by what became of it. */
	created: count,
	updated: count,
	deleted: count,
	/** Refused for a fault of the record. */
	refused: count,
	/** Refused because something newer is known. */
	stale: count,
	/** Kept out by the tenant's settings, and what was removed when they changed. */
	withheld: count,
	firstAt: z.iso.datetime().nullable().default(null),
	lastAt: z.iso.datetime().nullable().default(null),
	/** Latest change in the ATS that is known here: where a sync that broke off can go on. */
	newestChangeAt: z.iso.datetime().nullable().default(null),
	/** Of the last call: from the latest change in the ATS to its arrival. */
	lagSeconds: z.number().nullable().default(null),
});
export type KindHealth = z.output<typeof KindHealth>;

const SyncFailure = z.strictObject({
	at: z.iso.datetime(),
	kind: z.enum(KINDS),
	/** Ids of the ATS, those of what it belongs to first. */
	path: z.array(z.string()),
	code: z.string(),
	detail: z.string(),
});
export type SyncFailure = z.output<typeof SyncFailure>;

export const SyncHealth = z.strictObject({
	kinds: z.partialRecord(z.enum(KINDS), KindHealth).default({}),
	/** The latest first. */
	failures: z.array(SyncFailure).default([]),
});
export type SyncHealth = z.output<typeof SyncHealth>;

const ID = "sync-health";
const MOST_FAILURES = 100;
/** Characters of an id that are kept of a failure. */
const LONGEST_ID = 200;

export async function readHealth(
	store: Pick<Store, "read">,
): Promise<{ readonly health: SyncHealth; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [ID] });
	return { health: SyncHealth.parse(found == null ? {} : JSON.parse(found.record)), version: found?.version ?? 0 };
}

export const putHealth = (health: SyncHealth, ifVersion: number) =>
	({ op: "put", collection: "setting", id: ID, record: JSON.stringify(health), ifVersion }) as const;

/** What became of one record of a call. */
export interface Counted {
	readonly path: readonly string[];
	readonly became: "created" | "updated" | "deleted" | TributaryError;
	/** Milliseconds since 1970 of its latest change in the ATS, where it says so. */
	readonly changedAt?: number;
}

/** The health after a call. Pure. @param at when the call came */
export function counted(health: SyncHealth, kind: Kind, records: readonly Counted[], at: Date): SyncHealth {
	const before = health.kinds[kind] ?? KindHealth.parse({});
	const next: { -readonly [K in keyof KindHealth]: KindHealth[K] } = { ...before };
	const failures: SyncFailure[] = [];
	const changes = records.flatMap(({ changedAt }) => changedAt ?? []);
	for (const { path, became } of records) {
		if (typeof became === "string") {
			next[became]++;
			if (became === "created") next.stored++;
			if (became === "deleted") next.stored--;
			continue;
		}
		const state =
			became.code === "withheld-by-settings" ? "withheld" : became.code === "stale-record" ? "stale" : "refused";
		next[state]++;
		if (state === "refused") failures.push(failureOf(kind, path, became, at));
	}
	next.stored = Math.max(0, next.stored);
	next.firstAt = before.firstAt ?? at.toISOString();
	next.lastAt = at.toISOString();
	if (changes.length > 0) {
		const newest = Math.max(...changes);
		next.lagSeconds = Math.max(0, Math.round((at.getTime() - newest) / 1000));
		next.newestChangeAt = new Date(Math.max(newest, Date.parse(before.newestChangeAt ?? "1970-01-01"))).toISOString();
	}
	return {
		kinds: { ...health.kinds, [kind]: next },
		failures: [...failures, ...health.failures].slice(0, MOST_FAILURES),
	};
}

function failureOf(kind: Kind, path: readonly string[], error: TributaryError, at: Date): SyncFailure {
	const places = error.errors.map(({ pointer, detail }) => `${pointer} ${detail}`.trim());
	const detail = (places.length > 0 ? places.join("; ") : (error.detail ?? error.message)).slice(0, 500);
	// An id that was refused for its length is no reason to keep it.
	const ids = path.map((id) => id.slice(0, LONGEST_ID).toWellFormed());
	return { at: at.toISOString(), kind, path: ids, code: error.code, detail };
}
