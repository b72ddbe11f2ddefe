import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { openTenancy } from "../../src/tenancy/tenancy.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

async function withToken(permissions: ("search" | "jobs:read")[] = ["search", "jobs:read"]) {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	const { clientId, clientSecret } = await rig.client(tenant, permissions);
	const client = await rig.tenancy.clients.verify(clientId, clientSecret);
	const { token, expiresIn } = await rig.tenancy.tokens.issue(client);
	return { rig, tenant, client, token, expiresIn };
}

const later = (rig: Rig, seconds: number) => new Date(rig.now.getTime() + seconds * 1000);

describe("an access token", () => {
	test("is of the profile in RFC 9068 and lives for 30 minutes", async () => {
		const { rig, client, token, expiresIn } = await withToken();
		const { kid } = await rig.tenancy.signingKeys.current();
		expect(decodeProtectedHeader(token)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid });
		const claims = decodeJwt(token);
		expect(claims).toMatchObject({ sub: client.id, client_id: client.id, tenant: "demo-a", scope: "search jobs:read" });
		expect([expiresIn, (claims.exp ?? 0) - (claims.iat ?? 0)]).toEqual([1800, 1800]);
	});

	test("says who asks and what he may", async () => {
		const { rig, client, token } = await withToken();
		const bearer = {
			binding: "none",
			thumbprint: null,
			certificate: null,
			clientId: client.id,
			tenant: "demo-a",
			permissions: ["search", "jobs:read"],
		};
		expect(await rig.tenancy.tokens.verify(token)).toEqual(bearer);
		const { token: narrow } = await rig.tenancy.tokens.issue(client, ["jobs:read"]);
		expect(await rig.tenancy.tokens.verify(narrow)).toEqual({ ...bearer, permissions: ["jobs:read"] });
	});

	test("never grants more than the client has, nor nothing", async () => {
		const { rig, client } = await withToken(["search"]);
		expect(await codeOf(rig.tenancy.tokens.issue(client, ["search", "jobs:write"]))).toBe("invalid-scope");
		expect(await codeOf(rig.tenancy.tokens.issue(client, []))).toBe("invalid-scope");
	});

	test.each([
		["a key", { jkt: "thumbprint" }, { thumbprint: "thumbprint", certificate: null }],
		["a certificate", { "x5t#S256": "digest" }, { thumbprint: null, certificate: "digest" }],
	])("R13: that is bound to %s says so, and between which times it is good", async (_, bound, expected) => {
		const { rig, client } = await withToken();
		const { token } = await rig.tenancy.tokens.issue(client, undefined, bound);
		expect(decodeJwt(token).cnf).toEqual(bound);
		expect(await rig.tenancy.tokens.verify(token)).toMatchObject(expected);
		const issuedAt = rig.now.getTime() / 1000;
		const times = { issuedAt, expiresAt: issuedAt + 1800 };
		expect(await rig.tenancy.tokens.inspect(token)).toMatchObject({ ...expected, ...times });
	});

	test("ends: it is good within the tolerance and refused after it", async () => {
		const { rig, token } = await withToken();
		const start = rig.now;
		rig.now = later(rig, 1799);
		await expect(rig.tenancy.tokens.verify(token)).resolves.toBeDefined();
		rig.now = start;
		rig.now = later(rig, 1806);
		expect(await codeOf(rig.tenancy.tokens.verify(token))).toBe("invalid-token");
		rig.now = start;
		rig.now = later(rig, -6);
		expect(await codeOf(rig.tenancy.tokens.verify(token))).toBe("invalid-token");
	});

	test("R11: is refused at once when its client or tenant is disabled, in every process; of a client for good", async () => {
		const rig = await openRig();
		const tenant = await rig.tenant("demo-a");
		const { clientId, clientSecret } = await rig.client(tenant, ["search"]);
		const enter = async () =>
			(await rig.tenancy.tokens.issue(await rig.tenancy.clients.verify(clientId, clientSecret))).token;
		const [before, other] = [await enter(), await rig.again()];
		await expect(other.tokens.verify(before)).resolves.toBeDefined();
		await rig.tenancy.clients.setStatus(tenant, clientId, "disabled");
		expect(await codeOf(other.tokens.verify(before))).toBe("invalid-token");
		await rig.tenancy.clients.setStatus(tenant, clientId, "active");
		// Whoever stole it may have waited for this.
		expect(await codeOf(other.tokens.verify(before))).toBe("invalid-token");
		const after = await enter();
		await expect(other.tokens.verify(after)).resolves.toBeDefined();
		await rig.tenancy.tenants.update(tenant, { status: "disabled" });
		expect(await codeOf(other.tokens.verify(after))).toBe("invalid-token");
	});

	test("is worth nothing at a deployment with another address", async () => {
		const { rig, token } = await withToken();
		const clock = () => rig.now;
		for (const address of [{ issuer: "https://b.example" }, { audience: "https://b.example" }]) {
			const elsewhere = await openTenancy({ engine: rig.engine, vault: rig.vault, clock, ...address });
			expect(await codeOf(elsewhere.tokens.verify(token))).toBe("invalid-token");
		}
	});

	test("trouble with the store is not blamed on the token", async () => {
		const { rig, token } = await withToken();
		rig.hook = () => Promise.reject(Object.assign(new Error("disk"), { code: "EIO" }));
		expect(await codeOf(rig.tenancy.tokens.verify(token))).toBe("EIO");
	});
});

describe("signing keys", () => {
	test("are made once, also by two processes at once, and last over a restart", async () => {
		const rig = await openRig();
		const all = await Promise.all(
			[rig.tenancy, await rig.again(), await rig.again()].map((t) => t.signingKeys.current()),
		);
		expect(new Set(all.map(({ kid }) => kid)).size).toBe(1);
		expect((await (await rig.again()).signingKeys.publicSet()).keys).toHaveLength(1);
	});

	test("R14: are published without the private part, and stored wrapped", async () => {
		const rig = await openRig();
		const { kid } = await rig.tenancy.signingKeys.current();
		const { keys } = await rig.tenancy.signingKeys.publicSet();
		expect(keys).toEqual([{ kty: "OKP", crv: "Ed25519", x: expect.any(String), kid, alg: "EdDSA", use: "sig" }]);
		const stored = await rig.raw.get("platform")?.list("signing-key", { limit: 10 });
		const wrapped = JSON.parse(stored?.[0]?.record ?? "").privateKey;
		const jwk = await rig.vault.unwrap(wrapped, { name: kid, purpose: "signing-key" });
		const { d } = JSON.parse(jwk.toString());
		expect(d).toHaveLength(43);
		expect(JSON.stringify(stored)).not.toContain(d);
	});

	test("one that was withdrawn counts no more, in a process that has used it too", async () => {
		const { rig, token } = await withToken();
		await rig.tenancy.tokens.verify(token);
		const { kid } = await rig.tenancy.signingKeys.current();
		await rig.raw.get("platform")?.write([{ op: "delete", collection: "signing-key", id: kid }]);
		expect(await codeOf(rig.tenancy.tokens.verify(token))).toBe("invalid-token");
	});
});
