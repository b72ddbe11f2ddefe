import { createHash } from "node:crypto";
import * as z from "zod";
import type { Store } from "../engine/port.ts";
import type { Clock } from "./clock.ts";
import { retryOnConflict } from "./optimistic.ts";

/**
 * Counts of who did something how often in a window of time, of all API nodes together. Each node counts for itself, and tells the others,
 * through the store of the platform, of whoever used a tenth of a limit there: once a second, or at once where it is asked to. So nobody
 * who stays far below a limit costs a write, and of N nodes together a limit lets through at most what it says, a tenth more for each
 * further node, and what came within that second.
 */
export interface SharedCounts {
	/** Counts so many more. @returns how many there are now, as far as this node knows */
	add(limit: CountedLimit, who: string, more: number): Counted;
	read(limit: CountedLimit, who: string): Counted;
	/** Resolves when this node has told what it counted, and heard what others did; at once where nobody is near a limit. */
	exchange(): Promise<void>;
	/** Exchanges once a second from now on. While the store cannot be reached each node counts alone. @returns ends it */
	begin(): () => Promise<void>;
}

/** Windows begin together on all nodes: at multiples of their length since 1970. */
export interface CountedLimit {
	readonly name: string;
	readonly most: number;
	/** Milliseconds. */
	readonly length: number;
}

export interface Counted {
	readonly count: number;
	/** Milliseconds until the window ends. */
	readonly left: number;
}

/** Of a limit, from which on a node tells the others. */
const SHARE = 0.1;
const EXCHANGE_MS = 1000;

const Shared = z.strictObject({ window: z.int(), counts: z.record(z.string(), z.int().positive()) });

interface Window {
	readonly limit: CountedLimit;
	readonly number: number;
	readonly own: Map<string, number>;
	/** Of these the others know. */
	readonly told: Map<string, number>;
	readonly others: Map<string, number>;
}

export function createSharedCounts({
	platform,
	clock,
}: {
	readonly platform: Store;
	readonly clock: Clock;
}): SharedCounts {
	const windows = new Map<string, Window>();
	const windowOf = (limit: CountedLimit): Window => {
		const number = Math.floor(clock().getTime() / limit.length);
		const known = windows.get(limit.name);
		if (known?.number === number) return known;
		const window = { limit, number, own: new Map(), told: new Map(), others: new Map() };
		windows.set(limit.name, window);
		return window;
	};
	const counted = ({ limit, number, own, others }: Window, who: string): Counted => ({
		count: (own.get(who) ?? 0) + (others.get(who) ?? 0),
		left: (number + 1) * limit.length - clock().getTime(),
	});
	let turn = Promise.resolve();
	// One after the other: nothing is told twice.
	const exchange = () => {
		const mine = turn.then(async () => {
			await Promise.all([...windows.values()].map((window) => exchangeWindow(platform, window)));
		});
		turn = mine.catch(() => {});
		return mine;
	};
	return {
		add: (limit, who, more) => {
			const window = windowOf(limit);
			const key = digestOf(who);
			window.own.set(key, (window.own.get(key) ?? 0) + more);
			return counted(window, key);
		},
		read: (limit, who) => counted(windowOf(limit), digestOf(who)),
		exchange,
		begin: () => {
			let work = Promise.resolve();
			const timer = setInterval(() => {
				work = work.then(exchange).catch(() => {});
			}, EXCHANGE_MS).unref();
			return async () => {
				clearInterval(timer);
				await work;
			};
		},
	};
}

/** Addresses and clients are not written down. */
const digestOf = (who: string): string => createHash("sha256").update(who).digest("base64url").slice(0, 16);

/** One record for each limit, with the counts of its newest window: it never grows beyond those who are near the limit now. */
async function exchangeWindow(platform: Store, { limit, number, own, told, others }: Window): Promise<void> {
	const near = [...own].filter(([, count]) => count >= limit.most * SHARE);
	if (near.length === 0) return;
	const id = `rate-limit:${limit.name}`;
	await retryOnConflict(async () => {
		const [found] = await platform.read("setting", { ids: [id] });
		const shared = found == null ? null : Shared.parse(JSON.parse(found.record));
		if (shared !== null && shared.window > number) return;
		const counts: Record<string, number> = shared?.window === number ? { ...shared.counts } : {};
		const untold = near.map(([who, count]) => [who, count - (told.get(who) ?? 0)] as const);
		for (const [who, more] of untold) if (more > 0) counts[who] = (counts[who] ?? 0) + more;
		if (untold.some(([, more]) => more > 0)) {
			const record = JSON.stringify({ window: number, counts } satisfies z.output<typeof Shared>);
			await platform.write([{ op: "put", collection: "setting", id, record, ifVersion: found?.version ?? 0 }]);
		}
		for (const [who, more] of untold) told.set(who, (told.get(who) ?? 0) + more);
		for (const [who] of near) others.set(who, Math.max(0, (counts[who] ?? 0) - (told.get(who) ?? 0)));
	});
}
