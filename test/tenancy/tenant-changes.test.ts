import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { codeOf, openRig } from "./rig.ts";

const ADA: Actor = { kind: "account", id: "ada" };

test("R21: a legal hold says why and since when, is kept through other changes, and ends with a word", async () => {
	const rig = await openRig();
	const { tenants } = rig.tenancy;
	const id = await rig.tenant("acme");
	expect(await tenants.get(id)).not.toHaveProperty("legalHold");
	const held = { reason: "case 12", since: "2026-03-01T12:00:00.000Z" };
	expect(await tenants.update(id, { legalHold: { reason: "case 12" } })).toMatchObject({ legalHold: held });
	rig.now = new Date("2026-03-02T12:00:00.000Z");
	expect(await tenants.update(id, { name: " Acme " })).toMatchObject({ name: "Acme", legalHold: held });
	expect(await tenants.get(id)).toMatchObject({ name: "Acme", legalHold: held });
	for (const reason of ["x", "jane@example.com"])
		await expect(tenants.update(id, { legalHold: { reason } })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/reason", detail: "Use 3 to 200 printable characters without @" }],
		});
	expect(await tenants.update(id, { legalHold: null })).not.toHaveProperty("legalHold");
});

test("a change names its part, changes nothing else, and stands in the log with who made it", async () => {
	const rig = await openRig();
	const { tenants, audit } = rig.tenancy;
	const id = await rig.tenant("acme");
	const before = await tenants.get(id);
	await tenants.update(id, { settings: { dropPersonalData: true } }, ADA);
	expect(await tenants.get(id)).toEqual({ ...before, settings: { ...before.settings, dropPersonalData: true } });
	expect((await audit.latest(id, 1))[0]).toMatchObject({
		action: "tenant.change",
		actor: ADA,
		result: { outcome: "ok" },
	});
	await tenants.update(id, { status: "disabled" });
	const { seq, actor } = (await audit.latest(id, 1))[0] ?? {};
	expect(actor).toEqual({ kind: "operator", id: "command-line" });
	await expect(tenants.update(id, { name: "" })).rejects.toMatchObject({
		code: "invalid-field",
		errors: [{ pointer: "/name", detail: "Use 1 to 200 printable characters." }],
	});
	await expect(tenants.update(id, { settings: { unifiedSearch: "yes" as never } })).rejects.toThrow();
	expect((await audit.latest(id, 1))[0]?.seq).toBe(seq);
	expect(await tenants.update(id, { status: "active" })).toMatchObject({ status: "active" });
});

test("R1: a tenant whose stores are not made is there for nobody, and is made with the keys that it has", async () => {
	const rig = await openRig();
	const { tenants } = rig.tenancy;
	const id = await rig.tenant("acme");
	const platform = rig.raw.get("platform");
	const [stored] = (await platform?.read("tenant", { ids: [id] })) ?? [];
	const record = JSON.parse(stored?.record ?? "");
	const half = {
		op: "put",
		collection: "tenant",
		id,
		record: JSON.stringify({ ...record, provisioned: false }),
	} as const;
	await platform?.write([half]);
	expect(await codeOf(tenants.get(id))).toBe("tenant-unavailable");
	expect(await codeOf(tenants.update(id, { name: "x" }))).toBe("tenant-unavailable");
	expect(await tenants.list()).toEqual([]);
	expect(await codeOf(tenants.get("nobody" as TenantId))).toBe("tenant-unavailable");
	const made = await tenants.create({ id, name: "another name", actor: ADA });
	expect(made).toEqual(record.tenant);
	const [after] = (await platform?.read("tenant", { ids: [id] })) ?? [];
	expect(JSON.parse(after?.record ?? "")).toEqual(record);
	expect((await rig.tenancy.audit.latest(id, 1))[0]).toMatchObject({ action: "tenant.create", actor: ADA });
});
