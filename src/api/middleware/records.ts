import { TributaryError } from "../../errors.ts";
import type { Outcome } from "../../sync/batch.ts";
import { idOf, type Kind, type RecordRef, refOf } from "../../sync/kinds.ts";
import { readRecords } from "../../sync/read.ts";
import { removeRecords } from "../../sync/remove.ts";
import type { SyncedKind } from "../../sync/schemas.ts";
import { type Item, writeRecords } from "../../sync/write.ts";
import { fromOurs, inTheirNames, type NamedEntity, toOurs } from "./fields.ts";
import {
	checkContext,
	fault,
	type Generation,
	LONG_TEXTS,
	partOf,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { batchEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import { type Key, PLAIN, readKey } from "./restli/key.ts";
import { single } from "./restli/query.ts";
import { entitiesOf } from "./restli/request.ts";

/** Resources whose records are synchronized by `batch_update`, `batch_get` and `batch_delete`. */

export interface RecordResource {
	readonly url: string;
	readonly generation: Generation;
	readonly kind: SyncedKind;
	readonly summary: string;
	/** Names that each part of the record's path may have in its key, in order; PLAIN for an id that is the whole key. */
	readonly parts: readonly (readonly string[])[];
	/** Parts that stand in the key of the path, for a sub-resource. */
	readonly parentParts?: readonly (readonly string[])[];
	/** Adds to an entity what is known of it besides, for `batch_get`. */
	readonly enrich?: Enrich;
}

export type Enrich = (
	call: WireCall,
	refs: readonly RecordRef[],
) => Promise<readonly (Readonly<Record<string, unknown>> | null)[]>;

const WITH_LONG_TEXTS: ReadonlySet<SyncedKind> = new Set<SyncedKind>([
	"candidate-note",
	"application-note",
	"interview-feedback",
]);

export function recordResource(description: RecordResource): Resource {
	const { url, generation, summary, parts, kind } = description;
	const shape = parts.some((names) => names.includes(PLAIN)) ? "plain" : "complex";
	return {
		url,
		generation,
		permission: "ats:sync",
		summary,
		shape,
		...(WITH_LONG_TEXTS.has(kind) ? { bodyLimit: LONG_TEXTS } : {}),
		methods: {
			batch_update: (call) => update(call, description, shape),
			batch_get: (call) => get(call, description),
			batch_delete: (call) => remove(call, description),
		},
	};
}

type Refs = readonly (readonly [Key, RecordRef | TributaryError])[];

/** What the keys of a call name. A foreign context fails the whole call; an id that cannot be one fails its key. */
export function refsOf(
	{ scope, segments, generation }: WireCall,
	{ kind, parts, parentParts = [] }: Pick<RecordResource, "parts" | "parentParts"> & { readonly kind: Kind },
	keys: readonly Key[],
): Refs {
	const parent = parentParts.length === 0 ? null : readKey(segments[0] ?? "", "complex");
	if (parent !== null) checkContext(scope, parent, generation);
	const above = parent === null ? [] : parentParts.map((names) => partOf(parent, names));
	const named = new Set<string>();
	return keys.map((key) => {
		if (parent === null) checkContext(scope, key, generation);
		const own = parts.map((names) => partOf(key, names));
		try {
			const ref = refOf(kind, ...above, ...own);
			if (named.has(idOf(ref))) throw fault("Another key of this call names the same record.");
			named.add(idOf(ref));
			return [key, ref] as const;
		} catch (error) {
			if (error instanceof TributaryError) return [key, error] as const;
			throw error;
		}
	});
}

/** Does the sound ones, and answers every key in its place. */
export async function perKey(
	refs: Refs,
	work: (sound: readonly RecordRef[]) => Promise<readonly KeyOutcome[]>,
): Promise<(readonly [Key, KeyOutcome])[]> {
	const sound = refs.flatMap(([, ref]) => (ref instanceof TributaryError ? [] : [ref]));
	const outcomes = (sound.length === 0 ? [] : await work(sound)).values();
	return refs.map(([key, ref]) => {
		if (ref instanceof TributaryError) return [key, { ok: false, error: ref }] as const;
		return [key, outcomes.next().value as KeyOutcome] as const;
	});
}

export const written = (outcome: Outcome): KeyOutcome => (outcome.ok ? { ok: true, status: 204 } : outcome);

async function update(call: WireCall, description: RecordResource, shape: Resource["shape"]): Promise<WireAnswer> {
	const { kind, generation } = description;
	const entities = entitiesOf(call.request, shape);
	const refs = refsOf(
		call,
		description,
		entities.map(([key]) => key),
	);
	const named = entities.map(([, entity]) => toOurs(entity));
	const items = refs.flatMap(([, ref], place): (Item & { readonly named: NamedEntity })[] => {
		const entity = named[place];
		return ref instanceof TributaryError || entity === undefined ? [] : [{ ref, entity: entity.entity, named: entity }];
	});
	const outcomes = await perKey(refs, async () => {
		const done = await writeRecords(call.scope, call.deps.sync, kind, items);
		return done.map((outcome, place) => {
			if (outcome.ok) return written(outcome);
			const names = items[place]?.named.names ?? new Map();
			return { ok: false, error: inTheirNames(outcome.error, names, generation) };
		});
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function get(call: WireCall, description: RecordResource): Promise<WireAnswer> {
	const { generation, enrich } = description;
	const refs = refsOf(call, description, idsOf(call));
	const outcomes = await perKey(refs, async (sound) => {
		const found = await readRecords(call.scope, description.kind, sound);
		const more = enrich === undefined ? [] : await enrich(call, sound);
		return found.map((entity, place): KeyOutcome => {
			if (entity === null) return { ok: false, error: new TributaryError("not-found") };
			const whole = { ...fromOurs(entity, generation), ...more[place] };
			return { ok: true, status: 200, entity: projected(call, whole) };
		});
	});
	return { body: batchEnvelope(outcomes, true) };
}

/** `fields=a,b`: only these members. */
function projected({ request }: WireCall, entity: Record<string, unknown>): unknown {
	const fields = single(request.parameters, "fields");
	if (fields === null) return entity;
	const wanted = new Set(fields.split(","));
	return Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.has(name)));
}

async function remove(call: WireCall, description: RecordResource): Promise<WireAnswer> {
	const refs = refsOf(call, description, idsOf(call));
	const outcomes = await perKey(refs, async (sound) =>
		(await removeRecords(call.scope, call.deps.sync, description.kind, sound)).map(written),
	);
	return { body: batchEnvelope(outcomes, false) };
}

/** @throws TributaryError `invalid-request` */
export function idsOf({ request }: WireCall): readonly Key[] {
	if (request.ids === null) throw fault("The call names no ids.");
	return request.ids;
}
