import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

const HOUR = 3600;
const pass = (rig: Rig, seconds: number) => {
	rig.now = new Date(rig.now.getTime() + seconds * 1000);
};

async function world(permissions: Parameters<Rig["client"]>[1] = ["search"]) {
	const rig = await openRig();
	const tenant = await rig.tenant("acme");
	const client = await rig.client(tenant, permissions);
	const { clients, tokens } = rig.tenancy;
	const enter = async (secret = client.clientSecret) =>
		(await tokens.issue(await clients.verify(client.clientId, secret))).token;
	return { rig, tenant, client, clients, tokens, enter, id: client.clientId };
}

describe("secrets", () => {
	test("R10: a rotation leaves the one before working until the overlap ends", async () => {
		const { rig, tenant, clients, tokens, enter, id } = await world();
		const old = await enter();
		const next = await clients.credentials.rotate(tenant, id, { overlap: HOUR });
		const fresh = await enter(next.clientSecret);
		for (const token of [old, fresh]) await tokens.verify(token);
		pass(rig, HOUR - 1);
		const late = await enter();
		pass(rig, 2);
		expect(await codeOf(enter())).toBe("invalid-client");
		await enter(next.clientSecret);
		// What was got in time is good until it ends by itself.
		await tokens.verify(late);
	});

	test("without overlap the one before ends at once, and its tokens when they would", async () => {
		const { rig, tenant, clients, tokens, enter, id } = await world();
		const old = await enter();
		await clients.credentials.rotate(tenant, id, { overlap: 0 });
		expect(await codeOf(enter())).toBe("invalid-client");
		await tokens.verify(old);
		pass(rig, 31 * 60);
		expect(await codeOf(tokens.verify(old))).toBe("invalid-token");
	});

	test("R11: one that is revoked ends at once with every token that was got by it, and no other", async () => {
		const { tenant, clients, tokens, enter, id } = await world();
		const next = await clients.credentials.rotate(tenant, id);
		const [theirs, ours] = [await enter(), await enter(next.clientSecret)];
		const [first] = await clients.credentials.list(tenant, id);
		await clients.credentials.revoke(tenant, id, first?.id ?? "");
		expect(await codeOf(enter())).toBe("invalid-client");
		expect(await codeOf(tokens.verify(theirs))).toBe("invalid-token");
		await tokens.verify(ours);
		expect(await codeOf(clients.credentials.revoke(tenant, id, first?.id ?? ""))).toBe("not-found");
	});

	test("no more than five are live, and those that are over make room", async () => {
		const { rig, tenant, clients, id } = await world();
		for (let count = 1; count < 5; count++) await clients.credentials.rotate(tenant, id);
		expect(await codeOf(clients.credentials.rotate(tenant, id))).toBe("limit-reached");
		pass(rig, 25 * HOUR);
		await clients.credentials.rotate(tenant, id);
		expect(await clients.credentials.list(tenant, id)).toHaveLength(2);
	});

	test("what is listed signs nobody in", async () => {
		const { rig, tenant, clients, client, id } = await world();
		const listed = JSON.stringify([await clients.credentials.list(tenant, id), await clients.list(tenant)]);
		expect(listed).not.toContain(client.clientSecret);
		for (const { id: credential } of await clients.credentials.list(tenant, id))
			expect(await codeOf(rig.tenancy.clients.verify(id, credential))).toBe("invalid-client");
	});

	test("the newest one signs what is pushed to an ATS", async () => {
		const { tenant, clients, client, id } = await world(["ats:sync"]);
		expect(await clients.secretOf(tenant, id)).toBe(client.clientSecret);
		const next = await clients.credentials.rotate(tenant, id);
		expect(await clients.secretOf(tenant, id)).toBe(next.clientSecret);
	});

	test("another tenant's client is not found", async () => {
		const { rig, id, clients } = await world();
		const other = await rig.tenant("other");
		const tries: (() => Promise<unknown>)[] = [
			() => clients.credentials.rotate(other, id),
			() => clients.credentials.revoke(other, id, "x"),
			() => clients.credentials.list(other, id),
			() => clients.credentials.addKey(other, id, newKey().publicPem),
			() => clients.setStatus(other, id, "disabled"),
		];
		for (const one of tries) expect(await codeOf(one())).toBe("not-found");
	});

	test.each([-1, 0.5, 31 * 24 * HOUR])("an overlap of %s seconds is refused", async (overlap) => {
		const { tenant, clients, id } = await world();
		expect(await codeOf(clients.credentials.rotate(tenant, id, { overlap }))).toBe("invalid-field");
	});
});

test("a client is locked with a reason that its tenant can see, and answers as an unknown one", async () => {
	const { tenant, clients, tokens, enter, id } = await world();
	const token = await enter();
	expect(await codeOf(clients.setStatus(tenant, id, "locked"))).toBe("invalid-field");
	await clients.setStatus(tenant, id, "locked", undefined, { reason: "secret in a public repository" });
	expect(await codeOf(enter())).toBe("invalid-client");
	expect(await codeOf(tokens.verify(token))).toBe("invalid-token");
	expect(await clients.list(tenant)).toMatchObject([
		{ status: "locked", lock: { reason: "secret in a public repository" } },
	]);
	await clients.setStatus(tenant, id, "active");
	await enter();
	expect((await clients.list(tenant))[0]).not.toHaveProperty("lock");
});

const AUDIENCE = "urn:tributary:authorization";

function newKey(kind: "ed25519" | "ec" | "rsa" | "short" | "p384" = "ed25519") {
	const pair =
		kind === "ed25519"
			? generateKeyPairSync("ed25519")
			: kind === "rsa" || kind === "short"
				? generateKeyPairSync("rsa", { modulusLength: kind === "rsa" ? 2048 : 1024 })
				: generateKeyPairSync("ec", { namedCurve: kind === "ec" ? "prime256v1" : "secp384r1" });
	return {
		privateKey: pair.privateKey,
		publicPem: pair.publicKey.export({ format: "pem", type: "spki" }).toString(),
		privatePem: pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
	};
}

async function keyed(kind: "ed25519" | "ec" | "rsa" = "ed25519") {
	const made = await world();
	const key = newKey(kind);
	await made.clients.credentials.addKey(made.tenant, made.id, key.publicPem);
	const sign = (change: JWTPayload = {}, by: KeyObject = key.privateKey, alg = ALGORITHMS[kind]) => {
		const iat = Math.floor(made.rig.now.getTime() / 1000);
		const claims = { iss: made.id, sub: made.id, aud: AUDIENCE, jti: randomUUID(), iat, exp: iat + 60, ...change };
		return new SignJWT(claims).setProtectedHeader({ alg }).sign(by);
	};
	return { ...made, key, sign };
}
const ALGORITHMS = { ed25519: "EdDSA", ec: "ES256", rsa: "RS256" };

describe("assertions", () => {
	test.each(["ed25519", "ec", "rsa"] as const)("with a key of the kind %s sign a client in", async (kind) => {
		const { clients, tokens, sign, tenant, id } = await keyed(kind);
		const client = await clients.verifyAssertion(await sign());
		const { token } = await tokens.issue(client);
		expect(await tokens.verify(token)).toMatchObject({ clientId: id, tenant });
		// The token ends with the key.
		await clients.credentials.revoke(tenant, id, client.credential);
		expect(await codeOf(tokens.verify(token))).toBe("invalid-token");
	});

	test("sign a client in whose clock is a little ahead, or that do not say when they were made", async () => {
		const { rig, clients, sign, id } = await keyed();
		const now = Math.floor(rig.now.getTime() / 1000);
		for (const iat of [now + 59, now - 3600, undefined as never])
			expect((await clients.verifyAssertion(await sign({ iat }))).id).toBe(id);
	});

	test("R13: are good once, also for another process and after a restart", async () => {
		const { rig, clients, sign } = await keyed();
		const assertion = await sign();
		const others = [clients, (await rig.again()).clients, (await rig.again()).clients];
		const tries = await Promise.allSettled(others.map((one) => one.verifyAssertion(assertion)));
		expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await codeOf((await rig.again()).clients.verifyAssertion(assertion))).toBe("invalid-client");
		// Once it has ended it is forgotten, and refused for that.
		pass(rig, 3600);
		await clients.verifyAssertion(await sign());
		expect(await codeOf(clients.verifyAssertion(assertion))).toBe("invalid-client");
		const used = (await rig.raw.get("platform")?.list("setting", { after: "assertion:", limit: 10 })) ?? [];
		expect(used.filter(({ id }) => id.startsWith("assertion:"))).toHaveLength(1);
	});

	test("that are wrong in any way are refused in one and the same way", async () => {
		const { rig, clients, sign, id, tenant, key } = await keyed();
		const other = await rig.client(tenant);
		const now = Math.floor(rig.now.getTime() / 1000);
		const rsa = newKey("rsa");
		const wrong = [
			await sign({ aud: "somebody-else" }),
			await sign({ iss: other.clientId }),
			await sign({ sub: other.clientId }),
			await sign({ iss: other.clientId, sub: other.clientId }),
			await sign({ exp: now - 6 }),
			await sign({ exp: now + 400 }),
			await sign({ nbf: now + 60 }),
			await sign({ iat: now + 61 }),
			await sign({ iat: now + 3600 }),
			await sign({ jti: "short" }),
			await sign({ jti: undefined as never }),
			await sign({ exp: undefined as never }),
			await sign({}, newKey().privateKey),
			await sign({}, rsa.privateKey, "RS256"),
			await new SignJWT({ iss: id, sub: id, aud: AUDIENCE, jti: randomUUID(), exp: now + 60 })
				.setProtectedHeader({ alg: "HS256" })
				.sign(Buffer.from(key.publicPem)),
			`${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await sign()).split(".")[1]}.`,
			"",
			"a.b.c",
			"x".repeat(10_000),
		];
		const answers = new Set<string>();
		for (const one of wrong) {
			const error = await clients.verifyAssertion(one).catch((thrown: unknown) => thrown);
			answers.add(JSON.stringify(error, ["name", "code", "message", "detail", "errors"]));
		}
		expect([...answers]).toHaveLength(1);
		expect([...answers][0]).toContain("invalid-client");
		await clients.setStatus(tenant, id, "disabled");
		expect(await codeOf(clients.verifyAssertion(await sign()))).toBe("invalid-client");
	});

	test("need a key that is strong enough, and never the private half", async () => {
		const { tenant, clients, id } = await world();
		const { addKey } = clients.credentials;
		for (const pem of [newKey("short").publicPem, newKey("p384").publicPem, newKey().privatePem, "x"])
			expect(await codeOf(addKey(tenant, id, pem))).toBe("invalid-field");
		const { publicPem } = newKey();
		await addKey(tenant, id, publicPem);
		expect(await codeOf(addKey(tenant, id, publicPem))).toBe("already-exists");
	});
});

describe("rotation of the signing key", () => {
	test("R14: a token of the key before is good until it ends, and then the key is gone", async () => {
		const { rig, tokens, enter } = await world();
		const { signingKeys } = rig.tenancy;
		const old = await enter();
		const { kid } = await signingKeys.current();
		const next = await signingKeys.rotate();
		expect((await signingKeys.current()).kid).toBe(next);
		expect((await signingKeys.publicSet()).keys.map((key) => key.kid).sort()).toEqual([kid, next].sort());
		for (const token of [old, await enter()]) await tokens.verify(token);
		pass(rig, 31 * 60);
		expect((await signingKeys.publicSet()).keys.map((key) => key.kid)).toEqual([next]);
		expect(await signingKeys.verifier(kid)).toBeNull();
		await signingKeys.rotate();
		expect((await signingKeys.list()).map((key) => key.kid)).not.toContain(kid);
	});

	test("R14: at once, no older token is good any more, in any process", async () => {
		const { rig, enter } = await world();
		const other = await rig.again();
		const old = await enter();
		await other.tokens.verify(old);
		await rig.tenancy.signingKeys.rotate({ atOnce: true });
		expect(await codeOf(other.tokens.verify(old))).toBe("invalid-token");
		await other.tokens.verify(await enter());
	});

	test("two at once leave one key that signs", async () => {
		const { rig } = await world();
		await rig.tenancy.signingKeys.current();
		const other = await rig.again();
		const made = await Promise.all([rig.tenancy.signingKeys.rotate(), other.signingKeys.rotate()]);
		expect(made).toContain((await other.signingKeys.current()).kid);
		expect((await rig.tenancy.signingKeys.list()).filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1);
	});
});

test("a record of a client that was stored before there were keys is read as it is", async () => {
	const { rig, client, clients, id } = await world();
	const platform = rig.raw.get("platform");
	const [stored] = (await platform?.read("client", { ids: [id] })) ?? [];
	const { keys: _keys, ...before } = JSON.parse(stored?.record ?? "{}");
	await platform?.write([
		{ op: "put", collection: "client", id, record: JSON.stringify(before), keys: [`tenant:${"acme" as TenantId}`] },
	]);
	await clients.verify(id, client.clientSecret);
});
