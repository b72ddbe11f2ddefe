import { createHmac, hkdfSync } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { type Collection, countingPlan, type Store } from "../../src/engine/port.ts";
import { assertScope, createScope, narrowed, type Scope, TENANT_COLLECTIONS } from "../../src/tenancy/scope.ts";
import { openRig } from "./rig.ts";

const ok = { outcome: "ok" } as const;

describe("a tenant's store", () => {
	test("R3: has the records of a tenant, all of them and no others", async () => {
		const rig = await openRig();
		const { store } = await rig.scope(await rig.tenant("demo-a"));
		const collections: Collection[] = [
			...(["person", "job", "original", "task", "merge", "setting", "ats", "export", "outbox"] as const),
			...(["activity", "desk", "embedding", "signal", "lab"] as const),
		];
		expect([...TENANT_COLLECTIONS].toSorted()).toEqual(collections.toSorted());
		for (const collection of collections) {
			expect(await store.read(collection, { ids: ["x"] })).toEqual([null]);
			expect(await store.read(collection, { keys: ["x"] })).toEqual([]);
			expect(await store.list(collection, { after: "~", limit: 1 })).toEqual([]);
		}
	});

	test("is asked and completed as it is behind the door", async () => {
		const rig = await openRig();
		const { store } = await rig.scope(await rig.tenant("demo-a"));
		const raw = rig.raw.get("tenant:demo-a") as Store;
		const [retrieve, suggest] = [vi.spyOn(raw, "retrieve"), vi.spyOn(raw, "suggest")];
		const plan = countingPlan({ op: "all" });
		const listed = () => {};
		expect(await store.retrieve(plan, listed)).toMatchObject({ total: 0 });
		expect(retrieve).toHaveBeenCalledWith(plan, listed);
		const audience = { seen: [], unless: null };
		expect(await store.suggest("ja", 3, undefined, audience)).toEqual([]);
		expect(suggest).toHaveBeenCalledWith("ja", 3, undefined, audience);
	});

	test("is told from another tenant's, whoever opens it", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const [one, again, other] = [await rig.scope(a), await rig.scope(a), await rig.scope(b)];
		expect(again.store).toBe(one.store);
		expect(other.store).not.toBe(one.store);
	});

	test.each(["store-owner", "store-mark"])(
		"R17: lets nobody touch the record %s, among others or alone",
		async (id) => {
			const rig = await openRig();
			const { store } = await rig.scope(await rig.tenant("demo-a"));
			const mine = { op: "put", collection: "setting", id: "mine", record: "{}" } as const;
			const theirs = { op: "put", collection: "setting", id, record: "{}" } as const;
			await expect(store.write([theirs])).rejects.toThrow("A store's owner is never changed.");
			await expect(store.write([mine, theirs])).rejects.toThrow("A store's owner is never changed.");
			expect(await store.read("setting", { ids: ["mine"] })).toEqual([null]);
			await store.write([mine, { op: "put", collection: "job", id, record: "{}" }]);
		},
	);
});

test("R4: of the network profiles and their vectors can be read, and no other collection, by ids or keys", async () => {
	const rig = await openRig();
	const { network } = await rig.scope(await rig.tenant("demo-a"));
	for (const collection of ["person", "embedding"] as const) {
		expect(await network?.read(collection, { ids: ["x"] })).toEqual([null]);
		expect(await network?.read(collection, { keys: ["x"] })).toEqual([]);
	}
	for (const collection of TENANT_COLLECTIONS) {
		if (collection === "person" || collection === "embedding") continue;
		await expect(network?.read(collection, { ids: ["x"] })).rejects.toThrow(TypeError);
		await expect(network?.read(collection, { keys: ["x"] })).rejects.toThrow(TypeError);
	}
});

describe("a digest", () => {
	const key = Buffer.alloc(32, 7);
	const digestBy = (secret: Uint8Array) => createHmac("sha256", secret).update("text").digest("hex");

	test("R18: for each use has a key of its own, made of the log's by HKDF, so that none passes for another", async () => {
		const rig = await openRig();
		const real = await rig.scope(await rig.tenant("demo-a"));
		const scope = createScope({ ...real, network: null, digestKey: key } as unknown as Parameters<
			typeof createScope
		>[0]);
		expect(scope.digest("text")).toBe(digestBy(key));
		for (const use of ["cursor", "signal", "idempotency"] as const) {
			const expected = digestBy(Buffer.from(hkdfSync("sha256", key, "", use, 32)));
			expect(scope.digest("text", use)).toBe(expected);
			expect(scope.digest("text", use)).toBe(expected);
		}
	});
});

describe("a scope that was narrowed to a seat", () => {
	const narrow = (scope: Scope, seat: string, demand = async () => {}) =>
		narrowed(scope, { seat, store: scope.store, demand });

	test("is a scope, names its seat, and can be made of a scope only", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		const confined = narrow(scope, "rita");
		expect(scope.seat).toBeNull();
		expect(confined.seat).toBe("rita");
		expect(() => assertScope(confined)).not.toThrow();
		expect(Object.isFrozen(confined)).toBe(true);
		expect(() => narrow({ ...scope }, "rita")).toThrow("This is not a scope.");
	});

	test("gives cursors that are good for nobody else; other digests are the tenant's", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		const [rita, rob] = [narrow(scope, "rita"), narrow(scope, "rob")];
		expect(rita.digest("text", "cursor")).toBe(scope.digest("rita\ntext", "cursor"));
		expect(rita.digest("text", "cursor")).not.toBe(rob.digest("text", "cursor"));
		expect(rita.digest("text")).toBe(scope.digest("text"));
		expect(rita.digest("text", "signal")).toBe(scope.digest("text", "signal"));
	});

	test("writes the seat down, and does nothing where it is gone", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		const run = vi.fn(async () => ({ value: "answer", result: ok }));
		expect(await narrow(scope, "rita").record("search", { jobId: "j" }, run)).toBe("answer");
		const [entry] = await rig.tenancy.audit.latest(tenant, 1);
		expect(entry?.subject).toEqual({ jobId: "j", seatId: "rita" });
		const gone = narrow(scope, "rita", () => Promise.reject(new Error("gone")));
		await expect(gone.record("search", {}, run)).rejects.toThrow("gone");
		expect(run).toHaveBeenCalledTimes(1);
	});
});
