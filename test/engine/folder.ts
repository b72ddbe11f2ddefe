import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type EmbeddedOptions, openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { type StorePlace, storePlace } from "../../src/engine/embedded/paths.ts";
import type { Engine, StoreName } from "../../src/engine/port.ts";

export const KEY = new Uint8Array(32).fill(7);
export const NAME: StoreName = { kind: "tenant", tenant: parseTenantId("demo-a") };

/** A folder that is gone after the test. */
export function testFolder(): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-engine-test-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** An engine that is closed after the test. */
export async function testEngine(options: EmbeddedOptions): Promise<Engine> {
	const engine = await openEmbeddedEngine({ searchThreads: 1, ...options });
	onTestFinished(() => engine.close());
	return engine;
}

export function placeIn(folder: string, name: StoreName = NAME): StorePlace {
	return storePlace(folder, name);
}

/** All files below a folder. */
export function filesIn(folder: string): string[] {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
