import * as z from "zod";
import { aboutKey, refOfKey } from "../domain/desk.ts";
import type { Change, Store } from "../engine/port.ts";
import { COLLECTION, digestOf, idOf, LabName, put, remove } from "./records.ts";
import { ReadLine } from "./results.ts";

/** Somebody who is judged for a query, with what each judge said. */

export const GRADES = [0, 1, 2, 3] as const;
export const Grade = z.int().min(0).max(3);
const Given = z.strictObject({ grade: Grade, at: z.iso.datetime() });

const PairRecord = z.strictObject({
	/** Tells nothing of who it is. */
	id: z.string(),
	corpus: LabName,
	query: z.string(),
	/** Of a shipped collection the id there; of the tenant's own people `c:` or `p:` and the id. */
	document: z.string(),
	/** What is asked for, as a judge reads it. */
	asked: z.string(),
	/** Place in the order to judge in. */
	place: z.int().nonnegative(),
	/** By judge. */
	grades: z.record(z.string(), Given),
});
export type PairRecord = z.output<typeof PairRecord>;

export const keyOfCorpus = (corpus: string): string => `lab-corpus:${corpus}`;
/** Keys by which a person's rights are kept: whoever is erased is in no judgment. */
const personKeys = ({ document }: PairRecord) =>
	/^[cp]:/.test(document) ? [aboutKey(refOfKey(document as `c:${string}`))] : [];

export const pairIdOf = (corpus: string, query: string, document: string): string => digestOf(corpus, query, document);

export const putPair = (pair: PairRecord, isOwn: boolean, ifVersion?: number): Change =>
	put(idOf("pair", pair.id), pair, {
		keys: [keyOfCorpus(pair.corpus), ...(isOwn ? personKeys(pair) : [])],
		...(ifVersion === undefined ? {} : { ifVersion }),
	});

/** Of a shipped collection; of the tenant's own people the lines are read when they are wanted. */
const Lines = z.array(ReadLine);
export const putLines = (pair: string, lines: readonly ReadLine[]): Change => put(idOf("lines", pair), lines);

export async function readLines(store: Store, pair: string): Promise<ReadLine[]> {
	const [found] = await store.read(COLLECTION, { ids: [idOf("lines", pair)] });
	return found == null ? [] : Lines.parse(JSON.parse(found.record));
}

/** All of a collection, in the order to judge in. */
export async function pairsOf(store: Store, corpus: string) {
	const found = await store.read(COLLECTION, { keys: [keyOfCorpus(corpus)] });
	return found
		.map(({ record, version }) => ({ pair: PairRecord.parse(JSON.parse(record)), version }))
		.sort((one, other) => one.pair.place - other.pair.place);
}

export async function readPair(store: Store, id: string) {
	const [found] = await store.read(COLLECTION, { ids: [idOf("pair", id)] });
	return found == null ? null : { pair: PairRecord.parse(JSON.parse(found.record)), version: found.version };
}

const BATCH = 500;

export async function removePairsOf(store: Store, corpus: string): Promise<void> {
	const ids = (await pairsOf(store, corpus)).map(({ pair }) => pair.id);
	const changes = ids.flatMap((id) => [remove(idOf("pair", id)), remove(idOf("lines", id))]);
	for (let start = 0; start < changes.length; start += BATCH) await store.write(changes.slice(start, start + BATCH));
}

/** The middle grade of all judges, of two middle ones the lower, so that doubt never makes anybody more relevant; null: nobody judged. */
export function settledGrade({ grades }: PairRecord): number | null {
	const sorted = Object.values(grades)
		.map(({ grade }) => grade)
		.sort((one, other) => one - other);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
