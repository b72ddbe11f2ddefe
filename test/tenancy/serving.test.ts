import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Store } from "../../src/engine/port.ts";
import { createServing, type Registry, untouched, type Watch, type WatchOptions } from "../../src/tenancy/serving.ts";
import { KEY } from "../contract/worlds.ts";

const BEAT = 20;
const open: Watch[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((watch) => watch.close()))));

/** So that two find the same one silent before either takes it. */
const slow = (store: Store): Registry => ({
	list: (...of) => store.list(...of),
	write: async (changes) => {
		await pause(5);
		return store.write(changes);
	},
});

async function nodes() {
	const engine = await openMemoryEngine(new Map());
	const platform = await engine.open({ kind: "platform" }, KEY, { create: true });
	const node = (onGone: WatchOptions["onGone"], onError: WatchOptions["onError"] = () => {}) => {
		const watch = createServing(slow(platform)).watch({ onGone, onError, beat: BEAT });
		open.push(watch);
		return watch;
	};
	return { platform, node };
}

test("of those who are left, one goes on for who fell silent, once; who tells is left alone", async () => {
	const { platform, node } = await nodes();
	const gone: string[] = [];
	const dies = node(async () => {});
	node(async () => void gone.push("second"));
	node(async () => void gone.push("third"));
	await pause(10 * BEAT);
	expect(gone).toEqual([]);
	expect(await platform.list("setting", { limit: 10 })).toHaveLength(3);
	await dies.close();
	await expect.poll(() => gone.length).toBe(1);
	await pause(10 * BEAT);
	expect(gone).toHaveLength(1);
	expect(await platform.list("setting", { limit: 10 })).toHaveLength(2);
});

test("what could not be gone on with is found again", async () => {
	const { node } = await nodes();
	const errors: unknown[] = [];
	let tries = 0;
	await node(async () => {}).close();
	node(
		async () => {
			if (++tries === 1) throw new Error("not now");
		},
		(error) => errors.push(error),
	);
	await expect.poll(() => tries).toBe(2);
	expect(errors).toMatchObject([{ message: "not now" }]);
});

test("nobody works on what stays the same, and on nothing else", async () => {
	const looks = [
		new Map([
			["a", "1"],
			["b", "1"],
			["c", "1"],
		]),
		new Map([
			["a", "1"],
			["b", "2"],
			["d", "1"],
		]),
	];
	expect(
		await untouched(
			async () => looks.shift() ?? new Map(),
			async () => {},
		),
	).toEqual(["a"]);
});

test("who serves with other files is found by his next word; who has the same, or is gone, is none", async () => {
	const { platform } = await nodes();
	const node = (folder?: string) => createServing(platform, { folder, beat: BEAT });
	const serve = (folder?: string) => {
		const watch = node(folder).watch({ onGone: async () => {}, onError: () => {} });
		open.push(watch);
		return watch;
	};
	let waits = 0;
	const elsewhere = () => node("one").elsewhere("one", () => void waits++);
	expect(await elsewhere()).toBe(false);
	const same = serve("one");
	await pause(2 * BEAT);
	expect(await elsewhere()).toBe(false);
	expect(waits).toBe(0);
	for (const folder of ["other", undefined]) {
		const other = serve(folder);
		await expect.poll(async () => (await platform.list("setting", { limit: 10 })).length).toBe(2);
		expect(await elsewhere()).toBe(true);
		await other.close();
		expect(await elsewhere()).toBe(false);
		// The one that is left takes it away.
		await expect.poll(async () => (await platform.list("setting", { limit: 10 })).length).toBe(1);
	}
	await same.close();
});
