import * as z from "zod";
import { parseTenantId, type TenantId } from "../../domain/tenant.ts";
import type { Store } from "../../engine/port.ts";
import { eachRecord } from "../listing.ts";
import { WrappedKey } from "../vault.ts";
import { Approval } from "./approval.ts";
import { Certificate } from "./certificate.ts";

/** How the end of a tenant's data stands, one record for each tenant. It outlives the tenant: nobody gets the id again. */

/** `erasing`: the keys may be gone already, so there is no way back; whatever stops it, it is gone on with. */
export const DISPOSAL_STATES = ["requested", "approved", "erasing", "erased", "cancelled"] as const;

/** Where the tenant wants to be told that it is done; needed after its own store is gone, and dropped when it was told. */
export const LastWord = z.strictObject({ webhookId: z.string(), url: z.string(), secrets: z.array(z.string()) });
export type LastWord = z.output<typeof LastWord>;

const Erasure = z.strictObject({
	startedAt: z.iso.datetime(),
	/** SHA-256 of the wrapped data key that was destroyed, hex: names the key and opens nothing. */
	keyId: z.string(),
	keyVersion: z.int().positive(),
	/** What was destroyed with it: the key that the keys of people are wrapped by, and one that was to be the next. */
	otherKeys: z
		.array(z.strictObject({ of: z.enum(["persons", "nextPersons", "nextData"]), id: z.string(), version: z.int() }))
		.default([]),
	/** Records by collection just before; null where the store could not be read any more. */
	records: z.record(z.string(), z.int().nonnegative()).nullable(),
	/** Clients, applications and addresses of the tenant that were taken out of the registry. */
	registryRecords: z.int().nonnegative(),
	/** Opens the audit log, which stays: it holds no personal data, and whoever asks later must be able to check it. */
	auditKey: WrappedKey,
	lastWords: z.array(LastWord),
});

export const DisposalRecord = z.strictObject({
	id: z.string(),
	tenant: z.string().transform((value) => parseTenantId(value)),
	name: z.string(),
	organization: z.int().positive(),
	state: z.enum(DISPOSAL_STATES),
	/** Whether the second approval alone disables it, so that it is served again when the request is taken back. */
	wasActive: z.boolean(),
	reason: z.string(),
	requestedAt: z.iso.datetime(),
	coolingOffUntil: z.iso.datetime(),
	approvals: z.array(Approval),
	erasure: Erasure.optional(),
	certificate: Certificate.optional(),
});
export type DisposalRecord = z.output<typeof DisposalRecord>;

export interface StoredDisposal {
	readonly record: DisposalRecord;
	readonly version: number;
}

const PREFIX = "disposal:";
const parse = (found: { readonly record: string; readonly version: number }): StoredDisposal => ({
	record: DisposalRecord.parse(JSON.parse(found.record)),
	version: found.version,
});

/** The latest request about a tenant, null when there never was one. */
export async function readDisposal(platform: Store, tenant: TenantId): Promise<StoredDisposal | null> {
	const [found] = await platform.read("setting", { ids: [`${PREFIX}${tenant}`] });
	return found == null ? null : parse(found);
}

export const putDisposal = (record: DisposalRecord, ifVersion: number) =>
	({
		op: "put",
		collection: "setting",
		id: `${PREFIX}${record.tenant}`,
		record: JSON.stringify(record),
		ifVersion,
	}) as const;

/** All of them, by tenant. */
export async function listDisposals(platform: Store): Promise<readonly DisposalRecord[]> {
	const found: DisposalRecord[] = [];
	for await (const one of eachRecord(platform, "setting", { prefix: PREFIX })) found.push(parse(one).record);
	return found;
}
