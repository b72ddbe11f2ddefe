import { TributaryError } from "../../errors.ts";
import type { Clock } from "../../tenancy/clock.ts";
import type { CountedLimit, SharedCounts } from "../../tenancy/shared-counts.ts";
import type { ApiSettings } from "../settings.ts";

/**
 * How much one application may send: records a minute, and requests a day (UTC), as the vendor counts them. Counted in this
 * process, or by all nodes of a cluster together.
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
	shared: SharedCounts | null,
): WireLimits {
	const window = (name: string, most: number, length: number): Admit =>
		shared === null ? createWindow(most, length, clock) : sharedWindow(shared, { name, most, length });
	const records = window("sync-records", syncRecordsPerMinute, MINUTE);
	const requests = window("sync-requests", syncRequestsPerDay, DAY);
	const members = window("member-requests", MEMBER_REQUESTS, MINUTE);
	return {
		admitRequest: (clientId) => requests(clientId, 1, "requests a day"),
		admitRecords: (clientId, count) => records(clientId, count, "records a minute"),
		admitMember: (member) => members(member, 1, "requests a minute for one recruiter"),
	};
}

type Admit = (who: string, count: number, unit: string) => void;

const refusal = (most: number, unit: string, left: number) =>
	new TributaryError("too-many-requests", {
		detail: `The limit is ${most} ${unit}.`,
		retryAfter: Math.max(1, Math.ceil(left / 1000)),
	});

/** The same windows, counted by all nodes. */
function sharedWindow(shared: SharedCounts, limit: CountedLimit): Admit {
	return (who, count, unit) => {
		const { count: used, left } = shared.read(limit, who);
		if (used + count > limit.most) throw refusal(limit.most, unit, left);
		shared.add(limit, who, count);
	};
}

/** Fixed windows that begin with the minute, or at midnight UTC. A call that does not fit is not counted. */
function createWindow(most: number, length: number, clock: Clock): Admit {
	let window = 0;
	let used = new Map<string, number>();
	return (who, count, unit) => {
		const now = clock().getTime();
		const current = Math.floor(now / length);
		if (current !== window) {
			window = current;
			used = new Map();
		}
		const total = (used.get(who) ?? 0) + count;
		if (total > most) throw refusal(most, unit, (current + 1) * length - now);
		used.set(who, total);
	};
}
