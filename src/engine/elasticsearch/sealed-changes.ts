import type { Change, Collection } from "../port.ts";
import type { Addition } from "./dictionary.ts";
import { type SealedPut, sealPut } from "./documents.ts";
import type { StoreState } from "./state.ts";

/** A change without its content, which is sealed already. */
export interface SealedChange {
	readonly op: Change["op"];
	readonly collection: Collection;
	readonly id: string;
	readonly esId: string;
	readonly ifVersion: number | undefined;
	/** The version that it gets, where the put says so. */
	readonly version: number | undefined;
	/** null of what is no put. */
	readonly put: SealedPut | null;
}

/** The changes of one call. */
export interface SealedChanges {
	readonly changes: readonly SealedChange[];
	/** Words and values that the dictionary did not have then; some may have come since. null: none. */
	readonly addition: Addition | null;
	readonly bytes: number;
}

/**
 * Seals all that a call puts at once, before its turn: what the caller does with his arrays afterwards is his own affair, and this work goes on
 * while the cluster takes in the transaction before.
 */
export function sealChanges({ access, dictionary }: StoreState, changes: readonly Change[]): SealedChanges {
	const documents = changes.flatMap((change) => (change.op === "put" ? (change.document ?? []) : []));
	return {
		changes: changes.map((change) => {
			const { op, collection, id, ifVersion } = change;
			const esId = access.keys.id(collection, id);
			const put = change.op === "put" ? sealPut(access, change, esId) : null;
			return { op, collection, id, esId, ifVersion, version: change.op === "put" ? change.version : undefined, put };
		}),
		addition: dictionary.missingOf(documents),
		bytes: changes.reduce((sum, change) => sum + sizeOf(change), 0),
	};
}

const sizeOf = (change: Change): number =>
	change.op === "put" ? change.record.length + (change.blob?.length ?? 0) : 0;
