import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { calculateJwkThumbprint, decodeJwt, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { codeOf, openRig } from "../tenancy/rig.ts";
import { type Harness, openHarness } from "./harness.ts";

/** RFC 9449: what 4.3 says of a proof, each refusal once, at both ends. */

const tenant = "acme" as TenantId;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = publicKey.export({ format: "jwk" });
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });

let harness: Harness;
let clientId: string;
let clientSecret: string;
let origin: string;
beforeAll(async () => {
	harness = await openHarness();
	const metadata = (await harness.app.inject("/.well-known/oauth-authorization-server")).json();
	origin = metadata.issuer;
	expect(metadata.dpop_signing_alg_values_supported).toEqual(["ES256", "EdDSA", "PS256", "RS256"]);
});
afterAll(() => harness.close());
beforeEach(async () => {
	({ clientId, clientSecret } = await harness.tenancy.clients.create({
		tenant,
		name: "bound",
		permissions: ["search"],
	}));
});

interface Made {
	readonly claims?: JWTPayload;
	readonly header?: object;
	readonly key?: KeyObject | Uint8Array;
	readonly without?: string;
}

const now = () => Math.floor(Date.now() / 1000);

function proof(url: string, { claims = {}, header = {}, key = privateKey, without }: Made = {}): Promise<string> {
	const whole: Record<string, unknown> = {
		htm: "POST",
		htu: `${origin}${url}`,
		iat: now(),
		jti: randomUUID(),
		...claims,
	};
	if (without !== undefined) delete whole[without];
	if (key === weak.privateKey) return Promise.resolve(signedWeakly({ typ: "dpop+jwt", ...header }, whole));
	return new SignJWT(whole)
		.setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk, ...header } as never)
		.sign(key as KeyObject);
}

/** The library makes no signature of so short a key. */
function signedWeakly(header: object, claims: object): string {
	const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
	return `${text}.${sign("sha256", Buffer.from(text), weak.privateKey).toString("base64url")}`;
}

const TOKEN_URL = "/oauth/v2/accessToken";
const askToken = (headers: Record<string, string | string[]> = {}) =>
	harness.app.inject({
		method: "POST",
		url: TOKEN_URL,
		headers: { "content-type": "application/x-www-form-urlencoded", ...headers } as never,
		payload: new URLSearchParams({
			grant_type: "client_credentials",
			client_id: clientId,
			client_secret: clientSecret,
		}).toString(),
	});
const search = (authorization: string, dpop?: string, url = "/v1/search") =>
	harness.app.inject({
		method: "POST",
		url,
		headers: { authorization, ...(dpop === undefined ? {} : { dpop }) },
		payload: { query: "x" },
	});
const ath = (token: string) => createHash("sha256").update(token).digest("base64url");

async function boundToken(): Promise<string> {
	const answer = await askToken({ dpop: await proof(TOKEN_URL) });
	expect([answer.statusCode, answer.json().token_type]).toEqual([200, "DPoP"]);
	return answer.json().access_token;
}

test("R13: a token is bound to the key of the proof, and good with another proof of it each time", async () => {
	const token = await boundToken();
	expect(decodeJwt(token).cnf).toEqual({ jkt: await calculateJwkThumbprint(jwk) });
	for (let time = 0; time < 3; time++) {
		const answer = await search(
			`DPoP ${token}`,
			await proof("/v1/search", { claims: { ath: ath(token) } }),
			"/v1/search",
		);
		expect(answer.statusCode).toBe(200);
		expect(answer.headers["dpop-nonce"]).toMatch(/^[\w-]{43}$/);
	}
	const queried = await proof("/v1/search", { claims: { ath: ath(token) } });
	expect((await search(`DPoP ${token}`, queried, "/v1/search?x=1")).statusCode).not.toBe(401);
	const introspected = await harness.app.inject({
		method: "POST",
		url: "/oauth/v2/introspectToken",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		payload: new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret }).toString(),
	});
	expect(introspected.json()).toMatchObject({ active: true, cnf: { jkt: await calculateJwkThumbprint(jwk) } });
});

test("R13: a stolen token is refused without a proof, as Bearer, and with the thief's own key", async () => {
	const token = await boundToken();
	const claims = { ath: ath(token) };
	const thief = { header: { jwk: other.publicKey.export({ format: "jwk" }) }, key: other.privateKey, claims };
	expect(await search(`Bearer ${token}`)).toMatchObject({ statusCode: 401 });
	expect(await search(`Bearer ${token}`, await proof("/v1/search", { claims }))).toMatchObject({ statusCode: 401 });
	const refused = [await search(`DPoP ${token}`), await search(`DPoP ${token}`, await proof("/v1/search", thief))];
	for (const answer of refused) {
		expect([answer.statusCode, answer.json().code]).toEqual([401, "invalid-dpop-proof"]);
		expect(answer.headers["www-authenticate"]).toBe('DPoP error="invalid_dpop_proof", algs="ES256 EdDSA PS256 RS256"');
	}
	expect(refused[0]?.body).toBe(refused[1]?.body);
	const plain = (await askToken()).json().access_token;
	const asBound = await search(`DPoP ${plain}`, await proof("/v1/search", { claims: { ath: ath(plain) } }));
	expect([asBound.statusCode, asBound.json().code]).toEqual([401, "invalid-token"]);
});

test("R13: a proof is good once, at every node, and after a restart", async () => {
	const token = await boundToken();
	const used = await proof("/v1/search", { claims: { ath: ath(token) } });
	expect((await search(`DPoP ${token}`, used)).statusCode).toBe(200);
	const again = await Promise.all(Array.from({ length: 20 }, () => search(`DPoP ${token}`, used)));
	expect(again.every(({ statusCode }) => statusCode === 401)).toBe(true);
	const fresh = await proof("/v1/search", { claims: { ath: ath(token) } });
	const raced = await Promise.all(Array.from({ length: 10 }, () => search(`DPoP ${token}`, fresh)));
	expect(raced.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
	const forToken = await proof(TOKEN_URL);
	expect((await askToken({ dpop: forToken })).statusCode).toBe(200);
	expect((await askToken({ dpop: forToken })).json().error).toBe("invalid_dpop_proof");
});

/** 10,000 for the figure. */
const REPLAYS = Number(process.env.REPLAYS ?? 100);

test(`R13: of ${REPLAYS} proofs each is good once, whoever sends it again, by whichever process, and after a restart`, async () => {
	const rig = await openRig();
	const nodes = [rig.tenancy.dpop, (await rig.again()).dpop];
	const url = `${origin}/v1/search`;
	let [good, refused] = [0, 0];
	const use = async (node: (typeof nodes)[number] | undefined, jwt: string) => {
		const answer = await codeOf(node?.verify({ jwt, method: "POST", url }) ?? Promise.resolve());
		if (answer === undefined) good++;
		else if (answer === "invalid-dpop-proof") refused++;
	};
	const proofs: string[] = [];
	for (let at = 0; at < REPLAYS; at++) {
		// Twenty a second, so that those whose time is over are forgotten meanwhile.
		if (at % 20 === 0) rig.now = new Date(rig.now.getTime() + 1000);
		const made = await proof("/v1/search", { claims: { iat: Math.floor(rig.now.getTime() / 1000) } });
		proofs.push(made);
		await Promise.all([use(nodes[0], made), use(nodes[1], made), use(nodes[at % 2], made)]);
	}
	expect([good, refused]).toEqual([REPLAYS, 2 * REPLAYS]);
	const restarted = (await rig.again()).dpop;
	for (const made of proofs) await use(restarted, made);
	expect([good, refused]).toEqual([REPLAYS, 3 * REPLAYS]);
}, 600_000);

const secret = Buffer.alloc(32, 7);

const WRONG: readonly (readonly [string, () => Made])[] = [
	["another type", () => ({ header: { typ: "JWT" } })],
	["no type", () => ({ header: { typ: undefined } })],
	[
		"a shared key",
		() => ({ header: { alg: "HS256", jwk: { kty: "oct", k: secret.toString("base64url") } }, key: secret }),
	],
	["no key", () => ({ header: { jwk: undefined } })],
	["a private key in it", () => ({ header: { jwk: privateKey.export({ format: "jwk" }) } })],
	["another key's signature", () => ({ key: other.privateKey })],
	[
		"a weak key",
		() => ({ header: { alg: "RS256", jwk: weak.publicKey.export({ format: "jwk" }) }, key: weak.privateKey }),
	],
	["an unknown header", () => ({ header: { jku: "https://keys.example.com" } })],
	["another method", () => ({ claims: { htm: "GET" } })],
	["no method", () => ({ without: "htm" })],
	["another path", () => ({ claims: { htu: `${origin}/v1/other` } })],
	["another host", () => ({ claims: { htu: `https://other.example.com/v1/search` } })],
	["no address", () => ({ without: "htu" })],
	["an address that is none", () => ({ claims: { htu: "/v1/search" } })],
	["an age of five minutes", () => ({ claims: { iat: now() - 300 } })],
	["a time to come", () => ({ claims: { iat: now() + 120 } })],
	["no time", () => ({ without: "iat" })],
	["no jti", () => ({ without: "jti" })],
	["a jti that anybody guesses", () => ({ claims: { jti: "1" } })],
];

describe.each(["/v1/search", TOKEN_URL])("R13: at %s a proof is refused", (url) => {
	const ask = async (made: Made) => {
		if (url === TOKEN_URL) return (await askToken({ dpop: await proof(url, made) })).json().error;
		const token = await boundToken();
		const claims = { ath: ath(token), ...made.claims };
		return (await search(`DPoP ${token}`, await proof(url, { ...made, claims }))).json().code;
	};
	const refusal = url === TOKEN_URL ? "invalid_dpop_proof" : "invalid-dpop-proof";

	test.each(WRONG)("with %s", async (_, made) => {
		expect(await ask(made())).toBe(refusal);
	});
	test("that is none, or came twice, and one that is right is taken", async () => {
		for (const dpop of ["", "x", `${await proof(url)}, ${await proof(url)}`])
			expect((await askToken({ dpop })).json().error).toBe("invalid_dpop_proof");
		expect(await ask({})).not.toBe(refusal);
	});
});

test.each([
	["no digest of the token", () => undefined],
	["another token's digest", () => ath("other")],
	["a digest as long in other letters", () => "é".repeat(43)],
])("R13: with %s a proof is refused", async (_, digest) => {
	const token = await boundToken();
	const claims = digest() === undefined ? {} : { ath: digest() };
	expect((await search(`DPoP ${token}`, await proof("/v1/search", { claims }))).json().code).toBe("invalid-dpop-proof");
});

describe("R13: a client of which it is demanded", () => {
	test("gets no token without a proof, and those of before are refused at once", async () => {
		const before = (await askToken()).json().access_token;
		expect((await search(`Bearer ${before}`)).statusCode).toBe(200);
		await harness.tenancy.clients.setBinding(tenant, clientId, "dpop");
		expect((await search(`Bearer ${before}`)).statusCode).toBe(401);
		const refused = await askToken();
		expect([refused.statusCode, refused.json().error]).toEqual([400, "invalid_dpop_proof"]);
		expect(await boundToken()).toBeDefined();
	});

	test("with a nonce is given one, and refused with one of others or an old one", async () => {
		await harness.tenancy.clients.setBinding(tenant, clientId, "dpop-nonce");
		const first = await askToken({ dpop: await proof(TOKEN_URL) });
		expect([first.statusCode, first.json().error]).toEqual([400, "use_dpop_nonce"]);
		const nonce = `${first.headers["dpop-nonce"]}`;
		const answer = await askToken({ dpop: await proof(TOKEN_URL, { claims: { nonce } }) });
		expect(answer.statusCode).toBe(200);
		const token = answer.json().access_token;
		const claims = { ath: ath(token) };
		expect((await search(`DPoP ${token}`, await proof("/v1/search", { claims }))).headers["www-authenticate"]).toMatch(
			/^DPoP error="use_dpop_nonce"/,
		);
		// Not its last letter: of that one not every bit counts.
		const forged = `${nonce.startsWith("A") ? "B" : "A"}${nonce.slice(1)}`;
		for (const wrong of ["x", nonce.slice(1), forged, "é".repeat(nonce.length)])
			expect(
				(await search(`DPoP ${token}`, await proof("/v1/search", { claims: { ...claims, nonce: wrong } }))).statusCode,
			).toBe(401);
		expect(
			(await search(`DPoP ${token}`, await proof("/v1/search", { claims: { ...claims, nonce } }))).statusCode,
		).toBe(200);
	});
});
