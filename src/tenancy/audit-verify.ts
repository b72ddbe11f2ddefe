import type { TenantId } from "../domain/tenant.ts";
import type { Store, StoredRecord } from "../engine/port.ts";
import { AuditEntry, type AuditHead, entryHash, entryId, genesisHash } from "./audit-entry.ts";
import { createHeadKeeper, type HeadKeys } from "./audit-head.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface AuditVerdict {
	/** Entries that were checked and are good. */
	readonly entries: number;
	readonly ok: boolean;
	/** Number of the first entry that is changed, missing or too many; absent where the log as a whole is gone or another's. */
	readonly firstBad?: number;
	/** What is wrong there, in words. */
	readonly reason?: string;
	/**
	 * Numbers of the good entries that begin a change which no later one concludes: it is under way, or the process stopped before
	 * the end could be written down. The log is whole; whether the data changed is to be looked up there.
	 */
	readonly unfinished: readonly number[];
	/** The end of the chain; note it elsewhere and pass it to a later check. */
	readonly head: AuditHead;
}

const PAGE = 1000;

/**
 * Recomputes every entry of a log from the first to the last and compares the end with the head that is kept beside it.
 * @param options headKeys: of this log · witnessed: a head noted earlier, which the chain must still contain
 */
export async function verifyAuditLog(
	store: Store,
	tenant: TenantId,
	options: { readonly headKeys: HeadKeys; readonly witnessed?: AuditHead },
): Promise<AuditVerdict> {
	let head: AuditHead = { seq: 0, hash: genesisHash(tenant) };
	const open = new Set<number>();
	const bad = (reason: string): AuditVerdict => ({
		entries: head.seq,
		ok: false,
		firstBad: head.seq + 1,
		reason,
		unfinished: [...open],
		head,
	});
	for (;;) {
		const page = await store.list(
			"audit",
			head.seq === 0 ? { limit: PAGE } : { after: entryId(head.seq), limit: PAGE },
		);
		for (const record of page) {
			const reason = faultOf(record, head) ?? witnessFault(record, head.seq + 1, options.witnessed);
			if (reason !== null) return bad(reason);
			const entry = JSON.parse(record.record) as AuditEntry;
			head = { seq: entry.seq, hash: entry.hash };
			if (entry.result.outcome === "begun") open.add(entry.seq);
			if (entry.concludes !== undefined) open.delete(entry.concludes);
		}
		if (page.length < PAGE) break;
	}
	if ((options.witnessed?.seq ?? 0) > head.seq) return bad("entries that were witnessed earlier are missing");
	const reason = await endFault(store, tenant, options.headKeys, head);
	return reason === null ? { entries: head.seq, ok: true, unfinished: [...open], head } : bad(reason);
}

function faultOf(record: StoredRecord, head: AuditHead): string | null {
	const entry = parseEntry(record.record);
	if (entry === null) return "it is not an entry";
	if (record.id !== entryId(head.seq + 1)) return "an entry is missing or misplaced";
	if (entry.seq !== head.seq + 1) return "its number is not its place";
	const { hash, ...content } = entry;
	if (hash !== entryHash(content) || canonicalJson(entry) !== record.record) return "its hash does not match";
	return entry.previous === head.hash ? null : "it is not linked to the entry before";
}

/** null: it is none. */
export function parseEntry(text: string): AuditEntry | null {
	try {
		const read = AuditEntry.safeParse(JSON.parse(text));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

const witnessFault = (record: StoredRecord, seq: number, witnessed: AuditHead | undefined): string | null =>
	witnessed?.seq === seq && (JSON.parse(record.record) as AuditEntry).hash !== witnessed.hash
		? "it is not the entry that was witnessed"
		: null;

async function endFault(store: Store, tenant: TenantId, keys: HeadKeys, last: AuditHead): Promise<string | null> {
	try {
		const kept = await createHeadKeeper(store, tenant, keys).read();
		// Entries may have been appended since the last page was read: a later head is fine if its entry is there.
		const [entry] = await store.read("audit", { ids: [entryId(kept.seq)] });
		if (kept.seq > 0 && entry == null) return "the newest entries are missing";
		return kept.seq > last.seq || kept.hash === last.hash ? null : "the kept head is of another entry";
	} catch {
		return "the kept head was changed";
	}
}
