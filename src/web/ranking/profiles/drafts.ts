import type { Weights } from "../model.ts";

/** What somebody tries out: it is there again when he has looked at another view. */
export interface Draft {
	readonly weights: Weights;
	/** In the box. */
	readonly written: string;
	/** Shown below it; "": nothing yet. */
	readonly asked: string;
	/** Weights that nobody has saved. */
	readonly isOpen: boolean;
}

/** What everybody begins with. */
export const FIRST = "default.v4";

interface Drafts {
	readonly account: string;
	/** The profile that was open last. */
	base: string;
	readonly byProfile: Map<string, Draft>;
}

/** What survives a reload: weights that are not saved. No query: those name people, and stand in the address alone. */
interface Stored {
	readonly base: string;
	readonly weights: Readonly<Record<string, Weights>>;
}

const placeOf = (account: string) => `tributary.weights.${account}`;

let kept: Drafts | null = null;

/** Whoever signs in next finds nothing of it. */
export function draftsOf(account: string): Drafts {
	if (kept?.account !== account) kept = restored(account);
	return kept;
}

function restored(account: string): Drafts {
	const byProfile = new Map<string, Draft>();
	try {
		const { base, weights } = JSON.parse(localStorage.getItem(placeOf(account)) ?? "") as Stored;
		for (const [id, one] of Object.entries(weights))
			byProfile.set(id, { weights: one, written: "", asked: "", isOpen: true });
		return { account, base, byProfile };
	} catch {
		// Nothing is kept, or nothing that can be read.
		return { account, base: FIRST, byProfile };
	}
}

/** Keeps in this browser what is not saved. */
export function storeDrafts({ account, base, byProfile }: Drafts): void {
	const open = [...byProfile].filter(([, { isOpen }]) => isOpen);
	const stored: Stored = { base, weights: Object.fromEntries(open.map(([id, { weights }]) => [id, weights])) };
	if (open.length === 0) localStorage.removeItem(placeOf(account));
	else localStorage.setItem(placeOf(account), JSON.stringify(stored));
}

/** Whether weights are still of the kind that a profile has: those that were kept may be of an older version. */
export function isAlike(one: unknown, other: unknown): boolean {
	if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
		return typeof one === typeof other;
	const [keys, others] = [Object.keys(one), Object.keys(other)];
	const memberOf = (of: object, key: string): unknown => (of as Readonly<Record<string, unknown>>)[key];
	return keys.length === others.length && keys.every((key) => isAlike(memberOf(one, key), memberOf(other, key)));
}
