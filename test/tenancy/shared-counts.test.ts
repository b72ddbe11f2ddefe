import { expect, test } from "vitest";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import { createSharedCounts } from "../../src/tenancy/shared-counts.ts";
import { KEY } from "../contract/worlds.ts";

const LIMIT = { name: "logins", most: 100, length: 60_000 };

async function twoNodes() {
	let now = Date.parse("2026-01-01T00:00:10Z");
	const engine = await openMemoryEngine(new Map());
	const platform = await engine.open({ kind: "platform" }, KEY, { create: true });
	const node = () => createSharedCounts({ platform, clock: () => new Date(now) });
	const writes = async () => (await platform.list("setting", { limit: 10 })).map(({ version }) => version);
	const wait = (ms: number) => {
		now += ms;
	};
	return { one: node(), other: node(), writes, wait };
}

test("what one node counted another knows once both have told", async () => {
	const { one, other } = await twoNodes();
	expect(one.add(LIMIT, "ann", 60)).toEqual({ count: 60, left: 50_000 });
	expect(other.add(LIMIT, "ann", 30).count).toBe(30);
	expect(other.add(LIMIT, "bob", 30).count).toBe(30);
	await Promise.all([one.exchange(), other.exchange()]);
	await Promise.all([one.exchange(), other.exchange()]);
	expect(one.read(LIMIT, "ann").count).toBe(90);
	expect(other.read(LIMIT, "ann").count).toBe(90);
	expect(one.add(LIMIT, "ann", 1).count).toBe(91);
	await one.exchange();
	await other.exchange();
	expect(other.read(LIMIT, "ann").count).toBe(91);
	expect(one.read(LIMIT, "bob").count).toBe(0);
});

test("who is far below a limit costs no write, and each window begins at nothing", async () => {
	const { one, other, writes, wait } = await twoNodes();
	one.add(LIMIT, "ann", 9);
	await one.exchange();
	expect(await writes()).toEqual([]);
	one.add(LIMIT, "ann", 41);
	await one.exchange();
	await one.exchange();
	expect(await writes()).toEqual([1]);
	wait(50_000);
	expect(one.read(LIMIT, "ann")).toEqual({ count: 0, left: 60_000 });
	other.add(LIMIT, "ann", 10);
	await other.exchange();
	expect(other.read(LIMIT, "ann").count).toBe(10);
	one.add(LIMIT, "ann", 20);
	await one.exchange();
	expect(one.read(LIMIT, "ann").count).toBe(30);
});

test("nobody is named in the store", async () => {
	const engine = await openMemoryEngine(new Map());
	const platform = await engine.open({ kind: "platform" }, KEY, { create: true });
	const counts = createSharedCounts({ platform, clock: () => new Date(0) });
	counts.add(LIMIT, "203.0.113.7", 50);
	await counts.exchange();
	const [record] = await platform.list("setting", { limit: 1 });
	expect(record?.record).not.toContain("203.0.113.7");
});
