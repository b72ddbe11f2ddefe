import { createHash } from "node:crypto";
import type { Actor } from "../../domain/actor.ts";
import type { TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AuditFilter } from "../audit-search.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { Clock } from "../clock.ts";
import type { Journals, LogOwner } from "../journals.ts";
import { isConflict } from "../optimistic.ts";
import type { StatementKey } from "../signed-json.ts";
import type { Stores } from "../stores.ts";
import { putTenant, readTenantRecord, type TenantRecord } from "../tenants.ts";
import type { WrappedKey } from "../vault.ts";
import { CERTIFICATE_FORMAT, type Certificate, type CertificateStatement, certify } from "./certificate.ts";
import { countRecords } from "./count-records.ts";
import {
	type DisposalRecord,
	type LastWord,
	putDisposal,
	readDisposal,
	type StoredDisposal,
} from "./disposal-record.ts";
import { registryOf } from "./registry-of.ts";

/**
 * Erasing a tenant, step by step. Each step can be repeated, and none is begun before the one before is durable, so whatever stops
 * it, it is gone on with where it was: there is no certificate before the destruction, and no tenant that is half readable.
 */
export interface EraseDeps {
	readonly platform: Store;
	readonly stores: Stores;
	readonly journals: Journals;
	readonly certificateKey: StatementKey;
	readonly clock: Clock;
	readonly toolVersion: string;
	/** Where a tenant wants to be told, read from its store while it can be. */
	readonly lastWordsOf: (store: Store) => Promise<readonly LastWord[]>;
	/** Removes what was learned from the tenant and lies outside its store. To be repeated. */
	readonly forgetLearned: (tenant: TenantId) => void;
	/** Whether a copy that a restore was putting together lies beside the stores. */
	readonly hasCopy: () => boolean;
	/** Keeps, where no restore reaches it, that the tenant is being erased, or is. */
	readonly remember: (record: DisposalRecord) => Promise<void>;
	/** Overwrites what this process holds of the tenant's keys beside those of its store. */
	readonly letGoOfKeys: (tenant: TenantId) => Promise<void>;
	/** The tenant has nothing to follow any more of what happens in the network. */
	readonly leaveNetwork: (tenant: TenantId) => Promise<void>;
}

interface Order {
	readonly actor: Actor;
	/** null once its keys are destroyed. */
	readonly owner: { readonly record: TenantRecord; readonly version: number } | null;
}

type Erasing = DisposalRecord & { readonly erasure: NonNullable<DisposalRecord["erasure"]> };

export async function erase(deps: EraseDeps, found: StoredDisposal, order: Order): Promise<Certificate> {
	// Before anything is destroyed: of what lies where we cannot look nobody could say afterwards that it is gone.
	await deps.stores.places.holding({ kind: "tenant", tenant: found.record.tenant });
	const begun = isErasing(found.record) ? found.record : await begin(deps, found, order);
	const { tenant, id, erasure } = begun;
	const log: LogOwner = { tenant: { id: tenant }, keys: { audit: erasure.auditKey } };
	const access = { actor: order.actor, action: "tenant.wipe", subject: { requestId: id, about: "erasing" } } as const;
	const checks = await deps.journals.administer(log, access, async () => {
		await destroyKeys(deps, tenant);
		await deps.stores.drop({ kind: "tenant", tenant });
		await deps.letGoOfKeys(tenant);
		await deps.leaveNetwork(tenant);
		deps.forgetLearned(tenant);
		return verifyGone(deps, tenant);
	});
	return conclude(deps, begun, checks);
}

const isErasing = (record: DisposalRecord): record is Erasing => record.erasure !== undefined;

/** From here on there is no way back. What the certificate says of the data is read now, while it can be. */
async function begin(deps: EraseDeps, found: StoredDisposal, { owner }: Order): Promise<Erasing> {
	const { platform, stores, clock } = deps;
	if (owner === null) throw new TributaryError("tenant-unavailable");
	const { tenant, keys } = owner.record;
	const store = await stores.open({ kind: "tenant", tenant: tenant.id }, keys.data).catch(() => null);
	const erasure = {
		startedAt: clock().toISOString(),
		keyId: digestOf(keys.data),
		keyVersion: keys.data.version,
		otherKeys: (["persons", "nextPersons", "nextData"] as const).flatMap((of) => {
			const key = keys[of];
			return key === undefined ? [] : [{ of, id: digestOf(key), version: key.version }];
		}),
		// A store that is damaged already is erased all the same.
		records: store === null ? null : await countRecords(store).catch(() => null),
		registryRecords: (await registryOf(platform, tenant.id)).length,
		auditKey: keys.audit,
		lastWords: store === null ? [] : [...(await deps.lastWordsOf(store).catch(() => []))],
	};
	const record = { ...found.record, state: "erasing" as const, erasure };
	await deps.remember(record);
	const disabled = { ...owner.record, tenant: { ...tenant, status: "disabled" as const } };
	// The tenant's record is in it for its version: a legal hold that came in the meantime wins.
	await platform.write([putDisposal(record, found.version), putTenant(disabled, owner.version)]);
	return record;
}

/** Names a wrapped key, and opens nothing. */
const digestOf = (key: WrappedKey): string => createHash("sha256").update(canonicalJson(key)).digest("hex");

/** One write: the wrapped keys, and everything that leads to the tenant. After it nothing anywhere opens what is stored. */
async function destroyKeys({ platform }: EraseDeps, tenant: TenantId): Promise<void> {
	const gone = await registryOf(platform, tenant);
	const owner = await readTenantRecord(platform, tenant);
	const changes: Change[] = gone.map(({ collection, id }) => ({ op: "delete", collection, id }));
	if (owner !== null) changes.push({ op: "delete", collection: "tenant", id: tenant });
	if (changes.length > 0) await platform.write(changes);
}

const CHECKS = {
	key: "the wrapped keys are in the registry no more",
	registry: "no client, application or address leads to the tenant",
	store: "the store is not there, under any key",
	copy: "no copy that a restore was putting together lies beside the data",
} as const;

/** @throws TributaryError `internal` something is left: then there is no certificate, and the next try removes it */
async function verifyGone({ platform, stores, hasCopy }: EraseDeps, tenant: TenantId): Promise<readonly string[]> {
	const [owner, registry, isGone] = await Promise.all([
		readTenantRecord(platform, tenant),
		registryOf(platform, tenant),
		stores.isGone({ kind: "tenant", tenant }),
	]);
	const holds = { key: owner === null, registry: registry.length === 0, store: isGone, copy: !hasCopy() };
	const failed = Object.entries(holds).filter(([, passed]) => !passed);
	if (failed.length > 0)
		throw new TributaryError("internal", { detail: `Not erased: ${failed.map(([name]) => name).join(", ")}` });
	return Object.values(CHECKS);
}

async function conclude(deps: EraseDeps, begun: Erasing, checks: readonly string[]): Promise<Certificate> {
	const certificate = certify(await statementOf(deps, begun, checks), await deps.certificateKey());
	const stored = await readDisposal(deps.platform, begun.tenant);
	if (stored?.record.certificate !== undefined) return stored.record.certificate;
	try {
		const done: DisposalRecord = { ...begun, state: "erased", certificate };
		await deps.platform.write([putDisposal(done, stored?.version ?? 0)]);
		await deps.remember(done);
		return certificate;
	} catch (error) {
		// Another process was at it too: what it certified first stands.
		const first = isConflict(error) ? await readDisposal(deps.platform, begun.tenant) : null;
		if (first?.record.certificate === undefined) throw error;
		return first.record.certificate;
	}
}

async function statementOf(
	{ journals, clock, toolVersion }: EraseDeps,
	{ id, tenant, name, organization, reason, approvals, erasure }: Erasing,
	checks: readonly string[],
): Promise<CertificateStatement> {
	const [last] = await journals.reader.latest(tenant, 1);
	if (last === undefined) throw new TributaryError("audit-unavailable");
	const { keyId, keyVersion, otherKeys } = erasure;
	return {
		format: CERTIFICATE_FORMAT,
		id,
		tenant: { id: tenant, name, organization },
		reason,
		media: {
			stores: [`tenant:${tenant}`],
			records: erasure.records,
			registryRecords: erasure.registryRecords,
		},
		sanitization: {
			method: "purge",
			techniques: ["cryptographic erase", "deletion"],
			keys: [{ of: "data" as const, id: keyId, version: keyVersion }, ...otherKeys].map((key) => ({
				...key,
				algorithm: "AES-256",
				bits: 256,
			})),
			tool: { name: "Tributary", version: toolVersion },
			startedAt: erasure.startedAt,
			finishedAt: clock().toISOString(),
		},
		verification: {
			method: "full",
			checks: checks.map((check) => ({ check, result: "passed" })),
			verifier: "Tributary, by reading registry and store again after the erasure",
		},
		approvals,
		audit: { entries: last.seq, head: last.hash, inclusion: await inclusionOf(journals, tenant, id) },
		remarks: REMARKS,
	};
}

/** The entry that says that it was done, with what shows that it is in the log: whoever keeps the certificate needs no log of ours. */
async function inclusionOf({ reader }: Journals, tenant: TenantId, request: string) {
	const filter: AuditFilter = { actions: ["tenant.wipe"], outcomes: ["ok"], about: request };
	const { items } = await reader.search(tenant, filter, { limit: 1 });
	const [entry] = items;
	if (entry === undefined) throw new TributaryError("audit-unavailable");
	const signedHead = await reader.signedHead(tenant);
	return { entry, signedHead, path: [...(await reader.inclusion(tenant, entry.seq, signedHead.head.size))] };
}

const REMARKS = [
	"Data were encrypted with the destroyed keys at all times; a copy of the store's files opens with nothing.",
	"A backup of the registry made before this, together with the master key and a copy of the store's files, still opens them: destroy these backups.",
	"The tenant's audit log stays. It holds ids, digests and counts, and no personal data.",
];
