import { additionAgain } from "./dictionary.ts";
import { placed, sealPut, wholeRecordOf } from "./documents.ts";
import { type StoreAccess, whomOf } from "./head.ts";
import type { Target } from "./migration.ts";
import { versionOf } from "./names.ts";
import type { StoreKeys } from "./store-keys.ts";

/**
 * Documents under another data key: sealed anew, and called by other names, since ids and words on the cluster are HMACs under that key.
 * Versions, the numbers of transactions and the codes of the order stay.
 */
export function underAnotherKey(access: StoreAccess, keys: StoreKeys, to: string): Target["translate"] {
	const mapping = versionOf({ alias: access.index }, to);
	const there: StoreAccess = { ...access, keys, mapping };
	return ({ id, stored, order }) => {
		const { sequence, collection } = stored;
		if (stored.kind === "gone") {
			// An earlier version's mark does not say whom it tells of; what it was left for was given up.
			if (stored.record === undefined) return null;
			const whom = whomOf(access, id, stored.record);
			return { id: keys.id(whom.collection, whom.id), source: null, version: sequence };
		}
		if (stored.kind === "dictionary") {
			const again = additionAgain(access, { id, sequence, record: stored.record }, keys);
			return { ...again, version: sequence };
		}
		const { version, document, keys: secondary, ...record } = wholeRecordOf(access, id, stored);
		const esId = keys.id(collection, record.id);
		const indexed = document === undefined ? { keys: secondary ?? [] } : { document };
		const put = { op: "put", collection, ...record, ...indexed } as const;
		return {
			id: esId,
			source: placed(sealPut(there, put, esId), { version, sequence, order, mapping }),
			version: sequence,
		};
	};
}
