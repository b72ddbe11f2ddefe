import { type Candidate, Job } from "../domain/candidate.ts";
import type { Audience, Collection, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { narrowed, type Scope } from "../tenancy/scope.ts";
import { viewerOf } from "./seats.ts";
import { seenBy } from "./seen.ts";
import { viewers } from "./tenant-switches.ts";
import { audienceOf, jobsOfMember, visibleJobs } from "./visibility.ts";

/**
 * The tenant as one recruiter sees it. Whatever is asked through this scope is answered as if jobs that access lists keep from him, all
 * that stems from applications to them (stages, outcomes, sources, dates, notes, judgements), and candidates who are there only by way of
 * these, did not exist: records, hits, counts, scores, words and suggestions alike. It reads what searching needs, and writes nothing but the
 * recruiter's own desk and signals; what is made of everybody (what is learned, and versions, which count all changes) is left out.
 * @throws TributaryError `seat-unavailable`, with the first thing that is done
 */
export function confined(scope: Scope, seat: string): Scope {
	const { store } = scope;
	let found: Promise<unknown> | undefined;
	const demand = async () => {
		found ??= viewerOf(store, seat);
		await found;
	};
	let asked: Promise<Audience> | undefined;
	const audience = async () => {
		await demand();
		asked ??= audienceOf(store, seat);
		return asked;
	};
	return narrowed(scope, { seat, store: confinedStore(store, seat, { demand, audience }), demand });
}

interface Eyes {
	readonly demand: () => Promise<void>;
	readonly audience: () => Promise<Audience>;
}

/** Of the rest what he was shown, for the search itself (no route tells it to him), the recruiter's own desk, what is set for the tenant, and files, which are found by the records that may be seen. */
const READ_WHOLE: ReadonlySet<Collection> = new Set(["desk", "setting", "original", "activity", "signal"]);

/** His own desk, and what he was shown and did, where the tenant keeps that. */
const WRITTEN: ReadonlySet<Collection> = new Set(["desk", "signal"]);

function confinedStore(store: Store, seat: string, { demand, audience }: Eyes): Store {
	const seen = async (collection: Collection, records: readonly (StoredRecord | null)[]) => {
		if (READ_WHOLE.has(collection)) return records;
		const there = records.filter((record) => record !== null);
		const shown = new Map((await seenRecords(store, seat, collection, there)).map((record) => [record.id, record]));
		return records.map((record) => (record === null ? null : (shown.get(record.id) ?? null)));
	};
	const read = async (collection: Collection, by: Parameters<Store["read"]>[1]) => {
		demandReadable(collection);
		await demand();
		if ("ids" in by) return seen(collection, await store.read(collection, by));
		if (READ_WHOLE.has(collection)) return store.read(collection, by);
		// The first of those that may be seen are not those of the first that may be.
		const found = await seen(collection, await store.read(collection, { keys: by.keys }));
		return found.filter((record) => record !== null).slice(0, by.atMost);
	};
	return Object.freeze<Store>({
		read: read as Store["read"],
		list: async (collection, page) => {
			demandReadable(collection);
			await demand();
			if (collection === "job" && !(await viewers(store)).jobs) return listOwnJobs(store, seat, page);
			return listSeen(store, collection, page, (records) => seen(collection, records));
		},
		write: async (changes) => {
			await demand();
			for (const { collection } of changes) if (!WRITTEN.has(collection)) throw notHis();
			return store.write(changes);
		},
		retrieve: async (plan, listed) => store.retrieve({ ...plan, audience: await audience() }, listed),
		suggest: async (text, limit, among) => store.suggest(text, limit, among, await audience()),
	});
}

function demandReadable(collection: Collection): void {
	if (collection === "person" || collection === "job" || READ_WHOLE.has(collection)) return;
	throw new TypeError(`A recruiter does not read ${collection} records.`);
}

const notHis = () =>
	new TributaryError("invalid-request", {
		detail: "This changes what is the tenant's: leave the header Tributary-Seat out.",
	});

/** Those that may be seen, as far as they may be. */
async function seenRecords(
	store: Store,
	seat: string,
	collection: Collection,
	records: readonly StoredRecord[],
): Promise<StoredRecord[]> {
	if (collection === "job") {
		const jobs = records.map(({ record }) => Job.parse(JSON.parse(record)));
		const asked = jobs.map(({ id, accessRestricted }) => ({ jobId: id, accessRestricted }));
		const flags = await visibleJobs(store, seat, asked);
		return records.filter((_, place) => flags[place]).map((record) => ({ ...record, version: UNTOLD }));
	}
	const people = records.map(({ record }) => JSON.parse(record) as Candidate);
	const shown = await seenBy(store, seat, people);
	return records.flatMap((record, place) => {
		const candidate = shown[place] ?? null;
		if (candidate === null) return [];
		const text = candidate === people[place] ? record.record : JSON.stringify(candidate);
		return [{ ...record, record: text, version: UNTOLD }];
	});
}

/** Versions count every change, also of what may not be seen. */
const UNTOLD = 0;

/** Who sees nothing but what his lists protect is not led through all the others. */
async function listOwnJobs(
	store: Store,
	seat: string,
	{ after, limit, reverse = false }: Parameters<Store["list"]>[1],
): Promise<readonly StoredRecord[]> {
	const all = await jobsOfMember(store, seat);
	const ids = (reverse ? all.toReversed() : all).filter(
		(id) => after === undefined || (reverse ? id < after : id > after),
	);
	const shown: StoredRecord[] = [];
	// Lists may name jobs that are not there.
	for (let start = 0; start < ids.length && shown.length < limit; start += limit) {
		const found = await store.read("job", { ids: ids.slice(start, start + limit) });
		shown.push(...found.filter((record) => record !== null));
	}
	return shown.slice(0, limit).map((record) => ({ ...record, version: UNTOLD }));
}

/** A full page of those that may be seen, where there are so many. */
async function listSeen(
	store: Store,
	collection: Collection,
	page: Parameters<Store["list"]>[1],
	seen: (records: readonly StoredRecord[]) => Promise<readonly (StoredRecord | null)[]>,
): Promise<readonly StoredRecord[]> {
	const shown: StoredRecord[] = [];
	for (let after = page.after; shown.length < page.limit; ) {
		const next = await store.list(collection, { ...page, ...(after === undefined ? {} : { after }) });
		shown.push(...(await seen(next)).filter((record) => record !== null));
		if (next.length < page.limit) break;
		after = next.at(-1)?.id;
	}
	return shown.slice(0, page.limit);
}
