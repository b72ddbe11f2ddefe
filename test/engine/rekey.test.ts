/** Another key for a store: whole whenever it is stopped, and nothing that is written meanwhile is lost. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import type { Change } from "../../src/engine/port.ts";
import { createStores } from "../../src/tenancy/stores.ts";
import { testVault } from "../tenancy/rig.ts";
import { KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const OTHER = new Uint8Array(32).fill(8);
const KILLS = Number(process.env.KILLS ?? 5);
const CHILD = path.join(import.meta.dirname, "children", "rekeying.ts");
const setting = (id: string): Change => ({
	op: "put",
	collection: "setting",
	id,
	record: `{"text":"${"x".repeat(500)}"}`,
});

async function filled(dataDir: string, count: number): Promise<void> {
	const engine = await openEmbeddedEngine({ dataDir, searchThreads: 1 });
	const store = await engine.open(NAME, KEY, { create: true });
	await store.write(Array.from({ length: count }, (_, index) => setting(`s-${index}`)));
	await engine.close();
}

test(`R23: killed ${KILLS} times at any moment, one key opens the store, with all that is in it, and the rotation goes on`, async () => {
	const dataDir = testFolder();
	await filled(dataDir, 3000);
	for (let kill = 0; kill < KILLS; kill++) {
		const child = spawn(process.execPath, [CHILD, dataDir, "0"], { stdio: ["ignore", "pipe", "inherit"] });
		await once(child.stdout, "data");
		await wait(Math.random() * 400);
		child.kill("SIGKILL");
		await once(child, "close");
		const engine = await openEmbeddedEngine({ dataDir, searchThreads: 1 });
		const opened = await Promise.allSettled([KEY, OTHER].map((key) => engine.open(NAME, key)));
		expect(opened.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
		const is = opened.findIndex(({ status }) => status === "fulfilled");
		await engine.rekey(NAME, { from: is === 0 ? KEY : OTHER, to: KEY });
		const store = await engine.open(NAME, KEY);
		expect(await store.list("setting", { limit: 5000 })).toHaveLength(3000);
		await engine.close();
	}
	expect(readdirSync(path.dirname(placeIn(dataDir).folder))).toEqual(["candidates"]);
	const connection = openConnection(placeIn(dataDir), KEY, { create: false, readOnly: false });
	expect(connection.pragma("integrity_check", { simple: true })).toBe("ok");
	connection.close();
}, 120_000);

test("R23: the old key opens nothing afterwards", async () => {
	const dataDir = testFolder();
	await filled(dataDir, 10);
	const engine = await testEngine({ dataDir });
	await engine.rekey(NAME, { from: KEY, to: OTHER });
	await expect(engine.open(NAME, KEY)).rejects.toMatchObject({ code: "wrong-key" });
	expect(await (await engine.open(NAME, OTHER)).list("setting", { limit: 20 })).toHaveLength(10);
	// Again, as after a stop before its end was written down.
	await engine.rekey(NAME, { from: KEY, to: OTHER });
	await expect(engine.rekey(NAME, { from: KEY, to: new Uint8Array(32).fill(9) })).rejects.toMatchObject({
		code: "wrong-key",
	});
});

test("R23: whoever writes and reads while other processes change the key loses nothing", async () => {
	const dataDir = testFolder();
	const [engine, other] = [await testEngine({ dataDir }), await testEngine({ dataDir })];
	const vault = await testVault();
	const [stores, others] = [engine, other].map((one) => createStores({ engine: one, vault })) as [
		ReturnType<typeof createStores>,
		ReturnType<typeof createStores>,
	];
	const platform = await stores.openPlatform();
	const audit = await stores.newKey({ kind: "audit", tenant: "demo-a" as never });
	let data = await stores.newKey(NAME);
	const register = (nextData?: typeof data) => {
		const record = JSON.stringify({ keys: { data, audit, ...(nextData && { nextData }) } });
		return platform.write([{ op: "put", collection: "tenant", id: "demo-a", record }]);
	};
	await register();
	const store = await stores.open(NAME, data, { create: true });
	let isDone = false;
	let written = 0;
	const writing = (async () => {
		for (; !isDone; written++) {
			await store.write([setting(`w-${written}`)]);
			expect(await store.read("setting", { ids: [`w-${written}`] })).not.toContain(null);
			await wait(1);
		}
	})();
	for (let version = 2; version < 6; version++) {
		await wait(50);
		const next = await stores.newKey(NAME, version);
		await register(next);
		await others.rekey(NAME, { from: data, to: next });
		data = next;
		await register();
	}
	isDone = true;
	await writing;
	expect(written).toBeGreaterThan(20);
	const found = await store.list("setting", { limit: 100_000 });
	expect(found.filter(({ id }) => id.startsWith("w-"))).toHaveLength(written);
}, 60_000);
