import * as z from "zod";
import type { Change, Store } from "../../../engine/port.ts";
import type { Scope } from "../../../tenancy/scope.ts";
import { type Meaning, type NearConcept, NO_MEANING } from "../concept.ts";
import type { Relatedness } from "./relatedness.ts";

/** What was learned, as it lies in the tenant's own store, and what is known of it without reading it. */

const MODEL_ID = "learned-relatedness";
/** The names that were found, as vectors of an embedding model: see dictionary.ts. */
export const DICTIONARY_ID = "dictionary-embeddings";
const MARK_ID = "learned-relatedness-mark";
/** All that is learned, and can be learned again. */
export const LEARNED_IDS: readonly string[] = [MODEL_ID, MARK_ID, DICTIONARY_ID];

export const LearnedMark = z.strictObject({
	builtAt: z.iso.datetime(),
	/** Candidates that it was learned from. */
	people: z.int(),
	/** Candidates were changed since. */
	stale: z.boolean(),
	/** The model that the dictionary was embedded by; null: none. */
	embedder: z.string().nullable(),
});
export type LearnedMark = z.output<typeof LearnedMark>;

const Model = z.strictObject({
	/** Key, label, and people who have it. */
	concepts: z.array(z.tuple([z.string(), z.string(), z.int()])),
	/** Of each concept the indices of those near to it with their similarity, nearest first. */
	near: z.array(z.array(z.tuple([z.int(), z.number()]))),
});

export async function readMark(
	store: Pick<Store, "read">,
): Promise<{ readonly mark: LearnedMark | null; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [MARK_ID] });
	if (found == null) return { mark: null, version: 0 };
	return { mark: LearnedMark.parse(JSON.parse(found.record)), version: found.version };
}

export const putMark = (mark: LearnedMark, ifVersion?: number): Change => ({
	op: "put",
	collection: "setting",
	id: MARK_ID,
	record: JSON.stringify(mark),
	...(ifVersion === undefined ? {} : { ifVersion }),
});

/** Model and mark, to be written in one write. */
export function putModel({ concepts, near }: Relatedness, mark: LearnedMark): Change[] {
	const model: z.output<typeof Model> = {
		concepts: concepts.map(({ key, label, support }) => [key, label, support]),
		near: near.map((some) => some.map(([index, similarity]) => [index, similarity])),
	};
	return [{ op: "put", collection: "setting", id: MODEL_ID, record: JSON.stringify(model) }, putMark(mark)];
}

export const deleteModel = (): Change[] => LEARNED_IDS.map((id) => ({ op: "delete", collection: "setting", id }));

/** Deletes what was learned for a tenant. */
export const forgetLearned = (scope: Scope): Promise<void> =>
	scope.record("relatedness.learn", {}, async () => {
		await scope.store.write(deleteModel());
		return { value: undefined, result: { outcome: "ok", count: 0 } };
	});

/** Nothing lies near to anything where nothing was learned. */
export async function readModel(store: Pick<Store, "read">): Promise<Meaning> {
	const [found] = await store.read("setting", { ids: [MODEL_ID] });
	if (found == null) return NO_MEANING;
	const { concepts, near } = Model.parse(JSON.parse(found.record));
	const places = new Map(concepts.map(([key], place) => [key, place]));
	return {
		near(concept) {
			const place = places.get(concept);
			if (place === undefined) return [];
			return (near[place] ?? []).flatMap(([index, similarity]): NearConcept[] => {
				const [key, label] = concepts[index] ?? [];
				return key === undefined || label === undefined ? [] : [{ key, label, source: "learned", similarity }];
			});
		},
	};
}
