import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { dropOpen, putExport, readExport } from "./export-record.ts";
import { EXPORT_EVENT } from "./exports.ts";
import type { OutboxEntry } from "./outbox.ts";

const Push = z.object({ requestId: z.string() });

/**
 * What the end of a push says of its export, for the same write that takes the push out of the outbox: whoever reads the export
 * never sees a state that the outbox contradicts.
 * @returns nothing for a push that is no export's
 */
export async function exportOutcome(
	store: Store,
	{ type, body, queue }: Pick<OutboxEntry, "type" | "body" | "queue">,
	end: "delivered" | "given-up",
	at: string,
): Promise<Change[]> {
	if (type !== EXPORT_EVENT || !queue.startsWith("callback:")) return [];
	const push = Push.safeParse(JSON.parse(body));
	const found = push.success ? await readExport(store, push.data.requestId) : null;
	if (found === null) return [];
	const { record, version } = found;
	const isWaiting = record.state === "requested" || (record.state === "failed" && record.reason === "not-delivered");
	if (!isWaiting) return [];
	if (end === "delivered") {
		return [putExport({ ...record, state: "notified", reason: null, failedAt: null, notifiedAt: at }, version)];
	}
	if (record.state === "failed") return [];
	const failed = { ...record, state: "failed", reason: "not-delivered", failedAt: at } as const;
	return [putExport(failed, version), ...(await dropOpen(store, record))];
}
