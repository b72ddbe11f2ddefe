import type { StoreName } from "./port.ts";

/** One string for each store name, the same everywhere a store has to be told from another. */
export function storeLabel(name: StoreName): string {
	return "tenant" in name ? `${name.kind}:${name.tenant}` : name.kind;
}

/** Ledgers hold what must never wait behind a big ingest: the audit and the registry. */
export function isLedger(name: StoreName): boolean {
	return name.kind === "audit" || name.kind === "platform";
}
