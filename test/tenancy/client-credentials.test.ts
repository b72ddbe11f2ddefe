import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { clientKeyOf, newClientId } from "../../src/tenancy/client-record.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

const DAY = 24 * 3600;
const START = "2026-03-01T12:00:00.000Z";
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000);
const ADA: Actor = { kind: "account", id: "ada" };

async function world(permissions: Parameters<Rig["client"]>[1] = ["search"]) {
	const rig = await openRig();
	const tenant = await rig.tenant("acme");
	const { clientId: id, clientSecret } = await rig.client(tenant, permissions);
	const { clients, audit } = rig.tenancy;
	return { rig, tenant, id, clientSecret, clients, audit, credentials: clients.credentials };
}

const rsaPss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 })
	.publicKey.export({ format: "pem", type: "spki" })
	.toString();
const publicKey = () => generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }).toString();

describe("what a client signs in by", () => {
	test("is listed with its kind, its times and the name in a certificate", async () => {
		const { rig, tenant, id, credentials } = await world();
		rig.now = at(60);
		await credentials.rotate(tenant, id, { overlap: 0 });
		await credentials.addKey(tenant, id, publicKey());
		const made = await credentials.addCertificate(tenant, id, { dns: "ATS.example.com" });
		const named = { id: expect.stringMatching(/^[\w-]{12}$/), createdAt: at(60).toISOString(), endsAt: null };
		expect(made).toEqual({ ...named, kind: "certificate", name: "dns ats.example.com" });
		expect(await credentials.list(tenant, id)).toEqual([
			{ ...named, kind: "secret", createdAt: START, endsAt: at(60).toISOString() },
			{ ...named, kind: "secret" },
			{ ...named, kind: "key" },
			made,
		]);
	});

	test("works for a day after a rotation, or up to thirty; a later rotation prolongs nothing", async () => {
		const { tenant, id, credentials } = await world();
		await credentials.rotate(tenant, id);
		await credentials.rotate(tenant, id, { overlap: 30 * DAY });
		const ends = (await credentials.list(tenant, id)).map(({ endsAt }) => endsAt);
		expect(ends).toEqual([at(DAY).toISOString(), at(30 * DAY).toISOString(), null]);
		await credentials.rotate(tenant, id, { overlap: 60 });
		expect((await credentials.list(tenant, id))[0]?.endsAt).toBe(at(60).toISOString());
		await expect(credentials.rotate(tenant, id, { overlap: 30 * DAY + 1 })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/overlap" }],
		});
	});

	test("R10: ends to the millisecond, and the tokens that were got by it half an hour later", async () => {
		const { rig, tenant, id, clientSecret, clients, credentials } = await world();
		const { credential } = await clients.verify(id, clientSecret);
		const fresh = await credentials.rotate(tenant, id, { overlap: 60 });
		expect((await clients.verify(id, fresh.clientSecret)).credential).toBe(fresh.credential);
		rig.now = at(59.999);
		await clients.verify(id, clientSecret);
		rig.now = at(60);
		expect(await codeOf(clients.verify(id, clientSecret))).toBe("invalid-client");
		rig.now = at(60 + 1800);
		expect(await clients.find(id, undefined, { credential, epoch: 0 })).toMatchObject({ id });
		rig.now = at(60 + 1800.001);
		expect(await clients.find(id, undefined, { credential, epoch: 0 })).toBeNull();
		expect(await clients.find(id, undefined, { credential: fresh.credential, epoch: 0 })).toMatchObject({ id });
		expect(await clients.find(id, undefined, { credential: "unknown", epoch: 0 })).toBeNull();
		expect(await clients.find(id)).toMatchObject({ id });
	});

	test("R10: one that ended is remembered for its tokens, counts for nothing, and is then dropped", async () => {
		const { rig, tenant, id, credentials } = await world();
		for (let count = 0; count < 4; count++) await credentials.rotate(tenant, id, { overlap: 60 });
		rig.now = at(60);
		for (let count = 0; count < 4; count++) await credentials.rotate(tenant, id, { overlap: DAY });
		expect(await credentials.list(tenant, id)).toHaveLength(9);
		expect(await codeOf(credentials.rotate(tenant, id))).toBe("limit-reached");
		rig.now = at(60 + 1800);
		await credentials.revoke(tenant, id, (await credentials.list(tenant, id)).at(-1)?.id ?? "");
		await credentials.rotate(tenant, id);
		expect(await credentials.list(tenant, id)).toHaveLength(9);
		rig.now = at(60 + 1801);
		await credentials.revoke(tenant, id, (await credentials.list(tenant, id)).at(-1)?.id ?? "");
		await credentials.rotate(tenant, id);
		expect(await credentials.list(tenant, id)).toHaveLength(5);
	});

	test("is five keys and five certificates at most, each once", async () => {
		const { tenant, id, credentials } = await world();
		const first = publicKey();
		await credentials.addKey(tenant, id, first);
		await credentials.addCertificate(tenant, id, { uri: "urn:ats:0" });
		for (let count = 1; count < 5; count++) {
			await credentials.addKey(tenant, id, publicKey());
			await credentials.addCertificate(tenant, id, { uri: `urn:ats:${count}` });
		}
		expect(await codeOf(credentials.addKey(tenant, id, first))).toBe("already-exists");
		expect(await codeOf(credentials.addCertificate(tenant, id, { uri: "urn:ats:0" }))).toBe("already-exists");
		expect(await codeOf(credentials.addKey(tenant, id, publicKey()))).toBe("limit-reached");
		expect(await codeOf(credentials.addCertificate(tenant, id, { uri: "urn:ats:6" }))).toBe("limit-reached");
		expect(await credentials.list(tenant, id)).toHaveLength(11);
	});

	test("R11: each kind is revoked by its name, and nothing else with it", async () => {
		const { tenant, id, clientSecret, clients, credentials } = await world();
		const key = await credentials.addKey(tenant, id, publicKey());
		const certificate = await credentials.addCertificate(tenant, id, { subject: "CN=ats,O=Acme" });
		const others = [await credentials.addKey(tenant, id, publicKey())];
		others.push(await credentials.addCertificate(tenant, id, { dns: "ats.example.com" }));
		for (const one of [key, certificate]) {
			expect(await clients.find(id, undefined, { credential: one.id, epoch: 0 })).toMatchObject({ id });
			await credentials.revoke(tenant, id, one.id);
			expect(await clients.find(id, undefined, { credential: one.id, epoch: 0 })).toBeNull();
			await clients.verify(id, clientSecret);
		}
		expect((await credentials.list(tenant, id)).slice(1)).toEqual(others);
	});

	test("stands in the log with who changed it; what cannot be done does not", async () => {
		const { tenant, id, credentials, audit } = await world();
		await credentials.rotate(tenant, id, { actor: ADA });
		const entry = { action: "client.change", actor: ADA, subject: { clientId: id }, result: { outcome: "ok" } };
		const [last] = await audit.latest(tenant, 1);
		expect(last).toMatchObject(entry);
		expect(await codeOf(credentials.revoke(tenant, id, "nothing", ADA))).toBe("not-found");
		expect((await audit.latest(tenant, 1))[0]?.seq).toBe(last?.seq);
		await credentials.revoke(tenant, id, (await credentials.list(tenant, id))[0]?.id ?? "");
		expect((await audit.latest(tenant, 1))[0]).toMatchObject({ ...entry, actor: { kind: "operator" } });
	});

	test.each([
		["a private key", generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
		["no key", "x"],
		["a key of another kind", rsaPss],
	])("is never %s, and the field is named", async (_, pem) => {
		const { tenant, id, credentials } = await world();
		await expect(credentials.addKey(tenant, id, pem)).rejects.toMatchObject({
			code: "invalid-field",
			errors: [
				{
					pointer: "/publicKey",
					detail: expect.stringMatching(/PRIVATE/.test(pem) ? /^This is a private/ : /^Give the PEM/),
				},
			],
		});
	});
});

describe("a secret", () => {
	test("R10: is kept of a client that synchronizes alone, and given to its tenant alone", async () => {
		const { rig, tenant, id, clientSecret, clients } = await world(["ats:sync"]);
		const plain = await rig.client(tenant, ["search"]);
		const other = await rig.tenant("other");
		expect(await clients.secretOf(tenant, id)).toBe(clientSecret);
		expect(await clients.secretOf(other, id)).toBeNull();
		expect(await clients.secretOf(tenant, plain.clientId)).toBeNull();
		expect(await clients.secretOf(tenant, "A".repeat(22))).toBeNull();
		const [stored] = (await rig.raw.get("platform")?.read("client", { ids: [id] })) ?? [];
		const { sealed } = JSON.parse(stored?.record ?? "").secrets[0];
		const owner = { name: id, purpose: "client-secret" };
		expect((await rig.vault.unwrap(sealed, owner)).toString("base64url")).toBe(clientSecret);
	});
});

describe("a client", () => {
	test("that was locked by the operator is his; one that its tenant locked is the tenant's", async () => {
		const { tenant, id, clients } = await world();
		const lock = (by: Actor | undefined) => clients.setStatus(tenant, id, "locked", by, { reason: "too many calls" });
		const locked = { status: "locked", lock: { reason: "too many calls", since: START } };
		expect(await lock(ADA)).toMatchObject({ ...locked, lock: { ...locked.lock, by: "tenant" } });
		expect(await clients.setStatus(tenant, id, "active", ADA)).toMatchObject({ status: "active" });
		expect((await lock(undefined)).lock).toEqual(locked.lock);
		for (const status of ["active", "disabled"] as const)
			expect(await codeOf(clients.setStatus(tenant, id, status, ADA))).toBe("not-yours");
		expect(await codeOf(lock(ADA))).toBe("not-yours");
		expect(await clients.list(tenant)).toMatchObject([locked]);
		expect(await clients.setStatus(tenant, id, "disabled")).not.toHaveProperty("lock");
		await clients.setStatus(tenant, id, "active", ADA);
		await expect(clients.setStatus(tenant, id, "locked", ADA, { reason: "x" })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/reason", detail: expect.stringMatching(/^Say why/) }],
		});
	});

	test("R13: has its tokens bound from then on, and that is written down", async () => {
		const { rig, tenant, id, clients, audit } = await world();
		expect(await clients.setBinding(tenant, id, "dpop", ADA)).toMatchObject({ id, binding: "dpop" });
		expect((await audit.latest(tenant, 1))[0]).toMatchObject({
			action: "client.change",
			actor: ADA,
			subject: { clientId: id },
		});
		expect(await clients.find(id)).toMatchObject({ binding: "dpop" });
		expect(await codeOf(clients.setBinding(await rig.tenant("other"), id, "none"))).toBe("not-found");
		expect(await clients.find(id)).toMatchObject({ binding: "dpop" });
	});

	test("is made once under an id that was written down before, and the log has what it may", async () => {
		const { rig, tenant, clients, audit } = await world();
		const input = {
			id: "B".repeat(22),
			tenant,
			name: " ATS ",
			permissions: ["search", "jobs:read"] as const,
			actor: ADA,
		};
		const made = await clients.create(input);
		expect(made.clientId).toBe(input.id);
		expect(await clients.find(input.id)).toMatchObject({ name: "ATS" });
		expect((await audit.latest(tenant, 1))[0]).toMatchObject({
			action: "client.create",
			actor: ADA,
			subject: { clientId: input.id, permissions: ["search", "jobs:read"] },
		});
		expect(await codeOf(clients.create(input))).toBe("conflict");
		await clients.verify(made.clientId, made.clientSecret);
		await expect(clients.create({ ...input, name: "x".repeat(201) })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/name", detail: "Use 1 to 200 printable characters." }],
		});
		const [stored] = (await rig.raw.get("platform")?.read("client", { keys: [clientKeyOf(tenant)] })) ?? [];
		expect(JSON.parse(stored?.record ?? "")).toMatchObject({ tenant, keys: [], certificates: [] });
		expect(clientKeyOf(tenant)).toBe("tenant:acme");
	});
});

test("the id of a client does not begin with a dash, which a command line would take for an option", () => {
	expect(Array.from({ length: 2000 }, newClientId).filter((id) => id.startsWith("-"))).toEqual([]);
});
