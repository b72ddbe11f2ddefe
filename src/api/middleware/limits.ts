import { TributaryError } from "../../errors.ts";
import type { Clock } from "../../tenancy/clock.ts";
import type { ApiSettings } from "../settings.ts";

/**
 * How much one application may send: records a minute, and requests a day (UTC), as the vendor counts them. Counted in this process.
 */
export interface WireLimits {
	/** @throws TributaryError `too-many-requests` with the seconds until midnight UTC */
	admitRequest(clientId: string): void;
	/** @throws TributaryError `too-many-requests` with the seconds until the next minute */
	admitRecords(clientId: string, count: number): void;
	/**
	 * Of finders that the protocol counts for each recruiter.
	 * @param member the recruiter, with the tenant
	 * @throws TributaryError `too-many-requests` with the seconds until the next minute
	 */
	admitMember(member: string): void;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Requests for one recruiter's messages in a minute, as documented. */
const MEMBER_REQUESTS = 12;

export function createWireLimits(
	{
		syncRecordsPerMinute,
		syncRequestsPerDay,
	}: Pick<ApiSettings["limits"], "syncRecordsPerMinute" | "syncRequestsPerDay">,
	clock: Clock,
): WireLimits {
	const records = createWindow(syncRecordsPerMinute, MINUTE, clock);
	const requests = createWindow(syncRequestsPerDay, DAY, clock);
	const members = createWindow(MEMBER_REQUESTS, MINUTE, clock);
	return {
		admitRequest: (clientId) => requests(clientId, 1, "requests a day"),
		admitRecords: (clientId, count) => records(clientId, count, "records a minute"),
		admitMember: (member) => members(member, 1, "requests a minute for one recruiter"),
	};
}

/** Fixed windows that begin with the minute, or at midnight UTC. A call that does not fit is not counted. */
function createWindow(most: number, length: number, clock: Clock) {
	let window = 0;
	let used = new Map<string, number>();
	return (who: string, count: number, unit: string): void => {
		const now = clock().getTime();
		const current = Math.floor(now / length);
		if (current !== window) {
			window = current;
			used = new Map();
		}
		const total = (used.get(who) ?? 0) + count;
		if (total > most) {
			const retryAfter = Math.max(1, Math.ceil(((current + 1) * length - now) / 1000));
			throw new TributaryError("too-many-requests", { detail: `The limit is ${most} ${unit}.`, retryAfter });
		}
		used.set(who, total);
	};
}
