import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { type Collection, countingPlan, type Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { recordAccess } from "../../src/tenancy/recording.ts";
import { assertScope } from "../../src/tenancy/scope.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { codeOf, openRig } from "./rig.ts";

const PURPOSE = "test";
const ok = { outcome: "ok" } as const;

describe("the door", () => {
	test("opens a tenant for its own client, with the tenant's own store only", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const { clientId } = await rig.client(a);
		const scope = await rig.tenancy.openScope({ tenant: a, actor: { kind: "client", id: clientId }, purpose: PURPOSE });
		expect(scope.tenant.id).toBe("demo-a");
		await scope.store.write([{ op: "put", collection: "job", id: "j", record: '{"of":"a"}' }]);
		const other = await rig.scope(b);
		expect(await other.store.read("job", { ids: ["j"] })).toEqual([null]);
		expect((await (await rig.scope(a)).store.read("job", { ids: ["j"] }))[0]?.record).toBe('{"of":"a"}');
	});

	test("R5: answers alike for a tenant that is not there and one that is another's, by the same steps", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const actor: Actor = { kind: "client", id: (await rig.client(a)).clientId };
		const answers = new Set<string>();
		const steps: string[][] = [];
		for (const tenant of [b, "nobody" as TenantId, "Not An Id" as TenantId, "platform" as TenantId]) {
			const taken: string[] = [];
			rig.hook = (label, operation) => void taken.push(`${label} ${operation}`);
			const error = await rig.tenancy.openScope({ tenant, actor, purpose: PURPOSE }).catch((thrown: unknown) => thrown);
			answers.add(JSON.stringify(error, ["name", "code", "message", "detail", "errors"]));
			steps.push(taken);
		}
		expect([...answers]).toEqual([expect.stringContaining('"tenant-unavailable"')]);
		expect(new Set(steps.map((taken) => taken.join()))).toHaveProperty("size", 1);
	});

	test.each([
		["unknown", "A".repeat(22)],
		["empty-like", "-"],
	])("is closed to an %s client", async (_, id) => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const open = rig.tenancy.openScope({ tenant, actor: { kind: "client", id }, purpose: PURPOSE });
		expect(await codeOf(open)).toBe("tenant-unavailable");
	});

	test("is closed to a disabled client, and to everybody while the tenant is disabled", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const { clientId } = await rig.client(tenant);
		const actor: Actor = { kind: "client", id: clientId };
		const open = (who: Actor) => codeOf(rig.tenancy.openScope({ tenant, actor: who, purpose: PURPOSE }));
		await rig.tenancy.clients.setStatus(tenant, clientId, "disabled");
		expect(await open(actor)).toBe("tenant-unavailable");
		await rig.tenancy.clients.setStatus(tenant, clientId, "active");
		expect(await open(actor)).toBeUndefined();
		await rig.tenancy.tenants.update(tenant, { status: "disabled" });
		expect(await open(actor)).toBe("tenant-unavailable");
		expect(await open({ kind: "operator", id: "x" })).toBe("tenant-disabled");
		expect(await open({ kind: "system", id: "x" })).toBe("tenant-disabled");
	});

	test("needs a purpose without an address in it", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const actor: Actor = { kind: "operator", id: "x" };
		for (const purpose of ["", "for jane@example.com", "two\nlines", "x".repeat(201)]) {
			await expect(rig.tenancy.openScope({ tenant, actor, purpose })).rejects.toThrow();
		}
	});
});

describe("a scope", () => {
	test("cannot be changed or imitated", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		expect(() => Object.assign(scope, { tenant: null })).toThrow(TypeError);
		expect(() => Object.assign(scope.store, { read: null })).toThrow(TypeError);
		expect(() => assertScope(scope)).not.toThrow();
		for (const imitation of [{ ...scope }, null, undefined, "scope", Object.create(scope)]) {
			expect(() => assertScope(imitation)).toThrow(TypeError);
		}
	});

	test.each(["audit", "tenant", "client", "signing-key"] as Collection[])("has no %s records", async (collection) => {
		const rig = await openRig();
		const { store } = await rig.scope(await rig.tenant("demo-a"));
		await expect(store.read(collection, { ids: ["x"] })).rejects.toThrow(TypeError);
		await expect(store.read(collection, { keys: ["x"] })).rejects.toThrow(TypeError);
		await expect(store.list(collection, { limit: 1 })).rejects.toThrow(TypeError);
		await expect(store.write([{ op: "put", collection, id: "x", record: "{}" }])).rejects.toThrow(TypeError);
	});

	test("does not let the mark of its owner be changed", async () => {
		const rig = await openRig();
		const { store } = await rig.scope(await rig.tenant("demo-a"));
		const change = { op: "delete", collection: "setting", id: "store-owner" } as const;
		await expect(store.write([change])).rejects.toThrow(TypeError);
	});

	test("reads people of the network, and nothing else, and never writes there", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		expect(Object.keys(scope.network ?? {}).sort()).toEqual(["read", "retrieve"]);
		expect(await scope.network?.read("person", { ids: ["x"] })).toEqual([null]);
		await expect(scope.network?.read("setting", { ids: ["store-owner"] })).rejects.toThrow(TypeError);
	});

	test("R5: asks the network under a name of the tenant's own, that tells nobody who it is", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const scopes = [await rig.scope(a), await rig.scope(a), await rig.scope(b)];
		const retrieve = vi.spyOn(rig.raw.get("network") as Store, "retrieve");
		const forged = { ...countingPlan({ op: "all" }), asker: "forged" };
		for (const { network } of scopes) await network?.retrieve(forged);
		const [first, again, other] = retrieve.mock.calls.map(([{ asker }]) => asker);
		expect(first).toMatch(/^[0-9a-f]{64}$/);
		expect(again).toBe(first);
		expect(other).toMatch(/^[0-9a-f]{64}$/);
		expect(other).not.toBe(first);
	});

	test("has no network where unified search is switched off", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		await rig.tenancy.tenants.update(tenant, { settings: { unifiedSearch: false } });
		expect((await rig.scope(tenant)).network).toBeNull();
	});
});

describe("record", () => {
	test("resolves only after the entry is written", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		const order: string[] = [];
		rig.hook = async (label, operation) => {
			await new Promise((resolve) => setTimeout(resolve, 5));
			order.push(`${label} ${operation}`);
		};
		await scope.record("search", {}, async () => ({ value: 1, result: ok })).then(() => order.push("answer"));
		expect(order.slice(-2)).toEqual(["audit:demo-a write", "answer"]);
	});

	test("writes who, what, why, about what and how it ended", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const { clientId } = await rig.client(tenant);
		const actor: Actor = { kind: "client", id: clientId };
		const scope = await rig.tenancy.openScope({ tenant, actor, purpose: "recruiting" });
		const result = { outcome: "ok", count: 2, ids: ["c1", "c2"] } as const;
		const value = await scope.record("candidate.read", { candidateIds: ["c1", "c2"] }, async () => ({
			value: "answer",
			result: { ...result, ids: [...result.ids] },
		}));
		expect(value).toBe("answer");
		expect((await rig.tenancy.audit.latest(tenant, 1))[0]).toMatchObject({
			at: "2026-03-01T12:00:00.000Z",
			actor,
			action: "candidate.read",
			purpose: "recruiting",
			subject: { candidateIds: ["c1", "c2"] },
			result,
		});
	});

	test.each([
		["one of ours", new TributaryError("not-found", { detail: "Jane Doe is not here" }), "not-found"],
		["any other", new Error("Jane Doe"), "internal"],
		["no error at all", "Jane Doe", "internal"],
	])("writes down a failure, with its code only, and passes it on: %s", async (_, failure, code) => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		await expect(scope.record("candidate.read", {}, () => Promise.reject(failure))).rejects.toBe(failure);
		const [entry] = await rig.tenancy.audit.latest(tenant, 1);
		expect(entry?.result).toEqual({ outcome: "failed", code });
		expect(JSON.stringify(entry)).not.toContain("Jane");
	});

	test("R24: answers nothing when the entry cannot be written, also in place of a failure, and heals", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		const answer = () => scope.record("search", {}, async () => ({ value: "secret", result: ok }));
		const failure = () => scope.record("search", {}, () => Promise.reject(new TributaryError("not-found")));
		rig.hook = (label) => {
			if (label === "audit:demo-a") throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
		};
		for (let n = 0; n < 5; n++) {
			expect(await codeOf(answer())).toBe("audit-unavailable");
			expect(await codeOf(failure())).toBe("audit-unavailable");
		}
		rig.hook = () => {};
		expect(await answer()).toBe("secret");
		expect(await codeOf(failure())).toBe("not-found");
	});

	test("a change is in the log before it is made, and again when it is: the second entry names the first", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		const order: string[] = [];
		rig.hook = (label, operation) => void order.push(`${label} ${operation}`);
		await scope.record("job.write", { jobId: "j" }, async () => {
			await scope.store.write([{ op: "put", collection: "job", id: "j", record: "{}" }]);
			return { value: null, result: { outcome: "ok", version: 1 } };
		});
		const writes = order.filter((step) => step.endsWith("write"));
		expect(writes).toEqual(["audit:demo-a write", "tenant:demo-a write", "audit:demo-a write"]);
		const [ended, begun] = await rig.tenancy.audit.latest(tenant, 2);
		const same = { action: "job.write", subject: { jobId: "j" }, actor: { kind: "operator", id: "test" } };
		expect(begun).toMatchObject({ ...same, result: { outcome: "begun" } });
		expect(ended).toMatchObject({ ...same, concludes: begun?.seq, result: { outcome: "ok", version: 1 } });
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, unfinished: [] });
	});

	test("a change that failed is concluded, too", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		expect(await codeOf(scope.record("job.write", {}, () => Promise.reject(new TributaryError("conflict"))))).toBe(
			"conflict",
		);
		const [ended, begun] = await rig.tenancy.audit.latest(tenant, 2);
		expect(ended).toMatchObject({ concludes: begun?.seq, result: { outcome: "failed", code: "conflict" } });
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ unfinished: [] });
	});

	test("R24: what is still being made waits for the entry, and a failure behind it is written down as well", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		rig.hook = (label) => {
			if (label === "audit:demo-a") throw new Error("no space left");
		};
		for (const value of [Promise.resolve("secret"), Promise.reject(new TributaryError("not-found"))])
			expect(await codeOf(scope.record("search", {}, async () => ({ value, result: ok })))).toBe("audit-unavailable");
		rig.hook = () => {};
		const late = () => new Promise<string>((resolve) => setTimeout(() => resolve("late"), 5));
		expect(await scope.record("search", {}, async () => ({ value: late(), result: ok }))).toBe("late");
		const broken = new TributaryError("store-unavailable");
		const value = () => Promise.reject<string>(broken);
		await expect(scope.record("search", {}, async () => ({ value: value(), result: ok }))).rejects.toBe(broken);
		const [failed, told] = await rig.tenancy.audit.latest(tenant, 2);
		expect(told?.result).toEqual(ok);
		expect(failed?.result).toEqual({ outcome: "failed", code: "store-unavailable" });
	});

	test("R24: a change is not made when its beginning cannot be written", async () => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		rig.hook = (label) => {
			if (label === "audit:demo-a") throw new Error("no space left");
		};
		let ran = false;
		const change = scope.record("candidate.import", {}, async () => {
			ran = true;
			return { value: null, result: ok };
		});
		expect(await codeOf(change)).toBe("audit-unavailable");
		expect(ran).toBe(false);
	});

	test("R24: who is refused because one entry cannot be written is not kept waiting for the next", async () => {
		const hanging = { append: () => new Promise<never>(() => {}), read: async () => [], latest: async () => [] };
		const access = { actor: OPERATOR, action: "search", purpose: "test", subject: {} } as const;
		const run = () => Promise.reject(new TributaryError("audit-unavailable"));
		expect(await codeOf(recordAccess({ log: hanging, clock: () => new Date() }, access, run))).toBe(
			"audit-unavailable",
		);
	});

	test("a change whose end was never written down stands in the log as begun, also after a restart", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const scope = await rig.scope(tenant);
		const change = scope.record("job.write", { jobId: "j" }, async () => {
			await scope.store.write([{ op: "put", collection: "job", id: "j", record: "{}" }]);
			// From here on the log is out of reach, as when the process is killed.
			rig.hook = (label) => {
				if (label === "audit:demo-a") throw new Error("gone");
			};
			return { value: "answer", result: ok };
		});
		expect(await codeOf(change)).toBe("audit-unavailable");
		rig.hook = () => {};
		const { audit } = await rig.again();
		expect((await rig.raw.get("tenant:demo-a")?.read("job", { ids: ["j"] }))?.[0]).not.toBeNull();
		const [last] = await audit.latest(tenant, 1);
		expect(last).toMatchObject({ action: "job.write", subject: { jobId: "j" }, result: { outcome: "begun" } });
		expect(await audit.verify(tenant)).toMatchObject({ ok: true, unfinished: [last?.seq] });
	});

	test.each([
		["a new member", { name: "Jane" }],
		["a sentence as an id", { candidateId: "Jane Doe" }],
		["a query in the clear", { queryDigest: "java developer" }],
		["a nested value", { candidateIds: [{ name: "Jane" }] }],
	])("takes no personal data, and then does nothing at all: %s", async (_, subject) => {
		const rig = await openRig();
		const scope = await rig.scope(await rig.tenant("demo-a"));
		let ran = false;
		const recording = scope.record("search", subject as object, async () => {
			ran = true;
			return { value: 1, result: ok };
		});
		await expect(recording).rejects.toThrow();
		expect(ran).toBe(false);
	});
});

describe("digest", () => {
	test("is the same for the same text and tenant, and differs between tenants", async () => {
		const rig = await openRig();
		const [a, b] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const text = "java developer berlin";
		const [one, again, other] = [await rig.scope(a), await rig.scope(a), await rig.scope(b)].map((s) => s.digest(text));
		expect(one).toMatch(/^[0-9a-f]{64}$/);
		expect(again).toBe(one);
		expect(other).not.toBe(one);
		expect(one).not.toBe(createHash("sha256").update(text).digest("hex"));
		const restarted = await rig.again();
		const scope = await restarted.openScope({ tenant: a, actor: { kind: "operator", id: "x" }, purpose: PURPOSE });
		expect(scope.digest(text)).toBe(one);
	});
});
