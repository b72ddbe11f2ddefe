import { describe, expect, test } from "vitest";
import { Permission } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

async function everything(rig: Rig): Promise<string> {
	const platform = rig.raw.get("platform");
	const pages = await Promise.all(
		(["tenant", "client", "setting", "signing-key"] as const).map((name) => platform?.list(name, { limit: 100 })),
	);
	return JSON.stringify(pages);
}

test("a client is known by its id and secret, with what it may do", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const made = await rig.tenancy.clients.create({
		tenant,
		name: "ATS",
		permissions: ["search", "jobs:read", "search"],
	});
	const client = await rig.tenancy.clients.verify(made.clientId, made.clientSecret);
	expect(client).toEqual({
		id: made.clientId,
		tenant,
		name: "ATS",
		permissions: ["search", "jobs:read"],
		status: "active",
		binding: "none",
		createdAt: "2026-03-01T12:00:00.000Z",
		credential: expect.stringMatching(/^[0-9a-f]{12}$/),
		epoch: 0,
	});
	const { credential: _credential, epoch: _epoch, ...listed } = client;
	expect(await rig.tenancy.clients.list(tenant)).toEqual([listed]);
});

test("R10: secrets have 256 bits, differ, and are stored as digests only", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const made = await Promise.all(Array.from({ length: 50 }, () => rig.client(tenant)));
	for (const { clientSecret } of made) expect(Buffer.from(clientSecret, "base64url")).toHaveLength(32);
	expect(new Set(made.map(({ clientSecret }) => clientSecret)).size).toBe(50);
	expect(new Set(made.map(({ clientId }) => clientId)).size).toBe(50);
	const stored = await everything(rig);
	for (const { clientId, clientSecret } of made) {
		expect(stored).toContain(clientId);
		expect(stored).not.toContain(clientSecret);
		expect(stored).not.toContain(Buffer.from(clientSecret, "base64url").toString("hex"));
	}
});

describe("one answer for every wrong credential", () => {
	test("R10: unknown id, wrong secret, other client's secret, disabled client, disabled tenant", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const [first, second, off] = [await rig.client(a), await rig.client(a), await rig.client(a)];
		const foreign = await rig.client(b);
		await rig.tenancy.clients.setStatus(a, off.clientId, "disabled");
		await rig.tenancy.tenants.update(b, { status: "disabled" });
		const wrong: [string, string][] = [
			["unknown", first.clientSecret],
			["A".repeat(22), first.clientSecret],
			["", ""],
			[first.clientId, ""],
			[first.clientId, second.clientSecret],
			[first.clientId, `${first.clientSecret} `],
			[first.clientId, first.clientSecret.toLowerCase()],
			[first.clientId, first.clientSecret + "x".repeat(1_000_000)],
			[first.clientId, first.clientSecret.slice(0, -1)],
			[`${first.clientId}\0`, first.clientSecret],
			["\ud800".repeat(22), first.clientSecret],
			[off.clientId, off.clientSecret],
			[foreign.clientId, foreign.clientSecret],
		];
		const answers = new Set<string>();
		for (const [id, secret] of wrong) {
			const error = await rig.tenancy.clients.verify(id, secret).catch((thrown: unknown) => thrown);
			answers.add(JSON.stringify(error, ["name", "code", "message", "detail", "errors"]));
		}
		expect([...answers]).toHaveLength(1);
		expect([...answers][0]).toContain('"invalid-client"');
		await expect(rig.tenancy.clients.verify(first.clientId, first.clientSecret)).resolves.toBeDefined();
	});

	test("R5: the same reads are made for an unknown id as for a wrong secret", async () => {
		const rig = await openRig();
		const { clientId } = await rig.client(await rig.tenant("demo-a"));
		const steps: string[] = [];
		rig.hook = (label, operation) => void steps.push(`${label} ${operation}`);
		await codeOf(rig.tenancy.clients.verify(clientId, "wrong"));
		const forWrong = steps.splice(0);
		await codeOf(rig.tenancy.clients.verify("A".repeat(22), "wrong"));
		expect(steps).toEqual(forWrong);
	});
});

test("disabling counts at once, and enabling again too", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const { clientId, clientSecret } = await rig.client(tenant);
	await rig.tenancy.clients.setStatus(tenant, clientId, "disabled");
	expect(await rig.tenancy.clients.find(clientId)).toBeNull();
	await rig.tenancy.clients.setStatus(tenant, clientId, "active");
	expect((await rig.tenancy.clients.verify(clientId, clientSecret)).id).toBe(clientId);
	const entries = await rig.tenancy.audit.latest(tenant, 6);
	expect(entries.map(({ action, result }) => [action, result.outcome])).toEqual(
		["client.change", "client.change", "client.create"].flatMap((action) => [
			[action, "ok"],
			[action, "begun"],
		]),
	);
	expect(entries.every(({ subject }) => subject.clientId === clientId)).toBe(true);
});

test("what cannot be is refused: no permission, unknown permission, no tenant, another tenant's client", async () => {
	const rig = await openRig();
	const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
	const { clients } = rig.tenancy;
	const name = "x";
	expect(await codeOf(clients.create({ tenant: a, name, permissions: [] }))).toBe("invalid-scope");
	const all = ["all" as Permission];
	expect(await codeOf(clients.create({ tenant: a, name, permissions: all }))).toBe("invalid-scope");
	expect(await codeOf(clients.create({ tenant: a, name: "", permissions: ["search"] }))).toBe("invalid-field");
	const nobody = parseTenantId("nobody");
	expect(await codeOf(clients.create({ tenant: nobody, name, permissions: ["search"] }))).toBe("tenant-unavailable");
	const { clientId } = await rig.client(a);
	expect(await codeOf(clients.setStatus(b, clientId, "disabled"))).toBe("not-found");
	expect(await codeOf(clients.setStatus(b, "A".repeat(22), "disabled"))).toBe("not-found");
	expect(await clients.list(b)).toEqual([]);
	expect(Permission.options).toContain("search");
});
