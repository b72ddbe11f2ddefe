/** When a failed delivery is tried again. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before each further try, milliseconds; after the last one the event is given up: about 12 hours. */
export const BACKOFF: readonly number[] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR];

/** An event that is older has no further try, however few it had: what piles up behind a dead receiver has an end. */
export const MAX_AGE = 72 * HOUR;

/** Longest that a receiver may ask us to wait. */
const MAX_RETRY_AFTER = 24 * HOUR;

/** Share of a pause by which it may be shorter or longer, so that many events do not come back at once. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after a try that failed, never less than the receiver asks for (up to a day).
 * @param pause out of {@link BACKOFF}
 * @param retryAfter header field as it came: seconds or an HTTP date (RFC 9110, 10.2.3); anything else is ignored
 * @param random 0 to 1
 */
export function pauseBefore(pause: number, retryAfter: string | null, now: Date, random: number): number {
	const jittered = pause * (1 - JITTER + 2 * JITTER * random);
	return Math.round(Math.max(jittered, Math.min(askedFor(retryAfter ?? "", now), MAX_RETRY_AFTER)));
}

function askedFor(text: string, now: Date): number {
	if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
	const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime());
}
