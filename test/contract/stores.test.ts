import { describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { StoreName } from "../../src/engine/port.ts";
import { filtered, person, plain, planOf } from "./people.ts";
import { describeEngines, ENGINE_NAMES, KEY, makeWorld, OTHER_KEY } from "./worlds.ts";

const NAME: StoreName = { kind: "tenant", tenant: parseTenantId("demo-a") };

describeEngines("stores", ({ engine, freshName, freshStore }) => {
	test("a store that was never made is not found", async () => {
		await expect(engine().open(freshName(), KEY)).rejects.toMatchObject({ code: "not-found" });
	});

	test("opening is idempotent and sees the same data", async () => {
		const name = freshName();
		const first = await engine().open(name, KEY, { create: true });
		await first.write([person("p", {})]);
		for (const create of [true, false]) {
			const again = await engine().open(name, KEY, { create });
			expect(await again.read("person", { ids: ["p"] })).toMatchObject([{ version: 1 }]);
		}
	});

	test("another key does not open it, whether it is open or not", async () => {
		const name = freshName();
		await engine().open(name, KEY, { create: true });
		for (const create of [true, false]) {
			await expect(engine().open(name, OTHER_KEY, { create })).rejects.toMatchObject({ code: "wrong-key" });
		}
		await expect(engine().open(freshName(), KEY.subarray(1), { create: true })).rejects.toMatchObject({
			code: "wrong-key",
		});
	});

	test("R23: another key opens the same data, alone, and the handle of before says that its key is old", async () => {
		const name = freshName();
		const before = await engine().open(name, KEY, { create: true });
		await before.write([person("p", { body: "kept" })]);
		await engine().rekey(name, { from: KEY, to: OTHER_KEY });
		await expect(engine().open(name, KEY)).rejects.toMatchObject({ code: "wrong-key" });
		await expect(before.read("person", { ids: ["p"] })).rejects.toMatchObject({ code: "wrong-key" });
		await expect(before.write([person("q", {})])).rejects.toMatchObject({ code: "wrong-key" });
		const after = await engine().open(name, OTHER_KEY);
		await after.write([person("r", { body: "kept" })]);
		expect((await after.list("person", { limit: 10 })).map(({ id }) => id)).toEqual(["p", "r"]);
		expect((await after.retrieve(filtered({ op: "all" }))).total).toBe(2);
		expect(await after.suggest("", 10)).toEqual([{ word: "kept", documents: 2 }]);
		await engine().rekey(name, { from: KEY, to: OTHER_KEY });
		await expect(engine().rekey(name, { from: KEY, to: KEY.slice().fill(9) })).rejects.toMatchObject({
			code: "wrong-key",
		});
		await expect(engine().rekey(freshName(), { from: KEY, to: OTHER_KEY })).rejects.toMatchObject({
			code: "not-found",
		});
	});

	test("the caller may wipe its copy of the key", async () => {
		const key = Uint8Array.from(KEY);
		const store = await engine().open(freshName(), key, { create: true });
		key.fill(0);
		await store.write([person("p", {})]);
		expect(await store.read("person", { ids: ["p"] })).toHaveLength(1);
	});

	test("tenants, their audit, the network and the platform do not see each other", async () => {
		const tenant = parseTenantId("shared-name");
		const names: StoreName[] = [
			{ kind: "tenant", tenant },
			{ kind: "audit", tenant },
			{ kind: "network" },
			{ kind: "platform" },
			freshName(),
		];
		const stores = await Promise.all(names.map((name) => engine().open(name, KEY, { create: true })));
		for (const [index, store] of stores.entries())
			await store.write([person(`p-${index}`, { body: `secret${index}` }, { keys: ["k:1"] })]);
		for (const [index, store] of stores.entries()) {
			expect((await store.list("person", { limit: 10 })).map(({ id }) => id)).toEqual([`p-${index}`]);
			expect((await store.read("person", { keys: ["k:1"] })).map(({ id }) => id)).toEqual([`p-${index}`]);
			expect((await store.retrieve(filtered({ op: "all" }))).rows.ids).toEqual([`p-${index}`]);
			expect(await store.suggest("", 10)).toEqual([{ word: `secret${index}`, documents: 1 }]);
		}
	});

	describe("drop", () => {
		test("removes the store; its handles end; a new one of the name is empty and may have another key", async () => {
			const name = freshName();
			const store = await engine().open(name, KEY, { create: true });
			await store.write([person("p", { body: "gone" })]);
			await store.retrieve(planOf());
			await engine().drop(name);
			await expect(store.read("person", { ids: ["p"] })).rejects.toMatchObject({ code: "not-found" });
			await expect(store.write([])).rejects.toMatchObject({ code: "not-found" });
			await expect(engine().open(name, KEY)).rejects.toMatchObject({ code: "not-found" });
			const next = await engine().open(name, OTHER_KEY, { create: true });
			expect((await next.retrieve(planOf())).population).toBe(0);
			expect(await next.suggest("", 10)).toEqual([]);
		});

		test("is idempotent and leaves other stores alone", async () => {
			const tenant = parseTenantId("keeps-audit");
			const audit = await engine().open({ kind: "audit", tenant }, KEY, { create: true });
			await audit.write([{ op: "put", collection: "audit", id: "1", record: "{}" }]);
			await engine().open({ kind: "tenant", tenant }, KEY, { create: true });
			await engine().drop({ kind: "tenant", tenant });
			await engine().drop({ kind: "tenant", tenant });
			await engine().drop(freshName());
			expect(await audit.list("audit", { limit: 10 })).toHaveLength(1);
		});
	});

	test("an empty write changes nothing", async () => {
		const store = await freshStore();
		expect(await store.write([])).toEqual([]);
	});
});

describe.each(ENGINE_NAMES)("a restart (%s)", (name) => {
	test("loses nothing, and answers as before", async () => {
		const world = makeWorld(name);
		const first = await world.open();
		const store = await first.open(NAME, KEY, { create: true });
		await store.write([
			person("a", { body: "java developer" }, { facets: { skill: ["Java"] }, link: "n-1" }),
			person("b", { body: "java" }),
		]);
		await store.write([person("a", { body: "python developer" }, { facets: { skill: ["Python"] }, keys: ["k:a"] })]);
		const plan = planOf({ facets: [{ facet: "skill", size: 5 }] });
		const before = plain(await store.retrieve(plan));
		const pending = store.write([{ op: "put", collection: "job", id: "last", record: "{}" }]);
		await first.close();
		expect(await pending).toEqual([1]);
		await expect(store.read("person", { ids: ["a"] })).rejects.toMatchObject({ code: "store-unavailable" });
		await expect(first.open(NAME, KEY)).rejects.toMatchObject({ code: "store-unavailable" });

		const second = await world.open();
		await expect(second.open(NAME, OTHER_KEY)).rejects.toMatchObject({ code: "wrong-key" });
		const again = await second.open(NAME, KEY);
		expect(plain(await again.retrieve(plan))).toEqual(before);
		expect(await again.read("person", { keys: ["k:a"] })).toMatchObject([{ id: "a", version: 2 }]);
		expect(await again.read("job", { ids: ["last"] })).toMatchObject([{ version: 1 }]);
		await second.close();
		await world.dispose();
	});
});
