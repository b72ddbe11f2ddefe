import { type ErrorCode, TributaryError } from "../../errors.ts";

/** Runs a step of a start, and again while what keeps it from succeeding may pass by itself. Steps may be repeated. */
export type WhilePassing = <T>(step: () => Promise<T>) => Promise<T>;

/** The first wait between tries; each is twice the last, up to the second. Milliseconds. */
const WAIT_MS = [500, 5000] as const;
/** Worth waiting for; anything else does not mend itself. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["cluster-unreachable", "cluster-unavailable"]);

/**
 * @param seconds for all steps together
 * @param onWait told with each try that failed
 */
export function startWait(seconds: number, onWait: (code: ErrorCode) => void = () => {}): WhilePassing {
	const until = performance.now() + seconds * 1000;
	return async (step) => {
		for (let wait: number = WAIT_MS[0]; ; wait = Math.min(2 * wait, WAIT_MS[1])) {
			try {
				return await step();
			} catch (fault) {
				const passes = fault instanceof TributaryError && PASSING.has(fault.code);
				if (!passes || performance.now() + wait > until) throw fault;
				onWait(fault.code);
				await new Promise((resolve) => setTimeout(resolve, wait));
			}
		}
	};
}
