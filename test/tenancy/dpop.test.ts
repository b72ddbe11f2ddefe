import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../src/engine/port.ts";
import { createDpop, type Dpop, type DpopProof } from "../../src/tenancy/dpop.ts";
import { codeOf, openRig } from "./rig.ts";

/** RFC 9449, 4.3, to the second and the letter; test/api/dpop.test.ts has each refusal over HTTP. */

const URL_ASKED = "https://acme.example/v1/search";
const START = Date.parse("2026-03-01T12:00:00.000Z");
const keys = {
	ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
	EdDSA: generateKeyPairSync("ed25519"),
	PS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
	RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
type Algorithm = keyof typeof keys;

let now = new Date(START);
let dpop: Dpop;
beforeAll(async () => {
	const platform = (await openRig()).raw.get("platform") as Store;
	dpop = await createDpop({ platform, clock: () => now, nonceKey: async () => Buffer.alloc(32, 5) });
});
const at = (seconds: number) => {
	now = new Date(START + seconds * 1000);
};

interface Made {
	readonly claims?: JWTPayload & { htm?: string; htu?: string };
	readonly alg?: Algorithm;
	readonly jwk?: object;
	readonly by?: KeyObject;
}

function proof({ claims, alg = "ES256", jwk, by = keys[alg].privateKey }: Made = {}): Promise<string> {
	const whole = { htm: "POST", htu: URL_ASKED, iat: START / 1000, jti: randomUUID(), ...claims };
	const header = { typ: "dpop+jwt", alg, jwk: jwk ?? keys[alg].publicKey.export({ format: "jwk" }) };
	return new SignJWT(whole).setProtectedHeader(header as never).sign(by);
}
async function ask(made: Made = {}, asked: Partial<DpopProof> = {}): Promise<string | undefined> {
	return codeOf(dpop.verify({ jwt: await proof(made), method: "POST", url: URL_ASKED, ...asked }));
}
const REFUSED = "invalid-dpop-proof";

describe("R13: a proof", () => {
	test.each(Object.keys(keys) as Algorithm[])("of %s gives the thumbprint of its key, once", async (alg) => {
		at(0);
		const jwt = await proof({ alg });
		const verify = () => dpop.verify({ jwt, method: "POST", url: URL_ASKED });
		expect(await verify()).toBe(await calculateJwkThumbprint(keys[alg].publicKey.export({ format: "jwk" })));
		expect(await codeOf(verify())).toBe(REFUSED);
		expect(await ask({ alg, by: generateOther(alg) })).toBe(REFUSED);
	});

	test("of another key may have the same jti, which has 8 to 200 characters", async () => {
		at(0);
		for (const jti of ["j".repeat(8), "j".repeat(200)]) {
			expect(await ask({ claims: { jti } })).toBeUndefined();
			expect(await ask({ claims: { jti }, alg: "EdDSA" })).toBeUndefined();
		}
		for (const jti of ["j".repeat(7), "j".repeat(201)]) expect(await ask({ claims: { jti } })).toBe(REFUSED);
	});

	test("is good for a minute, and clocks may be five seconds apart", async () => {
		for (const seconds of [-5, 0, 65]) {
			at(seconds);
			expect([seconds, await ask()]).toEqual([seconds, undefined]);
		}
		for (const seconds of [-5.001, 65.001]) {
			at(seconds);
			expect([seconds, await ask()]).toEqual([seconds, REFUSED]);
		}
	});

	test("is remembered for as long as it could be used", async () => {
		at(-5);
		const jwt = await proof();
		const verify = () => codeOf(dpop.verify({ jwt, method: "POST", url: URL_ASKED }));
		expect(await verify()).toBeUndefined();
		at(65);
		await ask();
		expect(await verify()).toBe(REFUSED);
	});

	test("is for one method and address, whose query, fragment and spelling do not count", async () => {
		at(0);
		for (const htu of [`${URL_ASKED}?q=1`, `${URL_ASKED}#x`, "HTTPS://ACME.example:443/v1/./search"])
			expect([htu, await ask({ claims: { htu } })]).toEqual([htu, undefined]);
		for (const htu of ["https://acme.example/v1/Search", "http://acme.example/v1/search", `${URL_ASKED}/`, "x"])
			expect([htu, await ask({ claims: { htu } })]).toEqual([htu, REFUSED]);
		expect(await ask({ claims: { htu: "x" } }, { url: "x" })).toBe(REFUSED);
		expect(await ask({ claims: { htm: "post" } })).toBe(REFUSED);
	});

	test("that comes with a token has its digest, and may have one without", async () => {
		at(0);
		const ath = createHash("sha256").update("token").digest("base64url");
		expect(await ask({ claims: { ath } }, { token: "token" })).toBeUndefined();
		expect(await ask({ claims: { ath } })).toBeUndefined();
		for (const wrong of [undefined, "", ath.slice(1), `A${ath.slice(1)}`])
			expect(await ask({ claims: wrong === undefined ? {} : { ath: wrong } }, { token: "token" })).toBe(REFUSED);
	});

	test("is 4096 characters at most, and has a public key alone", async () => {
		at(0);
		expect(await ask({ claims: { pad: "x".repeat(4096) } })).toBe(REFUSED);
		expect(await ask({ claims: { pad: "x".repeat(1000) } })).toBeUndefined();
		expect(await codeOf(dpop.verify({ jwt: undefined, method: "POST", url: URL_ASKED }))).toBe(REFUSED);
		for (const alg of ["EdDSA", "RS256", "ES256"] as const) {
			const jwk = keys[alg].publicKey.export({ format: "jwk" });
			for (const change of [{ d: "AAAA" }, { kid: "x" }, { kty: "oct" }, { crv: "P-384" }, { x: "", n: "" }])
				expect(await ask({ alg, jwk: { ...jwk, ...change } })).toBe(REFUSED);
		}
	});
});

const generateOther = (alg: Algorithm): KeyObject =>
	alg === "ES256"
		? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
		: alg === "EdDSA"
			? generateKeyPairSync("ed25519").privateKey
			: (alg === "PS256" ? keys.RS256 : keys.PS256).privateKey;

describe("R13: a nonce", () => {
	test("is ours, of these five minutes or those before, the same at every node", async () => {
		at(0);
		const nonce = dpop.nonce();
		expect(nonce).toMatch(/^[\w-]{43}$/);
		at(299.999);
		expect(dpop.nonce()).toBe(nonce);
		const use = (iat: number) => ask({ claims: { nonce, iat: START / 1000 + iat } }, { needsNonce: true });
		expect(await use(299)).toBeUndefined();
		at(300);
		expect(dpop.nonce()).not.toBe(nonce);
		expect(await use(300)).toBeUndefined();
		at(599.999);
		expect(await use(599)).toBeUndefined();
		at(600);
		expect(await use(600)).toBe("use-dpop-nonce");
	});

	test("is demanded where it is needed, and looked at wherever there is one", async () => {
		at(0);
		expect(await ask({}, { needsNonce: true })).toBe("use-dpop-nonce");
		expect(await ask({}, { needsNonce: false })).toBeUndefined();
		for (const nonce of ["", "x", "A".repeat(43)]) expect(await ask({ claims: { nonce } })).toBe("use-dpop-nonce");
		expect(await ask({ claims: { nonce: dpop.nonce() } })).toBeUndefined();
	});
});
