import { expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import type { Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import {
	type Certificate,
	type CertificateStatement,
	certify,
	verifyCertificate,
} from "../../src/tenancy/disposal/certificate.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import type { TenantChange } from "../../src/tenancy/tenants.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

const REASON = "contract ended";

/** A tenant with a client and data, and two people who may approve its end. */
async function world() {
	const rig = await openRig();
	const acme = await rig.tenant("acme");
	const other = await rig.tenant("other");
	const { clientId } = await rig.client(acme);
	await rig.client(other);
	const store = (await rig.scope(acme)).store;
	await store.write([
		{ op: "put", collection: "job", id: "j1", record: "{}" },
		{ op: "put", collection: "desk", id: "d1", record: "{}" },
	]);
	await rig.tenancy.callbacks.reserve(acme, "https://ats.example.com/callback");
	const keys = { ada: newApproverKey(), ben: newApproverKey() };
	for (const [name, { publicKey }] of Object.entries(keys)) await rig.tenancy.approvers.add(name, publicKey);
	pass(rig, 1);
	return { rig, acme, other, clientId, keys };
}
type World = Awaited<ReturnType<typeof world>>;

const DAY = 24 * 3600;
function pass(rig: Rig, seconds: number) {
	rig.now = new Date(rig.now.getTime() + seconds * 1000);
}

const ask = ({ rig, acme }: World, coolingOffDays?: number) =>
	rig.tenancy.disposal.request({
		tenant: acme,
		reason: REASON,
		...(coolingOffDays === undefined ? {} : { coolingOffDays }),
	});
const sayYes = ({ rig, acme, keys }: World, approver: "ada" | "ben", waivesCoolingOff = false, from = rig.tenancy) =>
	from.disposal.approve({ tenant: acme, approver, key: keys[approver].privateKey, waivesCoolingOff });

async function approved(waives = true): Promise<World> {
	const made = await world();
	await ask(made);
	await sayYes(made, "ada", waives);
	await sayYes(made, "ben", waives);
	return made;
}

async function isWhole(certificate: Certificate): Promise<boolean> {
	return (await verifyCertificate(JSON.parse(JSON.stringify(certificate)), certificate.fingerprint)).ok;
}

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

test("R21: any change of a certificate is found", async () => {
	const { rig, acme } = await approved();
	const certificate = await rig.tenancy.disposal.run(acme);
	const text = JSON.stringify(certificate);
	let tried = 0;
	for (let at = 0; at < text.length; at += 7) {
		const letter = text[at] === "a" ? "b" : "a";
		if (!/[a-zA-Z0-9]/.test(text[at] as string)) continue;
		const forged = text.slice(0, at) + letter + text.slice(at + 1);
		const verdict = await verifyCertificate(parsed(forged), certificate.fingerprint).catch((error) => error);
		expect(verdict instanceof TributaryError || verdict.ok === false, forged.slice(at - 20, at + 20)).toBe(true);
		tried++;
	}
	expect(tried).toBeGreaterThan(200);
});

/** The last letter of base64url can have bits that mean nothing: a change of these is none. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

test("R21: every key that was destroyed is named, also one that was to be the next; the log's entry is checked offline; certificates of before stay good", async () => {
	const made = await approved();
	const { rig, acme } = made;
	const platform = rig.raw.get("platform") as Store;
	const [stored] = await platform.read("tenant", { ids: [acme] });
	const record = JSON.parse(stored?.record ?? "");
	record.keys.nextData = { ...record.keys.data, version: 2 };
	await platform.write([{ op: "put", collection: "tenant", id: acme, record: JSON.stringify(record) }]);
	const { certificate } = await rig.tenancy.disposal.run(acme);
	const { keys } = certificate.sanitization;
	expect(keys.map(({ of, version }) => [of, version])).toEqual([
		["data", 1],
		["persons", 1],
		["nextData", 2],
	]);
	expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
	const key = await rig.tenancy.certificateKey();
	const failed = async (changed: CertificateStatement) =>
		(await verifyCertificate(certify(changed, key), key.fingerprint)).checks
			.filter(({ holds }) => !holds)
			.map(({ check }) => check);
	const { inclusion, ...audit } = certificate.audit;
	if (inclusion === undefined) throw new Error("no inclusion");
	const { entry, signedHead } = inclusion;
	const notIn = ["the log has the entry that this wipe was done"];
	expect(await failed(certificate)).toEqual([]);
	expect(await failed({ ...certificate, audit })).toEqual(["the log's entry of the wipe is in it"]);
	for (const forged of [
		{ path: [] },
		{ entry: { ...entry, seq: entry.seq - 1 } },
		{ entry: { ...entry, purpose: "x" } },
	])
		expect(await failed({ ...certificate, audit: { ...audit, inclusion: { ...inclusion, ...forged } } })).toEqual(
			notIn,
		);
	const head = { ...signedHead, head: { ...signedHead.head, at: "2020-01-01T00:00:00.000Z" } };
	expect(await failed({ ...certificate, audit: { ...audit, inclusion: { ...inclusion, signedHead: head } } })).toEqual([
		"the head of the log is the tenant's, and signed by the key that it names",
	]);
	const { of: _, ...one } = keys[0] as (typeof keys)[number];
	const sanitization = { ...certificate.sanitization, keys: [one] };
	expect(await failed({ ...certificate, format: "tributary/wipe-certificate/v1", sanitization, audit })).toEqual([]);
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

test("a certificate that somebody else signed, or with one approver, does not pass", async () => {
	const one = await approved();
	const two = await approved();
	const mine = await one.rig.tenancy.disposal.run(one.acme);
	const theirs = await two.rig.tenancy.disposal.run(two.acme);
	expect((await verifyCertificate(theirs, mine.fingerprint)).ok).toBe(false);
	const alone = { ...mine.certificate, approvals: mine.certificate.approvals.slice(0, 1) };
	expect((await verifyCertificate({ ...mine, certificate: alone })).checks).toContainEqual({
		check: "two different people approved",
		holds: false,
	});
	const swapped = { ...mine.certificate, approvals: theirs.certificate.approvals };
	expect((await verifyCertificate({ ...mine, certificate: swapped })).checks).toContainEqual({
		check: "every approval is of this request",
		holds: false,
	});
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

test("one approver's key in two spellings is not two people's", async () => {
	const { rig, acme } = await approved();
	const mine = await rig.tenancy.disposal.run(acme);
	const [first] = mine.certificate.approvals;
	if (first === undefined) throw new Error("no approval");
	// The last letter of 32 bytes has two bits that mean nothing.
	const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(
		first.publicKey.x.at(-1) ?? "",
	);
	const sign = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last + 1];
	const respelt = { ...first.publicKey, x: first.publicKey.x.slice(0, -1) + sign };
	const approvals = [first, { ...first, publicKey: respelt }];
	expect(await codeOf(verifyCertificate({ ...mine, certificate: { ...mine.certificate, approvals } }))).toBe(
		"invalid-certificate",
	);
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
