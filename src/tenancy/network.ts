import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import { Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import { faultsOf } from "../domain/faults.ts";
import type { Store } from "../engine/port.ts";
import { type FieldFault, TributaryError } from "../errors.ts";
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
