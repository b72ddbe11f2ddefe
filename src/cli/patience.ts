import { setTimeout as pause } from "node:timers/promises";
import { TributaryError } from "../errors.ts";

/** Waits before what the log did not take is tried again, in milliseconds; longer where the refusal says so. */
const WAITS = [500, 1000, 2000, 4000, 8000] as const;

/** Whether something was refused only because its entry did not get into the audit log in time, as on a machine that is busy. */
const isLate = (error: unknown): error is TributaryError =>
	error instanceof TributaryError && error.code === "audit-unavailable";

/**
 * Does something, and again a few times where the audit log could not be written.
 * @param work may have been done when it is refused: the entry that is missing may be that of its end
 * @param wait for tests
 */
export async function patiently<T>(
	work: () => Promise<T>,
	wait = pause as (milliseconds: number) => unknown,
): Promise<T> {
	for (const least of WAITS) {
		try {
			return await work();
		} catch (error) {
			if (!isLate(error)) throw error;
			await wait(Math.max(least, (error.retryAfter ?? 0) * 1000));
		}
	}
	return work();
}

/** Makes something that can be made once only; where an earlier try has made it, that is found. */
export const madePatiently = <T>(make: () => Promise<T>, find: () => Promise<T>): Promise<T> =>
	patiently(make).catch((error: unknown) => {
		if (error instanceof TributaryError && error.code === "already-exists") return patiently(find);
		throw error;
	});
