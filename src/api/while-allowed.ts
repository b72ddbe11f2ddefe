import type { Readable } from "node:stream";

/** Milliseconds for which whoever takes a stream is believed to be still somebody who may. */
const BELIEVED = 1000;

/**
 * A stream that breaks off when whoever takes it may not any more: what is taken away counts in the middle of a long answer, too.
 * @param demandStill throws then
 */
export async function* whileAllowed(
	stream: Readable,
	demandStill: () => Promise<unknown>,
	believed = BELIEVED,
): AsyncGenerator<Buffer> {
	let asked = performance.now();
	for await (const piece of stream) {
		if (performance.now() - asked >= believed) {
			await demandStill();
			asked = performance.now();
		}
		yield piece as Buffer;
	}
}
