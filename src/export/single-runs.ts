/** Work by key that never runs twice at once. Asked for while it runs, it runs once more after. */
export interface SingleRuns {
	start(key: string, work: () => Promise<void>): void;
	/** Starts after so many milliseconds, unless it is started before. The last call for a key counts. */
	later(key: string, milliseconds: number, work: () => Promise<void>): void;
	/** Aborted by `close`. */
	readonly stop: AbortSignal;
	/** Resolves when nothing runs; what is to start later does not count. */
	idle(): Promise<void>;
	/** Starts nothing more, and resolves when nothing runs. */
	close(): Promise<void>;
}

/** Longest that a timer takes; longer ones would fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

/** @param onError told of work that failed; it may be started again */
export function createSingleRuns(onError: (error: unknown, key: string) => void): SingleRuns {
	const running = new Map<string, { again: (() => Promise<void>) | null; finished: Promise<void> }>();
	const timers = new Map<string, NodeJS.Timeout>();
	const stopping = new AbortController();
	const cancel = (key: string) => {
		clearTimeout(timers.get(key));
		timers.delete(key);
	};
	const start = (key: string, work: () => Promise<void>): void => {
		if (stopping.signal.aborted) return;
		cancel(key);
		const present = running.get(key);
		if (present !== undefined) {
			present.again = work;
			return;
		}
		const finished = work()
			.catch((error: unknown) => onError(error, key))
			.finally(() => {
				const again = running.get(key)?.again;
				running.delete(key);
				if (again != null) start(key, again);
			});
		running.set(key, { again: null, finished });
	};
	const idle = async () => {
		while (running.size > 0) await Promise.all([...running.values()].map(({ finished }) => finished));
	};
	return {
		start,
		later: (key, milliseconds, work) => {
			cancel(key);
			if (stopping.signal.aborted) return;
			const timer = setTimeout(() => start(key, work), Math.min(Math.max(0, milliseconds), MAX_TIMER));
			timers.set(key, timer.unref());
		},
		stop: stopping.signal,
		idle,
		close: () => {
			stopping.abort();
			for (const key of timers.keys()) cancel(key);
			return idle();
		},
	};
}
