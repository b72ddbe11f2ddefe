import { setTimeout as pause } from "node:timers/promises";
import type { Engine, Store, StoreName, StoreUpkeep } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { type DataFolder, mayMove, readPlace } from "./place.ts";

/** An engine by the name that the registry knows it by. */
export interface NamedEngine {
	readonly name: string;
	readonly engine: Engine;
	/** What can be done to its stores on a cluster; null: they lie on none. */
	readonly upkeep: StoreUpkeep | null;
	/** Where its stores lie in files of this machine, while the registry is everybody's: which folder. Absent: every process reaches them. */
	readonly folder?: DataFolder | undefined;
}

/** Which engine a store lies in. */
export interface Places {
	/** The first is where the registry lies. */
	readonly engines: readonly NamedEngine[];
	/** @throws TributaryError `engine-not-configured` · `tenant-elsewhere` */
	of(name: StoreName): Promise<NamedEngine>;
	/** Those that may hold a part of a store. @throws as {@link of}, where one of these is not there to be looked into */
	holding(name: StoreName): Promise<readonly NamedEngine[]>;
	/** @throws TributaryError `engine-not-configured` */
	named(engine: string): NamedEngine;
	/** Resolves when a store is not about to lie elsewhere. @throws TributaryError `tenant-moving` that takes too long */
	rest(name: StoreName): Promise<void>;
}

/** How long a call waits for the end of a move, milliseconds. A log entry has to be durable before its caller's patience ends. */
const PATIENCE = { tenant: 20_000, audit: 1000 } as const;
const LOOK_MS = 25;

/** @throws TributaryError `tenant-elsewhere` what lies in this engine lies in the files of another machine */
export function demandHere({ folder: own }: NamedEngine, folder: DataFolder | undefined): void {
	if (own === undefined || folder === undefined || own.id === folder.id) return;
	const { id, host, path } = folder;
	throw new TributaryError("tenant-elsewhere", {
		detail: `It is in the data folder ${id}, which was ${path} on ${host}; this is ${own.id}, ${own.path} on ${own.host}.`,
	});
}

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
			if (place === undefined) return engines[0] as NamedEngine;
			const one = named(place.engine);
			demandHere(one, place.folder);
			return one;
		},
		holding: async (name) => {
			const place = await placeOf(name);
			const parts = [
				[place?.engine, place?.folder],
				[place?.move?.to, place?.move?.folder],
				[place?.leftIn, place?.leftFolder],
			] as const;
			for (const [one, folder] of parts) if (one !== undefined) demandHere(named(one), folder);
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
