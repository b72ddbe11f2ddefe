import {
	chmodSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { createAnchor } from "../../src/tenancy/anchor/anchor.ts";
import { anchorFolderPlace } from "../../src/tenancy/anchor/anchor-folder.ts";
import { anchorProgramPlace } from "../../src/tenancy/anchor/anchor-program.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { createMasterKeyFile, openVault } from "../../src/tenancy/vault.ts";

/** How new the stores have to be is kept outside of them. */

let folder = "";
const at = (name: string) => path.join(folder, name);
const makeFolder = () => mkdtempSync(path.join(os.tmpdir(), "tributary-anchor-"));
/** A tenant with one record, and what is kept of it: made once. */
let made = "";
beforeAll(async () => {
	made = makeFolder();
	folder = made;
	createMasterKeyFile(at("data.key"));
	await create();
	await put("first");
});
afterAll(() => rmSync(made, { recursive: true }));
/** Begins as a process left it that made the tenant, and one that put the record. */
const begin = () => {
	cpSync(made, folder, { recursive: true, force: true });
	chmodSync(at("data"), 0o700);
};
beforeEach(() => {
	folder = makeFolder();
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
async function within<T>(
	work: (opened: Opened) => Promise<T>,
	{ accept = false, program }: { readonly accept?: boolean; readonly program?: readonly string[] } = {},
): Promise<T> {
	const vault = await openVault({ file: at("data.key") });
	const engine = await openEmbeddedEngine({ dataDir: at("data"), searchThreads: 1 });
	const folderPlace = anchorFolderPlace(at("data.anchor"));
	const places = program === undefined ? [folderPlace] : [folderPlace, anchorProgramPlace(program)];
	const anchor = createAnchor({ places, vault, accept });
	try {
		const tenancy = await openTenancy({ engine, vault, anchor });
		const scope = () => tenancy.openScope({ tenant: "acme" as never, actor: OPERATOR, purpose: "test" });
		return await work({ tenancy, scope });
	} finally {
		await anchor.close();
		await engine.close();
	}
}
const putIn = async ({ scope }: Opened, id: string) =>
	void (await (await scope()).store.write([{ op: "put", collection: "job", id, record: "{}" }]));
const put = (id: string) => within((opened) => putIn(opened, id));
/** Writes to every store. */
const putAndRename = (id: string) =>
	within(async (opened) => {
		await putIn(opened, id);
		await opened.tenancy.tenants.update("acme" as never, { name: "Acme II" });
	});
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
		begin();
		keep(part, "older");
		await putAndRename("second");
		expect(await everybody()).toEqual(["first", "second"]);
		putBack(part, "older");
		expect(await code(everybody())).toBe("store-rolled-back");
		expect(await code(everybody({ accept: true }))).toBe("opens");
		expect(await code(everybody())).toBe("opens");
	},
);

test("R17: what is kept can neither be made up nor taken away", async () => {
	begin();
	keep("data.anchor", "kept");
	for (const name of readdirSync(at("data.anchor"))) writeFileSync(path.join(at("data.anchor"), name), "{}");
	expect(await code(everybody())).toBe("anchor-missing");
	rmSync(at("data.anchor"), { recursive: true });
	expect(await code(everybody())).toBe("anchor-missing");
	renameSync(at("kept"), at("data.anchor"));
	expect(await everybody()).toEqual(["first"]);
});

test("R17: a process that ended between the two writes, or kept nothing at its end, is no older state", async () => {
	begin();
	keep("data.anchor", "kept");
	await put("second");
	// The store was written, and what is kept of it was not.
	putBack("data.anchor", "kept");
	expect(await everybody()).toEqual(["first", "second"]);
});

test("R17: stores from before anything was kept are taken as they are, and counted from then on", async () => {
	// As a version that did not count leaves them.
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
	begin();
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
	begin();
	keep(part, "older");
	await putAndRename("second");
	rmSync(at(part), { recursive: true });
	// Each start would forget a bit more.
	for (let starts = 0; starts < 2; starts++) expect(await code(everybody())).toBe(missing);
	mkdirSync(path.dirname(at(part)), { recursive: true });
	renameSync(at("older"), at(part));
	expect(await code(everybody())).toBe("store-rolled-back");
});

test("R17: a data folder that was taken away begins anew on the operator's word, and so does a tenant that was made again", async () => {
	begin();
	rmSync(at("data"), { recursive: true });
	expect(await code(create())).toBe("store-missing");
	await within(({ tenancy }) => tenancy.tenants.create({ id: "acme", name: "Acme" }), { accept: true });
	await put("other");
	expect(await everybody()).toEqual(["other"]);
});

describe("a program beside the folder", () => {
	/** Keeps what it is told in a file that nobody puts back, and never lets a count become less of itself. */
	const programOf = (): readonly string[] => {
		writeFileSync(
			at("counter.mjs"),
			`import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
const file = ${JSON.stringify(at("counter.json"))};
for await (const line of createInterface({ input: process.stdin })) {
	const { format, n, operation, name, count, value, replaces } = JSON.parse(line);
	if (format !== "tributary/anchor/v1") process.exit(1);
	const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
	if (operation === "keep" && (replaces || !(kept[name]?.count > count))) kept[name] = { count, value };
	if (operation === "remove") delete kept[name];
	writeFileSync(file, JSON.stringify(kept));
	const found = operation === "read" ? { value: kept[name]?.value ?? null } : {};
	console.log(JSON.stringify({ n, ok: true, ...found, ...(operation === "names" ? { names: Object.keys(kept) } : {}) }));
}`,
		);
		return [process.execPath, at("counter.mjs")];
	};
	/** As a process holds a store that counts so much, and ends. */
	const hold = async (
		count: number,
		{ program, accept = false }: { program?: readonly string[]; accept?: boolean },
	) => {
		const vault = await openVault({ file: at("data.key") });
		const folderPlace = anchorFolderPlace(at("data.anchor"));
		const places = program === undefined ? [folderPlace] : [folderPlace, anchorProgramPlace(program)];
		const anchor = createAnchor({ places, vault, accept });
		const mark = { id: "store-mark", version: count, record: "{}" };
		try {
			return await code(anchor.hold("tenant:acme", { read: async () => [mark] } as never));
		} finally {
			await anchor.close();
		}
	};

	test("R17: tells an older state of both, the data and the folder, and what is lost of the folder it still knows", async () => {
		const program = programOf();
		expect([await hold(0, { program }), await hold(5, { program })]).toEqual(["opens", "opens"]);
		keep("data.anchor", "older.anchor");
		expect(await hold(9, { program })).toBe("opens");
		putBack("data.anchor", "older.anchor");
		// The folder alone sees nothing of it.
		expect(await hold(5, {})).toBe("opens");
		expect(await hold(5, { program })).toBe("store-rolled-back");
		rmSync(at("data.anchor"), { recursive: true });
		expect(await hold(8, { program })).toBe("store-rolled-back");
		expect(await hold(9, { program })).toBe("opens");
		expect(await hold(5, { program, accept: true })).toBe("opens");
		expect(await hold(5, { program })).toBe("opens");
		// Made up: it has no key of ours.
		const told = readFileSync(at("counter.json"), "utf8");
		writeFileSync(at("counter.json"), told.replace('\\"count\\":5', '\\"count\\":4'));
		expect(await hold(5, { program })).toBe("anchor-missing");
	});

	test("R17: that does not answer lets nothing be opened", async () => {
		expect(await hold(5, { program: [process.execPath, "-e", "process.exit(1)"] })).toBe("anchor-missing");
		expect(await hold(5, { program: [at("no-such-program")] })).toBe("anchor-missing");
	});

	test("R17: is told of a restored backup, which is the newest state from then on", async () => {
		const anchorProgram = [...programOf()];
		const settings = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") }, anchorProgram });
		const open = async (work: (platform: Awaited<ReturnType<typeof openPlatform>>) => Promise<unknown>) => {
			const platform = await openPlatform(settings);
			await work(platform).finally(() => platform.close());
		};
		await open(async ({ tenancy }) => {
			await tenancy.tenants.create({ id: "acme", name: "Acme" });
			await tenancy.backups?.make(at("backup"));
			await tenancy.tenants.update("acme" as never, { name: "Acme II" });
		});
		renameSync(at("data"), at("moved"));
		await restore(settings, at("backup"));
		const kept = Object.entries(
			JSON.parse(readFileSync(at("counter.json"), "utf8")) as Record<string, { value: string }>,
		);
		expect(kept.map(([name]) => name).toSorted()).toEqual(readdirSync(at("data.anchor")).toSorted());
		for (const [name, { value }] of kept) expect(value).toBe(readFileSync(path.join(at("data.anchor"), name), "utf8"));
	});
});
