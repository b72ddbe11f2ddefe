import { setTimeout as wait } from "node:timers/promises";

/**
 * A refused login is answered so long after it was begun to be looked at, or a whole multiple of it. Milliseconds. Many times what
 * writing an audit entry takes, also where the log has to be opened first; nobody who mistypes a secret minds it.
 */
const STEP = 250;

export type Pause = (milliseconds: number) => Promise<unknown>;

/**
 * Resolves when `work` is done, at a moment that does not tell how long it took. What is written down of a refused login depends
 * on whether the client id is known, so the time of the answer must not depend on what was written; nor on what was looked at before: only
 * a known client has a key that a signature is checked with.
 * @param spent milliseconds that went into looking
 * @throws what `work` throws, at such a moment too
 */
export async function atEvenTime(work: Promise<unknown>, spent: number, pause: Pause = wait): Promise<void> {
	let isDone = false;
	const done = work.finally(() => {
		isDone = true;
	});
	done.catch(() => {});
	await pause(STEP - (spent % STEP));
	while (!isDone) await pause(STEP);
	await done;
}
