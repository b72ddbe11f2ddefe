import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * A refused login is answered so long after it was begun to be looked at, or a whole multiple of it. Milliseconds. Many times what
 * writing an audit entry takes, also where the log has to be opened first; nobody who mistypes a secret minds it.
 */
const STEP = 250;

export type Pause = (milliseconds: number) => Promise<unknown>;

/** Answers refused logins at moments that tell nothing. */
export interface LoginRefusals {
	/**
	 * Resolves at a moment that does not tell how long `work` takes, nor whether it is done. What is written down of a refused login depends on
	 * whether the client id is known, and on a machine that is overloaded it may take longer than a step: if the answer waited for it then, the
	 * number of steps would tell. Nor on what was looked at before: only a known client has a key that a signature is checked with.
	 * @param work what never rejects; it is finished before the service closes
	 * @param spent milliseconds that went into looking
	 */
	answer(work: Promise<void>, spent: number): Promise<void>;
}

export function createLoginRefusals(app: FastifyInstance, pause: Pause = wait): LoginRefusals {
	const unfinished = new Set<Promise<void>>();
	app.addHook("onClose", async () => void (await Promise.all(unfinished)));
	return {
		answer: async (work, spent) => {
			unfinished.add(work);
			void work.finally(() => unfinished.delete(work));
			await pause(STEP - (spent % STEP));
		},
	};
}
