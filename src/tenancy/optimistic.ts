import { setTimeout as pause } from "node:timers/promises";
import { TributaryError } from "../errors.ts";

/** Tries before a change is given up; each loses only to somebody who made progress. */
const TRIES = 50;
/** Random pause after a lost try, ms: up to this much for each try lost so far, so that many writers spread out. */
const PAUSE = 2;

export const isConflict = (error: unknown): boolean => error instanceof TributaryError && error.code === "conflict";

/** Which change of a write was refused for its version; null where that is not what was thrown. */
export function conflictAt(error: unknown): number | null {
	if (!(error instanceof TributaryError) || error.code !== "conflict") return null;
	const at = /^\/(\d+)$/.exec(error.errors[0]?.pointer ?? "")?.[1];
	return at === undefined ? null : Number(at);
}

/**
 * Reads, decides and writes with `ifVersion`, anew as long as somebody else was faster.
 * @param attempt reads afresh each time it is called; throws `conflict` when its write lost
 * @throws TributaryError `conflict` when every try lost; whatever else `attempt` throws
 */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
	for (let lost = 1; ; lost++) {
		try {
			return await attempt();
		} catch (error) {
			if (!isConflict(error) || lost === TRIES) throw error;
			if (lost > 1) await pause(Math.random() * PAUSE * lost);
		}
	}
}

/** By store and record: the end of the line of those who change it. */
const lines = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * {@link retryOnConflict} for a record that many may change at once: in one process who came first is let through first, so nobody is kept
 * from it by a flood of others. Whoever is in the line must not wait for another place in it.
 */
export function retryInLine<T>(store: object, record: string, attempt: () => Promise<T>): Promise<T> {
	const line = lines.get(store) ?? new Map<string, Promise<void>>();
	lines.set(store, line);
	const done = (line.get(record) ?? Promise.resolve()).then(() => retryOnConflict(attempt));
	const next = done.then(
		() => {},
		() => {},
	);
	line.set(record, next);
	void next.then(() => {
		if (line.get(record) === next) line.delete(record);
	});
	return done;
}
