import { type PersonKey, refOfKey } from "../domain/desk.ts";
import { SeenPage, SIGNAL_KINDS, SignalEvent, type SignalRow } from "../domain/signal.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { attribute, outcomeKey, type Sighting } from "./attribute.ts";
import { type Deed, deedsOf } from "./derived.ts";
import { demandSignals, keptFrom, readInTime } from "./records.ts";

export interface SignalWindow {
	/** Pages seen from then on, milliseconds since 1970; no more than is kept. */
	readonly since: number;
	readonly now: Date;
}

/**
 * Every person in every page that was seen, with what became of it, the earliest page first. Reads twice: what was done after a page
 * has to be known when its line is written. Holds an entry of some hundred bytes for each line in the meantime.
 * @throws TributaryError `signals-off`
 */
export async function* signalRows(scope: Scope, window: SignalWindow): AsyncGenerator<SignalRow> {
	demandSignals(scope);
	const from = Math.max(window.since, keptFrom(scope, window.now));
	const sightings = await sightingsFrom(scope, from);
	const deeds = [...(await reported(scope, from)), ...(await deedsOf(scope, [...sightings.keys()]))];
	const outcomes = attribute(deeds, sightings);
	for await (const record of readInTime(scope.store, "seen", from)) {
		const page = SeenPage.parse(JSON.parse(record));
		for (const person of page.people) {
			const became = outcomes.get(outcomeKey(page.searchId, person.key));
			const times = SIGNAL_KINDS.map((kind) => {
				const at = became?.get(kind);
				return [kind, at === undefined ? null : new Date(at).toISOString()] as const;
			});
			yield {
				searchId: page.searchId,
				at: page.at,
				asker: page.asker,
				query: page.query,
				profile: page.profile,
				experiment: page.experiment,
				team: person.team ?? null,
				position: person.position,
				origin: person.origin,
				...refOfKey(person.key),
				features: Object.fromEntries(page.features.map((name, index) => [name, person.values[index] ?? 0])),
				...(Object.fromEntries(times) as Pick<SignalRow, (typeof SIGNAL_KINDS)[number]>),
			};
		}
	}
}

async function sightingsFrom({ store }: Scope, from: number): Promise<Map<PersonKey, Sighting[]>> {
	const sightings = new Map<PersonKey, Sighting[]>();
	for await (const record of readInTime(store, "seen", from)) {
		const { searchId, at, asker, people } = SeenPage.parse(JSON.parse(record));
		const sighting = { searchId, at: Date.parse(at), asker };
		for (const { key } of people) {
			const own = sightings.get(key);
			if (own === undefined) sightings.set(key, [sighting]);
			else own.push(sighting);
		}
	}
	return sightings;
}

async function reported({ store }: Scope, from: number): Promise<Deed[]> {
	const deeds: Deed[] = [];
	for await (const record of readInTime(store, "event", from)) {
		const { at, ...event } = SignalEvent.parse(JSON.parse(record));
		deeds.push({ ...event, at: Date.parse(at) });
	}
	return deeds;
}

/** Lines that are held at once: some hundred megabytes. */
const MOST_ROWS = 200_000;

/** All rows of a window, written down as one reading. @throws TributaryError `signals-off` · `limit-reached` */
export async function readSignals(scope: Scope, window: SignalWindow): Promise<readonly SignalRow[]> {
	const rows: SignalRow[] = [];
	await eachSignal(scope, window, (row) => {
		if (rows.push(row) <= MOST_ROWS) return;
		const detail = `These are more than ${MOST_ROWS} lines. Ask for a shorter time with since, or export on the command line.`;
		throw new TributaryError("limit-reached", { detail });
	});
	return rows;
}

/** Hands out the rows one by one, however many. @throws TributaryError `signals-off`, and what `take` throws */
export function eachSignal(scope: Scope, window: SignalWindow, take: (row: SignalRow) => void): Promise<void> {
	demandSignals(scope);
	return scope.record("signal.read", {}, async () => {
		let count = 0;
		for await (const row of signalRows(scope, window)) {
			take(row);
			count++;
		}
		return { value: undefined, result: { outcome: "ok", count } };
	});
}
