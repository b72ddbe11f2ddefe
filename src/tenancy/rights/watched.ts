import type { Change, Collection, Store } from "../../engine/port.ts";
import type { Erasures } from "../erasures.ts";
import { type Rights, ruleOf } from "./rights-of.ts";

/**
 * The registry, of which it is remembered in a place beside the data what rights were taken away: that is durable before they are. So a backup from
 * before gives none of them back (see withdraw-again.ts).
 */
export function rememberingRights(store: Store, erasures: Pick<Erasures, "rights">): Store {
	return Object.freeze<Store>({
		write: async (changes) => {
			const { lost, given } = await movesOf(store, changes);
			if (lost.length > 0) await erasures.rights({ lost, given: [] });
			try {
				const versions = await store.write(changes);
				if (given.length > 0) await erasures.rights({ lost: [], given });
				return versions;
			} catch (error) {
				// Not taken away after all; where even that cannot be written down a restore takes away too much, never too little.
				if (lost.length > 0) await erasures.rights({ lost: [], given: lost }).catch(() => {});
				throw error;
			}
		},
		read: ((collection, by) =>
			"ids" in by ? store.read(collection, by) : store.read(collection, by)) as Store["read"],
		list: (collection, page) => store.list(collection, page),
		retrieve: (plan, listed) => store.retrieve(plan, listed),
		suggest: (text, limit, among, audience) => store.suggest(text, limit, among, audience),
	});
}

/** What is remembered of a right: whose it was, by the place of the record, and which. */
export const rightText = (collection: Collection, id: string, right: string): string =>
	JSON.stringify([collection, id, right]);

const NONE: Rights = new Map();

async function movesOf(store: Store, changes: readonly Change[]): Promise<Moves> {
	const moves: Moves = { lost: [], given: [] };
	for (const change of changes) {
		const { collection, id } = change;
		const rule = change.op === "check" ? null : ruleOf(collection, id);
		if (rule === null) continue;
		const [found] = await store.read(collection, { ids: [id] });
		const before = found == null ? NONE : rule.rightsOf(found.record);
		const after = change.op === "put" ? rule.rightsOf(change.record) : NONE;
		const named = (right: string) => rightText(collection, id, right);
		moves.lost.push(...less(before, after).map(named));
		moves.given.push(...less(after, before).map(named));
	}
	return moves;
}

interface Moves {
	readonly lost: string[];
	readonly given: string[];
}

/** Rights that the second has not, or not for so long. */
const less = (some: Rights, others: Rights): readonly string[] =>
	[...some].flatMap(([right, end]) => (end > (others.get(right) ?? Number.NEGATIVE_INFINITY) ? [right] : []));
