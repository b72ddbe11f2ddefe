/** Several machines serve one registry, and each has files of its own: a move that is asked of the wrong one changes nothing. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine, Store } from "../../src/engine/port.ts";
import { type DataFolder, putPlace } from "../../src/tenancy/moves/place.ts";
import { createPlaces } from "../../src/tenancy/moves/places.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import type { Vault } from "../../src/tenancy/vault.ts";
import { person } from "../contract/people.ts";
import { codeOf, temporaryFolder, testVault } from "./rig.ts";

const ACME = parseTenantId("acme");

let vault: Vault;
let disk: MemoryDisk;
let engines: Engine[];
let [one, other]: Tenancy[] = [];
let files: Engine;

const ONE = { id: "folder-1", host: "host-1", path: "/data-1" };
const OTHER = { id: "folder-2", host: "host-2", path: "/data-2" };

/** A process of a machine: the registry is everybody's, the files are its own. */
const machine = async (own: Engine, folder?: DataFolder, home = openMemoryEngine(disk)): Promise<Tenancy> =>
	openTenancy({
		engine: home,
		engineName: "cluster",
		others: [{ name: "embedded", engine: own, upkeep: null, folder }],
		vault,
	});

const newFiles = async () => {
	const engine = await openEmbeddedEngine({ dataDir: temporaryFolder(), searchThreads: 2 });
	engines.push(engine);
	return engine;
};

beforeEach(async () => {
	vault = await testVault();
	disk = new Map();
	engines = [];
	files = await newFiles();
	one = await machine(files);
	other = await machine(await newFiles());
	await one.tenants.create({ id: ACME, name: ACME });
	await (await scope(one)).store.write([person("ann", { body: "welder" })]);
});

afterEach(() => Promise.all(engines.map((engine) => engine.close())));

const of = (over: Tenancy | undefined): Tenancy => over as Tenancy;
const scope = (over: Tenancy | undefined) =>
	of(over).openScope({ tenant: ACME, actor: { kind: "operator", id: "test" }, purpose: "test" });

async function expectWhole(over: Tenancy | undefined): Promise<void> {
	const { store } = await scope(over);
	expect((await store.read("person", { ids: ["ann"] }))[0]?.id).toBe("ann");
	expect(await of(over).audit.verify(ACME)).toMatchObject({ ok: true });
}

/** Removes no store, as if the process had been killed before it. */
const dyingAtDrop = (engine: Engine): Engine => ({
	open: (name, key, options) => engine.open(name, key, options),
	drop: () => Promise.reject(new Error("killed")),
	rekey: (name, keys) => engine.rekey(name, keys),
	close: () => engine.close(),
});

describe("a tenant whose files are not where the registry says", () => {
	test("is not moved from here, where it would be replaced by nothing", async () => {
		await of(one).moves.move(ACME, "embedded");
		const before = (await of(one).audit.signedHead(ACME)).head.size;
		expect(await codeOf(of(other).moves.move(ACME, "cluster"))).toBe("store-missing");
		expect([...disk.keys()].filter((label) => label.endsWith(":acme"))).toEqual([]);
		await expectWhole(one);
		expect((await of(one).audit.signedHead(ACME)).head.size).toBeGreaterThanOrEqual(before);
		await of(one).moves.move(ACME, "cluster");
		for (const each of [one, other]) await expectWhole(each);
	});

	test("is not made anew here at the end of a move that was stopped there", async () => {
		const dying = await machine(files, undefined, dyingAtDrop(openMemoryEngine(disk)));
		await expect(dying.moves.move(ACME, "embedded")).rejects.toThrow();
		other = await machine(await newFiles());
		expect(await codeOf(of(other).moves.move(ACME, "embedded"))).toBe("store-missing");
		expect(disk.has("tenant:acme") && disk.has("audit:acme")).toBe(true);
		one = await machine(files);
		await of(one).moves.move(ACME, "embedded");
		await expectWhole(one);
	});
});

describe("a store that lacks what the registry knows of", () => {
	test("is not moved: a log without entries", async () => {
		disk.get("audit:acme")?.collections.get("setting")?.delete("audit-head");
		expect(await codeOf(of(await machine(files)).moves.move(ACME, "embedded"))).toBe("store-missing");
		expect(await codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)))).toBe("not-found");
	});

	test("is not moved: people's keys of before the last change of keys", async () => {
		await of(one).keys.tenant(ACME);
		disk.get("tenant:acme")?.collections.get("person-key")?.clear();
		expect(await codeOf(of(one).moves.move(ACME, "embedded"))).toBe("store-missing");
	});
});

describe("a tenant in files of one of several machines", () => {
	const write = async (over: Tenancy | undefined) =>
		(await scope(over)).store.write([{ op: "put", collection: "job", id: "j", record: "{}" }]);
	const rename = (over: Tenancy | undefined) => of(over).tenants.update(ACME, { name: "x" });

	beforeEach(async () => {
		one = await machine(files, ONE);
		other = await machine(await newFiles(), OTHER);
	});

	test("is told of by the others, which have served it before, and served by all when it is back", async () => {
		await write(other);
		await of(one).moves.move(ACME, "embedded");
		for (const over of [other, await machine(await newFiles(), OTHER)]) {
			await expect(write(over)).rejects.toMatchObject({
				code: "tenant-elsewhere",
				detail: expect.stringContaining("folder-1, which was /data-1 on host-1"),
			});
			expect(await codeOf(rename(over))).toBe("tenant-elsewhere");
			for (const to of ["cluster", "embedded"])
				expect(await codeOf(of(over).moves.move(ACME, to))).toBe("tenant-elsewhere");
		}
		await expectWhole(one);
		await of(one).moves.move(ACME, "cluster");
		expect(await codeOf(of(other).moves.move(ACME, "cluster"))).toBeUndefined();
		await expectWhole(await machine(await newFiles(), OTHER));
	});

	test("is served again where another machine takes the move back, and its copy is known until it is removed where it lies", async () => {
		let writes = 0;
		const home = openMemoryEngine(disk);
		const dying: Engine = {
			...home,
			open: async (name, key, options) => {
				const store = await home.open(name, key, options);
				const write: Store["write"] = (changes) =>
					name.kind === "tenant" && ++writes > 1 ? Promise.reject(new Error("killed")) : store.write(changes);
				return new Proxy(store, {
					get: (target, property) => {
						if (property === "write") return write;
						const member = Reflect.get(target, property) as unknown;
						return typeof member === "function" ? member.bind(target) : member;
					},
				});
			},
		};
		await expect((await machine(files, ONE, dying)).moves.move(ACME, "embedded")).rejects.toThrow("killed");
		const copy = () => codeOf(files.open({ kind: "tenant", tenant: ACME }, new Uint8Array(32)));
		expect(await copy()).toBe("wrong-key");
		expect(await codeOf(of(other).moves.move(ACME, "embedded"))).toBe("tenant-elsewhere");
		expect(await codeOf(of(other).moves.move(ACME, "cluster"))).toBe("tenant-elsewhere");
		expect(await codeOf(write(other))).toBeUndefined();
		expect(await copy()).toBe("wrong-key");
		await of(one).moves.move(ACME, "cluster");
		expect(await copy()).toBe("not-found");
	});

	test("is not said to be gone by a machine that cannot look there", async () => {
		const platform = await openMemoryEngine().open({ kind: "platform" }, new Uint8Array(32), { create: true });
		const engine = openMemoryEngine();
		const home = { name: "cluster", engine, upkeep: null };
		const places = createPlaces(
			[home, { name: "embedded", engine, upkeep: null, folder: OTHER }],
			async () => platform,
		);
		const holding = () => codeOf(places.holding({ kind: "tenant", tenant: ACME }));
		let version = 0;
		for (const [folder, code] of [
			[ONE, "tenant-elsewhere"],
			[OTHER, undefined],
		] as const)
			for (const place of [
				{ engine: "embedded", folder },
				{ engine: "cluster", move: { to: "embedded", folder, isVerified: false } },
				{ engine: "cluster", leftIn: "embedded", leftFolder: folder },
			]) {
				await platform.write([putPlace(ACME, place, version++)]);
				expect(await holding()).toBe(code);
			}
	});

	test("is not moved there while others serve, unless that is asked for", async () => {
		const watch = async (over: Tenancy | undefined, work: () => Promise<void>) => {
			const watching = of(over).serving.watch({ onGone: async () => {}, onError: () => {}, beat: 20 });
			await work().finally(() => watching.close());
		};
		await watch(other, async () => {
			const waits: number[] = [];
			const onWait = (seconds: number) => void waits.push(seconds);
			expect(await codeOf(of(one).moves.move(ACME, "embedded", { onWait }))).toBe("others-serve");
			expect(waits).toEqual([45]);
			await of(one).moves.move(ACME, "embedded", { thisMachineOnly: true });
			expect(await of(one).moves.placeOf(ACME)).toBe("embedded");
			await of(one).moves.move(ACME, "cluster");
		});
	});
});
