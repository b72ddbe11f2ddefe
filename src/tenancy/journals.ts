import type { TenantId } from "../domain/tenant.ts";
import type { Store, StoreName } from "../engine/port.ts";
import { type ErrorCode, TributaryError } from "../errors.ts";
import { type AuditEntry, type AuditHead, genesisHash } from "./audit-entry.ts";
import { createHeadKeeper, type HeadKeys } from "./audit-head.ts";
import { type AuditLog, createAuditLog } from "./audit-log.ts";
import { type AuditFilter, type AuditFound, type AuditSearch, searchAudit } from "./audit-search.ts";
import type { AuditSink } from "./audit-sink/audit-sink.ts";
import { type AuditTree, createAuditTree, type SignedHead } from "./audit-tree.ts";
import { type AuditVerdict, verifyAuditLog } from "./audit-verify.ts";
import type { Clock } from "./clock.ts";
import { readDisposal } from "./disposal/disposal-record.ts";
import { type LoggedIds, loggedIds, withLoggedIds } from "./logged-ids.ts";
import { retryOnConflict } from "./optimistic.ts";
import { type Access, recordAccess } from "./recording.ts";
import type { StatementKey } from "./signed-json.ts";
import { labelOf, type Stores } from "./stores.ts";
import { readTenantRecord, type TenantRecord } from "./tenants.ts";
import { deriveKey, type Vault } from "./vault.ts";
import { withKeys } from "./with-keys.ts";

/** Reads audit logs. Reading one on somebody's behalf is an access too: record it through his scope. */
export interface AuditReader {
	/** Entries after number `after` (absent: from the first), oldest first. @throws `tenant-unavailable` */
	read(tenant: TenantId, page: { readonly after?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
	/** The latest entries, newest first. @throws `tenant-unavailable` */
	latest(tenant: TenantId, limit: number): Promise<readonly AuditEntry[]>;
	/** Entries that pass a filter, newest first. @throws `tenant-unavailable` */
	search(tenant: TenantId, filter: AuditFilter, page: AuditSearch): Promise<AuditFound>;
	/** As ids may stand in its entries: a digest in the place of one that may be an e-mail address. @throws `tenant-unavailable` */
	asLogged(tenant: TenantId, ids: readonly string[]): Promise<readonly string[]>;
	/**
	 * Also of a log that is gone or not this tenant's: that is a bad verdict.
	 * @param witnessed a head that was noted earlier, outside
	 * @throws `tenant-unavailable` no such tenant · `store-unavailable`
	 */
	verify(tenant: TenantId, witnessed?: AuditHead): Promise<AuditVerdict>;
	/** The log as it is now, in one hash, signed; to be kept elsewhere. @throws `tenant-unavailable` */
	signedHead(tenant: TenantId): Promise<SignedHead>;
	/**
	 * That an entry is in the log of this size, hex hashes (RFC 9162, 2.1.3). @throws `tenant-unavailable` · `invalid-field` there is no
	 * such entry
	 */
	inclusion(tenant: TenantId, seq: number, size: number): Promise<readonly string[]>;
	/** That the log of `from` entries is the beginning of that of `to` (RFC 9162, 2.1.4). @throws as {@link inclusion} */
	consistency(tenant: TenantId, from: number, to: number): Promise<readonly string[]>;
}

interface Journal {
	readonly store: Store;
	readonly log: AuditLog;
	readonly headKeys: HeadKeys;
	readonly tree: AuditTree;
	/** For digests of query texts. */
	readonly digestKey: Buffer;
	readonly ids: LoggedIds;
}

/** Whose log it is, and what opens it: a tenant's record, or what is left of it when the tenant is erased. */
export interface LogOwner {
	readonly tenant: { readonly id: TenantId };
	readonly keys: Pick<TenantRecord["keys"], "audit">;
}

/** The audit logs of all tenants, one writer each in this process, so that entries of one tenant can share a write. */
export interface Journals {
	/** @throws TributaryError `audit-unavailable`, with a detail for the operator where the log is gone or not this tenant's */
	open(owner: LogOwner): Promise<Journal>;
	/** Does an act of administration and writes it down, as {@link recordAccess}. */
	administer<T>(owner: LogOwner, access: Administration, run: () => Promise<T>): Promise<T>;
	/** Writes down that something was not done, for lack of a right. Resolves when that is durable. @throws `audit-unavailable` */
	deny(owner: LogOwner, access: Access, code: ErrorCode): Promise<void>;
	/** Has the head of a log authenticated by what comes of the current master key. @throws as {@link open} */
	renewHead(owner: LogOwner): Promise<void>;
	/** @throws TributaryError `tenant-unavailable` */
	recordOf(tenant: TenantId): Promise<TenantRecord>;
	readonly reader: AuditReader;
}

/** Of which nobody said why it is done: an act of administration. */
export type Administration = Omit<Access, "purpose"> & Partial<Pick<Access, "purpose">>;

interface JournalsOptions {
	readonly platform: Store;
	readonly stores: Stores;
	readonly vault: Vault;
	readonly clock: Clock;
	/** Signs the heads of logs. */
	readonly headSigner: StatementKey;
	/** Where entries go as well; nowhere if absent. */
	readonly sink?: AuditSink | undefined;
}

export function createJournals(options: JournalsOptions): Journals {
	const { clock } = options;
	const opened = new Map<TenantId, Promise<Journal>>();
	const open = (record: LogOwner): Promise<Journal> => {
		const found = opened.get(record.tenant.id);
		if (found !== undefined) return found;
		const opening = openJournal(options, record);
		opened.set(record.tenant.id, opening);
		// A failure is not remembered: the next caller tries anew.
		opening.catch(() => opened.delete(record.tenant.id));
		return opening;
	};
	const recordOf = async (tenant: TenantId) => {
		const found = await readTenantRecord(options.platform, tenant);
		if (!found?.record.provisioned) throw new TributaryError("tenant-unavailable");
		return found.record;
	};
	return {
		open,
		recordOf,
		administer: async (record, access, run) => {
			const { log } = await open(record);
			return recordAccess({ log, clock }, { purpose: "administration", ...access }, async () => {
				return { value: await run(), result: { outcome: "ok" } };
			});
		},
		deny: async (record, access, code) => {
			const { log } = await open(record);
			await log.append({ ...access, at: clock().toISOString(), result: { outcome: "denied", code } });
		},
		renewHead: async (owner) => {
			const { store, headKeys } = await open(owner);
			await retryOnConflict(() => createHeadKeeper(store, owner.tenant.id, headKeys).renew());
		},
		reader: readerOf(async (tenant) => open((await erasedOwner(options.platform, tenant)) ?? (await recordOf(tenant)))),
	};
}

/** Of a tenant that is erased, or about to be: its log stays, so that it can still be checked. */
async function erasedOwner(platform: Store, tenant: TenantId): Promise<LogOwner | null> {
	const erasure = (await readDisposal(platform, tenant))?.record.erasure;
	return erasure === undefined ? null : { tenant: { id: tenant }, keys: { audit: erasure.auditKey } };
}

async function openJournal(options: JournalsOptions, { tenant, keys }: LogOwner): Promise<Journal> {
	const { stores, vault } = options;
	const name: StoreName = { kind: "audit", tenant: tenant.id };
	const headKeys = await vault.derivations(`audit-head:${labelOf(name)}`);
	const store = await stores.open(name, keys.audit).catch((error: unknown) => {
		const detail = wrongPlace(error, tenant.id);
		throw detail === null ? error : new TributaryError("audit-unavailable", { detail, cause: error });
	});
	// From the log's own key: when that is destroyed nobody can test guesses against the digests any more.
	const digestKey = await withKeys([await stores.dataKey(name, keys.audit)], async ([key]) =>
		vault.keep(deriveKey(key, "audit-digest")),
	);
	const ids = loggedIds(digestKey);
	return {
		store,
		ids,
		log: withLoggedIds(createAuditLog({ store, tenant: tenant.id, headKeys, sink: options.sink }), ids),
		tree: createAuditTree({ store, tenant: tenant.id, key: options.headSigner, now: options.clock }),
		headKeys,
		digestKey,
	};
}

/** What is wrong with the store of a log as a whole; null for trouble that passes, and for what is no trouble of the store. */
function wrongPlace(error: unknown, tenant: TenantId): string | null {
	const code = error instanceof TributaryError ? error.code : null;
	// The tenant is registered, and its log was made before it was: so somebody has taken it away.
	if (code === "not-found" || code === "store-missing")
		return `The audit log of ${tenant} is gone, although the tenant exists.`;
	// The key was opened by the master key, so it is the right one; what lies there was written with another.
	if (code === "wrong-key") return `What lies in the place of the audit log of ${tenant} is not this tenant's log.`;
	if (code === "store-corrupt") return `The store of the audit log of ${tenant} is damaged, or another tenant's.`;
	return null;
}

function readerOf(journalOf: (tenant: TenantId) => Promise<Journal>): AuditReader {
	return {
		read: async (tenant, page) => (await journalOf(tenant)).log.read(page),
		latest: async (tenant, limit) => (await journalOf(tenant)).log.latest(limit),
		search: async (tenant, filter, page) => {
			const { log, ids } = await journalOf(tenant);
			const { about, ...rest } = filter;
			const wanted = { ...rest, about: about === undefined ? undefined : ids.anyOf(about) };
			return searchAudit(({ before, limit }) => log.latest(limit, before), wanted, page);
		},
		asLogged: async (tenant, given) => {
			const { ids } = await journalOf(tenant);
			return given.flatMap((id) => ids.anyOf(id));
		},
		signedHead: async (tenant) => (await journalOf(tenant)).tree.signedHead(),
		inclusion: async (tenant, seq, size) => (await journalOf(tenant)).tree.inclusion(seq, size),
		consistency: async (tenant, from, to) => (await journalOf(tenant)).tree.consistency(from, to),
		verify: async (tenant, witnessed) => {
			try {
				const { store, headKeys } = await journalOf(tenant);
				return await verifyAuditLog(store, tenant, { headKeys, ...(witnessed === undefined ? {} : { witnessed }) });
			} catch (error) {
				const missing = error instanceof TributaryError && error.code === "audit-unavailable" ? error.cause : error;
				const reason = wrongPlace(missing, tenant);
				if (reason === null) throw error;
				return { entries: 0, ok: false, reason, unfinished: [], head: { seq: 0, hash: genesisHash(tenant) } };
			}
		},
	};
}
