/** Several machines serve one registry, and each has files of its own: a move that is asked of the wrong one changes nothing. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine } from "../../src/engine/port.ts";
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

/** A process of a machine: the registry is everybody's, the files are its own. */
const machine = async (own: Engine): Promise<Tenancy> =>
	openTenancy({
		engine: openMemoryEngine(disk),
		engineName: "cluster",
		others: [{ name: "embedded", engine: own, upkeep: null }],
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

describe("a tenant whose files lie on another machine", () => {
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
		const dying = await openTenancy({
			engine: dyingAtDrop(openMemoryEngine(disk)),
			engineName: "cluster",
			others: [{ name: "embedded", engine: files, upkeep: null }],
			vault,
		});
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
