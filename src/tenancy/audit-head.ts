import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type AuditHead, genesisHash } from "./audit-entry.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * The end of a tenant's chain, kept beside it and authenticated by a key that is not in the store. So whoever can write into
 * the store, but does not hold the master key, cannot cut off the newest entries unseen. (He can put back an old copy of the
 * whole store: against that, `verify` takes a head that was noted elsewhere.)
 */

const HEAD_ID = "audit-head";
const StoredHead = z.strictObject({
	seq: z.int().positive(),
	hash: z.string(),
	mac: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface HeadKeeper {
	/** The head as stored; before the first entry, seq 0 and the genesis hash. @throws `store-corrupt` when it was changed */
	read(): Promise<AuditHead>;
	/** The change that moves the head, to be written together with the entries. */
	move(head: AuditHead): Change;
}

/** @param key 32 bytes, of this tenant's log only */
export function createHeadKeeper(store: Store, tenant: TenantId, key: Uint8Array): HeadKeeper {
	const macOf = ({ seq, hash }: AuditHead) =>
		createHmac("sha256", key).update(canonicalJson({ hash, seq, tenant })).digest();
	return {
		read: async () => {
			const [found] = await store.read("setting", { ids: [HEAD_ID] });
			if (found == null) return { seq: 0, hash: genesisHash(tenant) };
			const { seq, hash, mac } = StoredHead.parse(JSON.parse(found.record));
			if (!timingSafeEqual(Buffer.from(mac, "hex"), macOf({ seq, hash }))) {
				throw new TributaryError("store-corrupt", { detail: `The head of the audit log of ${tenant} was changed.` });
			}
			return { seq, hash };
		},
		move: (head) => ({
			op: "put",
			collection: "setting",
			id: HEAD_ID,
			record: canonicalJson({ ...head, mac: macOf(head).toString("hex") }),
		}),
	};
}
