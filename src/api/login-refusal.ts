import { setTimeout as wait } from "node:timers/promises";

/**
 * A refused login is answered so long after the secret was found wrong, or a whole multiple of it. Milliseconds. Many times what
 * writing an audit entry takes, also where the log has to be opened first; nobody who mistypes a secret minds it.
 */
const STEP = 250;

export type Pause = (milliseconds: number) => Promise<unknown>;

/**
 * Resolves when `work` is done, at a moment that does not tell how long it took. What is written down of a refused login depends
 * on whether the client id is known, so the time of the answer must not depend on what was written.
 * @throws what `work` throws, at such a moment too
 */
export async function atEvenTime(work: Promise<unknown>, pause: Pause = wait): Promise<void> {
	let isDone = false;
	const done = work.finally(() => {
		isDone = true;
	});
	done.catch(() => {});
	do await pause(STEP);
	while (!isDone);
	await done;
}
