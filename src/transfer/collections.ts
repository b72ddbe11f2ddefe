import * as z from "zod";
import { PROVIDER_ID } from "../domain/account.ts";
import { Candidate, Job, Merge } from "../domain/candidate.ts";
import type { Collection } from "../engine/port.ts";
import { INTEGRATIONS_ID, withoutCallback } from "../export/integration-record.ts";
import { SUBSCRIPTIONS_ID, withNewSecrets, withoutSecrets } from "../export/subscriptions.ts";
import { holderKey, OriginalRecord } from "../ingest/originals.ts";
import { LISTS_FOUND } from "../ingest/people-lists.ts";
import { Task } from "../ingest/task-record.ts";
import { LEARNED_IDS } from "../search/meaning/learned/model.ts";
import { AtsRecord } from "../sync/stored.ts";
import { isSecondPerson } from "../tenancy/accounts/second-person.ts";
import { MARK_ID } from "../tenancy/anchor/anchor.ts";
import { isKeptAnswer } from "../tenancy/kept-answers.ts";
import { FENCE_ID } from "../tenancy/moves/place.ts";
import { OWNER_ID } from "../tenancy/stores.ts";
import { Line, Manifest, Opening } from "./format.ts";
import { REGISTRY_PARTS } from "./registry-parts.ts";

/** Which records of a tenant leave, in which form, and how they come back. */

export const RETURNED = [
	"job",
	"original",
	"ats",
	"merge",
	"task",
	"export",
	"activity",
	"desk",
	"signal",
	"lab",
	"setting",
	"person",
] as const satisfies readonly Collection[];
export type Returned = (typeof RETURNED)[number];

const anything = z.record(z.string(), z.unknown());

/** What a record of each collection is; of collections that hold several kinds, told by their ids, only that it is an object. */
const RECORDS: Readonly<Record<Returned, z.ZodType>> = {
	job: Job,
	original: OriginalRecord,
	ats: z.union([AtsRecord, anything]),
	merge: Merge,
	task: Task,
	export: anything,
	activity: anything,
	desk: anything,
	signal: anything,
	lab: anything,
	setting: anything,
	person: Candidate,
};

export const isSound = (collection: Returned, { record, keys }: Line): boolean =>
	RECORDS[collection].safeParse(record).success && (collection !== "original" || isFound(record, keys));

/** Whether a file is found by whoever it is of: what nobody's key leads to would outlive him, and be sealed for nobody. */
function isFound(record: unknown, keys: readonly string[]): boolean {
	const holders = OriginalRecord.parse(record).candidates.map(holderKey);
	return holders.length > 0 && holders.every((key) => keys.includes(key));
}

/** JSON Schema 2020-12 of what is in an archive, by name. */
export function schemas(): ReadonlyMap<string, object> {
	const text = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any", io: "input" });
	return new Map([
		["archive", text(Opening)],
		["manifest", text(Manifest)],
		...RETURNED.map((name) => [name, text(Line.extend({ record: RECORDS[name] }))] as const),
		...Object.entries(REGISTRY_PARTS).map(([name, { schema }]) => [name, text(schema)] as const),
	]);
}

/** What is this deployment's, and not the tenant's: whose store it is, how new, whether it moves, who signs in, what was learned. */
const STAYS: ReadonlySet<string> = new Set([OWNER_ID, MARK_ID, FENCE_ID, PROVIDER_ID, ...LEARNED_IDS]);

/** Whether a record leaves, and whether one is taken in: an archive is not believed about who signs in here. */
export function leaves(collection: Returned, id: string): boolean {
	if (collection === "setting")
		return !STAYS.has(id) && !id.startsWith("deliveries:") && !isKeptAnswer(id) && !isSecondPerson(id);
	// Whether an archive's lists have the keys that they should is looked at anew.
	return !(collection === "ats" && id.startsWith("upload/")) && !(collection === "desk" && id === LISTS_FOUND);
}

/** A record as it leaves. */
export const leaving = (collection: Returned, id: string, record: string): unknown =>
	collection === "setting" && id === SUBSCRIPTIONS_ID ? withoutSecrets(record) : JSON.parse(record);

/** A record as it comes back, JSON text. */
export function returning(collection: Returned, { id, record }: Line, now: Date): string {
	if (collection === "setting" && id === SUBSCRIPTIONS_ID) return withNewSecrets(record, now);
	if (collection === "setting" && id === INTEGRATIONS_ID) return withoutCallback(record);
	return JSON.stringify(record);
}
