import { createHmac, randomUUID } from "node:crypto";
import fc from "fast-check";
import {
	type CryptoKey,
	calculateJwkThumbprint,
	exportJWK,
	exportSPKI,
	generateKeyPair,
	importJWK,
	SignJWT,
} from "jose";
import { beforeAll, expect, test } from "vitest";
import { openRig, type Rig } from "./rig.ts";

/** Tokens that must not be accepted. All get the same answer, so that nobody learns which check he failed. */

interface Bench {
	readonly rig: Rig;
	/** A good token, and its parts. */
	readonly token: string;
	readonly header: Record<string, unknown>;
	readonly claims: Record<string, unknown>;
	/** The real key: attacks on claims carry a true signature. */
	readonly sign: (header: object, payload: unknown) => Promise<string>;
	readonly publicJwk: { x: string; kid: string };
	readonly spki: string;
	readonly strangers: CryptoKey;
	readonly foreignClient: string;
}

const part = (value: unknown) =>
	Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const unpart = (text = "") => JSON.parse(Buffer.from(text, "base64url").toString());
const hmac = (bits: number, secret: string | Buffer, text: string) =>
	`${text}.${createHmac(`sha${bits}`, secret).update(text).digest("base64url")}`;

let bench: Bench;
beforeAll(async () => {
	const rig = await openRig();
	const [tenant, other] = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
	const { clientId, clientSecret } = await rig.client(tenant, ["search"]);
	const { token } = await rig.tenancy.tokens.issue(await rig.tenancy.clients.verify(clientId, clientSecret));
	const { privateKey } = await rig.tenancy.signingKeys.current();
	const [publicJwk] = (await rig.tenancy.signingKeys.publicSet()).keys as { x: string; kid: string }[];
	const sign = async (header: object, payload: unknown) => {
		const text = `${part(header)}.${typeof payload === "string" ? payload : part(payload)}`;
		const signature = await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(text));
		return `${text}.${Buffer.from(signature).toString("base64url")}`;
	};
	const [head, body] = token.split(".");
	bench = {
		rig,
		token,
		header: unpart(head),
		claims: unpart(body),
		sign,
		publicJwk: publicJwk as { x: string; kid: string },
		spki: await exportSPKI((await importJWK({ ...publicJwk, alg: "EdDSA" })) as CryptoKey),
		strangers: (await generateKeyPair("EdDSA", { crv: "Ed25519" })).privateKey,
		foreignClient: (await rig.client(other)).clientId,
	};
});

const withClaims = (change: Record<string, unknown>) => (b: Bench) => b.sign(b.header, { ...b.claims, ...change });
const withHeader = (change: Record<string, unknown>) => (b: Bench) => b.sign({ ...b.header, ...change }, b.claims);
const without = (name: string) => (b: Bench) => {
	const { [name]: _, ...claims } = b.claims;
	return b.sign(b.header, claims);
};
const unsigned = (alg: unknown) => (b: Bench) => `${part({ ...b.header, alg })}.${part(b.claims)}.`;
const signedText = (b: Bench, alg: string) => `${part({ ...b.header, alg })}.${part(b.claims)}`;
const parts = (b: Bench) => b.token.split(".") as [string, string, string];
const NOW = Date.parse("2026-03-01T12:00:00.000Z") / 1000;

const ATTACKS: readonly [string, (b: Bench) => string | Promise<string>][] = [
	["alg none", unsigned("none")],
	["alg None", unsigned("None")],
	["alg NONE", unsigned("NONE")],
	["alg empty", unsigned("")],
	["alg missing", unsigned(undefined)],
	["alg an array", unsigned(["EdDSA"])],
	["alg none with the true signature", (b) => `${part({ ...b.header, alg: "none" })}.${parts(b)[1]}.${parts(b)[2]}`],
	["no signature", (b) => `${parts(b)[0]}.${parts(b)[1]}.`],
	["no signature part", (b) => `${parts(b)[0]}.${parts(b)[1]}`],
	[
		"signature of another token",
		async (b) => `${parts(b)[0]}.${parts(b)[1]}.${(await b.sign(b.header, {})).split(".")[2]}`,
	],
	["signature all zero", (b) => `${parts(b)[0]}.${parts(b)[1]}.${Buffer.alloc(64).toString("base64url")}`],
	["signature too long", (b) => `${b.token}AAAA`],
	[
		"claims changed after signing",
		(b) => `${parts(b)[0]}.${part({ ...b.claims, scope: "search jobs:write" })}.${parts(b)[2]}`,
	],
	["HS256 with the public key as PEM", (b) => hmac(256, b.spki, signedText(b, "HS256"))],
	["HS256 with the PEM and a line end", (b) => hmac(256, `${b.spki}\n`, signedText(b, "HS256"))],
	["HS256 with a blank before the PEM", (b) => hmac(256, ` ${b.spki}`, signedText(b, "HS256"))],
	["HS384 with the public key as PEM", (b) => hmac(384, b.spki, signedText(b, "HS384"))],
	["HS512 with the public key as JWK", (b) => hmac(512, JSON.stringify(b.publicJwk), signedText(b, "HS512"))],
	["HS256 with the raw public key", (b) => hmac(256, Buffer.from(b.publicJwk.x, "base64url"), signedText(b, "HS256"))],
	["ES256 in the header", withHeader({ alg: "ES256" })],
	["RS256 in the header", withHeader({ alg: "RS256" })],
	["Ed25519 in the header: another name of the same", withHeader({ alg: "Ed25519" })],
	["another key, our kid", (b) => new SignJWT(b.claims).setProtectedHeader(b.header as never).sign(b.strangers)],
	["another key, embedded as jwk", async (b) => embedded(b, "jwk")],
	["another key, embedded, its own kid", async (b) => embedded(b, "kid")],
	["jku", withHeader({ jku: "http://127.0.0.1:1/keys" })],
	["x5u", withHeader({ x5u: "http://127.0.0.1:1/cert" })],
	["x5c", withHeader({ x5c: ["AAAA"] })],
	["kid missing", withHeader({ kid: undefined })],
	["kid unknown", withHeader({ kid: "A".repeat(43) })],
	["kid a path", withHeader({ kid: "../../dev/null" })],
	["kid SQL", withHeader({ kid: "' OR 1=1 --" })],
	["kid an array", (b) => b.sign({ ...b.header, kid: [b.header.kid] }, b.claims)],
	["kid with NUL", (b) => b.sign({ ...b.header, kid: `${b.header.kid}\0` }, b.claims)],
	["kid of a setting", withHeader({ kid: "signing-key:current" })],
	["crit unknown", withHeader({ crit: ["x"], x: 1 })],
	["crit empty", withHeader({ crit: [] })],
	["b64 false", withHeader({ b64: false, crit: ["b64"] })],
	["zip", withHeader({ zip: "DEF" })],
	["typ JWT", withHeader({ typ: "JWT" })],
	["typ missing", withHeader({ typ: undefined })],
	["typ id_token", withHeader({ typ: "id_token" })],
	["typ in another spelling", withHeader({ typ: "application/at+jwt" })],
	["payload an array", (b) => b.sign(b.header, [b.claims])],
	["payload a string", (b) => b.sign(b.header, part('"text"'))],
	["payload null", (b) => b.sign(b.header, null)],
	["payload a number", (b) => b.sign(b.header, 1)],
	["payload no JSON", (b) => b.sign(b.header, part("{"))],
	["payload with a BOM", (b) => b.sign(b.header, part(`\ufeff${JSON.stringify(b.claims)}`))],
	["payload not UTF-8", (b) => b.sign(b.header, Buffer.from([0x7b, 0xff, 0x7d]).toString("base64url"))],
	["header an array", (b) => b.sign([b.header], b.claims)],
	["header null", (b) => `bnVsbA.${parts(b)[1]}.${parts(b)[2]}`],
	["exp missing", without("exp")],
	["exp past", withClaims({ iat: NOW - 4000, exp: NOW - 2200 })],
	["exp a string", withClaims({ exp: "9999999999" })],
	["exp 1e308", withClaims({ exp: 1e308 })],
	["exp negative", withClaims({ exp: -1 })],
	["exp a fraction", withClaims({ exp: NOW + 1800.5 })],
	["exp far away", withClaims({ exp: NOW + 86_400 })],
	["iat missing", without("iat")],
	["iat in the future", withClaims({ iat: NOW + 600, exp: NOW + 2400 })],
	["iat old, exp good", withClaims({ iat: NOW - 7200, exp: NOW + 600 })],
	["nbf in the future", withClaims({ nbf: NOW + 600 })],
	["iss missing", without("iss")],
	["iss other", withClaims({ iss: "https://evil.example" })],
	["iss in capitals", withClaims({ iss: "URN:TRIBUTARY:AUTHORIZATION" })],
	["iss with a slash", withClaims({ iss: "urn:tributary:authorization/" })],
	["aud missing", without("aud")],
	["aud other", withClaims({ aud: "https://evil.example" })],
	["aud a part of ours", withClaims({ aud: "urn:tributary" })],
	["aud ours and another", withClaims({ aud: ["urn:tributary:api", "https://evil.example"] })],
	["tenant missing", without("tenant")],
	["tenant another's", withClaims({ tenant: "demo-b" })],
	["tenant an array", withClaims({ tenant: ["demo-a"] })],
	["tenant reserved", withClaims({ tenant: "platform" })],
	[
		"client another tenant's",
		(b) => b.sign(b.header, { ...b.claims, client_id: b.foreignClient, sub: b.foreignClient }),
	],
	["client unknown", withClaims({ client_id: "A".repeat(22), sub: "A".repeat(22) })],
	["sub another than client_id", withClaims({ sub: "A".repeat(22) })],
	["scope missing", without("scope")],
	["scope an array", withClaims({ scope: ["search"] })],
	["scope unknown", withClaims({ scope: "search everything" })],
	["scope in capitals", withClaims({ scope: "SEARCH" })],
	["scope with a Unicode blank", withClaims({ scope: "search\u2003jobs:read" })],
	["scope empty", withClaims({ scope: "" })],
	["jti missing", without("jti")],
	["a claim too many", withClaims({ admin: true })],
	["padding", (b) => `${b.token}=`],
	["the standard alphabet", (b) => `${parts(b)[0]}.${parts(b)[1]}.${"+/".repeat(43)}`],
	["white space before", (b) => ` ${b.token}`],
	["white space inside", (b) => b.token.replace(".", ". ")],
	["a line end after", (b) => `${b.token}\n`],
	["four dots", (b) => `${b.token}..`],
	["five parts, as a JWE has", (b) => `${b.token}.AAAA.AAAA`],
	[
		"JSON serialisation",
		(b) => JSON.stringify({ protected: parts(b)[0], payload: parts(b)[1], signature: parts(b)[2] }),
	],
	["twice", (b) => `${b.token}, ${b.token}`],
	["a megabyte", (b) => `${parts(b)[0]}.${part("x".repeat(1_000_000))}.${parts(b)[2]}`],
	["a kid of ten kilobytes", withHeader({ kid: "k".repeat(10_000) })],
	["nested", (b) => b.sign({ ...b.header, cty: "JWT" }, part(b.token))],
	["empty", () => ""],
	["only dots", () => ".."],
	["no string", () => ["a.b.c"] as never],
];

async function embedded(b: Bench, how: "jwk" | "kid"): Promise<string> {
	const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
	const jwk = await exportJWK(publicKey);
	const kid = how === "kid" ? await calculateJwkThumbprint(jwk) : b.header.kid;
	return new SignJWT(b.claims)
		.setProtectedHeader({ ...b.header, alg: "EdDSA", kid: kid as string, jwk })
		.sign(privateKey);
}

test("the bench itself signs well: an unchanged token made by it is accepted", async () => {
	const made = await bench.sign(bench.header, { ...bench.claims, jti: randomUUID() });
	await expect(bench.rig.tenancy.tokens.verify(made)).resolves.toMatchObject({ permissions: ["search"] });
	await expect(bench.rig.tenancy.tokens.verify(bench.token)).resolves.toBeDefined();
});

test.each(ATTACKS)("R9: refused: %s", async (_, make) => {
	const error = await bench.rig.tenancy.tokens.verify(await make(bench)).catch((thrown: unknown) => thrown);
	expect({ ...(error as object) }).toEqual({
		name: "TributaryError",
		code: "invalid-token",
		detail: undefined,
		errors: [],
		lint: [],
		retryAfter: undefined,
	});
});

test("R9: refused: any one character changed, dropped or added", async () => {
	const { token, rig } = bench;
	const place = fc.nat({ max: token.length - 1 });
	const character = fc.constantFrom(..."ABCXYZabcxyz0189-_.=+/ ");
	await fc.assert(
		fc.asyncProperty(place, character, fc.constantFrom(0, 1), async (at, put, dropped) => {
			const mutated = token.slice(0, at) + put + token.slice(at + dropped);
			fc.pre(mutated !== token);
			await expect(rig.tenancy.tokens.verify(mutated)).rejects.toMatchObject({ code: "invalid-token" });
		}),
		{ numRuns: 500 },
	);
});
