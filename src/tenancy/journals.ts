import type { TenantId } from "../domain/tenant.ts";
import type { Store, StoreName } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { AuditDraft, AuditEntry, AuditHead } from "./audit-entry.ts";
import { type AuditLog, createAuditLog } from "./audit-log.ts";
import { type AuditVerdict, verifyAuditLog } from "./audit-verify.ts";
import type { Clock } from "./clock.ts";
import { labelOf, type Stores } from "./stores.ts";
import { readTenantRecord, type TenantRecord } from "./tenants.ts";
import { deriveKey, type Vault } from "./vault.ts";

/** Reads audit logs. Reading one on somebody's behalf is an access too: record it through his scope. */
export interface AuditReader {
	/** Entries after number `after` (absent: from the first), oldest first. @throws `tenant-unavailable` */
	read(tenant: TenantId, page: { readonly after?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
	/** The latest entries, newest first. @throws `tenant-unavailable` */
	latest(tenant: TenantId, limit: number): Promise<readonly AuditEntry[]>;
	/**
	 * @param witnessed a head that was noted earlier, outside
	 * @throws `tenant-unavailable`
	 */
	verify(tenant: TenantId, witnessed?: AuditHead): Promise<AuditVerdict>;
}

interface Journal {
	readonly store: Store;
	readonly log: AuditLog;
	readonly headKey: Buffer;
	/** For digests of query texts. */
	readonly digestKey: Buffer;
}

/** The audit logs of all tenants, one writer each in this process, so that entries of one tenant can share a write. */
export interface Journals {
	open(record: TenantRecord): Promise<Journal>;
	/** Writes down an act of administration. */
	note(record: TenantRecord, entry: Pick<AuditDraft, "actor" | "action" | "subject">): Promise<void>;
	/** @throws TributaryError `tenant-unavailable` */
	recordOf(tenant: TenantId): Promise<TenantRecord>;
	readonly reader: AuditReader;
}

interface JournalsOptions {
	readonly platform: Store;
	readonly stores: Stores;
	readonly vault: Vault;
	readonly clock: Clock;
}

export function createJournals(options: JournalsOptions): Journals {
	const opened = new Map<TenantId, Promise<Journal>>();
	const open = (record: TenantRecord): Promise<Journal> => {
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
		note: async (record, entry) => {
			const at = options.clock().toISOString();
			const { log } = await open(record);
			await log.append({ ...entry, at, purpose: "administration", result: { outcome: "ok" } });
		},
		reader: readerOf(async (tenant) => open(await recordOf(tenant))),
	};
}

async function openJournal({ stores, vault }: JournalsOptions, { tenant, keys }: TenantRecord): Promise<Journal> {
	const name: StoreName = { kind: "audit", tenant: tenant.id };
	const store = await stores.open(name, keys.audit);
	const headKey = await vault.derive(`audit-head:${labelOf(name)}`);
	// From the log's own key: when that is destroyed nobody can test guesses against the digests any more.
	const digestKey = deriveKey(await stores.dataKey(name, keys.audit), "audit-digest");
	return { store, log: createAuditLog({ store, tenant: tenant.id, headKey }), headKey, digestKey };
}

function readerOf(journalOf: (tenant: TenantId) => Promise<Journal>): AuditReader {
	return {
		read: async (tenant, page) => (await journalOf(tenant)).log.read(page),
		latest: async (tenant, limit) => (await journalOf(tenant)).log.latest(limit),
		verify: async (tenant, witnessed) => {
			const { store, headKey } = await journalOf(tenant);
			return verifyAuditLog(store, tenant, { headKey, ...(witnessed === undefined ? {} : { witnessed }) });
		},
	};
}
