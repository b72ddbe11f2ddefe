import { createHash } from "node:crypto";
import * as z from "zod";
import type { TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { isConflict } from "./optimistic.ts";

/**
 * Which tenant's ATS is called back where: an address belongs to one customer only, so that nobody has another's events sent to
 * himself. Of an address no more than a digest is kept here.
 */
export interface Callbacks {
	/**
	 * Reserves an address. The tenant keeps those that it has until {@link keepOnly}: what is stored in its own store may still be one
	 * of them. Idempotent.
	 * @throws TributaryError `already-exists` it is another customer's
	 */
	reserve(tenant: TenantId, url: string): Promise<void>;
	/** Gives up all that the tenant has reserved, but this one; all of it for null. */
	keepOnly(tenant: TenantId, url: string | null): Promise<void>;
}

const Reservation = z.strictObject({ tenant: z.string() });

const idOf = (url: string) => `callback:${createHash("sha256").update(normalForm(url)).digest("hex")}`;

/**
 * One text for all spellings of an address (RFC 3986, 6.2.2): what leads to the same place is the same callback. The URL itself has
 * its host in lower case and no default port already.
 */
export function normalForm(text: string): string {
	const url = new URL(text);
	url.hash = "";
	url.hostname = url.hostname.replace(/\.$/, "");
	// Also takes a question mark with nothing after it.
	if (url.search === "") url.search = "";
	return url.href.replaceAll(/%[0-9a-f]{2}/gi, (encoded) => {
		const sign = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
		return /[\w.~-]/.test(sign) ? sign : encoded.toUpperCase();
	});
}

/** Secondary key: what a tenant has reserved. */
export const callbackKeyOf = (tenant: TenantId): string => `callback-of:${tenant}`;

export function createCallbacks(platform: Store): Callbacks {
	const ownerOf = async (id: string) => {
		const [found] = await platform.read("setting", { ids: [id] });
		return found == null ? null : Reservation.parse(JSON.parse(found.record)).tenant;
	};
	return {
		reserve: async (tenant, url) => {
			const id = idOf(url);
			const record = JSON.stringify({ tenant });
			try {
				await platform.write([
					{ op: "put", collection: "setting", id, record, keys: [callbackKeyOf(tenant)], ifVersion: 0 },
				]);
			} catch (error) {
				if (!isConflict(error)) throw error;
				if ((await ownerOf(id)) === tenant) return;
				throw new TributaryError("already-exists", { detail: "A callback URL is unique over all customers." });
			}
		},
		keepOnly: async (tenant, url) => {
			const kept = url === null ? null : idOf(url);
			const found = await platform.read("setting", { keys: [callbackKeyOf(tenant)] });
			const gone = found.filter(({ id }) => id !== kept);
			if (gone.length === 0) return;
			await platform.write(gone.map(({ id }) => ({ op: "delete", collection: "setting", id })));
		},
	};
}
