import { createReadStream, readdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { TenantId } from "../../domain/tenant.ts";
import type { AuditEntry } from "../audit-entry.ts";
import { parseEntry } from "../audit-verify.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { AuditReader } from "../journals.ts";

/** A log beside what a sink's folder holds of it. */
export interface SinkVerdict {
	/** Whether every entry that is there stands in the log, as it is there. */
	readonly ok: boolean;
	/** Entries that are there. */
	readonly entries: number;
	/** Numbers of the first ones that are not in the log, or are another there; at most 20. */
	readonly missing: readonly number[];
	/** Entries of the log that are not there: from before there was a sink, or never answered. */
	readonly onlyInLog: number;
	/** Lines that are no entry: what a crash cut off. */
	readonly unread: number;
}

const BATCH = 500;
const SHOWN = 20;

/** @param folder the sink's; in it the tenant's own */
export async function compareWithSink(
	audit: Pick<AuditReader, "read" | "latest">,
	tenant: TenantId,
	folder: string,
): Promise<SinkVerdict> {
	const [last] = await audit.latest(tenant, 1);
	const seen = new Set<number>();
	const missing = new Set<number>();
	let unread = 0;
	const compare = async (batch: readonly AuditEntry[]) => {
		const found = await entriesOf(audit, tenant, batch);
		for (const entry of batch) {
			seen.add(entry.seq);
			if (found.get(entry.seq) !== canonicalJson(entry)) missing.add(entry.seq);
		}
	};
	for await (const batch of batchesIn(path.join(folder, tenant), () => unread++)) await compare(batch);
	const known = [...seen].filter((seq) => !missing.has(seq)).length;
	return {
		ok: missing.size === 0,
		entries: seen.size,
		missing: [...missing].toSorted((a, b) => a - b).slice(0, SHOWN),
		onlyInLog: (last?.seq ?? 0) - known,
		unread,
	};
}

async function* batchesIn(folder: string, onUnread: () => void): AsyncGenerator<readonly AuditEntry[]> {
	let batch: AuditEntry[] = [];
	for (const name of readdirSync(folder).toSorted()) {
		if (!name.endsWith(".ndjson")) continue;
		const lines = createInterface({ input: createReadStream(path.join(folder, name), "utf8") });
		for await (const line of lines) {
			if (line === "") continue;
			const entry = parseEntry(line);
			if (entry === null) onUnread();
			else batch.push(entry);
			if (batch.length < BATCH) continue;
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}

/** Of the log, from the first of a batch to its last. */
async function entriesOf(audit: Pick<AuditReader, "read">, tenant: TenantId, batch: readonly AuditEntry[]) {
	const seqs = batch.map(({ seq }) => seq);
	const found = new Map<number, string>();
	const last = seqs.reduce((a, b) => Math.max(a, b), 0);
	for (let after = seqs.reduce((a, b) => Math.min(a, b), last) - 1; after < last; after += BATCH)
		for (const entry of await audit.read(tenant, { after, limit: Math.min(BATCH, last - after) }))
			found.set(entry.seq, canonicalJson(entry));
	return found;
}
