import { describe, expect, test } from "vitest";
import { codeOf, openRig, type Rig } from "./rig.ts";

/** Which stores are asked for what, by kind of store. */
async function stepsOf(rig: Rig, work: () => Promise<unknown>): Promise<string[]> {
	const steps: string[] = [];
	rig.hook = (label, operation) => void steps.push(`${label.split(":")[0]} ${operation}`);
	await work();
	rig.hook = () => {};
	return steps;
}

describe("a refused login", () => {
	test("R5: takes the same reads and one durable write, whether the client is known or not", async () => {
		const rig = await openRig();
		const { clientId } = await rig.client(await rig.tenant("demo-a"));
		const { refusals } = rig.tenancy;
		const known = await stepsOf(rig, () => refusals.login(clientId, "invalid-client"));
		const unknown = await stepsOf(rig, () => refusals.login("A".repeat(22), "invalid-client"));
		expect(known).toEqual(["platform read", "platform read", "audit write"]);
		expect(unknown).toEqual(["platform read", "platform read", "platform write"]);
	});

	test("of unknown clients, however many, does not fill the platform's store", async () => {
		const rig = await openRig();
		await rig.tenancy.refusals.login("A".repeat(22), "invalid-client");
		const size = async () => (await rig.raw.get("platform")?.list("setting", { limit: 1000 }))?.length;
		const before = await size();
		for (let index = 0; index < 20; index++) await rig.tenancy.refusals.login(`client-${index}`, "invalid-client");
		expect(await size()).toBe(before);
	});

	test("says whose client it was, to us only", async () => {
		const rig = await openRig();
		const { clientId } = await rig.client(await rig.tenant("demo-a"));
		expect(await rig.tenancy.refusals.login(clientId, "invalid-client")).toBe("demo-a");
		expect(await rig.tenancy.refusals.login("jane@example.com", "invalid-client")).toBeNull();
	});
});

test("a refused request resolves when the entry is durable, and not when it cannot be", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const actor = { kind: "client", id: (await rig.client(tenant)).clientId } as const;
	const asker = { actor, tenant, permissions: [] };
	const refuse = () => rig.tenancy.refusals.request(asker, { purpose: "api GET /v1/jobs", permission: "jobs:read" });
	await refuse();
	const [entry] = await rig.tenancy.audit.latest(tenant, 1);
	expect(entry).toMatchObject({ subject: { permission: "jobs:read" }, result: { outcome: "denied" } });
	rig.hook = (label) => {
		if (label === "audit:demo-a") throw new Error("no space left");
	};
	expect(await codeOf(refuse())).toBe("audit-unavailable");
});

test("each refusal stands in the tenant's log with who was refused what, and why", async () => {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const { clientId } = await rig.client(tenant);
	const { refusals, audit } = rig.tenancy;
	const last = async () => (await audit.latest(tenant, 1))[0];
	const asker = { actor: { kind: "account", id: "ada" }, tenant, permissions: [] } as const;
	const request = { purpose: "api GET /v1/jobs", permission: "jobs:read" } as const;
	await refusals.request(asker, request);
	const entry = { actor: asker.actor, action: "api.request", purpose: request.purpose };
	expect(await last()).toMatchObject({ ...entry, result: { outcome: "denied", code: "insufficient-scope" } });
	await refusals.request(asker, { ...request, code: "foreign-context" });
	expect(await last()).toMatchObject({ ...entry, result: { outcome: "denied", code: "foreign-context" } });
	await refusals.login(clientId, "invalid-client");
	expect(await last()).toMatchObject({
		actor: { kind: "client", id: clientId },
		action: "token.issue",
		purpose: "sign in",
		subject: { clientId },
		result: { outcome: "denied", code: "invalid-client" },
	});
	await refusals.signIn(tenant, "sign-in-refused");
	expect(await last()).toMatchObject({
		actor: { kind: "system", id: "sign-in" },
		action: "session.open",
		purpose: "sign in",
		subject: {},
		result: { outcome: "denied", code: "sign-in-refused" },
	});
	await refusals.login("nobody", "invalid-client");
	const [unknown] = (await rig.raw.get("platform")?.read("setting", { ids: ["last-unknown-login"] })) ?? [];
	expect(JSON.parse(unknown?.record ?? "")).toEqual({ at: rig.now.toISOString() });
});
