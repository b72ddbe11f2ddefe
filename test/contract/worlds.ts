/**
 * The engines that the contract is tested on. A world is what survives a restart: a folder, or the memory engine's disk.
 * `ENGINES=memory` (names, parted by commas) narrows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine, Store, StoreName } from "../../src/engine/port.ts";
import { clusterSettings, freshPrefix, removeIndices } from "../elastic/test-cluster.ts";

export interface World {
	/** An engine on this world; only one is open at a time. */
	open(): Promise<Engine>;
	dispose(): void | Promise<void>;
}

export const KEY = new Uint8Array(32).fill(7);
export const OTHER_KEY = new Uint8Array(32).fill(8);

const MAKERS: Readonly<Record<string, () => World>> = {
	memory: () => {
		const disk: MemoryDisk = new Map();
		return { open: async () => openMemoryEngine(disk), dispose: () => disk.clear() };
	},
	embedded: () => {
		const dataDir = mkdtempSync(path.join(os.tmpdir(), "tributary-contract-"));
		return {
			open: () => openEmbeddedEngine({ dataDir, searchThreads: 2 }),
			dispose: () => rmSync(dataDir, { recursive: true, force: true }),
		};
	},
	elasticsearch: () => {
		const prefix = freshPrefix();
		return { open: () => openClusterEngine(clusterSettings(prefix)), dispose: () => removeIndices(prefix) };
	},
};

/** The cluster is a part of `npm run test:elastic`, which brings one up. */
const wanted = (process.env.ENGINES ?? "memory,embedded").split(",");
export const ENGINE_NAMES: readonly string[] = Object.keys(MAKERS).filter((name) => wanted.includes(name));

export function makeWorld(engine: string): World {
	const make = MAKERS[engine];
	if (make === undefined) throw new Error(`There is no engine ${engine}`);
	return make();
}

/** What the body of a contract gets: an engine that is open during the tests, and stores of its own. */
export interface Contract {
	readonly name: string;
	engine(): Engine;
	/** A new tenant store with these records in it. */
	freshStore(): Promise<Store>;
	freshName(): StoreName;
}

/** Runs the same contract on every engine. */
export function describeEngines(title: string, body: (contract: Contract) => void): void {
	for (const name of ENGINE_NAMES) {
		describe(`${title} (${name})`, () => {
			const world = makeWorld(name);
			let engine: Engine;
			let stores = 0;
			beforeAll(async () => {
				engine = await world.open();
			});
			afterAll(async () => {
				await engine.close();
				await world.dispose();
			});
			const freshName = (): StoreName => ({ kind: "tenant", tenant: parseTenantId(`tenant-${++stores}`) });
			body({
				name,
				engine: () => engine,
				freshName,
				freshStore: () => engine.open(freshName(), KEY, { create: true }),
			});
		});
	}
}
