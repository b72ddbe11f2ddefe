import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import { Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import { faultsOf } from "../domain/faults.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { type FieldFault, TributaryError } from "../errors.ts";
import { eachRecord } from "./listing.ts";
import { retryOnConflict } from "./optimistic.ts";
import type { Stores } from "./stores.ts";
import { OPERATOR } from "./tenants.ts";
import { WrappedKey } from "./vault.ts";

/** The shared professional network, the same for every tenant. Tenants read it through their scope; here it is filled. */
export interface Network {
	/**
	 * Stores profiles, each a full replacement of the one with the same id. A profile that is not well formed is left out.
	 * @param profileDocument what is indexed of a profile
	 * @throws TributaryError `insufficient-scope` when the actor is not the operator
	 */
	importProfiles(
		profiles: Iterable<unknown> | AsyncIterable<unknown>,
		profileDocument: (profile: Profile) => IndexedDocument,
		actor?: Actor,
	): Promise<NetworkImport>;
	/**
	 * Takes a member's profile out of the network, and in the same write notes which tenants have still to follow.
	 * @returns null when there is no such profile and no removal of it that is not finished
	 * @throws TributaryError `insufficient-scope` when the actor is not the operator
	 */
	remove(
		profileId: string,
		by: { readonly tenants: readonly TenantId[]; readonly at: Date; readonly actor?: Actor },
	): Promise<Removal | null>;
	/**
	 * Makes vectors of the profiles, with what is made of them and nothing else written.
	 * @throws TributaryError `insufficient-scope` when the actor is not the operator
	 */
	embed<T>(work: (store: EmbeddedPeople) => Promise<T>, actor?: Actor): Promise<T>;
	/** Removals that some tenant has still to follow. */
	openRemovals(): Promise<readonly Removal[]>;
	/** Notes that tenants have followed; a removal that all have followed is forgotten. */
	followed(profileId: string, tenants: readonly TenantId[]): Promise<void>;
}

/** Profiles to be read, and their vectors to be written. */
export type EmbeddedPeople = Pick<Store, "list" | "read" | "write">;

/** A member who left, until every tenant's data have followed. */
export interface Removal {
	/** Of this removal: somebody may come back under the same id, and leave again. */
	readonly id: string;
	readonly profileId: string;
	readonly removedAt: string;
	readonly pending: readonly TenantId[];
}

export interface NetworkImport {
	readonly stored: number;
	/** Place in the input, from 0, and what is wrong. */
	readonly refused: readonly { readonly index: number; readonly errors: readonly FieldFault[] }[];
}

/** Profiles in one write. */
const BATCH = 500;
const KEY_ID = "store-key:network";
const StoredKey = z.strictObject({ key: WrappedKey });

/** Opens the network's store; on first use its key is made and registered before anything is encrypted with it. */
export async function openNetworkStore(platform: Store, stores: Stores): Promise<Store> {
	const key = await retryOnConflict(async () => {
		const [found] = await platform.read("setting", { ids: [KEY_ID] });
		if (found != null) return StoredKey.parse(JSON.parse(found.record)).key;
		const fresh = await stores.newKey({ kind: "network" });
		const record = JSON.stringify({ key: fresh });
		await platform.write([{ op: "put", collection: "setting", id: KEY_ID, record, ifVersion: 0 }]);
		return fresh;
	});
	return stores.open({ kind: "network" }, key, { create: true });
}

export function createNetwork(store: Store): Network {
	return {
		...createRemovals(store),
		embed: async (work, actor = OPERATOR) => {
			if (actor.kind !== "operator") throw new TributaryError("insufficient-scope");
			return work(store);
		},
		importProfiles: async (profiles, profileDocument, actor = OPERATOR) => {
			if (actor.kind !== "operator") throw new TributaryError("insufficient-scope");
			const refused: NetworkImport["refused"][number][] = [];
			let batch: Profile[] = [];
			let index = 0;
			for await (const input of profiles) {
				const read = Profile.safeParse(input);
				if (read.success) batch.push(read.data);
				else refused.push({ index, errors: faultsOf(read.error) });
				index++;
				if (batch.length === BATCH) {
					await writeProfiles(store, batch, profileDocument);
					batch = [];
				}
			}
			await writeProfiles(store, batch, profileDocument);
			return { stored: index - refused.length, refused };
		},
	};
}

async function writeProfiles(
	store: Store,
	profiles: readonly Profile[],
	profileDocument: (profile: Profile) => IndexedDocument,
): Promise<void> {
	if (profiles.length === 0) return;
	const put = (profile: Profile) =>
		({
			op: "put",
			collection: "person",
			id: profile.id,
			record: JSON.stringify(profile),
			document: profileDocument(profile),
		}) as const;
	await store.write(profiles.map(put));
}

const RemovalRecord = z.strictObject({
	id: z.string(),
	profileId: z.string(),
	removedAt: z.iso.datetime(),
	pending: z.array(z.string().transform((value) => parseTenantId(value))),
});
const REMOVAL = "removal:";
const removalKey = (profileId: string) => `${REMOVAL}${profileId}`;

function createRemovals(store: Store): Pick<Network, "remove" | "openRemovals" | "followed"> {
	const find = async (profileId: string) => {
		const [found] = await store.read("setting", { ids: [removalKey(profileId)] });
		return found == null ? null : { removal: RemovalRecord.parse(JSON.parse(found.record)), version: found.version };
	};
	const put = (removal: Removal, ifVersion: number) =>
		({
			op: "put",
			collection: "setting",
			id: removalKey(removal.profileId),
			record: JSON.stringify(removal),
			ifVersion,
		}) as const;
	return {
		remove: async (profileId, { tenants, at, actor = OPERATOR }) => {
			if (actor.kind !== "operator") throw new TributaryError("insufficient-scope");
			return retryOnConflict(async () => {
				const begun = await find(profileId);
				const [profile] = await store.read("person", { ids: [profileId] });
				if (profile == null) return begun?.removal ?? null;
				// A profile that came back before every tenant had followed: they follow once for both.
				const removal = { id: randomUUID(), profileId, removedAt: at.toISOString(), pending: [...tenants] };
				await store.write([
					put(removal, begun?.version ?? 0),
					{ op: "delete", collection: "person", id: profileId, ifVersion: profile.version },
					{ op: "delete", collection: "embedding", id: profileId },
				]);
				return removal;
			});
		},
		openRemovals: async () => {
			const found: Removal[] = [];
			for await (const { record } of eachRecord(store, "setting", { prefix: REMOVAL }))
				found.push(RemovalRecord.parse(JSON.parse(record)));
			return found;
		},
		followed: (profileId, tenants) =>
			retryOnConflict(async () => {
				const begun = await find(profileId);
				if (begun === null) return;
				const pending = begun.removal.pending.filter((tenant) => !tenants.includes(tenant));
				const change =
					pending.length > 0
						? put({ ...begun.removal, pending }, begun.version)
						: ({ op: "delete", collection: "setting", id: removalKey(profileId), ifVersion: begun.version } as const);
				await store.write([change]);
			}),
	};
}
