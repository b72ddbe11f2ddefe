/** A tenant goes from one engine to another while it is served; whatever stops the move, it is gone on with or taken back. */
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine, Store } from "../../src/engine/port.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import type { Vault } from "../../src/tenancy/vault.ts";
import { person } from "../contract/people.ts";
import { codeOf, temporaryFolder, testVault } from "./rig.ts";

const ACME = parseTenantId("acme");
const BETA = parseTenantId("beta");

let vault: Vault;
let disk: MemoryDisk;
let files: Engine;
let tenancy: Tenancy;

/** A process with the registry in memory and files beside it. `spoil` is called before each write to any store. */
const open = (spoil: (label: string) => void = () => {}, other = files) =>
	openTenancy({
		engine: watched(openMemoryEngine(disk), spoil),
		engineName: "memory",
		others: [{ name: "embedded", engine: watched(other, spoil), upkeep: null }],
		vault,
	});

beforeEach(async () => {
	vault = await testVault();
	disk = new Map();
	files = await openEmbeddedEngine({ dataDir: temporaryFolder(), searchThreads: 2 });
	tenancy = await open();
	for (const id of [ACME, BETA]) await tenancy.tenants.create({ id, name: id });
	const { store } = await scope(tenancy);
	await store.write([
		person("ann", { body: "welder of bridges", note: "likes | tea" }, { facets: { skill: ["Welding"] } }),
		person("bob", { body: "accountant", name: "bob" }, { columns: { years: 3 }, keys: ["email:b@x"], link: "p-1" }),
		{ op: "put", collection: "job", id: "j", record: "{}", keys: ["k"] },
	]);
	await store.write([{ op: "put", collection: "job", id: "j", record: '{"v":2}', keys: ["k"] }]);
});

afterEach(() => files.close());

const scope = (over: Tenancy, tenant = ACME) =>
	over.openScope({ tenant, actor: { kind: "operator", id: "test" }, purpose: "test" });

/** Each call to a store goes by this first. */
function watched(engine: Engine, spoil: (label: string) => void): Engine {
	return {
		open: async (name, key, options) => {
			const store = await engine.open(name, key, options);
			const label = "tenant" in name ? `${name.kind}:${name.tenant}` : name.kind;
			return new Proxy(store, {
				get: (target, property) => {
					const member = Reflect.get(target, property) as unknown;
					if (typeof member !== "function") return member;
					return async (...args: unknown[]) => {
						if (property === "write") spoil(label);
						return Reflect.apply(member, target, args);
					};
				},
			}) as Store;
		},
		drop: async (name) => {
			spoil("drop");
			await engine.drop(name);
		},
		rekey: (name, keys) => engine.rekey(name, keys),
		close: () => engine.close(),
	};
}

async function expectWhole(over: Tenancy): Promise<void> {
	const { store } = await scope(over);
	expect(await store.read("job", { keys: ["k"] })).toEqual([{ id: "j", version: 2, record: '{"v":2}' }]);
	expect((await store.read("person", { keys: ["email:b@x"] })).map(({ id }) => id)).toEqual(["bob"]);
	expect((await store.suggest("w", 3)).map(({ word }) => word)).toEqual(["welder"]);
	expect(await over.audit.verify(ACME)).toMatchObject({ ok: true });
}

describe("a move", () => {
	test("takes everything along, says what it compared, and leaves nothing behind", async () => {
		const moved = await tenancy.moves.move(ACME, "embedded");
		expect(moved).toMatchObject({ from: "memory", to: "embedded" });
		expect(moved.searches).toBeGreaterThan(40);
		const counts = Object.fromEntries(moved.compared.map((one) => [`${one.store}/${one.collection}`, one.records]));
		expect(counts).toMatchObject({ "tenant/person": 2, "tenant/job": 1 });
		expect(counts["audit/audit"]).toBeGreaterThan(1);
		expect(disk.has("tenant:acme") || disk.has("audit:acme")).toBe(false);
		await expectWhole(tenancy);
		await expectWhole(await open());
		expect(await tenancy.moves.placeOf(ACME)).toBe("embedded");
		expect(await tenancy.moves.placeOf(BETA)).toBe("memory");
		expect((await scope(tenancy, BETA)).store).toBeDefined();
	});

	test("goes back again, and is nothing where all is there already", async () => {
		await tenancy.moves.move(ACME, "embedded");
		expect(await tenancy.moves.move(ACME, "embedded")).toMatchObject({ compared: [], waited: 0 });
		await tenancy.moves.move(ACME, "memory");
		expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("not-found");
		await expectWhole(tenancy);
	});

	test("carries over what is written meanwhile, by every process, and no read is of the past", async () => {
		const [other, third] = [await open(), await open()];
		let isDone = false;
		const write = async (over: Tenancy, name: string) => {
			let count = 0;
			for (; !isDone; count++) {
				const { store } = await scope(over);
				// The memory engine alone would never give the others their turn.
				await pause(2);
				await store.write([{ op: "put", collection: "task", id: `${name}-${count}`, record: "{}" }]);
				expect(await store.read("task", { ids: [`${name}-${count}`] })).not.toContain(null);
			}
			return count;
		};
		const writing = [write(tenancy, "a"), write(other, "b")];
		try {
			for (const to of ["embedded", "memory", "embedded"]) await third.moves.move(ACME, to);
		} finally {
			isDone = true;
		}
		const counts = await Promise.all(writing);
		const { store } = await scope(third);
		expect(await store.list("task", { limit: 10_000 })).toHaveLength(counts.reduce((sum, one) => sum + one, 0));
		expect(Math.min(...counts)).toBeGreaterThan(2);
		await expectWhole(other);
	});

	test("stopped anywhere, is gone on with by the same call", async () => {
		// Both in memory: there are many places to stop at.
		const elsewhere: MemoryDisk = new Map();
		const start = (spoil?: (label: string) => void) => open(spoil, openMemoryEngine(elsewhere));
		let stops = 0;
		for (let isDone = false; !isDone; stops++) {
			let calls = 0;
			const dying = await start(() => {
				if (calls++ >= stops) throw new Error("killed");
			}).catch(() => null);
			const to = stops % 2 === 0 ? "embedded" : "memory";
			isDone = (await dying?.moves.move(ACME, to).catch(() => null)) != null;
			const next = await start();
			await next.moves.move(ACME, to);
			await expectWhole(next);
		}
		expect(stops).toBeGreaterThan(10);
	}, 60_000);

	test("stopped before all was compared, is taken back by a move to where it lies", async () => {
		const isFenced = () => disk.get("audit:acme")?.collections.get("setting")?.has("store-moving") === true;
		const dying = await open(() => {
			if (isFenced()) throw new Error("killed");
		});
		await expect(dying.moves.move(ACME, "embedded")).rejects.toThrow();
		const next = await open();
		expect(await codeOf(next.moves.move(ACME, "nowhere"))).toBe("engine-not-configured");
		await next.moves.move(ACME, "memory");
		expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("not-found");
		await expectWhole(next);
	});

	test("of two at once neither undoes what the other did", async () => {
		const [one, other] = await Promise.all([open(), open()]);
		const ends = await Promise.allSettled([one.moves.move(ACME, "embedded"), other.moves.move(ACME, "embedded")]);
		for (const end of ends)
			if (end.status === "rejected") expect(end.reason).toMatchObject({ code: expect.any(String) });
		await tenancy.moves.move(ACME, "embedded");
		await expectWhole(tenancy);
	});

	test("is refused while the key is changed, and a key is not changed while it moves", async () => {
		const dying = await open((label) => {
			if (label === "drop") throw new Error("killed");
		});
		await expect(dying.moves.move(ACME, "embedded")).rejects.toThrow();
		expect(await codeOf((await open()).keys.tenant(ACME))).toBe("tenant-moving");
	}, 30_000);

	describe("R21: a wipe certifies nothing where a part may lie in an engine that is not configured", () => {
		const wipe = async () => {
			for (const name of ["ada", "ben"]) keys.set(name, newApproverKey());
			for (const [name, { publicKey }] of keys) await tenancy.approvers.add(name, publicKey);
			await pause(2);
			await tenancy.disposal.request({ tenant: ACME, reason: "contract ended" });
			for (const [approver, { privateKey: key }] of keys)
				await tenancy.disposal.approve({ tenant: ACME, approver, key, waivesCoolingOff: true });
			const alone = await openTenancy({ engine: openMemoryEngine(disk), engineName: "memory", vault });
			expect(await codeOf(alone.disposal.run(ACME))).toBe("engine-not-configured");
			expect(await alone.disposal.find(ACME)).toMatchObject({ state: "approved" });
			const both = await open();
			const { certificate } = await both.disposal.run(ACME);
			expect(certificate.media.records).toMatchObject({ person: 2 });
			expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("not-found");
		};
		const keys = new Map<string, ReturnType<typeof newApproverKey>>();
		/** Before writers had to wait: the tenant is served where it was. */
		const stopMove = async () => {
			let writes = 0;
			const dying = await open((label) => {
				if (label === "tenant:acme" && ++writes > 2) throw new Error("killed");
			});
			await expect(dying.moves.move(ACME, "embedded")).rejects.toThrow("killed");
			expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("wrong-key");
		};

		test("it lies there", async () => {
			await tenancy.moves.move(ACME, "embedded");
			await wipe();
		});

		test("a move that was stopped had begun to copy there", async () => {
			await stopMove();
			await wipe();
		});

		test("a move was taken back, and its copy not removed yet", async () => {
			await stopMove();
			const taking = await open((label) => {
				if (label === "drop") throw new Error("killed");
			});
			await expect(taking.moves.move(ACME, "memory")).rejects.toThrow("killed");
			expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("wrong-key");
			await wipe();
		});
	});

	test("a place that the configuration does not name is told", async () => {
		await tenancy.moves.move(ACME, "embedded");
		const alone = await openTenancy({ engine: openMemoryEngine(disk), engineName: "memory", vault });
		expect(await codeOf(scope(alone))).toBe("engine-not-configured");
		expect((await scope(alone, BETA)).store).toBeDefined();
	});
});
