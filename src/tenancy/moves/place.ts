import * as z from "zod";
import type { TenantId } from "../../domain/tenant.ts";
import type { Change, Store, StoreName } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { conflictAt } from "../optimistic.ts";

/** A folder with files of tenants, on one machine, while the registry is everybody's. */
const DataFolder = z.strictObject({
	/** The same wherever the folder is mounted. */
	id: z.string(),
	/** Where it was when a tenant was moved there, for people. */
	host: z.string(),
	path: z.string(),
});
export type DataFolder = z.output<typeof DataFolder>;

/**
 * Where a tenant's two stores lie, where that is another engine than the one of the registry, and whether they are on their way to yet
 * another. It stays when the tenant is erased, because its log does.
 */
const Place = z.strictObject({
	engine: z.string(),
	/** In which folder, of an engine that has one on each machine. */
	folder: DataFolder.optional(),
	move: z
		.strictObject({
			to: z.string(),
			folder: DataFolder.optional(),
			/** All is there and was compared: what lies in the place of before is removed, and nobody works on either until it is gone. */
			isVerified: z.boolean(),
		})
		.optional(),
	/** An engine that a move was taken back from, where a copy lies until it is removed. */
	leftIn: z.string().optional(),
	leftFolder: DataFolder.optional(),
});
export type Place = z.output<typeof Place>;

const placeId = (tenant: TenantId): string => `place:${tenant}`;

/** null: it lies where the registry does, and always did. */
export async function readPlace(platform: Store, tenant: TenantId): Promise<{ place: Place; version: number } | null> {
	const [found] = await platform.read("setting", { ids: [placeId(tenant)] });
	return found == null ? null : { place: Place.parse(JSON.parse(found.record)), version: found.version };
}

/** @throws TributaryError `tenant-moving` */
export async function demandNoMove(platform: Store, tenant: TenantId): Promise<void> {
	if ((await readPlace(platform, tenant))?.place.move !== undefined) throw new TributaryError("tenant-moving");
}

export const putPlace = (tenant: TenantId, place: Place, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: placeId(tenant),
	record: JSON.stringify(place),
	ifVersion,
});

/** Stands in a store that is about to lie elsewhere: from then on nothing is written to it, by any process. */
export const FENCE_ID = "store-moving";

export const putFence: Change = { op: "put", collection: "setting", id: FENCE_ID, record: "{}" };
export const removeFence: Change = { op: "delete", collection: "setting", id: FENCE_ID };
const NO_FENCE: Change = { op: "check", collection: "setting", id: FENCE_ID, ifVersion: 0 };

/** Stores that move; the others lie where the registry does. */
export const mayMove = (name: StoreName): name is Extract<StoreName, { tenant: TenantId }> => "tenant" in name;

/** Holds while the fence is the one with this version. */
export const fenceAt = (version: number): Change => ({
	op: "check",
	collection: "setting",
	id: FENCE_ID,
	ifVersion: version,
});

/**
 * Writes where no fence stands, in the same transaction.
 * @throws TributaryError `tenant-moving` a fence stands: nothing is written · as the store's `write`
 */
export async function writeUnfenced(store: Store, changes: readonly Change[]): Promise<readonly number[]> {
	if (changes.length === 0) return store.write(changes);
	try {
		return (await store.write([...changes, NO_FENCE])).slice(0, changes.length);
	} catch (error) {
		throw conflictAt(error) === changes.length ? new TributaryError("tenant-moving", { cause: error }) : error;
	}
}
