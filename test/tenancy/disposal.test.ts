import { expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import type { Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import type { TenantChange } from "../../src/tenancy/tenants.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";
import { approved, ask, DAY, isWhole, pass, REASON, sayYes, world } from "./wiped-tenant.ts";

test("R21: two people approve, the cooling-off passes, the tenant is erased, and a certificate says so", async () => {
	const made = await world();
	const { rig, acme, other, clientId } = made;
	await ask(made);
	expect(await sayYes(made, "ada")).toMatchObject({ state: "requested" });
	// Until the second yes it is served.
	await rig.scope(acme);
	expect(await sayYes(made, "ben")).toMatchObject({ state: "approved" });
	expect(await codeOf(rig.scope(acme))).toBe("tenant-disabled");
	pass(rig, 6 * DAY);
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("cooling-off");
	pass(rig, 2 * DAY);
	const certificate = await rig.tenancy.disposal.run(acme);
	expect(certificate.certificate).toMatchObject({
		tenant: { id: "acme", name: "acme" },
		reason: REASON,
		media: { stores: ["tenant:acme"], records: { job: 1, desk: 1, setting: 1 }, registryRecords: 2 },
		sanitization: {
			method: "purge",
			keys: [
				{ of: "data", bits: 256, version: 1 },
				{ of: "persons", bits: 256, version: 1 },
			],
		},
	});
	const { inclusion } = certificate.certificate.audit;
	expect(inclusion?.entry).toMatchObject({ action: "tenant.wipe", subject: { about: "erasing" } });
	expect(inclusion?.signedHead.fingerprint).toBe((await rig.tenancy.audit.signedHead(acme)).fingerprint);
	expect(await isWhole(certificate)).toBe(true);
	await demandGone(rig, acme, clientId);
	expect((await rig.tenancy.tenants.list()).map(({ id }) => id)).toEqual(["other"]);
	await rig.scope(other);
	// The log stays, whole, and its end is the one in the certificate.
	const verdict = await rig.tenancy.audit.verify(acme, {
		seq: certificate.certificate.audit.entries,
		hash: certificate.certificate.audit.head,
	});
	expect(verdict).toMatchObject({ ok: true, unfinished: [], entries: certificate.certificate.audit.entries });
	// Asked again, it is the same certificate; and nobody gets the id again.
	expect(await rig.tenancy.disposal.run(acme)).toEqual(certificate);
	expect(await codeOf(rig.tenancy.tenants.create({ id: "acme", name: "x" }))).toBe("tenant-exists");
});

async function demandGone(rig: Rig, tenant: TenantId, clientId: string) {
	expect(await codeOf(rig.scope(tenant))).toBe("tenant-unavailable");
	expect(await codeOf(rig.engine.open({ kind: "tenant", tenant }, new Uint8Array(32).fill(1)))).toBe("not-found");
	expect(await rig.tenancy.clients.find(clientId)).toBeNull();
	const platform = rig.raw.get("platform") as Store;
	expect(await platform.read("client", { ids: [clientId] })).toEqual([null]);
	expect(await platform.read("setting", { keys: [`callback-of:${tenant}`] })).toEqual([]);
}

test.each([
	["nobody", []],
	["one", ["ada"]],
] as const)("with %s approving nothing is erased", async (_, names) => {
	const made = await world();
	await ask(made, 0);
	for (const name of names) await sayYes(made, name, true);
	expect(await codeOf(made.rig.tenancy.disposal.run(made.acme))).toBe("not-approved");
	await made.rig.scope(made.acme);
});

test("R15: one person counts once, whatever name he takes", async () => {
	const made = await world();
	const { rig, acme, keys } = made;
	await ask(made);
	await sayYes(made, "ada");
	expect(await codeOf(sayYes(made, "ada"))).toBe("approval-refused");
	const asBen = rig.tenancy.disposal.approve({ tenant: acme, approver: "ben", key: keys.ada.privateKey });
	expect(await codeOf(asBen)).toBe("approval-refused");
	expect(await codeOf(rig.tenancy.approvers.add("ada2", keys.ada.publicKey))).toBe("already-exists");
});

test("R15: whoever is registered after the request approves nothing, nor who was removed", async () => {
	const made = await world();
	const { rig, acme } = made;
	await ask(made);
	const late = newApproverKey();
	pass(rig, 60);
	await rig.tenancy.approvers.add("late", late.publicKey);
	const tried = rig.tenancy.disposal.approve({ tenant: acme, approver: "late", key: late.privateKey });
	expect(await codeOf(tried)).toBe("approval-refused");
	await rig.tenancy.approvers.remove("ada");
	expect(await codeOf(sayYes(made, "ada"))).toBe("approval-refused");
});

test("R15: the word of one who is new counts after a day only, unless he was registered before there was a tenant", async () => {
	const { rig, acme, keys } = await world();
	const waiting = await openTenancy({ ...rig, clock: () => rig.now, approverWaitHours: 24 });
	pass(rig, 60);
	await waiting.disposal.request({ tenant: acme, reason: "contract ended" });
	const asAda = () => waiting.disposal.approve({ tenant: acme, approver: "ada", key: keys.ada.privateKey });
	await expect(asAda()).rejects.toMatchObject({
		code: "approval-refused",
		detail: expect.stringContaining("counts from"),
	});
	pass(rig, 24 * 3600);
	await asAda();
	const empty = await openRig();
	const fresh = await openTenancy({ ...empty, clock: () => empty.now, approverWaitHours: 24 });
	const { since, countsFrom } = await fresh.approvers.add("ada", keys.ada.publicKey);
	expect(countsFrom).toBe(since);
});

test("the cooling-off is waived only when both waive it", async () => {
	const made = await world();
	await ask(made);
	await sayYes(made, "ada", true);
	await sayYes(made, "ben", false);
	expect(await codeOf(made.rig.tenancy.disposal.run(made.acme))).toBe("cooling-off");
	expect(
		await isWhole(
			await (async () => {
				const both = await approved();
				return both.rig.tenancy.disposal.run(both.acme);
			})(),
		),
	).toBe(true);
});

test("a legal hold stops it at each step, with its reason", async () => {
	const made = await world();
	const { rig, acme } = made;
	const hold = (reason: string | null) =>
		rig.tenancy.tenants.update(acme, { legalHold: reason === null ? null : { reason } });
	await hold("case 12");
	const refused = await ask(made).catch((error: unknown) => error);
	expect(refused).toMatchObject({ code: "legal-hold", detail: expect.stringContaining("case 12") });
	await hold(null);
	await ask(made);
	await hold("case 12");
	expect(await codeOf(sayYes(made, "ada", true))).toBe("legal-hold");
	await hold(null);
	await sayYes(made, "ada", true);
	await sayYes(made, "ben", true);
	await hold("case 12");
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("legal-hold");
	await hold(null);
	expect(await isWhole(await rig.tenancy.disposal.run(acme))).toBe(true);
});

test("what is approved to be wiped is not served again until the request is taken back", async () => {
	const { rig, acme } = await approved(false);
	const enable = () => rig.tenancy.tenants.update(acme, { status: "active" });
	expect(await codeOf(enable())).toBe("wipe-approved");
	expect(await codeOf(rig.scope(acme))).toBe("tenant-disabled");
	await rig.tenancy.disposal.cancel(acme);
	await enable();
	await rig.scope(acme);
});

test("R21: from the moment it is being erased a tenant is not served, and no hold is claimed that would hold nothing", async () => {
	const made = await approved();
	const { rig, acme, clientId } = made;
	let hasFailed = false;
	rig.hook = async (label, operation) => {
		if (hasFailed || label !== "platform" || operation !== "write") return;
		if ((await rig.tenancy.disposal.find(acme))?.state !== "erasing") return;
		hasFailed = true;
		throw new TributaryError("store-unavailable");
	};
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("store-unavailable");
	rig.hook = () => {};
	expect((await rig.tenancy.disposal.find(acme))?.state).toBe("erasing");
	const change = (wanted: TenantChange) => rig.tenancy.tenants.update(acme, wanted).catch((error: unknown) => error);
	expect(await change({ status: "active" })).toMatchObject({ code: "wipe-approved" });
	expect(await change({ legalHold: { reason: "case 12" } })).toMatchObject({
		code: "wipe-approved",
		detail: expect.stringContaining("too late for a legal hold"),
	});
	expect((await rig.tenancy.tenants.get(acme)).status).toBe("disabled");
	const open = { tenant: acme, actor: { kind: "system", id: "test" }, purpose: "test", evenDisabled: true } as const;
	expect(await codeOf(rig.tenancy.openScope(open))).toBe("tenant-disabled");
	await rig.tenancy.disposal.resume();
	await demandGone(rig, acme, clientId);
});

test("a request can be taken back, and the tenant is served again as it was", async () => {
	const made = await approved(false);
	const { rig, acme } = made;
	expect(await rig.tenancy.disposal.cancel(acme)).toMatchObject({ state: "cancelled" });
	await rig.scope(acme);
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("not-found");
	// What was approved once is not approved for the next request.
	await ask(made);
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("not-approved");
	expect(await codeOf(ask(made))).toBe("already-exists");
});

test.each([
	["a reason", { reason: "x" }, "/reason"],
	["a reason with an address", { reason: "ask ada@example.com" }, "/reason"],
	["a cooling-off", { coolingOffDays: 91 }, "/coolingOffDays"],
	["a cooling-off below 0", { coolingOffDays: -1 }, "/coolingOffDays"],
])("%s that is not acceptable is refused with its place", async (_, input, pointer) => {
	const { rig, acme } = await world();
	const refused = rig.tenancy.disposal.request({ tenant: acme, reason: REASON, ...input });
	await expect(refused).rejects.toMatchObject({ code: "invalid-field", errors: [{ pointer }] });
});

test("what is no key is refused, and no private key is taken as an approver's", async () => {
	const made = await world();
	const { rig, acme, keys } = made;
	await ask(made);
	for (const key of ["", "x", keys.ada.publicKey]) {
		expect(await codeOf(rig.tenancy.disposal.approve({ tenant: acme, approver: "ada", key }))).toBe("invalid-field");
	}
	for (const pem of ["", "x", newApproverKey().privateKey]) {
		expect(await codeOf(rig.tenancy.approvers.add("eve", pem))).toBe("invalid-field");
	}
	expect(await codeOf(rig.tenancy.approvers.add("no name", newApproverKey().publicKey))).toBe("invalid-field");
});

test("R21: another process overwrites what it holds of an erased tenant's keys", async () => {
	const made = await world();
	const { rig, acme } = made;
	const held: Buffer[] = [];
	const keep = (key: Buffer) => {
		held.push(key);
		return rig.vault.keep(key);
	};
	const vault = { ...rig.vault, keep, masterKeys: rig.vault.masterKeys };
	const other = await openTenancy({ engine: rig.engine, vault, clock: () => rig.now });
	const { store } = await other.openScope({ tenant: acme, actor: { kind: "system", id: "test" }, purpose: "test" });
	const file = { op: "put", collection: "original", id: "f", record: '{"candidates":["jane"]}' } as const;
	await store.write([{ ...file, blob: Buffer.from("Jane"), keys: ["candidate:jane"] }]);
	const overwritten = () => held.filter((key) => key.every((byte) => byte === 0)).length;
	await other.disposal.letGo();
	expect(overwritten()).toBe(0);
	await ask(made);
	await sayYes(made, "ada", true);
	await sayYes(made, "ben", true);
	await rig.tenancy.disposal.run(acme);
	await other.disposal.letGo();
	// The log's own key stays, as the log does.
	expect([held.length, overwritten()]).toEqual([2, 1]);
	expect(await codeOf(store.list("job", { limit: 1 }))).toBeDefined();
});

/** Every operation on every store fails once; between the try that failed and the next nothing but a restart happens. */
test("R21: whatever call fails, the next start finishes it, and no certificate comes before the end", async () => {
	let failures = 0;
	for (let nth = 1; ; nth++) {
		const made = await approved();
		const { rig, acme, clientId } = made;
		let calls = 0;
		let thrown = false;
		rig.hook = (label) => {
			if (label === "tenant:acme" || ++calls !== nth) return;
			thrown = true;
			throw new TributaryError("store-unavailable");
		};
		const first = await rig.tenancy.disposal.run(acme).catch(() => null);
		rig.hook = () => {};
		if (!thrown) {
			expect(first).not.toBeNull();
			break;
		}
		failures++;
		const stored = await rig.tenancy.disposal.find(acme);
		if (first === null) expect(stored?.certificate === undefined || (await isGone(rig, acme))).toBe(true);
		const restarted = await rig.again();
		await restarted.disposal.resume();
		const certificate = await finish(restarted, acme);
		expect(await isWhole(certificate)).toBe(true);
		await demandGone(rig, acme, clientId);
		expect(await restarted.audit.verify(acme)).toMatchObject({ ok: true });
	}
	expect(failures).toBeGreaterThan(10);
});

/** What failed before the keys were touched is still only approved: the operator asks again. */
const finish = (tenancy: Tenancy, tenant: TenantId) => tenancy.disposal.run(tenant);

const isGone = async (rig: Rig, tenant: TenantId) =>
	(await codeOf(rig.engine.open({ kind: "tenant", tenant }, new Uint8Array(32).fill(1)))) === "not-found";

test("there is no certificate before what was learned from the tenant is removed, and the next start removes it", async () => {
	const { rig, acme } = await approved();
	const learned = new Set<string>([acme, "other"]);
	rig.forgetLearned = () => {
		throw new Error("no such device");
	};
	await expect(rig.tenancy.disposal.run(acme)).rejects.toThrow();
	expect((await rig.tenancy.disposal.find(acme))?.certificate).toBeUndefined();
	rig.forgetLearned = (tenant) => void learned.delete(tenant);
	await (await rig.again()).disposal.resume();
	expect([...learned]).toEqual(["other"]);
	expect((await rig.tenancy.disposal.find(acme))?.state).toBe("erased");
});

test("two people who approve at once both count", async () => {
	const made = await world();
	await ask(made);
	const other = await made.rig.again();
	await Promise.all([sayYes(made, "ada"), sayYes(made, "ben", false, other)]);
	const record = await other.disposal.find(made.acme);
	expect([record?.state, record?.approvals.length]).toEqual(["approved", 2]);
});

test("two processes that erase at once agree on one certificate", async () => {
	const { rig, acme } = await approved();
	const other = await rig.again();
	const [one, two] = await Promise.allSettled([rig.tenancy.disposal.run(acme), other.disposal.run(acme)]);
	const won = [one, two].filter((result) => result.status === "fulfilled");
	expect(won.length).toBeGreaterThan(0);
	const certificate = await rig.tenancy.disposal.run(acme);
	for (const result of won) expect(result.value).toEqual(certificate);
});

test("a store that is damaged is erased all the same, and the certificate says that its records are not known", async () => {
	const { rig, acme, clientId } = await approved();
	rig.hook = (label) => {
		if (label === "tenant:acme") throw new TributaryError("store-corrupt");
	};
	const certificate = await rig.tenancy.disposal.run(acme);
	expect(certificate.certificate.media.records).toBeNull();
	expect(await isWhole(certificate)).toBe(true);
	await demandGone(rig, acme, clientId);
});
