import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Change } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { Clock } from "../../tenancy/clock.ts";
import { isConflict } from "../../tenancy/optimistic.ts";
import type { Scope } from "../../tenancy/scope.ts";

/**
 * One run of a tenant at a time, whichever processes share its store: two would count the same people twice, and sign it. Who runs says so in the
 * store, and goes on saying it; of a process that died nothing is heard any more.
 */

const Lease = z.strictObject({ by: z.string(), until: z.iso.datetime() });

const ID = "retention-running";
/** Milliseconds after which who was not heard of is dead, and between two words of his. */
const PATIENCE = 120_000;
const SAYING = 20_000;

/** This process: a run of it that is not at work has ended, whatever the store says. */
const PROCESS = randomUUID();
const working = new Set<string>();

/**
 * @param work demandStill: throws where another took over, because nothing was heard of this run for too long
 * @throws TributaryError `retention-running`
 */
export async function oneAtATime<T>(
	{ store }: Scope,
	clock: Clock,
	work: (demandStill: () => void) => Promise<T>,
): Promise<T> {
	const by = `${PROCESS}/${randomUUID()}`;
	const [found] = await store.read("setting", { ids: [ID] });
	if (found != null) demandEnded(Lease.parse(JSON.parse(found.record)), clock());
	let version = found?.version ?? 0;
	let isLost = false;
	const say = async () => {
		const until = new Date(clock().getTime() + PATIENCE).toISOString();
		const put: Change = {
			op: "put",
			collection: "setting",
			id: ID,
			record: JSON.stringify({ by, until }),
			ifVersion: version,
		};
		[version = 0] = await store.write([put]);
	};
	working.add(by);
	let saying: Promise<void> = Promise.resolve();
	const again = () => {
		saying = saying.then(say).catch((error: unknown) => {
			isLost ||= isConflict(error);
		});
	};
	try {
		await say().catch((error: unknown) => {
			throw isConflict(error) ? running() : error;
		});
		const timer = setInterval(again, SAYING).unref();
		try {
			return await work(() => {
				if (isLost) throw running();
			});
		} finally {
			clearInterval(timer);
			await saying;
			// Where it cannot be taken back, it ends by itself.
			if (!isLost)
				await store.write([{ op: "delete", collection: "setting", id: ID, ifVersion: version }]).catch(() => {});
		}
	} finally {
		working.delete(by);
	}
}

function demandEnded({ by, until }: z.output<typeof Lease>, now: Date): void {
	if (by.startsWith(PROCESS) ? working.has(by) : new Date(until) > now) throw running();
}

const running = () => new TributaryError("retention-running", { retryAfter: PATIENCE / 1000 });
