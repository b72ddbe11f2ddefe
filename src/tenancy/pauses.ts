import { setImmediate as breathe } from "node:timers/promises";

/** Milliseconds of work after which others get their turn. */
const SLICE = 10;

/** To be awaited between the pieces of long work: gives the event loop back whenever a slice of time is used up. */
export function createPauses(): () => Promise<void> {
	let began = performance.now();
	return async () => {
		if (performance.now() - began < SLICE) return;
		await breathe();
		began = performance.now();
	};
}
