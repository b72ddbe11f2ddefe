import { createHash } from "node:crypto";
import type { Change, Store } from "../engine/port.ts";
import { isConflict } from "./optimistic.ts";

/** What may be used once: remembered until it could not be used anyway, durably, for every node and over restarts. */

const SWEPT = 100;
const at = (prefix: string, seconds: number) => `${prefix}:${String(Math.floor(seconds)).padStart(12, "0")}`;

/**
 * Durable when it resolves.
 * @param use prefix: of the ids; whatever is over is swept away · until: seconds since 1970 · what: told apart by it, JSON
 * @returns false where it was used before
 */
export async function useOnce(
	platform: Store,
	use: { readonly prefix: string; readonly until: number; readonly what: unknown },
	now: Date,
): Promise<boolean> {
	const over = at(use.prefix, now.getTime() / 1000);
	const page = await platform.list("setting", { after: `${use.prefix}:`, limit: SWEPT });
	const ended = page.filter(({ id }) => id.startsWith(`${use.prefix}:`) && id < over);
	const drop = ended.map(({ id }): Change => ({ op: "delete", collection: "setting", id }));
	const digest = createHash("sha256").update(JSON.stringify(use.what)).digest("hex");
	const id = `${at(use.prefix, use.until)}:${digest}`;
	try {
		await platform.write([{ op: "put", collection: "setting", id, record: "{}", ifVersion: 0 }, ...drop]);
		return true;
	} catch (error) {
		if (isConflict(error)) return false;
		throw error;
	}
}
