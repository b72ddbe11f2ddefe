import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Whether anything was begun on behalf of a request. What failed before that has changed nothing, and may be tried anew; of what failed after
 * it nobody can tell.
 */
export interface Effects {
	begun: boolean;
}

const current = new AsyncLocalStorage<Effects>();

/** Notes in `effects` what `run` begins, and everything that it calls. */
export const watchEffects = <T>(effects: Effects, run: () => T): T => current.run(effects, run);

/** To be called before anything is changed, or handed to somebody who will change it. */
export function noteEffect(): void {
	const effects = current.getStore();
	if (effects !== undefined) effects.begun = true;
}
