import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { type Harness, openHarness } from "./harness.ts";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const tenant = "acme" as TenantId;
const { privateKey, publicKey } = generateKeyPairSync("ed25519");

let harness: Harness;
let clientId: string;
let clientSecret: string;
beforeAll(async () => {
	harness = await openHarness();
	({ clientId, clientSecret } = await harness.tenancy.clients.create({
		tenant,
		name: "keyed",
		permissions: ["search"],
	}));
	const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
	await harness.tenancy.clients.credentials.addKey(tenant, clientId, pem);
});
afterAll(() => harness.close());

const metadata = async () => (await harness.app.inject("/.well-known/oauth-authorization-server")).json();

async function assertion(): Promise<string> {
	const { issuer } = await metadata();
	return new SignJWT({ iss: clientId, sub: clientId, aud: issuer, jti: randomUUID() })
		.setProtectedHeader({ alg: "EdDSA" })
		.setExpirationTime("1m")
		.sign(privateKey);
}

const ask = (form: Record<string, string>, headers: Record<string, string> = {}) =>
	harness.app.inject({
		method: "POST",
		url: "/oauth/v2/accessToken",
		headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
		payload: new URLSearchParams({ grant_type: "client_credentials", ...form }).toString(),
	});

test("an assertion gets a token, once; its key is published, and the token can be checked by it", async () => {
	const form = { client_assertion_type: TYPE, client_assertion: await assertion() };
	const answer = await ask(form);
	expect(answer.statusCode).toBe(200);
	const { access_token: token } = answer.json();
	const { jwks_uri, issuer } = await metadata();
	const keys: JSONWebKeySet = (await harness.app.inject(new URL(jwks_uri).pathname)).json();
	expect((await jwtVerify(token, createLocalJWKSet(keys), { issuer })).payload.sub).toBe(clientId);
	const search = { method: "POST", url: "/v1/search", headers: { authorization: `Bearer ${token}` } } as const;
	expect((await harness.app.inject({ ...search, payload: { query: "x" } })).statusCode).toBe(200);
	const again = await ask(form);
	expect([again.statusCode, again.json().error]).toEqual([401, "invalid_client"]);
});

test("a second use and an unknown client are answered alike, to the byte", async () => {
	const used = await assertion();
	await ask({ client_assertion_type: TYPE, client_assertion: used });
	const stranger = await new SignJWT({ iss: "A".repeat(22), sub: "A".repeat(22), aud: "x", jti: randomUUID() })
		.setProtectedHeader({ alg: "EdDSA" })
		.setExpirationTime("1m")
		.sign(privateKey);
	const [one, two] = [
		await ask({ client_assertion_type: TYPE, client_assertion: used }),
		await ask({ client_assertion_type: TYPE, client_assertion: stranger }),
	];
	expect([one.statusCode, one.body]).toEqual([two.statusCode, two.body]);
});

test.each([
	["both ways at once", { client_secret: "x" }, {}],
	["both ways at once, one in the header", {}, { authorization: `Basic ${btoa("a:b")}` }],
	["another type", { client_assertion_type: "urn:other" }, {}],
])("%s is refused as a mistake of form", async (_, form, headers) => {
	const answer = await ask({ client_assertion_type: TYPE, client_assertion: await assertion(), ...form }, headers);
	expect([answer.statusCode, answer.json().error]).toEqual([400, "invalid_request"]);
});

test("an id beside the assertion has to be its own; a secret goes on working", async () => {
	const form = { client_assertion_type: TYPE, client_assertion: await assertion(), client_id: "B".repeat(22) };
	expect((await ask(form)).statusCode).toBe(401);
	expect((await ask({ client_id: clientId, client_secret: clientSecret })).statusCode).toBe(200);
});

test.each([[12345], [["AAAAAAAAAAAAAAAAAAAAAA"]], [{}], [true]])(
	"an assertion whose sub is %j is refused as any other, and counted",
	async (sub) => {
		const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
		const client_assertion = `${encode({ alg: "EdDSA" })}.${encode({ iss: clientId, sub })}.AAAA`;
		const answer = await ask({ client_assertion_type: TYPE, client_assertion });
		expect([answer.statusCode, answer.json().error]).toEqual([401, "invalid_client"]);
	},
);
