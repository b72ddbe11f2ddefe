import { remark } from "../src/cli/terminal.ts";

/** Of a second signal that still is the first: `npm run` passes on the Ctrl-C that the terminal sent already. Milliseconds. */
const ECHO = 500;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The reason of an abort by a signal. */
class Interrupted extends Error {
	readonly by: NodeJS.Signals;

	constructor(by: NodeJS.Signals) {
		super(`Interrupted by ${by}.`);
		this.by = by;
	}
}

/**
 * Work that cleans up behind itself whether it ends by itself or by Ctrl-C. After an interruption and the cleaning the process ends by the
 * signal that it was sent, as it would have at once. A second one ends it where it is, cleaned up or not.
 * @param work is given a signal to look at between its steps, and what rejects as soon as that is sent
 */
export async function interruptible<T>(
	work: (signal: AbortSignal, unlessInterrupted: <U>(promise: Promise<U>) => Promise<U>) => Promise<T>,
): Promise<T> {
	const abort = new AbortController();
	const { signal } = abort;
	let since = 0;
	const take = (by: NodeJS.Signals) => {
		if (!signal.aborted) {
			since = performance.now();
			remark("interrupted: removing what was stored");
			abort.abort(new Interrupted(by));
		} else if (performance.now() - since > ECHO) {
			remark("interrupted again: what was stored is left behind");
			process.removeAllListeners(by);
			process.kill(process.pid, by);
		}
	};
	for (const name of SIGNALS) process.on(name, take);
	try {
		return await work(signal, (promise) => Promise.race([promise, abortOf(signal)]));
	} finally {
		for (const name of SIGNALS) process.off(name, take);
		const { reason } = signal;
		// The outermost of several, when all inside have cleaned up.
		if (reason instanceof Interrupted && process.listenerCount(reason.by) === 0) process.kill(process.pid, reason.by);
	}
}

const abortOf = (signal: AbortSignal) =>
	new Promise<never>((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
