import * as z from "zod";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";

/**
 * Whose an address is that was handed out for a file. It names no tenant: whoever tries one out causes the same read whether or not it
 * was ever handed out, and learns nothing of who is here. Only ids lie here, and not for long.
 */
export interface UploadAddresses {
	/** @param id what the secret of the address is known by; ids in order are in the order in which the addresses end */
	put(id: string, address: UploadAddress, now: Date): Promise<void>;
	find(id: string, now: Date): Promise<UploadAddress | null>;
	drop(id: string): Promise<void>;
}

const Stored = z.strictObject({
	tenant: z.string().transform((value) => parseTenantId(value)),
	/** Who asked for it: it ends with him. */
	clientId: z.string(),
	expiresAt: z.iso.datetime(),
});

export interface UploadAddress {
	readonly tenant: TenantId;
	readonly clientId: string;
	readonly expiresAt: string;
}

/** Beginning of the ids, in the collection `setting`. */
export const UPLOAD_ADDRESS_PREFIX = "upload-address:";
/** More at once than one call makes. */
const SWEPT = 100;

export function createUploadAddresses(platform: Store): UploadAddresses {
	const drop = (id: string): Change => ({ op: "delete", collection: "setting", id });
	const ended = async (now: Date) => {
		const found = await platform.list("setting", { after: UPLOAD_ADDRESS_PREFIX, limit: SWEPT });
		return found.filter(
			({ id, record }) => id.startsWith(UPLOAD_ADDRESS_PREFIX) && isOver(Stored.parse(JSON.parse(record)), now),
		);
	};
	return {
		put: async (id, address, now) => {
			const record = JSON.stringify(Stored.parse(address));
			const put = {
				op: "put",
				collection: "setting",
				id: `${UPLOAD_ADDRESS_PREFIX}${id}`,
				record,
				ifVersion: 0,
			} as const;
			await platform.write([put, ...(await ended(now)).map((one) => drop(one.id))]);
		},
		find: async (id, now) => {
			const [found] = await platform.read("setting", { ids: [`${UPLOAD_ADDRESS_PREFIX}${id}`] });
			const address = found == null ? null : Stored.parse(JSON.parse(found.record));
			return address === null || isOver(address, now) ? null : address;
		},
		drop: async (id) => {
			await platform.write([drop(`${UPLOAD_ADDRESS_PREFIX}${id}`)]);
		},
	};
}

const isOver = ({ expiresAt }: UploadAddress, now: Date): boolean => Date.parse(expiresAt) <= now.getTime();
