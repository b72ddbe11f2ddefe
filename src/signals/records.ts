import type { PersonKey } from "../domain/desk.ts";
import { Experiment, SeenPage, type SignalEvent } from "../domain/signal.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import { eachRecord } from "../tenancy/listing.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Records of the collection `signal`, in the tenant's own store:
 *
 * - `seen/TIME/ID`, a page of a search · `event/TIME/ID`, what was done with somebody · both carry `about:PERSON`
 * - `experiment`, the latest one
 *
 * TIME is milliseconds since 1970 in one width, so that byte order is the order of time.
 */

const DAY = 86_400_000;
const PAGE = 500;

export const padded = (at: number): string => String(at).padStart(16, "0");

/** A page is named by the end of its id, so that it is found by the name alone. */
const seenId = (searchId: string) => `seen/${searchId.replace("-", "/")}`;
const aboutOf = (key: PersonKey) => `about:${key}`;

export const putSeen = (page: SeenPage): Change => ({
	op: "put",
	collection: "signal",
	id: seenId(page.searchId),
	record: JSON.stringify(page),
	keys: page.people.map(({ key }) => aboutOf(key)),
});

export const putEvent = (event: SignalEvent, id: string): Change => ({
	op: "put",
	collection: "signal",
	id: `event/${padded(Date.parse(event.at))}/${id}`,
	record: JSON.stringify(event),
	keys: [aboutOf(event.key)],
});

export async function readSeen(store: Pick<Store, "read">, searchId: string): Promise<SeenPage | null> {
	if (!/^\d{16}-[0-9a-f]{16}$/.test(searchId)) return null;
	const [found] = await store.read("signal", { ids: [seenId(searchId)] });
	return found == null ? null : SeenPage.parse(JSON.parse(found.record));
}

const EXPERIMENT = "experiment";

/** The latest experiment, running or not. */
export async function readExperiment(
	store: Pick<Store, "read">,
): Promise<{ readonly experiment: Experiment | null; readonly version: number }> {
	const [found] = await store.read("signal", { ids: [EXPERIMENT] });
	if (found == null) return { experiment: null, version: 0 };
	return { experiment: Experiment.parse(JSON.parse(found.record)), version: found.version };
}

export const putExperiment = (experiment: Experiment, ifVersion: number): Change => ({
	op: "put",
	collection: "signal",
	id: EXPERIMENT,
	record: JSON.stringify(experiment),
	ifVersion,
});

/** Pages that were seen, or events, the earliest first; from a time on, milliseconds since 1970. */
export async function* readInTime(
	store: Pick<Store, "list">,
	part: "seen" | "event",
	from: number,
): AsyncGenerator<string> {
	const prefix = `${part}/`;
	for await (const { record } of eachRecord(store, "signal", { prefix, after: prefix + padded(from) })) yield record;
}

/** The first moment that is kept, milliseconds since 1970. */
export const keptFrom = ({ tenant }: Pick<Scope, "tenant">, now: Date): number =>
	now.getTime() - tenant.settings.signalDays * DAY;

/** @throws TributaryError `signals-off` */
export function demandSignals({ tenant }: Pick<Scope, "tenant">): void {
	if (!tenant.settings.signals) throw new TributaryError("signals-off");
}

/**
 * Deletes what is older than it is kept; nothing under a legal hold.
 * @returns records that were deleted
 */
export async function pruneSignals(scope: Scope, now: Date): Promise<number> {
	if (holdOn(scope.tenant) !== null) return 0;
	const limit = padded(keptFrom(scope, now));
	let deleted = 0;
	for (const part of ["seen", "event"]) {
		for (;;) {
			const page = await scope.store.list("signal", { after: `${part}/`, limit: PAGE });
			const old = page.filter(({ id }) => id.startsWith(`${part}/`) && id < `${part}/${limit}`);
			if (old.length > 0) await removeRows(scope, old, { about: "expired" });
			deleted += old.length;
			if (old.length < PAGE) break;
		}
	}
	return deleted;
}

const removeRows = (scope: Scope, rows: readonly { readonly id: string }[], subject: { readonly about?: string }) =>
	scope.record("signal.forget", subject, async () => {
		await scope.store.write(rows.map(({ id }) => ({ op: "delete", collection: "signal", id })));
		return { value: null, result: { outcome: "ok", count: rows.length } };
	});

/** Deletes all of it, experiments too. */
export function forgetSignals(scope: Scope): Promise<number> {
	return scope.record("signal.forget", {}, async () => {
		let deleted = 0;
		for (;;) {
			const page = await scope.store.list("signal", { limit: PAGE });
			if (page.length === 0) break;
			await scope.store.write(page.map(({ id }) => ({ op: "delete", collection: "signal", id })));
			deleted += page.length;
		}
		return { value: deleted, result: { outcome: "ok", count: deleted } };
	});
}
