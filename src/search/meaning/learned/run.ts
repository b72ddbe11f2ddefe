import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Store } from "../../../engine/port.ts";
import { TributaryError } from "../../../errors.ts";
import { eachPage } from "../../../tenancy/listing.ts";
import type { Page, PageAnswer, RunData } from "./worker.ts";

/** One run over a tenant's own candidates, in a thread of its own with bounded time and memory. */

export interface RunLimits {
	/** Milliseconds for all of it. */
	readonly time: number;
	/** Of the thread's objects, MB; its arrays are bounded by what counts.ts takes up. */
	readonly memory: number;
}

export const RUN_LIMITS: RunLimits = { time: 600_000, memory: 384 };

/** Candidates read at once: between two pages searches of the same store have their turn. */
const PAGE = 100;

/**
 * Reads every candidate of the store and learns from them.
 * @param vocabulary folder of it; null: the one that is shipped
 * @param stop aborted when the process ends: nothing was learned then
 * @throws TributaryError `internal` beyond the limits · what the store throws · the reason of `stop`
 */
export async function runLearning(
	store: Pick<Store, "list">,
	stop: AbortSignal,
	limits: RunLimits = RUN_LIMITS,
	vocabulary: string | null = null,
): Promise<NonNullable<PageAnswer>> {
	const worker = new Worker(ENTRY, {
		resourceLimits: { maxOldGenerationSizeMb: limits.memory },
		workerData: { vocabulary } satisfies RunData,
	});
	const ended = once(worker, "exit").then(() => {
		throw new Error("The worker thread ended.");
	});
	// It also ends when all is done, and then nobody waits for it.
	ended.catch(() => {});
	const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.time)]);
	const ask = async (page: Page) => {
		signal.throwIfAborted();
		worker.postMessage(page);
		const [answer] = (await Promise.race([once(worker, "message", { signal }), ended])) as [PageAnswer];
		return answer;
	};
	try {
		for await (const page of eachPage(store, "person", { size: PAGE })) await ask(page.map(({ record }) => record));
		const answer = await ask(null);
		if (answer === null) throw new TributaryError("internal", { cause: new Error("Nothing was answered.") });
		return answer;
	} catch (error) {
		if (stop.aborted || error instanceof TributaryError) throw error;
		throw new TributaryError("internal", { detail: "Learning from the resumes went beyond its limits.", cause: error });
	} finally {
		await worker.terminate();
	}
}

/** The source when run from source, the built file when built. */
const ENTRY = new URL(`./worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
