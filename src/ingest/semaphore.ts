/** Lets at most so many callers in at once; the others wait in the order in which they came. */
export interface Semaphore {
	/** Runs `work` when there is room. */
	run<T>(work: () => Promise<T>): Promise<T>;
}

export function createSemaphore(places: number): Semaphore {
	let free = places;
	const waiting: (() => void)[] = [];
	const enter = () =>
		new Promise<void>((resolve) => {
			if (free === 0) return waiting.push(resolve);
			free--;
			resolve();
		});
	const leave = () => {
		const next = waiting.shift();
		// The place goes straight to the next in line, so that nobody who comes later can take it.
		if (next === undefined) free++;
		else next();
	};
	return {
		run: async (work) => {
			await enter();
			try {
				return await work();
			} finally {
				leave();
			}
		},
	};
}
