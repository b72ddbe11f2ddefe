/** A clock that stands still until it is set: two servers that are compared have the same time. Imported before everything else. */

import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { CLOCK_HEADER } from "./clock-header.ts";

const RealDate = Date;
const state = { at: null as number | null };

class SetDate extends RealDate {
	constructor(...given: unknown[]) {
		if (given.length === 0 && state.at !== null) super(state.at);
		else super(...(given as []));
	}

	static override now(): number {
		return state.at ?? RealDate.now();
	}
}

globalThis.Date = SetDate as DateConstructor;

/** While the clock stands nothing comes due: what a server does by itself after a while would be done in one world and not yet in the other. */
const LONG = 5000;
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
	(work: () => void, delay = 0) => realTimeout(work, state.at !== null && delay >= LONG ? 2 ** 31 - 1 : delay),
	realTimeout,
) as typeof setTimeout;

/** From now on each request sets the clock that names a time. */
export function takeClockFromRequests(): void {
	subscribe("http.server.request.start", (message) => {
		const { request } = message as { readonly request: IncomingMessage };
		const at = request.headers[CLOCK_HEADER];
		if (at !== undefined) setClock(Number(at));
	});
}

/** @param at milliseconds since 1970; null: the real time */
export function setClock(at: number | null): void {
	state.at = at;
}
