import { createHmac } from "node:crypto";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";

/** Tokens that must not be accepted, made of a good one and of whoever can sign with the true key. */

export interface Bench {
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
	/** Seconds since 1970. */
	readonly now: number;
	/** Address that nobody may ask for a key. */
	readonly listener: string;
}

export const part = (value: unknown) =>
	Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
export const unpart = (text = "") => JSON.parse(Buffer.from(text, "base64url").toString());
const hmac = (bits: number, secret: string | Buffer, text: string) =>
	`${text}.${createHmac(`sha${bits}`, secret).update(text).digest("base64url")}`;

const withClaims = (change: Record<string, unknown>) => (b: Bench) => b.sign(b.header, { ...b.claims, ...change });
const withHeader = (change: Record<string, unknown>) => (b: Bench) => b.sign({ ...b.header, ...change }, b.claims);
const without = (name: string) => (b: Bench) => {
	const { [name]: _, ...claims } = b.claims;
	return b.sign(b.header, claims);
};
const unsigned = (alg: unknown) => (b: Bench) => `${part({ ...b.header, alg })}.${part(b.claims)}.`;
const signedText = (b: Bench, alg: string) => `${part({ ...b.header, alg })}.${part(b.claims)}`;
const parts = (b: Bench) => b.token.split(".") as [string, string, string];
/** Each with its name. All get the same answer, so that nobody learns which check he failed. */
export const ATTACKS: readonly [string, (b: Bench) => string | Promise<string>][] = [
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
	["jku", (b) => withHeader({ jku: `${b.listener}/keys` })(b)],
	["x5u", (b) => withHeader({ x5u: `${b.listener}/cert` })(b)],
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
	["exp past", (b) => withClaims({ iat: b.now - 4000, exp: b.now - 2200 })(b)],
	["exp a string", withClaims({ exp: "9999999999" })],
	["exp 1e308", withClaims({ exp: 1e308 })],
	["exp negative", withClaims({ exp: -1 })],
	["exp a fraction", (b) => withClaims({ exp: b.now + 1800.5 })(b)],
	["exp far away", (b) => withClaims({ exp: b.now + 86_400 })(b)],
	["iat missing", without("iat")],
	["iat in the future", (b) => withClaims({ iat: b.now + 600, exp: b.now + 2400 })(b)],
	["iat old, exp good", (b) => withClaims({ iat: b.now - 7200, exp: b.now + 600 })(b)],
	["nbf in the future", (b) => withClaims({ nbf: b.now + 600 })(b)],
	["iss missing", without("iss")],
	["iss other", withClaims({ iss: "https://evil.example" })],
	["iss in capitals", (b) => withClaims({ iss: String(b.claims.iss).toUpperCase() })(b)],
	["iss with a slash", (b) => withClaims({ iss: `${b.claims.iss}/` })(b)],
	["aud missing", without("aud")],
	["aud other", withClaims({ aud: "https://evil.example" })],
	["aud a part of ours", (b) => withClaims({ aud: String(b.claims.aud).slice(0, -4) })(b)],
	["aud ours and another", (b) => withClaims({ aud: [b.claims.aud, "https://evil.example"] })(b)],
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
	["bound to nothing", withClaims({ cnf: {} })],
	["bound to what we do not check", withClaims({ cnf: { jwk: {} } })],
	["good, but longer than any of ours", withClaims({ scope: Array(700).fill("search").join(" ") })],
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

/** Authorization headers of one request, of which each would be read alone: who reads the first and who reads the last must not differ. */
export const TWICE: readonly [string, (b: Pick<Bench, "token">) => readonly string[]][] = [
	["a good token, then another", (b) => [`Bearer ${b.token}`, "Bearer x.y.z"]],
	["another, then a good token", (b) => ["Bearer x.y.z", `Bearer ${b.token}`]],
	["the same good token", (b) => [`Bearer ${b.token}`, `Bearer ${b.token}`]],
	["a good token, then a password", (b) => [`Bearer ${b.token}`, "Basic eDp5"]],
	["a good token, then nothing", (b) => [`Bearer ${b.token}`, ""]],
];

async function embedded(b: Bench, how: "jwk" | "kid"): Promise<string> {
	const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
	const jwk = await exportJWK(publicKey);
	const kid = how === "kid" ? await calculateJwkThumbprint(jwk) : b.header.kid;
	return new SignJWT(b.claims)
		.setProtectedHeader({ ...b.header, alg: "EdDSA", kid: kid as string, jwk })
		.sign(privateKey);
}
