import type { Weights } from "../model.ts";

/** What somebody tries out: it is there again when he has looked at another view. */
export interface Draft {
	readonly weights: Weights;
	/** In the box. */
	readonly written: string;
	/** Shown below it; "": nothing yet. */
	readonly asked: string;
}

/** What everybody begins with. */
export const FIRST = "default.v4";

interface Drafts {
	readonly account: string;
	/** The profile that was open last. */
	base: string;
	readonly byProfile: Map<string, Draft>;
}

let kept: Drafts | null = null;

/** Whoever signs in next finds nothing of it. */
export function draftsOf(account: string): Drafts {
	if (kept?.account !== account) kept = { account, base: FIRST, byProfile: new Map() };
	return kept;
}
