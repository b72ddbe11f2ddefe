import os from "node:os";

/** Something that keeps in memory what it could ask for again. */
export interface Keeper {
	/** Bytes, about. */
	readonly held: number;
	/** When it was last asked; performance.now(). */
	readonly lastUse: number;
	/** Lets go of it. Harmless while it is asked. */
	forget(): void;
}

/** Of what the process may have. */
const SHARE = 4;

/** Bytes that all stores of this process together may keep. */
export const mostKept = (): number => Math.min(process.constrainedMemory() || os.totalmem(), os.totalmem()) / SHARE;

/** Each store keeps so much at most, but a process serves any number of them: those that were asked longest ago let go first. */
export function relieve(keepers: Iterable<Keeper>, most: number): void {
	const all = [...keepers].sort((one, other) => one.lastUse - other.lastUse);
	let held = all.reduce((sum, one) => sum + one.held, 0);
	for (const one of all) {
		if (held <= most) return;
		held -= one.held;
		one.forget();
	}
}
