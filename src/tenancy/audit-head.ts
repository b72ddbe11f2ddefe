import { timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { authenticate } from "../cryptography.ts";
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

/** Record in the collection `setting` of a log that has entries. */
export const AUDIT_HEAD_ID = "audit-head";
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
	/** Authenticates the head by the first key, where it is by another. @throws `conflict` it was moved meanwhile · as {@link read} */
	renew(): Promise<void>;
}

/** 32 bytes each, of one tenant's log only: the first authenticates, all are believed (those of before a change of the master key). */
export type HeadKeys = readonly [Uint8Array, ...Uint8Array[]];

export function createHeadKeeper(store: Store, tenant: TenantId, keys: HeadKeys): HeadKeeper {
	const macBy = (key: Uint8Array, { seq, hash }: AuditHead) => authenticate(key, canonicalJson({ hash, seq, tenant }));
	const isBy = (key: Uint8Array, head: AuditHead, mac: string) =>
		timingSafeEqual(Buffer.from(mac, "hex"), macBy(key, head));
	const stored = async () => {
		const [found] = await store.read("setting", { ids: [AUDIT_HEAD_ID] });
		if (found == null) return null;
		const { mac, ...head } = StoredHead.parse(JSON.parse(found.record));
		if (!keys.some((key) => isBy(key, head, mac))) {
			throw new TributaryError("store-corrupt", { detail: `The head of the audit log of ${tenant} was changed.` });
		}
		return { head, mac, version: found.version };
	};
	const record = (head: AuditHead) => canonicalJson({ ...head, mac: macBy(keys[0], head).toString("hex") });
	return {
		read: async () => (await stored())?.head ?? { seq: 0, hash: genesisHash(tenant) },
		move: (head) => ({ op: "put", collection: "setting", id: AUDIT_HEAD_ID, record: record(head) }),
		renew: async () => {
			const found = await stored();
			if (found === null || isBy(keys[0], found.head, found.mac)) return;
			const change = { op: "put", collection: "setting", id: AUDIT_HEAD_ID, record: record(found.head) } as const;
			await store.write([{ ...change, ifVersion: found.version }]);
		},
	};
}
