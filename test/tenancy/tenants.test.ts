import { describe, expect, test } from "vitest";
import { parseTenantId, type TenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { codeOf, openRig } from "./rig.ts";

const ID = "demo-a" as TenantId;

test("a tenant has a number of its own, unified search, and is active", async () => {
	const { tenancy } = await openRig();
	const made = [];
	for (const id of ["demo-b", "demo-a", "demo-c"]) made.push(await tenancy.tenants.create({ id, name: ` ${id} ` }));
	for (const { organization } of made) expect(String(organization)).toMatch(/^[1-9]\d{8}$/);
	expect(new Set(made.map(({ organization }) => organization)).size).toBe(3);
	expect(made[0]).toMatchObject({ id: "demo-b", name: "demo-b", status: "active", settings: { unifiedSearch: true } });
	expect((await tenancy.tenants.list()).map(({ id }) => id)).toEqual(["demo-a", "demo-b", "demo-c"]);
	expect(await tenancy.tenants.get(ID)).toEqual(made[1]);
});

test.each([
	["a bad id", { id: "Demo A", name: "x" }, "invalid-tenant-id"],
	["a reserved id", { id: "network", name: "x" }, "invalid-tenant-id"],
	["no name", { id: "demo-a", name: " " }, "invalid-field"],
	["a long name", { id: "demo-a", name: "x".repeat(201) }, "invalid-field"],
])("%s is refused", async (_, input, code) => {
	const { tenancy } = await openRig();
	expect(await codeOf(tenancy.tenants.create(input))).toBe(code);
	expect(await tenancy.tenants.list()).toEqual([]);
});

test("the second of the same id is refused, also when both come at once, also from two processes", async () => {
	const rig = await openRig();
	const other = await rig.again();
	const tries = [rig.tenancy, other, rig.tenancy, other].map((tenancy, n) =>
		tenancy.tenants.create({ id: "demo-a", name: `number ${n}` }),
	);
	const results = await Promise.allSettled(tries);
	const won = results.filter((result) => result.status === "fulfilled");
	expect(won).toHaveLength(1);
	const codes = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
	expect(codes).toEqual(["tenant-exists", "tenant-exists", "tenant-exists"]);
	expect(await rig.tenancy.tenants.list()).toEqual([won[0]?.value]);
	expect(await codeOf(rig.tenancy.tenants.create({ id: "demo-a", name: "x" }))).toBe("tenant-exists");
});

test("many tenants at once get different numbers and different keys", async () => {
	const rig = await openRig();
	const ids = Array.from({ length: 12 }, (_, n) => `demo-${String.fromCharCode(97 + n)}`);
	const made = await Promise.all(ids.map((id) => rig.tenancy.tenants.create({ id, name: id })));
	expect(new Set(made.map(({ organization }) => organization)).size).toBe(12);
	const records = await rig.raw.get("platform")?.read("tenant", { ids });
	const sealed = records?.flatMap((found) => {
		const { keys } = JSON.parse(found?.record ?? "");
		return [keys.data.sealed, keys.audit.sealed];
	});
	expect(new Set(sealed).size).toBe(24);
});

describe("a crash while a tenant is made", () => {
	/** Runs the creation with the n-th write of it failing, over and over until no write is left to fail. */
	test("at any step leaves nothing that can be seen, and calling it again finishes the work", async () => {
		const lasts: number[] = [];
		for (let failAt = 1; ; failAt++) {
			const rig = await openRig();
			let writes = 0;
			rig.hook = (_, operation) => {
				if (operation === "write" && ++writes >= failAt) throw new TributaryError("store-unavailable");
			};
			const crashed = (await codeOf(rig.tenancy.tenants.create({ id: "demo-a", name: "A" }))) !== undefined;
			rig.hook = () => {};
			const restarted = await rig.again();
			// All was done but writing down that it was: then it is there, and the log says that it was begun.
			const last = crashed && (await restarted.tenants.list()).length > 0;
			if (last) {
				expect(await restarted.audit.verify(ID)).toMatchObject({ ok: true, unfinished: [1] });
				expect(await codeOf(restarted.tenants.create({ id: "demo-a", name: "A" }))).toBe("tenant-exists");
				lasts.push(failAt);
			} else if (crashed) {
				expect(await codeOf(rig.scope(ID))).toBe("tenant-unavailable");
				await restarted.tenants.create({ id: "demo-a", name: "A" });
			}
			expect(await restarted.tenants.list()).toHaveLength(1);
			const scope = await rig.scope(ID);
			await scope.store.write([{ op: "put", collection: "job", id: "1", record: "{}" }]);
			expect(await restarted.audit.verify(ID)).toMatchObject({ ok: true });
			if (!crashed) {
				expect(failAt).toBeGreaterThan(5);
				expect(lasts).toEqual([failAt - 1]);
				return;
			}
		}
	});
});

test("R18: the registry holds no key in the clear, and a wrapped key that was moved to another tenant opens nothing", async () => {
	const rig = await openRig();
	await rig.tenant("demo-a");
	await rig.tenant("demo-b");
	const platform = rig.raw.get("platform");
	const [a, b] = (await platform?.read("tenant", { ids: ["demo-a", "demo-b"] })) ?? [];
	const moved = { ...JSON.parse(a?.record ?? ""), keys: JSON.parse(b?.record ?? "").keys };
	await platform?.write([{ op: "put", collection: "tenant", id: "demo-a", record: JSON.stringify(moved) }]);
	const restarted = await rig.again();
	const open = restarted.openScope({ tenant: ID, actor: { kind: "operator", id: "x" }, purpose: "x" });
	expect(await codeOf(open)).toBe("wrong-key");
});

test("a store that is marked as somebody else's is not opened", async () => {
	const rig = await openRig();
	await rig.tenant("demo-a");
	const record = JSON.stringify({ store: "tenant:demo-b" });
	await rig.raw.get("tenant:demo-a")?.write([{ op: "put", collection: "setting", id: "store-owner", record }]);
	const restarted = await rig.again();
	const open = restarted.openScope({ tenant: ID, actor: { kind: "operator", id: "x" }, purpose: "x" });
	expect(await codeOf(open)).toBe("store-corrupt");
});

test("changes of name, status and settings are kept, and written down", async () => {
	const rig = await openRig();
	const id = await rig.tenant("demo-a");
	await rig.tenancy.tenants.update(id, { settings: { unifiedSearch: false } });
	await rig.tenancy.tenants.update(id, { status: "disabled", name: "New" });
	expect(await rig.tenancy.tenants.get(id)).toMatchObject({
		name: "New",
		status: "disabled",
		settings: { unifiedSearch: false, dropPersonalData: false },
	});
	const entries = await rig.tenancy.audit.read(id, { limit: 10 });
	expect(entries.map(({ action, subject, result }) => [action, subject.status, result.outcome])).toEqual([
		["tenant.create", "active", "begun"],
		["tenant.create", "active", "ok"],
		["tenant.change", "active", "begun"],
		["tenant.change", "active", "ok"],
		["tenant.change", "disabled", "begun"],
		["tenant.change", "disabled", "ok"],
	]);
	expect(await codeOf(rig.tenancy.tenants.update(parseTenantId("other"), { name: "x" }))).toBe("tenant-unavailable");
});
