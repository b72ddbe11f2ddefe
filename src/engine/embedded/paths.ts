import { statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../package-root.ts";
import type { StoreName } from "../port.ts";
import { isLedger, storeLabel } from "../store-name.ts";

/** Where a store lies, and how its file is laid out. Plain data: it goes to the worker threads with every request. */
export interface StorePlace {
	/** Tells this store from all others; also written into its file. */
	readonly label: string;
	/** Several tenants search it. */
	readonly isShared: boolean;
	/** The store's own folder: everything in it belongs to this store and goes with it. */
	readonly folder: string;
	readonly file: string;
	/** Proves that a key is the right one without the file. */
	readonly keyCheck: string;
	/** Bytes. Big pages pay in bulk ingest, small ones where each commit adds one entry. */
	readonly pageSize: number;
	/** Bytes of the write-ahead log after which it is carried into the file: pages written often are then carried once. */
	readonly logBytes: number;
}

/** What tells a store's entries in memory from those of others, and whether each of its askers has a memory of his own. */
export type SearchedStore = Pick<StorePlace, "label" | "isShared">;

const PEOPLE = { name: "people.db", pageSize: 16 * 1024, logBytes: 64 * 1024 * 1024 };
const LEDGER = { name: "ledger.db", pageSize: 4 * 1024, logBytes: 4 * 1024 * 1024 };

/** The single place where a store name becomes a path. Tenant ids hold no dots and no separators (see parseTenantId). */
export function storePlace(dataDir: string, name: StoreName): StorePlace {
	const folder = join(dataDir, ...folderOf(name));
	const { name: fileName, ...layout } = isLedger(name) ? LEDGER : PEOPLE;
	return {
		label: storeLabel(name),
		isShared: name.kind === "network",
		folder,
		file: join(folder, fileName),
		keyCheck: join(folder, "key-check"),
		...layout,
	};
}

function folderOf(name: StoreName): string[] {
	switch (name.kind) {
		case "tenant":
			return ["tenants", name.tenant, "candidates"];
		case "audit":
			return ["tenants", name.tenant, "audit"];
		default:
			return [name.kind];
	}
}

/** `mappings/<name>` of this package. */
export function mappingPath(name: string): string {
	return join(packageRoot(), "mappings", name);
}

/** Tells the file that lies there from others that lay there; null where there is none. */
export function inodeOf(file: string): bigint | null {
	return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

/** Whether anything stands in the write-ahead log of a file. */
export function isLogged(file: string): boolean {
	return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
