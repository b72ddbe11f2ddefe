import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { createAnchor } from "../../src/tenancy/anchor.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { createMasterKeyFile, openVault } from "../../src/tenancy/vault.ts";

/** How new the stores have to be is kept outside of them. */

let folder = "";
const at = (name: string) => path.join(folder, name);
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-anchor-"));
	createMasterKeyFile(at("data.key"));
});
afterEach(() => rmSync(folder, { recursive: true }));
/** What the product makes of it. */
const config = () => configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });

interface Opened {
	readonly tenancy: Tenancy;
	readonly scope: () => Promise<Scope>;
}

/** As a process does it, from its start to its end. */
async function within<T>(work: (opened: Opened) => Promise<T>, { accept = false } = {}): Promise<T> {
	const vault = await openVault({ file: at("data.key") });
	const engine = await openEmbeddedEngine({ dataDir: at("data"), searchThreads: 1 });
	const anchor = createAnchor({ folder: at("data.anchor"), vault, accept });
	try {
		const tenancy = await openTenancy({ engine, vault, anchor });
		const scope = () => tenancy.openScope({ tenant: "acme" as never, actor: OPERATOR, purpose: "test" });
		return await work({ tenancy, scope });
	} finally {
		await anchor.close();
		await engine.close();
	}
}
const put = (id: string) =>
	within(async ({ scope }) => (await scope()).store.write([{ op: "put", collection: "job", id, record: "{}" }]));
const everybody = (options?: { readonly accept: boolean }) =>
	within(async ({ scope }) => (await (await scope()).store.list("job", { limit: 100 })).map(({ id }) => id), options);
const create = () => within(async ({ tenancy }) => void (await tenancy.tenants.create({ id: "acme", name: "Acme" })));
const keep = (name: string, to: string) => {
	cpSync(at(name), at(to), { recursive: true });
	chmodSync(at(to), 0o700);
};
const putBack = (name: string, from: string) => {
	rmSync(at(name), { recursive: true });
	renameSync(at(from), at(name));
};
const code = (work: Promise<unknown>) =>
	work.then(
		() => "opens",
		(error: { code?: string }) => error.code,
	);

test.each([
	["of the whole folder", "data"],
	["of a tenant's people", "data/tenants/acme/candidates"],
	["of its log", "data/tenants/acme/audit"],
	["of the registry", "data/platform"],
])(
	"R17: an older state %s, put back as a whole, is refused by its name, and opens on the operator's word",
	async (_, part) => {
		await create();
		await put("first");
		keep(part, "older");
		await put("second");
		await within(async ({ tenancy }) => void (await tenancy.tenants.update("acme" as never, { name: "Acme II" })));
		expect(await everybody()).toEqual(["first", "second"]);
		putBack(part, "older");
		expect(await code(everybody())).toBe("store-rolled-back");
		expect(await code(everybody({ accept: true }))).toBe("opens");
		expect(await code(everybody())).toBe("opens");
	},
);

test("R17: what is kept can neither be made up nor taken away", async () => {
	await create();
	await put("first");
	keep("data.anchor", "kept");
	for (const name of readdirSync(at("data.anchor"))) writeFileSync(path.join(at("data.anchor"), name), "{}");
	expect(await code(everybody())).toBe("anchor-missing");
	rmSync(at("data.anchor"), { recursive: true });
	expect(await code(everybody())).toBe("anchor-missing");
	renameSync(at("kept"), at("data.anchor"));
	expect(await everybody()).toEqual(["first"]);
});

test("R17: a process that ended between the two writes, or kept nothing at its end, is no older state", async () => {
	await create();
	await put("first");
	keep("data.anchor", "kept");
	await put("second");
	// The store was written, and what is kept of it was not.
	putBack("data.anchor", "kept");
	expect(await everybody()).toEqual(["first", "second"]);
});

test("R17: stores from before anything was kept are taken as they are, and counted from then on", async () => {
	await create();
	await put("first");
	// As a version that did not count leaves them.
	rmSync(at("data"), { recursive: true });
	rmSync(at("data.anchor"), { recursive: true });
	const vault = await openVault({ file: at("data.key") });
	const engine = await openEmbeddedEngine({ dataDir: at("data"), searchThreads: 1 });
	await (await openTenancy({ engine, vault })).tenants.create({ id: "acme", name: "Acme" });
	await engine.close();
	await put("first");
	keep("data", "older");
	await put("second");
	putBack("data", "older");
	expect(await code(everybody())).toBe("store-rolled-back");
	await expect(
		within(
			async ({ scope }) => {
				await (await scope()).store.write([{ op: "delete", collection: "setting", id: "store-mark" }]);
			},
			{ accept: true },
		),
	).rejects.toThrow("never changed");
});

test("R17: a restored backup is the newest state from then on; what was there before is not", async () => {
	await create();
	await put("first");
	const platform = await openPlatform(config());
	await platform.tenancy.backups?.make(at("backup"));
	await platform.close();
	await put("second");
	renameSync(at("data"), at("moved"));
	await restore(config(), at("backup"));
	expect(await everybody()).toEqual(["first"]);
	keep("data", "older");
	await put("third");
	expect(await everybody()).toEqual(["first", "third"]);
	putBack("data", "older");
	expect(await code(everybody())).toBe("store-rolled-back");
});

test.each([
	["the whole folder", "data", "store-missing"],
	["a tenant's people", "data/tenants/acme/candidates", "store-missing"],
	// A log that was taken away is told by its own name, whatever else shows it.
	["its log", "data/tenants/acme/audit", "audit-unavailable"],
	["the registry", "data/platform", "store-missing"],
])("R17: %s, missing for a while, is not made anew, and its older state is refused after", async (_, part, missing) => {
	await create();
	await put("first");
	keep(part, "older");
	await put("second");
	await within(async ({ tenancy }) => void (await tenancy.tenants.update("acme" as never, { name: "Acme II" })));
	rmSync(at(part), { recursive: true });
	// Each start would forget a bit more.
	for (let starts = 0; starts < 2; starts++) expect(await code(everybody())).toBe(missing);
	mkdirSync(path.dirname(at(part)), { recursive: true });
	renameSync(at("older"), at(part));
	expect(await code(everybody())).toBe("store-rolled-back");
});

test("R17: a data folder that was taken away begins anew on the operator's word, and so does a tenant that was made again", async () => {
	await create();
	await put("first");
	rmSync(at("data"), { recursive: true });
	expect(await code(create())).toBe("store-missing");
	await within(({ tenancy }) => tenancy.tenants.create({ id: "acme", name: "Acme" }), { accept: true });
	await put("other");
	expect(await everybody()).toEqual(["other"]);
});
