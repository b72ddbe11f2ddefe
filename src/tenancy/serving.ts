import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { recordsBelow } from "./listing.ts";
import { isConflict } from "./optimistic.ts";

/**
 * Which processes serve, as each tells all others: where one falls silent, one of the others goes on with what it had begun. Nobody's
 * clock is compared with another's: silent is whose record stays the same.
 */
export interface Serving {
	/** Tells from now on, again and again, that this process serves, and looks for those who do not tell any more. */
	watch(options: WatchOptions): Watch;
	/**
	 * Whether a process serves that has other files than this folder's. One that was killed or has ended is told from one that serves by
	 * waiting for its next word.
	 * @param folder id of a data folder
	 * @param onWait told, where it has to be waited, how many seconds at most
	 */
	elsewhere(folder: string, onWait?: (seconds: number) => void): Promise<boolean>;
}

export interface WatchOptions {
	/** Called in one of all processes for each that fell silent, however it ended; where it fails, the next look finds that one again. */
	readonly onGone: (stop: AbortSignal) => Promise<void>;
	readonly onError: (error: unknown) => void;
	/** Milliseconds between two words of a process; 30,000 if absent. */
	readonly beat?: number;
}

export interface Watch {
	/** Tells nothing more. What this process leaves open, another goes on with after a while, or the next one to start. */
	close(): Promise<void>;
}

export type Registry = Pick<Store, "list" | "write">;

const BEAT = 30_000;
/** Looks in a row that find a record unchanged: counted and not timed, so that nobody is silent who could not write while nobody could read. */
const MISSED = 4;
const PREFIX = "serving:";

export interface ServingOptions {
	/** Id of the data folder of this process, where tenants may lie that no other machine has. */
	readonly folder?: string | undefined;
	/** Milliseconds between two words of a process; 30,000 if absent. */
	readonly beat?: number;
}

export const createServing = (platform: Registry, { folder, beat = BEAT }: ServingOptions = {}): Serving => ({
	watch: (options) => watch(platform, { folder, beat, ...options }),
	elsewhere: (own, onWait) => servesElsewhere(platform, own, { beat, onWait }),
});

interface Seen {
	readonly version: number;
	readonly unchanged: number;
}

function watch(platform: Registry, { onGone, onError, beat = BEAT, folder }: WatchOptions & ServingOptions): Watch {
	const own = `${PREFIX}${randomUUID()}`;
	const seen = new Map<string, Seen>();
	const stop = new AbortController();
	const guarded = (work: () => Promise<unknown>): Promise<void> =>
		work().then(
			() => {},
			(error: unknown) => (stop.signal.aborted ? undefined : onError(error)),
		);
	const look = async () => {
		const all = await recordsBelow(platform, "setting", PREFIX);
		for (const one of silentOf(all, seen)) {
			if (one.id === own || stop.signal.aborted || !(await claim(platform, one))) continue;
			try {
				await onGone(stop.signal);
			} catch (error) {
				// Silent still: a later look finds it again, of this process or another.
				await platform.write([put(one.id)]);
				throw error;
			}
		}
	};
	let telling = Promise.resolve();
	let looking: Promise<void> | null = null;
	const turn = () => {
		// To go on for somebody takes long; the others are told meanwhile.
		telling = telling.then(() => guarded(() => platform.write([put(own, folder)])));
		looking ??= guarded(look).finally(() => {
			looking = null;
		});
	};
	turn();
	const timer = setInterval(turn, beat).unref();
	return {
		close: async () => {
			stop.abort();
			clearInterval(timer);
			await telling;
			await looking;
		},
	};
}

/** What a process tells of itself. */
const Told = z.object({ folder: z.string().optional() });

const put = (id: string, folder?: string): Change => ({
	op: "put",
	collection: "setting",
	id,
	record: JSON.stringify({ folder } satisfies z.output<typeof Told>),
});

/** Words of a process that one is waited for: the next may be late, or not have been taken. */
const WORDS = 1.5;
const LOOKS = 60;

async function servesElsewhere(
	platform: Registry,
	own: string,
	{ beat, onWait }: { readonly beat: number; readonly onWait: ((seconds: number) => void) | undefined },
): Promise<boolean> {
	const others = async () =>
		(await recordsBelow(platform, "setting", PREFIX)).filter(
			({ record }) => Told.parse(JSON.parse(record)).folder !== own,
		);
	const before = new Map((await others()).map(({ id, version }) => [id, version]));
	if (before.size === 0) return false;
	onWait?.(Math.ceil((beat * WORDS) / 1000));
	for (let look = 0; look < LOOKS; look++) {
		await pause((beat * WORDS) / LOOKS);
		if ((await others()).some(({ id, version }) => before.get(id) !== version)) return true;
	}
	return false;
}

/** @param seen is brought up to what is there now */
function silentOf(all: readonly StoredRecord[], seen: Map<string, Seen>): StoredRecord[] {
	for (const id of seen.keys()) if (!all.some((one) => one.id === id)) seen.delete(id);
	return all.filter(({ id, version }) => {
		const before = seen.get(id);
		const unchanged = before?.version === version ? before.unchanged + 1 : 0;
		seen.set(id, { version, unchanged });
		return unchanged >= MISSED;
	});
}

/** One of all processes takes the record away. */
async function claim(platform: Registry, { id, version }: StoredRecord): Promise<boolean> {
	try {
		await platform.write([{ op: "delete", collection: "setting", id, ifVersion: version }]);
		return true;
	} catch (error) {
		if (isConflict(error)) return false;
		throw error;
	}
}

/**
 * Of what is open, what is the same after a while: nobody works on it.
 * @param look what is open, and in which state
 */
export async function untouched<Key>(
	look: () => Promise<ReadonlyMap<Key, string>>,
	wait: () => Promise<unknown>,
): Promise<Key[]> {
	const before = await look();
	if (before.size === 0) return [];
	await wait();
	const now = await look();
	return [...before].filter(([key, state]) => now.get(key) === state).map(([key]) => key);
}
