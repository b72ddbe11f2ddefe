import type { Scope } from "../tenancy/scope.ts";
import { type Kind, type RecordRef, recordIdOf } from "./kinds.ts";
import { readStored } from "./stored.ts";

/** What an ATS sent, back as it was sent, in our names; null for what is not there. One audit entry for all. */
export function readRecords(
	scope: Scope,
	kind: Kind,
	refs: readonly RecordRef[],
): Promise<readonly (Record<string, unknown> | null)[]> {
	return scope.record("sync.read", { about: kind, count: refs.length }, async () => {
		const found = await readStored(scope.store, refs);
		const value = found.map((stored) => stored?.record.entity ?? null);
		const candidates = kind === "candidate" || kind === "candidate-note" ? refs : [];
		const ids = [...new Set(candidates.map(({ path }) => recordIdOf(path[0] ?? "")))];
		return { value, result: { outcome: "ok", count: value.filter((entity) => entity !== null).length, ids } };
	});
}
