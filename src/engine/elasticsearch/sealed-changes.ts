import type { IndexedDocument } from "../../domain/document.ts";
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

/** Sealed in one go. More would keep the process from all else, also from sending what is sealed. */
const AT_ONCE = 8;

/**
 * Seals all that a call puts before its turn, while the cluster takes in the transaction before. What the caller does with his arrays afterwards
 * is his own affair: few changes are sealed at once, of many a copy is made first.
 */
export function sealChanges(state: StoreState, changes: readonly Change[]): SealedChanges | Promise<SealedChanges> {
	return changes.length <= AT_ONCE ? sealed(state, changes) : sealInTurns(state, changes.map(copyOf));
}

async function sealInTurns(state: StoreState, changes: readonly Change[]): Promise<SealedChanges> {
	const parts: SealedChanges[] = [];
	for (let start = 0; start < changes.length; start += AT_ONCE) {
		if (start > 0) await new Promise(setImmediate);
		parts.push(sealed(state, changes.slice(start, start + AT_ONCE)));
	}
	return {
		changes: parts.flatMap((part) => part.changes),
		addition: state.dictionary.missingStill(parts.map(({ addition }) => addition)),
		bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
	};
}

function sealed({ access, dictionary }: StoreState, changes: readonly Change[]): SealedChanges {
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

function copyOf(change: Change): Change {
	if (change.op !== "put") return { ...change };
	const { blob, keys, document } = change;
	return {
		...change,
		...(blob === undefined ? {} : { blob: blob.slice() }),
		...(keys === undefined ? {} : { keys: [...keys] }),
		...(document === undefined ? {} : { document: copyOfDocument(document) }),
	};
}

function copyOfDocument({ access, ...document }: IndexedDocument): IndexedDocument {
	const copied = <T extends object>(lists: T): T =>
		Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]])) as T;
	return {
		...document,
		fields: copied(document.fields),
		facets: copied(document.facets),
		columns: { ...document.columns },
		keys: [...document.keys],
		...(access === undefined ? {} : { access: structuredClone(access) }),
	};
}

const sizeOf = (change: Change): number =>
	change.op === "put" ? change.record.length + (change.blob?.length ?? 0) : 0;
