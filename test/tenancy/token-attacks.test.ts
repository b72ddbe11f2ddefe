import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK } from "jose";
import { beforeAll, expect, test } from "vitest";
import { ATTACKS, type Bench, part, unpart } from "./crafted-tokens.ts";
import { openRig, type Rig } from "./rig.ts";

/** Tokens that must not be accepted. All get the same answer, so that nobody learns which check he failed. */

let bench: Bench & { readonly rig: Rig };
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
		now: rig.now.getTime() / 1000,
		listener: "http://127.0.0.1:1",
	};
});

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
