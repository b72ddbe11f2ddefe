import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parseTenantId, type TenantId } from "../../src/domain/tenant.ts";
import { type MemoryDisk, openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Change, Engine, Store } from "../../src/engine/port.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile, type MasterKey, openVault } from "../../src/tenancy/vault.ts";
import { codeOf, temporaryFolder } from "./rig.ts";

const newKey = (): MasterKey => {
	const file = path.join(temporaryFolder(), "master.key");
	createMasterKeyFile(file);
	return { file };
};

const A = parseTenantId("acme");
const B = parseTenantId("beta");

let disk: MemoryDisk;
let old: MasterKey;
let next: MasterKey;

beforeEach(async () => {
	disk = new Map();
	[old, next] = [newKey(), newKey()];
	const tenancy = await open([old]);
	for (const id of [A, B]) {
		await tenancy.tenants.create({ id, name: id });
		await tenancy.clients.create({ tenant: id, name: "ats", permissions: ["ats:sync"] });
		await (await scope(tenancy, id)).store.write([
			{ op: "put", collection: "setting", id: "kept", record: JSON.stringify(id) },
			file("first", ["jane", "john"]),
		]);
	}
	await tenancy.signingKeys.current();
	await tenancy.certificateKey();
	await tenancy.audit.signedHead(A);
});

const scope = (tenancy: Tenancy, tenant: TenantId) =>
	tenancy.openScope({ tenant, actor: { kind: "operator", id: "test" }, purpose: "test" });

async function open([current, ...others]: [MasterKey, ...MasterKey[]], engine = openMemoryEngine(disk)) {
	return openTenancy({ engine, vault: await openVault(current, others) });
}

const file = (id: string, holders: readonly string[]): Change => ({
	op: "put",
	collection: "original",
	id,
	record: JSON.stringify({ candidates: holders }),
	blob: Buffer.from(id),
	keys: holders.map((holder) => `candidate:${holder}`),
});

async function expectFiles(tenancy: Tenancy, ids: readonly string[] = ["first"]): Promise<void> {
	const files = await (await scope(tenancy, A)).store.read("original", { ids });
	expect(files.map((found) => `${Buffer.from(found?.blob ?? [])}`)).toEqual(ids);
}

/** Everything that a deployment needs keys for. */
async function expectWhole(tenancy: Tenancy): Promise<void> {
	for (const id of [A, B]) {
		expect((await (await scope(tenancy, id)).store.read("setting", { ids: ["kept"] }))[0]?.record).toBe(`"${id}"`);
		expect(await tenancy.audit.verify(id)).toMatchObject({ ok: true });
		const [client] = await tenancy.clients.list(id);
		expect(await tenancy.clients.secretOf(id, client?.id ?? "")).toMatch(/^[\w-]{43}$/);
	}
	await tenancy.signingKeys.current();
	await tenancy.certificateKey();
	await tenancy.audit.signedHead(A);
}

/** The N-th call of any store from the outside fails, with all that follow. */
function failing(engine: Engine, after: number): Engine {
	let calls = 0;
	const count = () => {
		if (++calls > after) throw new Error("power failure");
	};
	const wrap = (store: Store): Store =>
		Object.fromEntries(
			(["write", "read", "list", "retrieve", "suggest"] as const).map((name) => [
				name,
				async (...given: never[]) => {
					count();
					return (store[name] as (...given: never[]) => unknown)(...given);
				},
			]),
		) as unknown as Store;
	return {
		...engine,
		open: async (...given) => wrap(await engine.open(...given)),
		rekey: async (...given) => {
			count();
			await engine.rekey(...given);
			count();
		},
	};
}

describe("another master key", () => {
	test("R23: wraps everything; the one before opens nothing any more and is not needed", async () => {
		const tenancy = await open([next, old]);
		await expectWhole(tenancy);
		const { rewrapped, masterKey } = await tenancy.keys.master();
		// Two stores, the key of its people and a secret for each of two tenants, the network, the signing key, two statement keys.
		expect(rewrapped).toBe(12);
		expect(await tenancy.keys.status()).toEqual({ current: masterKey, wrapped: { [masterKey]: 12 } });
		await expectWhole(tenancy);
		await expectWhole(await open([next]));
		expect(await codeOf(open([old]))).toBe("wrong-key");
		expect((await tenancy.keys.master()).rewrapped).toBe(0);
	});

	test("R23: a process that holds both keys goes on while another changes them", async () => {
		const [serving, rotating] = [await open([next, old]), await open([next, old])];
		await expectWhole(serving);
		await rotating.keys.master();
		await expectWhole(serving);
		expect(await serving.audit.verify(A)).toMatchObject({ ok: true });
	});

	test("is written down in the log of every tenant", async () => {
		const tenancy = await open([next, old]);
		await tenancy.keys.master({ kind: "operator", id: "ada" });
		const [entry] = await tenancy.audit.latest(A, 1);
		expect(entry).toMatchObject({ action: "key.rotate", actor: { id: "ada" }, subject: { about: "master-key" } });
	});

	test("R23: stopped at any call, everything opens with both keys, and it goes on", async () => {
		let stops = 0;
		for (let after = 3; ; after += 2) {
			const engine = failing(openMemoryEngine(disk), after);
			const done = await open([next, old], engine)
				.then((tenancy) => tenancy.keys.master())
				.catch(() => null);
			await expectWhole(await open([next, old]));
			if (done !== null) break;
			stops++;
		}
		expect(stops).toBeGreaterThan(15);
		await expectWhole(await open([next]));
		expect(await codeOf(open([old]))).toBe("wrong-key");
	}, 30_000);

	test("named twice is refused, and one that is missing is named", async () => {
		expect(await codeOf(openVault(old, [old]))).toBe("invalid-configuration");
		const tenancy = await open([next, old]);
		await tenancy.keys.master();
		await expect(open([newKey()])).rejects.toMatchObject({ code: "wrong-key" });
	});
});

describe("another data key", () => {
	test("R23: of a tenant opens its store alone, and a rising version names it", async () => {
		const tenancy = await open([old]);
		const before = disk.get(`tenant:${A}`)?.key;
		expect(await tenancy.keys.tenant(A)).toEqual({ data: 2, persons: 2 });
		expect(disk.get(`tenant:${A}`)?.key).not.toEqual(before);
		await expectWhole(tenancy);
		expect(await tenancy.keys.tenant(A)).toEqual({ data: 3, persons: 3 });
		expect(await tenancy.keys.versions(B)).toEqual({ data: 1, persons: 1 });
		await expectWhole(await open([old]));
		const [entry] = await tenancy.audit.latest(A, 1);
		expect(entry).toMatchObject({ action: "key.rotate", subject: { about: "data-key" } });
	});

	test("R23: stopped at any call, the tenant is served with what it has, and it goes on", async () => {
		let stops = 0;
		for (let after = 3; ; after++) {
			const engine = failing(openMemoryEngine(disk), after);
			const done = await open([old], engine)
				.then((tenancy) => tenancy.keys.tenant(A))
				.catch(() => null);
			const tenancy = await open([old]);
			expect((await (await scope(tenancy, A)).store.read("setting", { ids: ["kept"] }))[0]?.record).toBe(`"${A}"`);
			await (await scope(tenancy, A)).store.write([file("later", ["jane", "kim"])]);
			await expectFiles(tenancy, ["first", "later"]);
			if (done !== null) break;
			await tenancy.keys.finish(A);
			await expectFiles(await open([old]), ["first", "later"]);
			stops++;
		}
		expect(stops).toBeGreaterThan(10);
	}, 30_000);

	test("R23: wraps the keys of people, and the one before opens none of them; processes that know it alone go on", async () => {
		const engine = openMemoryEngine(disk);
		const [serving, rotating] = [await open([old], engine), await open([old], engine)];
		await expectFiles(serving);
		const keys = () => disk.get(`tenant:${A}`)?.collections.get("person-key") ?? new Map();
		const before = new Map(keys());
		await rotating.keys.tenant(A);
		await (await scope(serving, A)).store.write([file("later", ["jane", "kim"])]);
		for (const tenancy of [serving, rotating, await open([old])]) await expectFiles(tenancy, ["first", "later"]);
		// Whoever kept the wrapped keys of people from before has nothing that opens them.
		for (const [id, record] of before) keys().set(id, record);
		await expect(expectFiles(await open([old]))).rejects.toMatchObject({ code: "wrong-key" });
	});

	test("R23: while files come and go nothing of them is lost", async () => {
		const engine = openMemoryEngine(disk);
		const [serving, rotating] = [await open([old], engine), await open([old], engine)];
		const { store } = await scope(serving, A);
		const ids: string[] = [];
		let rotated = 0;
		await Promise.all([
			(async () => {
				for (let turn = 0; turn < 4; turn++, rotated++) await rotating.keys.tenant(A);
			})(),
			(async () => {
				for (; rotated < 4; ids.push(`f-${ids.length}`)) {
					await store.write([file(`f-${ids.length}`, [`p-${ids.length}`, "jane"])]);
					await expectFiles(serving);
				}
			})(),
		]);
		await expectFiles(await open([old]), ids);
	});

	test("other data in the place of a tenant's are refused where it does not lie in files, before anything is changed", async () => {
		const tenancy = await open([old]);
		const before = await tenancy.keys.status();
		const key = await (await openVault(old)).wrap(new Uint8Array(32), {
			name: `tenant:${A}`,
			purpose: "store",
			version: 1,
		});
		expect(await codeOf(tenancy.keys.replace(A, { folder: temporaryFolder(), key, persons: 1 }))).toBe("not-in-files");
		expect(await tenancy.keys.status()).toEqual(before);
	});
});

describe("a vault that has forgotten", () => {
	test("R20: opens nothing", async () => {
		const vault = await openVault(old);
		const wrapped = await vault.wrap(new Uint8Array(32), { name: "x", purpose: "store", version: 1 });
		vault.forget();
		expect(await codeOf(vault.unwrap(wrapped, { name: "x", purpose: "store" }))).toBe("sealed");
		expect(await codeOf(vault.derive("x"))).toBe("sealed");
	});

	test("takes other keys without a restart, or none of them", async () => {
		const vault = await openVault(old);
		const wrapped = await vault.wrap(Buffer.from("kept"), { name: "x", purpose: "store", version: 1 });
		const broken = path.join(temporaryFolder(), "broken");
		writeFileSync(broken, "no key", { mode: 0o600 });
		expect(await codeOf(vault.reload({ file: broken }, [old]))).toBe("invalid-configuration");
		expect(`${await vault.unwrap(wrapped, { name: "x", purpose: "store" })}`).toBe("kept");
		await vault.reload(next, [old]);
		expect(`${await vault.unwrap(wrapped, { name: "x", purpose: "store" })}`).toBe("kept");
		expect(vault.isCurrent(wrapped)).toBe(false);
	});
});
