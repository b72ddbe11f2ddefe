import { setTimeout } from "node:timers/promises";
import { type ErrorCode, TributaryError } from "../src/errors.ts";

/** What a cluster that is busy answers for a moment. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["audit-unavailable", "cluster-unavailable", "cluster-unreachable"]);
/** The first pause between tries and the last, each twice the one before, milliseconds. */
const PAUSES = [500, 8000] as const;

/** Work that may be done again, tried for some seconds: what was stored in an hour is not to be lost for a moment's delay. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
	for (let pause: number = PAUSES[0]; ; pause *= 2) {
		try {
			return await work();
		} catch (error) {
			const passes = error instanceof TributaryError && PASSING.has(error.code);
			if (!passes || pause > PAUSES[1]) throw error;
			await setTimeout(pause);
		}
	}
}
