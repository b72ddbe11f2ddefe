import type { TenantId } from "../../domain/tenant.ts";
import type { AuditEntry } from "../audit-entry.ts";

/**
 * A second place for every entry of every log, which whoever can write to our stores cannot reach: nothing is answered before an entry is
 * durable in both. What is there and not in the log was taken out of the log.
 */
export interface AuditSink {
	/**
	 * Resolves when all are durable there. Entries of one log come in their order from one process; several processes may write one log. The
	 * same entry may come again.
	 * @throws Error not all of them are
	 */
	append(tenant: TenantId, entries: readonly AuditEntry[]): Promise<void>;
	close(): Promise<void>;
}
