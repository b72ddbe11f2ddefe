import * as z from "zod";
import type { PersonKey } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Before, Outcome } from "./outcome.ts";
import type { Owner } from "./owner.ts";
import { dropKept, pathOf, putKept } from "./records.ts";

/** When an owner looked at somebody or wrote to him. */

const MarkRecord = z.strictObject({ viewed: z.iso.datetime().nullable(), contacted: z.iso.datetime().nullable() });
export type MarkRecord = z.output<typeof MarkRecord>;

const NONE: MarkRecord = { viewed: null, contacted: null };
const idOf = (owner: Owner, key: PersonKey) => pathOf("mark", owner, key);

/** In the order asked for. */
export async function readMarks(
	store: Pick<Store, "read">,
	owner: Owner,
	keys: readonly PersonKey[],
): Promise<readonly MarkRecord[]> {
	if (keys.length === 0) return [];
	const found = await store.read("desk", { ids: keys.map((key) => idOf(owner, key)) });
	return found.map((stored) => (stored === null ? NONE : MarkRecord.parse(JSON.parse(stored.record))));
}

/**
 * Puts a mark on people, or with null takes it away.
 * @returns of whom it differs now, and when it was before
 */
export function setMark(
	store: Store,
	owner: Owner,
	keys: readonly PersonKey[],
	mark: keyof MarkRecord,
	at: string | null,
): Promise<Outcome["changed"]> {
	return retryOnConflict(async () => {
		const changed = new Map<PersonKey, Before | null>();
		const found = await store.read("desk", { ids: keys.map((key) => idOf(owner, key)) });
		const changes = keys.flatMap((key, place) => {
			const stored = found[place] ?? null;
			const before = stored === null ? NONE : MarkRecord.parse(JSON.parse(stored.record));
			const was = before[mark];
			if (was === at) return [];
			changed.set(key, was === null ? null : { at: was, until: null });
			const after = { ...before, [mark]: at };
			if (after.viewed !== null || after.contacted !== null)
				return [putKept(idOf(owner, key), after, stored?.version ?? 0, [`about:${key}`])];
			return stored === null ? [] : [dropKept(stored.id, stored.version)];
		});
		if (changes.length > 0) await store.write(changes);
		return changed;
	});
}
