/** Tells on standard error how far the work is; standard output is for the result. */

export interface Progress {
	readonly say: (text: string) => void;
	/** At most a line a second. */
	readonly count: (label: string, done: number, total: number) => void;
}

const EVERY = 1000;

export function createProgress(quiet: boolean): Progress {
	let last = performance.now();
	const say = (text: string) => {
		if (!quiet) process.stderr.write(`${text}\n`);
	};
	return {
		say,
		count: (label, done, total) => {
			if (performance.now() - last < EVERY) return;
			last = performance.now();
			say(`${label}: ${done} of ${total}`);
		},
	};
}
