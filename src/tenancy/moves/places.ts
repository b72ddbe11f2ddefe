import { setTimeout as pause } from "node:timers/promises";
import type { Engine, Store, StoreName, StoreUpkeep } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { mayMove, readPlace } from "./place.ts";

/** An engine by the name that the registry knows it by. */
export interface NamedEngine {
	readonly name: string;
	readonly engine: Engine;
	/** What can be done to its stores on a cluster; null: they lie on none. */
	readonly upkeep: StoreUpkeep | null;
}

/** Which engine a store lies in. */
export interface Places {
	/** The first is where the registry lies. */
	readonly engines: readonly NamedEngine[];
	/** @throws TributaryError `engine-not-configured` */
	of(name: StoreName): Promise<NamedEngine>;
	/** Those that may hold a part of a store. @throws TributaryError `engine-not-configured` one of these is not there to be looked into */
	holding(name: StoreName): Promise<readonly NamedEngine[]>;
	/** @throws TributaryError `engine-not-configured` */
	named(engine: string): NamedEngine;
	/** Resolves when a store is not about to lie elsewhere. @throws TributaryError `tenant-moving` that takes too long */
	rest(name: StoreName): Promise<void>;
}

/** How long a call waits for the end of a move, milliseconds. A log entry has to be durable before its caller's patience ends. */
const PATIENCE = { tenant: 20_000, audit: 1000 } as const;
const LOOK_MS = 25;

export function createPlaces(engines: readonly NamedEngine[], openPlatform: () => Promise<Store>): Places {
	const named = (wanted: string): NamedEngine => {
		const found = engines.find(({ name }) => name === wanted);
		if (found === undefined) throw new TributaryError("engine-not-configured", { detail: `It is ${wanted}.` });
		return found;
	};
	const placeOf = async (name: StoreName) =>
		mayMove(name) ? (await readPlace(await openPlatform(), name.tenant))?.place : undefined;
	return {
		engines,
		named,
		of: async (name) => {
			const place = await placeOf(name);
			return place === undefined ? (engines[0] as NamedEngine) : named(place.engine);
		},
		holding: async (name) => {
			const place = await placeOf(name);
			for (const one of [place?.engine, place?.move?.to, place?.leftIn]) if (one !== undefined) named(one);
			// A move that was stopped may have left a part of it in any of the others, too.
			return engines;
		},
		rest: async (name) => {
			if (!mayMove(name)) return;
			const platform = await openPlatform();
			const until = performance.now() + PATIENCE[name.kind];
			while ((await readPlace(platform, name.tenant))?.place.move !== undefined) {
				if (performance.now() > until) throw new TributaryError("tenant-moving");
				await pause(LOOK_MS);
			}
		},
	};
}
